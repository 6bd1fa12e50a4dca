"""The figures: dated, by place, with source and confidence; a gap stays a gap."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from gongyou.law import load_pack
from gongyou.law.packs.cn.dated_figures import all_rows, calendar_rows

PACK = load_pack("cn")


def figure(name, *keys, at):
    found = PACK.parameters[name].find(tuple(keys), date.fromisoformat(at))
    return None if found is None else (found.value, found.confidence)


@pytest.mark.parametrize(
    ("place", "at", "value"),
    [
        ("440100", "2026-09-01", (2680, "medium")),
        ("440300", "2025-03-01", (2520, "high")),
        ("310000", "2025-07-01", (2740, "high")),
        ("110000", "2025-09-01", (2540, "high")),
        ("441900", "2025-03-01", (2080, "high")),
        ("440800", "2020-01-01", (1410, "medium")),
        ("440800", "2022-01-01", (1720, "low")),
        ("330100", "2024-01-01", (2490, "high")),
        ("320100", "2021-08-01", (2280, "medium")),
    ],
)
def test_published_minimum_wages(place, at, value):
    assert figure("minimum_wage_month", place, at=at) == value


@pytest.mark.parametrize(
    ("name", "keys", "at"),
    [
        ("minimum_wage_month", ("130000",), "2024-01-01"),
        ("minimum_wage_month", ("440000",), "2024-01-01"),
        ("minimum_wage_month", ("440300",), "2009-01-01"),
        ("minimum_wage_month", ("440100",), "2010-08-01"),
        ("minimum_wage_month", ("441900",), "2014-01-01"),
        ("local_average_wage_month", ("440100", "2015"), "2020-01-01"),
        ("local_average_wage_month", ("310000", "2018"), "2020-01-01"),
        ("insurance_base_floor", ("440100", "pension"), "2022-01-01"),
        ("insurance_rate_employer", ("440000", "pension"), "2022-01-01"),
        ("heat_allowance_month", ("110000",), "2022-07-01"),
        ("urban_disposable_income", ("2025",), "2026-01-01"),
    ],
)
def test_what_the_tables_lack_stays_lacking(name, keys, at):
    assert figure(name, *keys, at=at) is None


def test_a_figure_published_on_a_day_is_not_used_before():
    assert figure("local_average_wage_month", "440100", "2022", at="2023-06-27") is None
    assert figure("local_average_wage_month", "440100", "2022", at="2023-06-28") == (12694, "high")


def test_every_row_has_a_source_a_known_confidence_and_a_sensible_interval():
    for row in all_rows():
        assert row["source"] and row["confidence"] in ("high", "medium", "low"), row
        assert row["valid_from"] <= row["valid_to"], row
        assert len(row["place"]) == 6, row


def test_no_two_rows_hold_for_the_same_day():
    starts = Counter((r["parameter"], r["place"], r["class"], r["valid_from"]) for r in all_rows())
    assert max(starts.values()) == 1


@pytest.mark.parametrize(
    ("year", "days"), [(2007, 10), (2008, 11), (2019, 11), (2024, 11), (2025, 13)]
)
def test_public_holidays_a_year(year, days):
    assert sum(d.year == year and kind == "statutory" for d, kind, _ in calendar_rows()) == days


def test_working_days_of_2024_and_2025_as_announced():
    from gongyou.law.packs.cn.declare import holidays

    def worked(year):
        return holidays.find("workdays", date(year, 12, 31)) - holidays.find(
            "workdays", date(year - 1, 12, 31)
        )

    assert (worked(2024), worked(2025)) == (251, 248)
    assert holidays.is_workday(date(2024, 2, 18)) is True  # a Sunday made up
    assert holidays.is_workday(date(2027, 1, 4)) is None
