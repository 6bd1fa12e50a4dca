"""Dossiers: who may sign, days in everybody's list, papers, pages; links from files.

1. refused: a signer that the kind does not allow, no consent, no look at the risk, a day before
2. clocks of the law become days to keep, move, end; nobody outside the compartment sees them
3. the paper on PDF and Word, with names in the annex alone and a slip to be signed
4. links are read out of files, every row in or listed
"""

import io
import re
import subprocess
from datetime import date

import pytest
from django.urls import reverse

from gongyou.advocacy.dossier_letters import begun
from gongyou.advocacy.dossier_paper import matter_blocks, paper_of
from gongyou.advocacy.errors_of_dossiers import DossierError
from gongyou.advocacy.models import Dossier, SupplyLink
from gongyou.advocacy.services import dossiers as acts
from gongyou.advocacy.services.links import import_links, read_links
from gongyou.centre.models import Deadline
from gongyou.centre.queries import my_day
from gongyou.centre.services.intake import record_intake
from gongyou.law import load_pack, pack_names
from gongyou.law.dossiers import kinds_of, letter_of
from gongyou.law.dossiers.letters import SLOTS

pytestmark = pytest.mark.django_db
SEEN = date(2026, 2, 1)


def prepared(people, kind="information_request", **values):
    told = {
        "title": "Inspections of 2025",
        "body": "深圳市人力资源和社会保障局",
        "matter": "2025年劳动保障监察立案数\n请以电子形式提供。",
        "signer": "centre",
        "signer_name": "工友中心",
        "risk_reviewed_on": SEEN,
    }
    return acts.prepare_dossier(
        by=people.coordinator, compartment=people.inside, kind=kind, law="cn", **(told | values)
    )


def text_of(pdf: bytes) -> str:
    """A paper's text, a form feed after each page."""
    read = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return read.stdout.decode()


def sent(people, **values):
    made = prepared(people, **values)
    acts.send_dossier(
        by=people.coordinator, dossier=made, on=date(2026, 2, 6), received_on=date(2026, 2, 9)
    )
    return made


# --- refused -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        ("ilo_cfa", {"signer": "centre"}, "who_signs"),
        ("inspection_complaint", {"signer": "centre"}, "who_signs"),
        ("right_of_reply", {"signer": "worker"}, "who_signs"),
        ("no_such", {}, "no_such_kind"),
    ],
)
def test_what_may_not_be_signed_by_them_is_not_begun(people, kind, values, code):
    with pytest.raises(DossierError) as refused:
        prepared(people, kind, **values)
    assert refused.value.code == code
    assert not Dossier.objects.exists()


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        ("information_request", {"signer": ""}, "who_signs_unsaid"),
        ("information_request", {"body": ""}, "needs_body"),
        ("information_request", {"risk_reviewed_on": None}, "needs_risk"),
        ("un_special_procedures", {"signer": "consent"}, "needs_consent"),
        ("inspection_complaint_many", {"signer": "worker"}, "needs_people"),
    ],
)
def test_what_is_not_ready_is_not_sent(people, kind, values, code):
    made = prepared(people, kind, **values)
    with pytest.raises(DossierError) as refused:
        acts.send_dossier(by=people.coordinator, dossier=made, on=date(2026, 2, 6))
    assert refused.value.code == code
    made.refresh_from_db()
    assert made.state == "draft"
    assert not made.events.exists()


def test_days_run_forward(people):
    made = sent(people)
    for values, code in (
        ({"code": "answered", "on": date(2026, 2, 5)}, "backwards"),
        (
            {"code": "third_party", "on": date(2026, 3, 5), "until": date(2026, 3, 4)},
            "ends_before",
        ),
    ):
        with pytest.raises(DossierError) as refused:
            acts.record_reply(by=people.coordinator, dossier=made, **values)
        assert refused.value.code == code
    with pytest.raises(DossierError, match="sent_already"):
        acts.send_dossier(by=people.coordinator, dossier=made, on=date(2026, 2, 7))


# --- days to keep --------------------------------------------------------------------------------


def test_clocks_stand_in_everybody_s_list(people):
    made = sent(people)
    days = {d.basis["text"]["zh-hans"]: d for d in my_day.deadlines(people.caseworker)}
    answer = next(d for text, d in days.items() if text.startswith("答复截止"))
    assert answer.due_on == date(2026, 3, 13)
    assert made.code in answer.basis["text"]["en"]
    assert "711" in answer.basis["articles"]["en"]
    assert "Inspections" not in str(answer.basis)
    assert not my_day.deadlines(people.outsider).exists()


def test_an_answer_ends_the_day_and_a_refusal_opens_ours(people):
    made = sent(people)
    acts.record_reply(by=people.lawyer, dossier=made, code="refused", on=date(2026, 3, 2))
    kept = {d.clock: d.deadline for d in made.days.select_related("deadline")}
    assert kept["answer"].done_on == date(2026, 3, 2)
    assert (kept["review"].kind, kept["review"].due_on) == ("review", date(2026, 5, 6))
    assert Deadline.objects.count() == len(kept)  # none stands twice


def test_the_next_step_is_a_dossier_of_its_own_with_the_same_matter(people):
    made = sent(people)
    acts.record_reply(by=people.lawyer, dossier=made, code="refused", on=date(2026, 3, 2))
    later = acts.follow_dossier(
        by=people.lawyer, dossier=made, kind="review_application", on=date(2026, 3, 9)
    )
    assert later.follows == made
    assert later.reveal(people.lawyer, "matter") == made.reveal(people.lawyer, "matter")
    assert made.days.get(clock="review").deadline.done_on == date(2026, 3, 9)
    with pytest.raises(DossierError, match="no_next"):
        acts.follow_dossier(by=people.lawyer, dossier=made, kind="petition", on=date(2026, 3, 9))


def test_closing_ends_every_day(people):
    made = sent(people)
    acts.close_dossier(by=people.coordinator, dossier=made, on=date(2026, 4, 1))
    assert all(d.deadline.done_on for d in made.days.select_related("deadline"))
    with pytest.raises(DossierError, match="closed"):
        acts.record_reply(by=people.coordinator, dossier=made, code="answered", on=date(2026, 4, 2))


# --- pages ---------------------------------------------------------------------------------------


PAGES = ("dossier", "change_dossier")


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_those_inside(people, client_of, name):
    made = sent(people) if name == "dossier" else prepared(people)
    address = reverse(f"advocacy:{name}", args=[made.pk])
    assert client_of(people.coordinator).get(address).status_code == 200
    assert client_of(people.outsider).get(address).status_code == 404


def test_the_page_says_each_clock_with_its_source(people, client_of):
    made = sent(people)
    acts.record_reply(by=people.lawyer, dossier=made, code="refused", on=date(2026, 11, 20))
    page = client_of(people.coordinator).get(reverse("advocacy:dossier", args=[made.pk]))
    text = page.content.decode()
    assert "国务院令第711号 art 33" in text
    assert "行政复议法 (2023) art 20" in text
    assert "2027-01-19" in text
    assert "not published" in text or "尚未公布" in text


def test_a_refused_form_comes_back_as_typed(people, client_of):
    made = prepared(people, risk_reviewed_on=None)
    address = reverse("advocacy:send_dossier", args=[made.pk])
    page = client_of(people.coordinator).post(address, {"on": "2026-02-06"})
    assert page.status_code == 422
    assert 'value="2026-02-06"' in page.content.decode()
    assert client_of(people.outsider).post(address, {"on": "2026-02-06"}).status_code == 404


def test_a_new_dossier_goes_the_whole_way_by_its_pages(people, client_of):
    client = client_of(people.coordinator)
    told = {"kind": "petition", "title": "Heat", "compartment": str(people.inside.pk)}
    page = client.post(reverse("advocacy:new_dossier"), told)
    made = Dossier.objects.get()
    assert page.url == reverse("advocacy:change_dossier", args=[made.pk])
    told = {
        "title": "Heat",
        "body": "区信访局",
        "matter": "高温津贴未发",
        "signer": "worker",
        "publicity": "none",
        "risk_reviewed_on": "2026-02-01",
    }
    assert client.post(page.url, told).status_code == 302
    client.post(
        reverse("advocacy:send_dossier", args=[made.pk]),
        {"on": "2026-03-02", "received_on": "2026-03-02"},
    )
    client.post(
        reverse("advocacy:record_reply", args=[made.pk]), {"code": "accepted", "on": "2026-03-10"}
    )
    assert {d.clock for d in made.days.all()} == {"notice", "finish"}
    assert client.get(reverse("advocacy:dossiers")).status_code == 200
    assert client.get(reverse("advocacy:home")).status_code == 200


# --- papers --------------------------------------------------------------------------------------


def test_a_complaint_of_many_names_them_in_its_annex(people, client_of):
    cases = []
    for name in ("王小兰", "李建国"):
        made = record_intake(
            by=people.caseworker,
            compartment=people.inside,
            identity={"name": name},
            employer_name="利得鞋厂",
            grievances=["wages_unpaid"],
        )
        cases.append(made.case)
    dossier = prepared(people, "inspection_complaint_many", signer="worker")
    address = reverse("advocacy:choose_people", args=[dossier.pk])
    shown = client_of(people.coordinator).get(address).content.decode()
    assert "王小兰" in shown and "利得鞋厂" in shown
    client_of(people.coordinator).post(address, {"cases": [case.pk for case in cases]})
    assert dossier.people.count() == 2
    assert client_of(people.outsider).get(address).status_code == 404
    address = reverse("advocacy:dossier_paper", args=[dossier.pk, "pdf"])
    page = client_of(people.coordinator).post(address, headers={"accept-language": "zh-hans"})
    text = text_of(page.content)
    assert "王小兰" in text and "李建国" in text
    assert client_of(people.outsider).post(address).status_code == 404
    word = client_of(people.coordinator).post(
        reverse("advocacy:dossier_paper", args=[dossier.pk, "docx"])
    )
    assert word.content[:2] == b"PK"


# --- links ---------------------------------------------------------------------------------------


CSV = (
    "os_id,name,address,country_code,contributor (list),updated_at\n"
    "CN2021113R7R87P,Lide Shoes,Panyu,CN,Brand A,2024-03-01\n"
    "CN2021113R7R87P,Lide Shoes,Panyu,CN,Brand A,2025-03-01\n"
    ",No Id Works,Zhongshan,CN,Union list,\n"
    "wrong,Bad Id,Zhongshan,CN,x,2024-01-01\n"
    "CN2021113R7R87Q,,Zhongshan,CN,x,2024-01-01\n"
)
GEO = (
    '{"type":"FeatureCollection","features":[{"id":"BD2021113R7R87P","type":"Feature",'
    '"properties":{"name":"A","contributors":[{"name":"X"},{"name":"Y"}]}},'
    '{"id":"BD2021113R7R87P","type":"Feature","properties":{}}]}'
)


def test_every_row_of_a_list_is_in_or_listed(people):
    read = read_links(CSV.encode())
    assert len(read.rows) == 3
    assert [row for row, _why in read.problems] == [5, 6]
    assert import_links(by=people.coordinator, compartment=people.inside, rows=read.rows) == 2
    lide = SupplyLink.objects.get(site="Lide Shoes")
    assert (lide.os_id, lide.seen_on) == ("CN2021113R7R87P", date(2025, 3, 1))
    assert import_links(by=people.coordinator, compartment=people.inside, rows=read.rows) == 0


def test_a_geojson_is_read_too():
    read = read_links(GEO.encode())
    assert [(r["site"], r["contributor"]) for r in read.rows] == [("A", "X; Y")]
    assert len(read.problems) == 1


@pytest.mark.parametrize(
    "content", [b"", b"{", b"{}", b"\xff\xfe", b"a,b\n1,2\n", b'{"features": 5}', b"[1]"]
)
def test_what_is_no_list_is_refused_in_words(content):
    read = read_links(content)
    assert not read.rows
    assert read.problems and all(why for _row, why in read.problems)


def test_the_page_of_links_takes_a_file_in(people, client_of):
    address = reverse("advocacy:links")
    told = {"compartment": str(people.inside.pk), "file": io.BytesIO(CSV.encode())}
    page = client_of(people.coordinator).post(address, told)
    assert "Bad Id" not in page.content.decode() or page.status_code == 200
    text = client_of(people.coordinator).get(address, {"q": "lide"}).content.decode()
    assert "Lide Shoes" in text and "No Id Works" not in text
    assert "Lide Shoes" not in client_of(people.outsider).get(address).content.decode()


def test_a_request_under_another_law_runs_by_that_law(client_of, people):
    client = client_of(people.coordinator)
    client.post(
        reverse("advocacy:new_dossier"),
        {"compartment": people.inside.pk, "kind": "us:foia_request", "title": "Work stoppages"},
    )
    made = Dossier.objects.get()
    assert (made.law, made.kind) == ("us", "foia_request")
    page = client.get(reverse("advocacy:change_dossier", args=[made.pk]))
    assert "Freedom of Information Act" in page.content.decode()


# --- letters -------------------------------------------------------------------------------------

KINDS = [(law, code) for law in pack_names() for code in kinds_of(load_pack(law))]


@pytest.mark.parametrize(("law", "kind"), sorted(set(KINDS)))
def test_each_kind_has_a_letter_in_both_languages_of_one_shape(law, kind):
    letters = letter_of(law, kind)
    assert set(letters) == {"en", "zh-hans"}
    slots = {lang: set(re.findall(r"{(\w+)}", text)) for lang, text in letters.items()}
    assert slots["en"] == slots["zh-hans"] <= set(SLOTS)
    shape = {
        lang: [line[:2] in ("##", "| ") and line[:1] for line in text.splitlines() if line.strip()]
        for lang, text in letters.items()
    }
    assert shape["en"] == shape["zh-hans"], "the same headings and tables at the same places"


@pytest.mark.parametrize("kind", ["inspection_complaint_many", "draft_comment", "brand_letter"])
@pytest.mark.parametrize("lang", ["en", "zh-hans"])
def test_a_letter_fits_on_one_page_with_its_slip(people, kind, lang):
    signer = {"brand_letter": "centre"}.get(kind, "worker")
    made = prepared(people, kind, signer=signer)
    acts.change_dossier(
        by=people.coordinator, dossier=made, matter=begun(people.coordinator, made, lang)
    )
    pdf = paper_of(people.coordinator, made, lang, "pdf")
    assert text_of(pdf).count("\f") == 1


def test_a_letter_is_begun_on_the_page_and_kept_when_saved(people, client_of):
    first = sent(people)
    acts.record_reply(by=people.lawyer, dossier=first, code="refused", on=date(2026, 3, 2))
    made = acts.follow_dossier(
        by=people.coordinator, dossier=first, kind="review_application", on=date(2026, 3, 9)
    )
    page = client_of(people.coordinator)
    address = reverse("advocacy:change_dossier", args=[made.pk])
    text = page.get(address, {"letter": "zh-hans"}).content.decode()
    assert f"政府信息公开申请 {first.code}" in text
    assert "2026年3月2日" in text, "the day on which it was refused"
    assert "复议请求" not in (made.reveal(people.coordinator, "matter") or "")


def test_lines_between_bars_are_a_table():
    blocks = matter_blocks("Dear\n## Articles\n| Article | Why |\n| 47 | a | b |\n| 48 |\nEnd")
    assert [(b.kind, b.text, b.rows) for b in blocks] == [
        ("text", "Dear", []),
        ("heading", "Articles", []),
        ("table", "", [["Article", "Why"], ["47", "a"], ["48", ""]]),
        ("text", "End", []),
    ]
