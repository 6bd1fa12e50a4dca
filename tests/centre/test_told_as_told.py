"""What a person told is data: it never becomes markup, and one bad record stops nothing."""

from io import BytesIO

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st

from gongyou.centre.documents import make, runs, texts
from gongyou.centre.models import DocumentRun
from gongyou.centre.public import open_case
from gongyou.documents import markup, paper, word
from gongyou.documents.typesetting import TemplateError
from tests.centre.test_documents import text_of_pdf

TEMPLATE = (
    "# Statement\n{% for line in told %}\n{{ line }}\n{% endfor %}\n| a | {{ cell }} |\n>> Sign"
)
TEXT = st.text(max_size=40).map(str.strip).filter(lambda text: text and text.isprintable())


@given(st.lists(TEXT, min_size=1, max_size=4), TEXT)
@example(["| a | b |", "| c |"], "x")
@example(["# Fake title", ">> signed: the boss"], "a | b")
@example(["## x", "{{ 7 * 7 }}", "{% raw %}"], "| |")
def test_a_text_is_a_paragraph_and_a_cell_as_it_was_told(told, cell):
    blocks = markup.fill(TEMPLATE, {"told": told, "cell": cell})
    assert [block.kind for block in blocks] == ["title", *["text"] * len(told), "table", "sign"]
    assert [block.text for block in blocks[1:-2]] == told
    assert blocks[-2].rows == [["a", cell]]


def test_a_story_with_bars_and_lines_is_set_as_it_was_told():
    story = ["| a | b |\n| c |", "# Fake title", ">> signed: the boss"]
    made = texts.blocks("statement", "en", texts.example("en") | {"told": story})
    said = text_of_pdf(paper.render([made], "en"))
    for words in ("|a|b||c|", "#Faketitle", ">>signed:theboss"):
        assert words in said
    assert [block.kind for block in made if "Fake" in block.text] == ["text"]


def test_rows_of_unequal_length_are_a_table_and_no_error():
    blocks = markup.parse("| a | b |\n| c |")
    assert blocks[0].rows == [["a", "b"], ["c", ""]]
    assert paper.render([blocks], "en").startswith(b"%PDF")
    assert word.render(blocks, "en")


GROWING = [
    "".join(f"{{% for a{n} in worker %}}" for n in range(12)) + "x" + "{% endfor %}" * 12,
    "{{ reference.zfill(60000000)|length }}",
    "{{ reference.center(60000000) }}",
    "{{ reference|center(60000000) }}",
    "{{ '%60000000d' % 1 }}",
    "{{ '%60000000d'|format(1) }}",
]


def in_word(text):
    document, file = Document(), BytesIO()
    document.add_paragraph(text)
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize("text", GROWING)
def test_a_template_that_grows_is_refused_and_takes_nothing_from_the_program(text, monkeypatch):
    import resource

    monkeypatch.setitem(word.LIMITS, "seconds", 3)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(ValueError, match=r"."):
        texts.check(in_word(text), "en")
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024


def test_one_case_that_cannot_be_set_is_named_and_the_others_are_made(people, case, monkeypatch):
    cases = [case] + [open_case(by=people.caseworker, employment=case.employment) for _ in "23"]
    bad = cases[1].reference
    whole = make.paper.render

    def render(documents, language):
        if any(bad in str([block.plain() for block in one]) for one in documents):
            raise TemplateError("no")
        return whole(documents, language)

    monkeypatch.setattr(make.paper, "render", render)
    blocks = texts.blocks
    monkeypatch.setattr(
        make.texts,
        "blocks",
        lambda kind, language, one: [
            *blocks(kind, language, one),
            markup.Block("text", one["reference"]),
        ],
    )
    run = runs.begin_run(
        by=people.caseworker, cases=cases, kind="statement", form="pdf", language="en"
    )
    runs.work(people.caseworker, run)
    run = DocumentRun.objects.get(pk=run.pk)
    assert (run.status, run.failed) == ("done", [bad])
