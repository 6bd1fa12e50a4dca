"""Holidays are announced a year at a time: beyond the last one no day is ever counted."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from gongyou.law import claims, load_pack
from gongyou.law.packs.cn.declare import holidays

from .people import day, result

PACK = load_pack("cn")
LAST = holidays.last
MISSING = ["calendar:holidays_cn"]


def days(first: date, count: int) -> list[date]:
    """So many days from the first."""
    return [first + timedelta(days=n) for n in range(count)]


def test_the_calendar_ends_with_the_last_year_that_was_announced():
    assert LAST.month == 12 and LAST.day == 31
    spring = [d for d in days(date(LAST.year, 1, 1), 90) if not holidays.is_workday(d)]
    assert len(spring) > 26  # more rest days than weekends: the year's holidays are in it


@pytest.mark.parametrize("later", [*days(LAST + timedelta(days=1), 8), date(2199, 12, 31)])
def test_no_day_after_it_is_a_working_day_or_a_rest_day(later):
    assert holidays.is_workday(later) is None
    for column in ("workdays", "holidays", "next_workday"):
        assert holidays.find(column, later) is None


def test_no_day_before_its_first_year_is_counted():
    earlier = holidays.first - timedelta(days=2)
    assert holidays.is_workday(earlier) is None
    assert holidays.find("next_workday", earlier) is None


def test_working_days_are_added_up_to_the_last_one_and_no_further():
    for start in days(LAST - timedelta(days=20), 21):
        so_far = holidays.find("workdays", start)
        for n in range(1, 30):
            found = holidays.find("nth_workday", so_far + n)
            if found is None:
                assert sum(bool(holidays.is_workday(d)) for d in days(start, 40)[1:]) < n
            else:
                between = [d for d in days(start, 40)[1:] if d <= found]
                assert found <= LAST and sum(map(bool, map(holidays.is_workday, between))) == n


BEYOND = {
    "cn.court.sue_by": {"award_received_on": "2026-12-25", "on": "2026-12-25"},
    "cn.arbitration.accept_by": {"filed_on": "2026-12-29", "on": "2026-12-29"},
    "cn.arbitration.deadlines": {"accepted_on": "2026-12-01", "on": "2026-12-01"},
    "cn.double_wage.no_contract": {
        "start": "2026-11-10",
        "end": "2027-03-20",
        "contract_written": False,
        "agreed_wage": "6000",
        "on": "2027-04-01",
    },
}


@pytest.mark.parametrize("code", BEYOND)
def test_what_needs_a_later_year_is_undetermined_and_says_why(code):
    found = result(code, **BEYOND[code])
    assert (found.status, found.missing) == ("undetermined", MISSING)
    assert found.missing_text("en")[0].startswith("no calendar for:")
    assert found.missing_text("zh-hans")[0].startswith("缺少日历")


def test_a_period_that_ends_within_the_last_year_is_counted():
    found = result("cn.court.sue_by", award_received_on="2026-12-16", on="2026-12-16")
    assert found.value == day("2026-12-31")


def test_a_roster_says_the_same():
    rows = [{"worker": "G-1", "place": "440306", **BEYOND["cn.court.sue_by"]}]
    tables = {"employment": [{k: v for k, v in row.items() if k != "on"} for row in rows]}
    (row,) = claims(tables, PACK, date(2026, 12, 25), codes=["cn.court.sue_by"]).to_pylist()
    assert (row["status"], row["value"], row["missing"]) == ("undetermined", None, MISSING)
