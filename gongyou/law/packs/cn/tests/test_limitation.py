"""By when to file, what restarts the year and what suspends it."""

from __future__ import annotations

import pytest

from .people import BEIJING, answer, day, event, months, result

LEFT = {"start": "2018-01-01", "end": "2022-06-30", "end_kind": "layoff", "average_wage_12m": 6000}


def last(events=(), on="2022-07-01", **facts):
    found = result("cn.severance", events=events, on=on, **LEFT | facts).limitation
    return found.last_safe_filing_date


def test_a_year_from_the_end():
    assert last() == day("2023-06-30")


def test_days_left_are_counted_from_the_day_of_the_claim():
    assert result("cn.severance", on="2023-06-01", **LEFT).limitation.days_left == 29
    assert result("cn.severance", on="2023-07-02", **LEFT).limitation.days_left == -2


@pytest.mark.parametrize(
    "kind",
    [
        "demand_to_employer",
        "complaint_to_authority",
        "mediation",
        "arbitration_filed",
        "employer_promise",
    ],
)
def test_what_interrupts_begins_the_year_anew(kind):
    assert last([event(kind, "2023-05-10")]) == day("2024-05-10")


def test_an_event_after_the_year_restarts_nothing():
    assert last([event("demand_to_employer", "2023-07-01")]) == day("2023-06-30")
    assert last([event("demand_to_employer", "2023-06-30")]) == day("2024-06-30")


def test_interruptions_form_a_chain_while_each_is_in_time():
    chain = [
        event("demand_to_employer", "2023-06-01"),
        event("complaint_to_authority", "2024-05-01"),
        event("mediation", "2025-04-01"),
    ]
    assert last(chain) == day("2026-04-01")
    broken = [chain[0], event("mediation", "2024-06-02"), chain[2]]
    assert last(broken) == day("2024-06-01")


def test_other_events_and_those_before_the_end_do_not_interrupt():
    assert last([event("payment", "2023-05-10")]) == day("2023-06-30")
    assert last([event("demand_to_employer", "2022-01-10")]) == day("2023-06-30")


def test_force_majeure_suspends():
    closed = [event("force_majeure_start", "2022-12-01"), event("force_majeure_end", "2022-12-31")]
    assert last(closed, on="2023-01-10") == day("2023-07-30")


def test_before_may_2008_sixty_days():
    found = result("cn.limitation.last_filing_date", start="2006-01-01", end="2008-02-01")
    assert found.value == day("2008-04-01")
    later = result("cn.limitation.last_filing_date", start="2006-01-01", end="2008-03-31")
    assert later.value == day("2009-03-31")


def test_overtime_filed_within_the_year_reaches_back_over_the_whole_employment():
    pay = months("2016-07-01", 30, overtime_base=3480, hours_overtime_workday=10)
    facts = {"start": "2016-07-01", "end": "2019-02-28", "end_kind": "resigned"}
    found = result("cn.overtime.standard", pay=pay, on="2019-12-01", filed_on="2019-12-01", **facts)
    assert found.amount == 30 * 300
    assert found.limitation.last_safe_filing_date == day("2020-02-28")


def test_each_item_names_its_own_ground():
    claim = answer(
        events=[event("injury_grade", "2022-09-01", value=9)],
        contract_written=False,
        agreed_wage=6000,
        leave_taken_days=0,
        reading="double_wage_limitation=whole",
        filed_on="2019-06-01",
        **LEFT,
    )
    injury = claim["cn.injury.employment_subsidy"].limitation
    assert injury.last_safe_filing_date == day("2023-09-01")
    double = claim["cn.double_wage.no_contract"].limitation
    assert double.last_safe_filing_date == day("2019-12-31")
    for result_ in claim.due:
        if result_.limitation:
            assert result_.limitation.label("en") and result_.limitation.label("zh-hans")
            assert any(c.short.startswith("LDMAL 27") for c in result_.limitation.cites)


def test_while_employed_wages_have_no_limit():
    pay = months("2022-01-01", 1, due=5000, paid=0)
    facts = {"start": "2018-01-01", "end_kind": "ongoing", "on": "2022-06-30", "pay": pay}
    found = result("cn.wages.unpaid", **facts).limitation
    assert found.last_safe_filing_date is None
    assert found.missing == ["no_limit_while_employed"]
    assert result("cn.limitation.last_filing_date", **facts).reason == "no_limit_while_employed"


@pytest.mark.parametrize("place", [BEIJING, "440100"])
def test_leave_of_a_worker_still_employed_lapses_at_the_year_s_end(place):
    facts = {"start": "2015-01-01", "end_kind": "ongoing", "agreed_wage": 6000, "on": "2022-06-30"}
    found = result("cn.annual_leave.untaken_pay", place=place, **facts)
    assert found.limitation.last_safe_filing_date == day("2022-12-31")


def test_the_second_wage_is_lost_month_by_month():
    facts = {
        "start": "2020-03-10",
        "end": "2022-06-30",
        "end_kind": "resigned",
        "agreed_wage": 5000,
    }
    facts |= {"contract_written": False}

    def by(on):
        found = result("cn.double_wage.no_contract", on=on, **facts)
        return found.limitation.last_safe_filing_date

    assert by("2021-04-10") == day("2021-04-10")  # a year from 10 April 2020: all is in time
    assert by("2021-04-11") == day("2022-03-09")  # then until a year from the last day
