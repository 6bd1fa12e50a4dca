"""Pages and histories in the words of people: no codes, no plurals of one, no machine's dates."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from gongyou.centre import places
from gongyou.centre.queries import my_day
from gongyou.centre.services import cases as services
from gongyou.centre.services.facts import set_facts, set_pay
from gongyou.centre.services.intake import record_intake
from gongyou.centre.services.people import change_employer
from gongyou.vault.journal.sentences import say


def test_one_of_a_thing_is_not_told_in_the_plural():
    assert say("centre.make_documents", "", {"count": 1}) == "made documents for 1 case"
    assert say("centre.make_documents", "", {"count": 2}) == "made documents for 2 cases"
    assert say("centre.make_documents", "", {}) == "made documents for … cases"


@pytest.mark.parametrize(("lang", "day"), [("en", "30 Nov 2026"), ("zh-hans", "2026年11月30日")])
def test_days_and_sums_in_the_history_are_written_as_people_write_them(lang, day):
    with translation.override(lang):
        assert say("centre.add_deadline", "", {"due_on": [None, "2026-11-30"]}).endswith(day)
        assert "13,854.39" in say("centre.compute_claim", "", {"total": [None, "13854.39"]})


@pytest.fixture
def overtime(people):
    """Someone with one month of overtime."""
    intake = record_intake(
        by=people.caseworker,
        compartment=people.inside,
        story="加班没有给够钱。",
        identity={"name": "王小梅"},
        employer_name="东莞虎门锦绣制衣厂",
        facts={
            "start": date(2024, 11, 21),
            "end_kind": "ongoing",
            "place": "441900",
            "working_time_system": "standard",
        },
        grievances=["overtime"],
        consent=["keep"],
    )
    pay = {
        "month": date(2025, 8, 1),
        "base_wage": Decimal(2580),
        "overtime_pay_paid": Decimal(100),
        "hours_overtime_workday": Decimal(44),
    }
    set_pay(by=people.caseworker, employment=intake.employment, source="worker", rows=[pay])
    return intake.employment


def test_the_steps_of_overtime_are_read_month_by_month(people, client_of, overtime):
    number = overtime.claims.first().number
    address = reverse("centre:claim_result", args=[overtime.pk, number, "cn.overtime.standard"])
    text = " ".join(client_of(people.caseworker).get(address).content.decode().split())
    assert "month by month" in text
    assert "Aug 2025:" in text
    assert "<strong> standard hours" in text
    assert "Place of work (code)" not in text
    assert "2,580 yuan" in text


def test_the_days_of_a_closed_case_are_no_longer_asked_for(people, case):
    due = timezone.localdate() + timedelta(days=3)
    services.add_deadline(by=people.caseworker, case=case, kind="evidence", due_on=due)
    assert my_day.deadlines_panel(people.caseworker)["deadlines"]
    services.change_case(by=people.caseworker, case=case, status="won")
    assert not my_day.deadlines_panel(people.caseworker)["deadlines"]
    assert case.next_deadline is None
    services.change_case(by=people.caseworker, case=case, status="open")
    assert my_day.deadlines_panel(people.caseworker)["deadlines"]


def test_a_closed_case_is_not_called_late(people, client_of, case):
    due = timezone.localdate() - timedelta(days=3)
    services.add_deadline(by=people.caseworker, case=case, kind="evidence", due_on=due)
    services.change_case(by=people.caseworker, case=case, status="won")
    client = client_of(people.caseworker)
    for address in (reverse("centre:cases"), reverse("centre:case", args=[case.pk])):
        assert "days late" not in client.get(address).content.decode()


def test_saying_that_a_case_was_filed_keeps_its_limitation(people, case):
    set_facts(
        by=people.caseworker,
        employment=case.employment,
        source="worker",
        values={"end": timezone.localdate() - timedelta(days=30)},
    )
    running = case.deadlines.filter(kind="limitation", done_on=None)
    assert running.exists()
    case.refresh_from_db()
    services.change_case(by=people.caseworker, case=case, status="filed")
    assert not running.exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("东莞虎门", "441900"),
        ("中山古镇镇", "442000"),
        ("深圳沙井", "440300"),
        ("深圳没有写清楚的地方", None),
        ("深圳和东莞", None),
    ],
)
def test_a_town_is_read_as_its_city_and_a_sentence_or_two_cities_are_not(text, code):
    assert places.code_of(text) == code


def test_a_name_is_one_line(people, case):
    change_employer(by=people.caseworker, employer=case.employer, name="恒联\r\n电子 厂")
    assert case.employer.name == "恒联 电子 厂"


def test_an_empty_centre_shows_no_empty_pictures(people, client_of):
    text = client_of(people.caseworker).get(reverse("centre:charts")).content.decode()
    assert "No cases yet" in text
    assert "chart-canvas" not in text


def test_the_details_of_the_history_and_the_versions_are_told_in_words(people, client_of, case):
    services.record_filing(by=people.caseworker, case=case, on=date(2015, 5, 10))
    services.record_outcome(
        by=people.caseworker, case=case, kind="award", on=date(2015, 8, 3), amount=Decimal(9000)
    )
    client = client_of(people.caseworker)
    timeline = client.get(reverse("centre:case_timeline", args=[case.pk])).content.decode()
    claim = client.get(reverse("centre:case_claim", args=[case.pk])).content.decode()
    assert "cn.court.sue_by" not in timeline
    assert "3 Aug 2015" in claim
    for text in (timeline, claim):
        assert "2015-08-03" not in text.replace('datetime="2015-08-03"', "")


def test_after_the_award_nobody_waits_for_the_commission(people, case):
    services.record_filing(by=people.caseworker, case=case, on=date(2015, 5, 10))
    waiting = case.deadlines.filter(kind="authority", done_on=None)
    assert waiting.exists()
    services.record_outcome(
        by=people.caseworker, case=case, kind="award", on=date(2015, 8, 3), amount=Decimal(9000)
    )
    assert not waiting.exists()
