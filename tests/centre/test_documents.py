"""Documents: the right facts, as PDF and Word, one or many."""

import subprocess
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document

from gongyou.centre import codes
from gongyou.centre.documents import make, runs, texts
from gongyou.centre.models import DocumentRun
from gongyou.centre.services.cases import open_case
from gongyou.vault.files.models import StoredFile
from gongyou.vault.public import files

KINDS = [kind for kind, _label in codes.DOCUMENT_KINDS]


def text_of_pdf(content: bytes) -> str:
    found = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return "".join(found.stdout.decode().split())


def text_of_word(content: bytes) -> str:
    document = Document(BytesIO(content))
    cells = [c.text for t in document.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in document.paragraphs] + cells)


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_document_names_the_worker_and_the_employer(people, case, kind, language):
    for form, read in (("pdf", text_of_pdf), ("docx", text_of_word)):
        text = read(make.make_for(people.caseworker, [case], kind, form, language))
        assert "利得鞋业" in text, (kind, form)
        assert "李小红" in text, (kind, form)
        assert "{{" not in text
        assert "{%" not in text


def test_the_application_asks_for_the_amount_of_the_claim(people, case):
    text = text_of_pdf(make.make_for(people.caseworker, [case], "application", "pdf", "zh-hans"))
    assert "79,800.00" in text
    assert "《劳动合同法》第" in text.replace("中华人民共和国", "")
    assert "广州市番禺区劳动人事争议仲裁委员会" in text
    assert "False" not in text
    assert "日date" not in text


def test_many_word_files_come_as_one_archive(people, case):
    further = open_case(by=people.caseworker, employment=case.employment)
    content = make.make_for(people.caseworker, [case, further], "statement", "docx", "en")
    names = zipfile.ZipFile(BytesIO(content)).namelist()
    assert names[0] == f"{case.worker.pseudonym}-1.docx"


def test_a_run_keeps_its_result_encrypted(people, case):
    run = runs.begin_run(
        by=people.caseworker, cases=[case], kind="application", form="pdf", language="zh-hans"
    )
    runs.work(people.caseworker, run)
    kept = DocumentRun.objects.get()
    assert (kept.status, kept.done) == ("done", 1)
    assert "李小红" in text_of_pdf(files.read_file(people.caseworker, kept.file))


@pytest.fixture
def three(people, case):
    """A run over three cases, one a part, whose second part fails the first time."""
    cases = [case] + [open_case(by=people.caseworker, employment=case.employment) for _ in "23"]
    runs.AT_ONCE, before = 1, runs.AT_ONCE
    yield lambda form: runs.begin_run(
        by=people.caseworker, cases=cases, kind="application", form=form, language="zh-hans"
    )
    runs.AT_ONCE = before


def stop_at(monkeypatch, number):
    """The process dies in the part of this number."""
    part = runs._part

    def dying(actor, run, current, chosen):
        if current == number:
            raise RuntimeError("power cut")
        part(actor, run, current, chosen)

    monkeypatch.setattr(runs, "_part", dying)


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_a_run_that_stopped_is_taken_up_where_it_was(people, three, form, monkeypatch, client_of):
    run = three(form)
    with monkeypatch.context() as patch:
        stop_at(patch, 2)
        with pytest.raises(RuntimeError):
            runs.work(people.caseworker, run)
    run.refresh_from_db()
    assert (run.status, run.done, run.parts.count()) == ("failed", 1, 1)
    client_of(people.caseworker).post(reverse("centre:document_run_resume", args=[run.pk]))
    run.refresh_from_db()
    assert (run.status, run.done, run.parts.count()) == ("done", 3, 0)
    content = files.read_file(people.caseworker, run.file)
    if form == "pdf":
        assert text_of_pdf(content).count("仲裁申请书") == 3
    else:
        assert len(zipfile.ZipFile(BytesIO(content)).namelist()) == 3
    assert StoredFile.objects.count() == 1


def test_a_run_gives_a_claim_to_whoever_has_none(people, case):
    case.employment.claims.all().delete()
    run = runs.begin_run(
        by=people.caseworker, cases=[case], kind="application", form="pdf", language="zh-hans"
    )
    done = runs.work(people.caseworker, run)
    assert "79,800.00" in text_of_pdf(files.read_file(people.caseworker, done.file))


def test_a_template_with_a_wrong_name_is_refused(people):
    document = Document()
    document.add_paragraph("{{ worker.nonsense.deeper }}")
    file = BytesIO()
    document.save(file)
    with pytest.raises(ValueError, match="nonsense"):
        texts.check(file.getvalue(), "en")


HOSTILE = [
    "{{ ''.__class__.__mro__ }}",
    "{% for a in range(10) %}x{% endfor %}",
    "{% include '/etc/passwd' %}",
    "{{ 'x' * 1000000000 }}",
    "{{ 10 ** 10 ** 10 }}",
    "{% for %}",
]


@pytest.mark.parametrize("tag", HOSTILE)
def test_a_template_cannot_reach_into_the_program_or_wear_it_out(tag):
    document = Document()
    document.add_paragraph(tag)
    file = BytesIO()
    document.save(file)
    with pytest.raises(ValueError, match=r"."):
        texts.check(file.getvalue(), "en")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_built_in_template_passes_the_check(kind, language):
    # can fail: the check raises what is wrong
    texts.check(texts.built_in(kind, language), language)


def test_an_outsider_gets_no_document(people, client_of, case):
    url = reverse("centre:claim_sheet", args=[case.pk])
    assert client_of(people.caseworker).get(url).status_code == 200
    for actor, status in [(people.outsider, 404), (people.researcher, 404), (None, 302)]:
        assert client_of(actor).get(url).status_code == status
