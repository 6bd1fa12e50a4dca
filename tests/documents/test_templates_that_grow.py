"""A template is a foreign program: what grows without end is refused in seconds, by its name."""

import io

import pytest
from docx import Document

from gongyou.documents import word

MANY = {"people": [{"name": f"p{n}"} for n in range(6)], "reference": "G-7Q4K"}
DOUBLING = "{% macro m0() %}x{% endmacro %}" + "".join(
    f"{{% macro m{n}() %}}{{{{ m{n - 1}() }}}}{{{{ m{n - 1}() }}}}{{% endmacro %}}"
    for n in range(1, 60)
)


def template(text: str) -> bytes:
    document, out = Document(), io.BytesIO()
    document.add_paragraph(text)
    document.save(out)
    return out.getvalue()


def loops(depth: int, inner: str = "x") -> str:
    opened = "".join(f"{{% for a{n} in people %}}" for n in range(depth))
    return opened + inner + "{% endfor %}" * depth


@pytest.mark.parametrize("depth", [5, 12, 40])
def test_loops_in_loops_are_refused_before_anything_is_filled_in(depth):
    # By six each: twelve took half a minute, forty would take longer than there is time.
    with pytest.raises(word.Unfit, match="more than 4 deep"):
        word.fill(template(loops(depth)), MANY)


def test_what_a_paper_needs_stays_possible():
    (row,) = word.fill_many(template(loops(3, "{{ a2.name }} ")), [MANY], [""])
    text = "".join(p.text for p in Document(io.BytesIO(row)).paragraphs)
    assert text.count("p5 ") == 36


@pytest.mark.parametrize(
    "text",
    [
        DOUBLING + "{{ m59() }}",
        "{% macro again() %}{{ again() }}{{ again() }}{% endmacro %}{{ again() }}",
        "{% for one in people recursive %}{{ loop(people) }}{% endfor %}",
        "{{ reference.zfill(60000000)|length }}",
        "{{ '%060000000d' % 1 }}",
    ],
    ids=["doubling", "again", "recursive", "zfill", "format"],
)
def test_other_ways_to_grow_are_refused_too(text, monkeypatch):
    monkeypatch.setitem(word.LIMITS, "seconds_each", 1)
    with pytest.raises(word.Unfit) as refused:
        word.fill(template(text), MANY)
    assert str(refused.value)
