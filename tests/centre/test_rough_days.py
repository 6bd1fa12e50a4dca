"""A worker who knows "March 2024" need not invent the day, and no page makes one up.

By LCL 47 a year of service is one month of wage, half a year or more counts as one, less as half:
who began in March 2014 and was let go on 15 September 2014 served either just over or just under
half a year, so severance is half a month's wage or a whole one.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from gongyou.centre.amounts import first_day, span_of
from gongyou.centre.claim_store import otherwise
from gongyou.centre.documents.claim_sheet import claim_sheet
from gongyou.centre.documents.context import contexts
from gongyou.centre.forms.fields import fact_field
from gongyou.centre.services.claims import compute_claim
from gongyou.centre.services.facts import set_facts
from gongyou.ui.public import RoughDay

MARCH = RoughDay.between(date(2014, 3, 1), date(2014, 3, 31))
SEVERANCE = "cn.severance"


def told(people, case, **facts):
    set_facts(by=people.caseworker, employment=case.employment, source="worker", values=facts)
    return case.employment.claims.first()


@pytest.fixture
def rough(people, case):
    return told(people, case, start=MARCH, end=date(2014, 9, 15), end_kind="agreed_by_employer")


@pytest.mark.django_db
def test_the_range_runs_over_all_days_it_may_have_been(rough):
    span = span_of(rough.readings, SEVERANCE)
    assert (span.low, span.high) == (Decimal("1900.00"), Decimal("3800.00"))
    assert rough.low < rough.high


@pytest.mark.django_db
def test_what_is_proved_is_the_least_over_the_possible_days(people, case, rough):
    facts = {"start": MARCH, "end": date(2014, 9, 15), "end_kind": "agreed_by_employer"}
    facts |= {"average_wage_12m": Decimal(3800), "place": "440113"}
    set_facts(by=people.caseworker, employment=case.employment, source="decision", values=facts)
    readings = case.employment.claims.first().readings
    assert readings["proved"][SEVERANCE].amount == Decimal("1900.00")
    assert readings["worker"][SEVERANCE].amount == Decimal("3800.00")


@pytest.mark.django_db
def test_an_exact_day_ends_the_range(people, case, rough):
    now = told(people, case, start=date(2014, 3, 1))
    assert now.number > rough.number
    assert not span_of(now.readings, SEVERANCE).differs
    assert now.facts["worker"]["employment"][0]["start"] == date(2014, 3, 1)


@pytest.mark.django_db
def test_the_last_safe_day_is_the_earliest_that_is_possible(people, case):
    ended = RoughDay.between(date(2014, 9, 1), date(2014, 9, 30))
    version = told(people, case, end=ended, end_kind="agreed_by_employer")
    exact = told(people, case, end=date(2014, 9, 1))
    assert first_day(version.readings, SEVERANCE) == first_day(exact.readings, SEVERANCE)


@pytest.mark.django_db
def test_the_same_rough_days_make_no_new_version(people, case, rough):
    ended = RoughDay.between(date(2014, 9, 1), date(2014, 9, 30))
    version = told(people, case, end=ended)
    again = compute_claim(by=people.caseworker, employment=case.employment)
    assert again.pk == version.pk


def test_other_days_come_in_an_order_of_the_facts_and_not_of_the_memory():
    names = [f"day_{n}" for n in range(9)]
    days = {
        name: RoughDay.read(f"2024-0{n + 1}-01/2024-0{n + 1}-09") for n, name in enumerate(names)
    }
    back = {name: RoughDay.read(days[name].kept) for name in reversed(names)}
    assert otherwise({"employment": [days]}) == otherwise({"employment": [back]})


@pytest.mark.django_db
@pytest.mark.parametrize("page", ["centre:employment_facts", "centre:employment_claim"])
def test_pages_say_the_month_and_no_day(client_of, people, case, rough, page):
    text = client_of(people.caseworker).get(reverse(page, args=[case.employment.pk])).text
    assert "some day in Mar 2014" in text


@pytest.mark.django_db
def test_the_sheet_says_the_month_in_the_place_of_the_day(people, case, rough):
    (context,) = contexts(people.caseworker, [case], "en")
    sheet = claim_sheet(case, context, rough, "en")
    said = {row["label"]: row["value"] for row in sheet["facts"]}
    assert len(said) == len(sheet["facts"])
    assert "some day in Mar 2014" in said.values()
    assert "2014-03-01" not in said.values()


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2024-03", date(2024, 3, 1), date(2024, 3, 31)),
        ("end of 2024", date(2024, 10, 1), date(2024, 12, 31)),
    ],
)
def test_what_the_field_shows_is_read_as_the_same_again(said, first, last):
    field = fact_field("employment", "start")
    found = field.clean(said)
    assert (found.first, found.last) == (first, last)
    assert field.clean(field.prepare_value(found)) == found


def test_a_rough_day_equals_no_exact_one():
    assert date(2014, 3, 1) != MARCH
    assert RoughDay.read(MARCH.kept) == MARCH


@pytest.mark.parametrize(
    ("kept", "shown"),
    [("52.000", "52"), ("34.500", "34.5"), ("0.000", "0"), ("120.000", "120")],
)
def test_hours_are_shown_as_people_write_them_and_read_as_the_same_again(kept, shown):
    field = fact_field("pay", "hours_overtime_workday")
    assert field.prepare_value(Decimal(kept)) == shown
    assert field.clean(shown) == Decimal(kept)
