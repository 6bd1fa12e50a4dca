"""An invented law, which nothing outside its folder knows, goes every way of the centre."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from gongyou.centre import grievances
from gongyou.centre.models import Case, Employment, PackRow, Roster
from gongyou.centre.roster.services import import_roster, undo_roster
from gongyou.centre.services.intake import record_intake
from tests.law import tiny

DAY = date(2015, 5, 4)
FACTS = {
    "start": date(2014, 1, 1),
    "end": DAY,
    "agreed_wage": Decimal(900),
    "sent_away": "by_firm",
}
CASE = ["case", "case_claim", "case_timeline", "case_evidence", "case_documents", "case_edit"]
CASE += ["claim_sheet"]


@pytest.fixture(autouse=True)
def zembla():
    with tiny.installed() as name:
        yield name


@pytest.fixture
def case(people):
    return record_intake(
        by=people.caseworker,
        compartment=people.inside,
        story="Sent away at night.",
        employer_name="Royal Glassworks of Onhava",
        facts=FACTS,
        grievances=["dismissed", "nights"],
        consent=["keep"],
        received_on=DAY,
        pack="zz",
    ).case


def test_the_intake_asks_what_the_law_asks_and_opens_a_case_under_it(people, client_of):
    client = client_of(people.caseworker)
    page = client.get(reverse("centre:intake_new") + "?law=zz").content.decode()
    assert "Crowns a month" in page and "Nights not paid" in page and "Who ended it" in page
    assert "No heat allowance" not in page and "Wage due in a usual month" not in page
    sent = {
        "law": "zz",
        "compartment": str(people.inside.pk),
        "received_on": "2015-05-04",
        "channel": "visit",
        "story": "Sent away at night.",
        "employer_name": "Royal Glassworks of Onhava",
        "consent": ["keep"],
        "next_step": "collect_papers",
        "with_case": "on",
        "grievances": ["nights"],
        "start": "2014-01-01",
        "agreed_wage": "900",
        "sent_away": "by_firm",
    }
    answer = client.post(reverse("centre:intake_new"), sent)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    spell = Employment.objects.get()
    assert spell.pack == "zz" and spell.facts.get().more == {"sent_away": "by_firm"}
    page = client.get(answer["Location"]).content.decode()
    assert "Farewell money" in page and "900.00" in page


def test_every_page_of_the_case_speaks_of_its_law_alone(people, client_of, case):
    client = client_of(people.caseworker)
    for name in CASE:
        answer = client.get(reverse(f"centre:{name}", args=[case.pk]))
        assert answer.status_code == 200, name
    for name in ("employment_facts", "employment_claim"):
        assert client.get(reverse(f"centre:{name}", args=[case.employment_id])).status_code == 200
    claim = client.get(reverse("centre:case_claim", args=[case.pk])).content.decode()
    assert "Farewell money" in claim and "ZZC" in claim and "¥" not in claim
    form = client.get(reverse("centre:facts_source", args=[case.employment_id, "worker"]))
    assert "Days and crowns" in form.content.decode()
    assert "Probation" not in form.content.decode()
    assert client.get(reverse("centre:pay_edit", args=[case.employment_id])).status_code == 404
    version = case.employment.claims.first()
    args = [case.employment_id, version.number, "zz.farewell"]
    result = client.get(reverse("centre:claim_result", args=args)).content.decode()
    assert "Zemblan Labour Code" in result


def test_the_lists_count_its_grievances_with_the_others(people, client_of, case):
    client = client_of(people.caseworker)
    url = reverse("centre:cases")
    here = reverse("centre:case", args=[case.pk])
    assert here in client.get(f"{url}?grievance=nights").content.decode()
    assert here not in client.get(f"{url}?grievance=injury").content.decode()
    for name in ("charts", "workers", "employers", "deadlines", "calendar"):
        assert client.get(reverse(f"centre:{name}")).status_code == 200, name
    assert grievances.entitlements_of(["nights"], "zz") == {"zz.night"}


def workbook() -> bytes:
    book = openpyxl.Workbook()
    people_sheet = book.active
    people_sheet.title = "People"
    for row in (["Worker id", "Hired", "Left", "Crowns"], ["G1", DAY.replace(year=2014), DAY, 900]):
        people_sheet.append(row)
    shifts = book.create_sheet("Shifts")
    shifts.append(["Worker id", "Day of the shift", "Night hours", "Night pay"])
    for day, paid in ((1, 30), (2, 0)):
        shifts.append(["G1", date(2015, 3, day), 8, paid])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def test_a_roster_with_a_table_of_its_own_comes_in_and_is_undone(people, client_of):
    client = client_of(people.caseworker)
    upload = SimpleUploadedFile("roster.xlsx", workbook())
    sent = {
        "compartment": str(people.inside.pk),
        "employer_name": "Royal Glassworks",
        "source": "ledger",
        "file": upload,
        "law": "zz",
    }
    answer = client.post(reverse("centre:rosters"), sent)
    assert answer.status_code == 302, answer.content.decode()[-2500:]
    roster = Roster.objects.get()
    assert roster.pack == "zz"
    import_roster(by=people.caseworker, roster=roster, body={})
    rows = PackRow.objects.order_by("place")
    assert [(r.table, r.place, r.source) for r in rows] == [
        ("shifts", "2015-03-01", "ledger"),
        ("shifts", "2015-03-02", "ledger"),
    ]
    spell = Employment.objects.get()
    page = client.get(reverse("centre:employment_facts", args=[spell.pk])).content.decode()
    assert "Shifts by day" in page and "Hours at night" in page
    client.post(reverse("centre:claim_compute", args=[spell.pk]))
    # Two nights of eight hours at 7.50 are 120; 30 was paid.
    line = spell.claim_lines.get(entitlement="zz.night")
    assert line.amount == 90
    undo_roster(by=people.caseworker, roster=roster)
    assert not PackRow.objects.exists() and not Case.objects.exists()
