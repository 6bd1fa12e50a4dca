"""Hostile files and bodies sent through the pages are refused with a sentence; the server lives."""

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
import requests
from docx import Document

from tests.attacks import files
from tests.attacks.centre import Person
from tests.attacks.journey import WORKBOOK, compartment, send_answers
from tests.attacks.test_hostile_uploads import HOSTILE
from tests.vault import samples

SOAK = bool(os.environ.get("GONGYOU_SOAK"))
RAN = "/tmp/gongyou-attack-ran"
LOOK = "<data id='gate' version='1'><who>&x;</who></data>"
LOOK = "<data id='gate' version='1'><who>&x;</who></data>"
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
XXE = '<!ENTITY l0 "lol"><!ENTITY x SYSTEM "file:///etc/passwd">'


@pytest.fixture(autouse=True)
def the_server_lives_and_nothing_ran(used):
    """After each attack the page of the case opens, by the same process, and nothing was run."""
    yield
    answer = used.anna.get(used.day.made["case"])
    if answer.status_code != 200:
        # Each attack answers for itself: the next one finds an open centre again.
        for person in (used.anna, used.bela):
            person.sign_in()
    assert answer.status_code == 200, "the server fell and started anew, sealed"
    assert not Path(RAN).exists()


def refused(answer) -> str:
    """A page that says why not; its text."""
    assert answer.status_code == 422, answer.status_code
    assert "Traceback" not in answer.text
    return answer.text


def some(attacks: dict, *short: str) -> list[str]:
    """All attacks in a soak; otherwise those that differ most."""
    return list(attacks) if SOAK else list(short)


@pytest.mark.parametrize(
    "what",
    some(HOSTILE, "a page with a script", "a picture of a billion pixels", "a bomb", "nothing"),
)
def test_hostile_evidence_is_refused_with_a_sentence(used, what):
    make, _code = HOSTILE[what]
    path = f"{used.day.made['case']}evidence/"
    before = used.anna.get(path).text.count("/file/")
    data = {"kind": "photo", "held_by": "worker", "pages": "1"}
    answer = used.anna.post(path, data, files={"file": ("a.docx", make(), "image/png")})
    assert "invalid" in refused(answer)
    assert used.anna.get(path).text.count("/file/") == before


def sheet_with(old: bytes, new: bytes) -> bytes:
    """A workbook with its first sheet's XML changed."""
    book = files.workbook([("工号", "姓名"), ("A1", "甲")])
    return samples.edited(book, "xl/worksheets/sheet1.xml", old, new)


def wide_workbook() -> bytes:
    """A cell at the far end of the sheet."""
    return sheet_with(b'r="B2"', b'r="XFD1048576"')


def bomb_workbook() -> bytes:
    """Half a gigabyte of nothing in a few hundred kilobytes."""
    out = io.BytesIO(files.workbook([("工号", "姓名")]))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/a.bin", bytes(500_000_000))
    return out.getvalue()


WORKBOOKS = {
    "a bomb": bomb_workbook,
    "entities that laugh": lambda: sheet_with(
        b"<worksheet", f"<!DOCTYPE a [{XXE}{LAUGHS}]><worksheet".encode()
    ),
    "a macro": lambda: samples.with_entry(samples.xlsx(), "xl/vbaProject.bin", b"x"),
    "a cell at the far end": wide_workbook,
    "no workbook": lambda: b"\x00\x01 not a workbook",
    "a broken archive": lambda: samples.xlsx()[:900],
    "an old workbook that is none": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
    "formulas": lambda: files.workbook(
        [("工号", "姓名"), ("=1+1", f'=cmd|"/c touch {RAN}"!A1'), ("@SUM(1)", "=HYPERLINK(1)")]
    ),
    "markup": lambda: files.workbook(
        [("工号", "姓名"), ("A1", "<script>alert(1)</script>"), ("A2", "{{ 7*7 }}{% debug %}")]
    ),
    "ten thousand columns": lambda: files.workbook([[f"c{n}" for n in range(10_000)]] * 2),
    "commas and zeros": lambda: b"\x00,\x00\n" * 5000,
    "nothing": lambda: b"",
}


# Sheets that are sheets: their texts stay texts, macros aren't looked at. The rest is refused.
HARMLESS = ("formulas", "markup", "a macro")
SENTENCES = {
    "a bomb": "unpacks to far more than|too big",
    "entities that laugh": "active content|no spreadsheet program writes|not a workbook",
    "a macro": "macros",
    "a cell at the far end": "too large|not a workbook",
    "no workbook": "not accepted|no workbook|not a workbook",
    "a broken archive": "damaged|not a workbook",
    "an old workbook that is none": "not accepted|damaged|not a workbook",
    "formulas": "headers were not found",
    "markup": "headers were not found",
    "ten thousand columns": "too large|headers were not found",
    "commas and zeros": "damaged|no workbook|not a workbook",
    "nothing": "is empty|not a workbook",
}


def says_why(text: str, what: str) -> bool:
    """Whether a page holds the sentence for a hostile workbook."""
    return bool(re.search(SENTENCES[what], text))


@pytest.mark.parametrize(
    "what",
    some(
        WORKBOOKS,
        "entities that laugh",
        "a cell at the far end",
        "no workbook",
        "formulas",
        "markup",
        "nothing",
    ),
)
def test_a_hostile_roster_is_refused_or_harmless(used, what):
    where = compartment(used.anna.get("/rosters/").text)
    data = {"compartment": where, "employer_name": "厂", "source": "roster"}
    upload = ("a.xlsx", WORKBOOKS[what](), WORKBOOK)
    answer = used.anna.post("/rosters/", data, files={"file": upload})
    if answer.status_code != 302:
        assert what not in ("formulas", "markup") and says_why(refused(answer), what)
        return
    # A file of the right kind is kept; whether its sheets can be read stands on its page.
    path = answer.headers["Location"]
    page = used.anna.get(path)
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    harmless = what in HARMLESS
    assert (f"{path}import/" in page.text) == harmless and says_why(page.text, what) != harmless
    people = used.anna.get("/workers/").text.count("<tr")
    used.anna.post(f"{path}import/")
    assert used.anna.get(path).status_code == 200
    if not harmless:
        assert used.anna.get("/workers/").text.count("<tr") == people
    used.anna.post(f"{path}undo/")


@pytest.mark.parametrize(
    "what", some(WORKBOOKS, "a cell at the far end", "a broken archive", "markup", "nothing")
)
def test_a_hostile_roll_is_refused_or_harmless(used, what):
    path = f"{used.day.made['collective']}roll/import/"
    upload = ("a.xlsx", WORKBOOKS[what](), WORKBOOK)
    answer = used.anna.post(path, files={"file": upload})
    if answer.status_code == 302:
        roster = answer.headers["Location"]
        page = used.anna.get(roster)
        harmless = what in HARMLESS
        assert (f"{roster}import/" in page.text) == harmless
        assert says_why(page.text, what) != harmless
        used.anna.post(f"{roster}import/")
    else:
        assert says_why(refused(answer), what)
    page = used.anna.post(f"{used.day.made['collective']}roll/")
    assert page.status_code == 200
    assert "<script>alert" not in page.text


@pytest.mark.parametrize("what", some(WORKBOOKS, "entities that laugh", "no workbook", "nothing"))
def test_a_hostile_questionnaire_is_refused_with_a_sentence(used, what):
    upload = ("a.xlsx", WORKBOOKS[what](), WORKBOOK)
    answer = used.anna.post(f"{used.day.made['survey']}upload/", files={"file": upload})
    # None of them is a questionnaire.
    assert says_why(refused(answer), what)


TEMPLATES = {
    "reaching into the program": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "running a command": "{{ cycler.__init__.__globals__.os.popen('touch " + RAN + "') }}",
    "a long loop": "{% for a in range(10**10) %}x{% endfor %}",
    "a broken tag": "{% if %}",
    "reading a file": "{% include '/etc/passwd' %}",
}


@pytest.mark.parametrize("what", TEMPLATES)
def test_a_hostile_template_is_refused(used, what):
    document, out = Document(), io.BytesIO()
    document.add_paragraph(TEMPLATES[what])
    document.save(out)
    data = {"kind": "application", "language": "en"}
    upload = {"file": ("a.docx", out.getvalue())}
    refused(used.anna.post("/documents/templates/", data, files=upload))


CHRONICLES = {
    "an object": f"!!python/object/apply:os.system ['touch {RAN}']",
    "laughing": "a: &a [x,x,x,x,x,x,x,x,x,x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [{','.join(['*' + chr(97 + n)] * 10)}]\n"
              for n in range(9)),
    "deep": "[" * 20_000,
    "no chronicle": "just: words",
    "bytes": "\x00\x01\x02",
    "nothing": " ",
}  # fmt: skip


@pytest.mark.parametrize("what", CHRONICLES)
def test_a_hostile_chronicle_is_refused(used, what):
    where = compartment(used.anna.get("/collective/new/").text)
    upload = {"file": ("a.yaml", CHRONICLES[what].encode())}
    refused(used.anna.post("/collective/import/", {"compartment": where}, files=upload))


ANSWERS = {
    "entities that laugh": f"<!DOCTYPE a [{XXE}{LAUGHS}]><data id='gate' version='1'>&l9;</data>",
    "a file of the server": f"<!DOCTYPE a [{XXE}]>{LOOK}",
    "too deep": "<a>" * 50_000,
    "no xml": "\x00\x01",
    "nothing": "",
}


@pytest.mark.parametrize("what", ANSWERS)
def test_a_hostile_submission_is_refused(used, what):
    phone = Person(used.centre)
    parts = {"xml_submission_file": ("a.xml", ANSWERS[what].encode(), "text/xml")}
    answer = phone.post(f"{used.day.made['phone']}/submission", files=parts)
    assert 400 <= answer.status_code < 500, (answer.status_code, answer.text)
    assert "root:" not in answer.text


def test_a_submission_with_odd_file_names_stays_in_its_place(used):
    phone = Person(used.centre)
    sent = send_answers(phone, used.day.made["phone"], "x", photo="../../../../tmp/evil.jpg")
    assert sent.status_code == 201
    assert not Path("/tmp/evil.jpg").exists()


BODIES = {
    "no boundary": ({"Content-Type": "multipart/form-data"}, b"x"),
    "a lie about the length": ({"Content-Type": "application/json"}, b"[" * 100_000),
    "twenty thousand fields and more": (
        {"Content-Type": "application/x-www-form-urlencoded"},
        b"&".join(b"a%d=1" % n for n in range(20_100)),
    ),
    "more than a form may hold": (
        {"Content-Type": "application/x-www-form-urlencoded"},
        b"story=" + b"x" * 6_000_000,
    ),
    "half a character": ({"Content-Type": "application/x-www-form-urlencoded"}, b"story=%ff%00"),
}


@pytest.mark.parametrize("what", BODIES)
def test_a_hostile_body_is_refused_with_a_page(used, what):
    headers, body = BODIES[what]
    for path in ("/intake/new/", "/search/", "/drafts/centre.intake/"):
        try:
            answer = used.anna.post(path, body, headers=headers)
        except requests.ConnectionError:
            # A server may hang up on a body that it does not want to read; it must stay up.
            answer = used.anna.get("/")
        assert answer.status_code < 500, (path, answer.status_code)
        assert "Traceback" not in answer.text


def test_a_very_deep_draft_is_no_fault_of_the_server(used):
    answer = used.anna.post("/drafts/deep/", b"[" * 90_000 + b"]" * 90_000)
    assert answer.status_code < 500


def test_a_host_that_is_not_ours_is_refused(used):
    answer = Person(used.centre).get("/accounts/sign-in/", headers={"Host": "evil.example"})
    assert answer.status_code == 400
    assert "evil.example" not in answer.text


def test_a_form_from_elsewhere_is_refused(used):
    for headers in (
        {"X-CSRFToken": "no"},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
    ):
        answer = used.anna.post("/calendar/feed/", {}, headers=headers)
        assert answer.status_code == 403, headers
