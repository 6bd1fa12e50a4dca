"""Statistics of stoppages against published figures (US Bureau of Labor Statistics)."""

import csv
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.stats.stoppages import (
    Range,
    Span,
    Stoppage,
    Threshold,
    Workdays,
    days_not_worked,
    table,
    workdays_in,
)

ROOT = Path(__file__).parents[2]
EVER = (date(1990, 1, 1), date(2030, 12, 31))
YEAR = (date(2020, 1, 1), date(2020, 12, 31))


@pytest.fixture(scope="module")
def federal():
    """Workdays of the federal calendar (5 U.S.C. 6103, with the days on which they are kept)."""
    path = ROOT / "gongyou/advocacy/codebook/2026-1/workdays.csv"
    with path.open(encoding="utf-8") as held:
        rows = [r for r in csv.DictReader(held) if r["calendar"] == "us_federal"]
    return Workdays(frozenset(date.fromisoformat(row["date"]) for row in rows))


def _day(text):
    return date.fromisoformat(text) if text else None


@pytest.fixture(scope="module")
def listed():
    """The ten stoppages of 2020, as published."""
    path = ROOT / "gongyou/advocacy/samples/work-stoppages-2020.json"
    return [
        Stoppage(
            row["Employers involved"],
            (
                Span(
                    _day(row["Work stoppage beginning date"]),
                    _day(row["Work stoppage ending date"]),
                    row["Number of workers"],
                    row["Number of workers"],
                    row["Number of workdays"],
                    row["Days idle, cumulative for this work stoppage"],
                ),
            ),
        )
        for row in json.loads(path.read_text("utf-8"))
    ]


def test_the_row_of_2020_comes_out(listed, federal):
    """Published: 8 beginning, 10 in effect, 27.0 and 30.6 thousand workers, 965.7 thousand days."""
    (row,) = table(listed, [YEAR], federal, Threshold("BLS", 1000, 1))
    assert (row.beginning, row.in_effect) == (Range(8, 8, 8), Range(10, 10, 10))
    assert (row.workers_beginning.best, row.workers_in_effect.best) == (27_000, 30_600)
    assert row.days == Range(965_700, 965_700, 965_700)
    assert row.largest[0] == "Charter Communications"
    assert row.largest[1] == pytest.approx(453_600 / 965_700)


@pytest.mark.parametrize(
    ("spells", "workdays", "days"),
    [
        # Columbia University, paused from 2 April to 3 November
        ([("2021-03-15", "2021-04-02", 3000), ("2021-11-03", "2022-01-07", 3000)], 59, 177_000),
        # the same by its two ends alone
        ([("2021-03-15", "2022-01-07", 3000)], 206, 618_000),
        # Charter Communications
        ([("2017-03-28", "2022-04-18", 1800)], 1269, 2_284_200),
        # University of California, whose numbers changed
        (
            [("2022-11-14", "2022-12-11", 48_000), ("2022-12-12", "2022-12-23", 36_000)],
            29,
            1_272_000,
        ),
        # SAG-AFTRA
        ([("2023-07-14", "2023-11-08", 160_000)], 82, 13_120_000),
    ],
    ids=["columbia", "naive", "charter", "california", "sag-aftra"],
)
def test_spells_give_the_published_days(spells, workdays, days, federal):
    spans = [Span(_day(first), _day(last), n, n) for first, last, n in spells]
    assert sum(workdays_in(span, *EVER, federal) for span in spans) == workdays
    assert sum(days_not_worked(span, *EVER, federal).best for span in spans) == days


def test_stated_workdays_tell_whether_the_last_day_counts(federal):
    """Asarco returned on Monday 6 July 2020: 181 workdays, not 182; 128 of them in 2020."""
    asarco = Span(_day("2019-10-13"), _day("2020-07-06"), 1800, 1800, 181)
    assert workdays_in(asarco, *YEAR, federal) == 128


def test_what_is_not_told_is_not_nothing(federal):
    untold = Stoppage("a", (Span(date(2020, 3, 2), date(2020, 3, 6)),))
    one_day = Stoppage("b", (Span(date(2020, 3, 2), date(2020, 3, 2), 100, 1000),), days_told=False)
    (row,) = table([untold, one_day], [YEAR], federal)
    assert row.in_effect.best == 2
    assert row.days.high is None
    assert (row.lacking_workers, row.lacking_days) == (1, 1)


def test_a_threshold_counts_surely_and_perhaps(federal):
    band = Stoppage("a", (Span(date(2020, 3, 2), date(2020, 3, 6), 100, 1000),))
    sure = Stoppage("b", (Span(date(2020, 3, 2), date(2020, 3, 6), 5000, 5000),))
    (row,) = table([band, sure], [YEAR], federal, Threshold("BLS", 1000, 1))
    assert row.in_effect == Range(1, 1, 2)
    assert row.days == Range(25_000, 25_000, 30_000)


def test_rates_are_per_thousand_employees(federal):
    one = Stoppage("a", (Span(date(2020, 3, 2), date(2020, 3, 6), 40, 40),))
    (row,) = table([one], [YEAR], federal, employees={(YEAR[0], ""): 50_000})
    assert row.rate == pytest.approx(4.0)


@given(st.integers(0, 700), st.integers(0, 900), st.integers(1, 5000), st.integers(0, 364))
@settings(max_examples=60, deadline=None)
def test_the_parts_of_a_time_add_up_to_it(start, length, workers, cut):
    """Days not worked of two periods that meet are those of both together."""
    calendar = Workdays(frozenset({date(2020, 7, 3), date(2020, 12, 25)}))
    first = date(2019, 6, 1) + timedelta(days=start)
    span = Span(first, first + timedelta(days=length), workers, workers)
    middle = YEAR[0] + timedelta(days=cut)
    parts = (
        days_not_worked(span, YEAR[0], middle, calendar),
        days_not_worked(span, middle + timedelta(days=1), YEAR[1], calendar),
    )
    assert sum(part.best for part in parts) == days_not_worked(span, *YEAR, calendar).best


def test_made_up_days_are_worked():
    calendar = Workdays(frozenset({date(2026, 2, 17)}), frozenset({date(2026, 2, 14)}))
    assert calendar.count(date(2026, 2, 9), date(2026, 2, 20)) == 10
