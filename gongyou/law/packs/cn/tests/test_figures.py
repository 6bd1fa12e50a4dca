"""The figures: dated, by place, with source and confidence; a gap stays a gap."""

from __future__ import annotations

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from gongyou.law import claims, load_pack
from gongyou.law.packs.cn.dated_figures import all_rows, calendar_rows
from gongyou.law.packs.cn.figure_checks import check
from gongyou.law.packs.cn.place_names import counties_of
from gongyou.law.packs.cn.tests.people import result

PACK = load_pack("cn")
IN_LISTS = {
    row["place"]
    for row in all_rows()
    if row["parameter"] == "minimum_wage_class" and row["valid_to"] > "1900-01-01"
}
RATES = (
    "minimum_wage_month",
    "minimum_wage_hour",
    "minimum_wage_hour_holiday",
    "minimum_wage_class_month",
    "minimum_wage_class_hour",
)


def figure(name, *keys, at):
    found = PACK.parameters[name].find(tuple(keys), date.fromisoformat(at))
    return None if found is None else (found.value, found.confidence)


def confirmed():
    """Rows of the minimum wage tables that were read, with the first whole month they hold for."""
    for row in all_rows():
        if row["parameter"] not in RATES or row["confidence"] == "low":
            continue
        day = date.fromisoformat(row["valid_from"])
        month = day if day.day == 1 else date(day.year + day.month // 12, day.month % 12 + 1, 1)
        if month.isoformat() <= row["valid_to"] and month < date(2026, 11, 30):
            yield row, month


def test_every_minimum_wage_that_was_read_comes_out_for_its_place_class_and_day():
    employment, pay, expected = [], [], {}
    for number, (row, month) in enumerate(confirmed()):
        worker, hourly = f"G-{number}", row["unit"] == "CNY/hour"
        employment.append({
            "worker": worker, "place": row["place"], "start": date(2004, 1, 1), "end": None,
            "end_kind": "ongoing", "full_time": not hourly,
            "local_minimum_wage_class": int(row["class"]) if row["class"] else None,
        })  # fmt: skip
        on_holiday = row["parameter"] == "minimum_wage_hour_holiday"
        pay.append({
            "worker": worker, "month": month, "due": Decimal(0),
            "hours_normal": 0 if on_holiday else 1, "hours_overtime_holiday": int(on_holiday),
        })  # fmt: skip
        expected[worker] = Decimal(row["value"])
    found = claims(
        {"employment": employment, "pay": pay, "events": []}, "cn", date(2026, 12, 31),
        codes=["cn.minimum_wage.shortfall"],
    ).to_pylist()  # fmt: skip
    assert len(expected) > 900
    assert {line["worker"]: line["amount"] for line in found} == expected


@pytest.mark.parametrize(
    ("place", "month", "value", "confidence"),
    [
        ("440100", "2026-09-01", 2680, "medium"),
        ("440300", "2025-03-01", 2520, "high"),
        ("441900", "2025-03-01", 2080, "high"),
        ("330100", "2024-01-01", 2490, "medium"),
        ("320500", "2026-06-01", 2660, "high"),
        ("510100", "2025-07-01", 2330, "high"),  # class by list, rate by table
        ("500112", "2025-03-01", 2330, "medium"),  # 渝北, merged in 2025
    ],
)
def test_published_minimum_wages_by_place(place, month, value, confidence):
    pay = [{"month": date.fromisoformat(month), "due": 0}]
    found = result(
        "cn.minimum_wage.shortfall", place=place, pay=pay, start="2010-01-01",
        end_kind="ongoing", on="2026-11-30",
    )  # fmt: skip
    assert (found.amount, found.confidence) == (value, confidence)


def test_a_county_does_not_take_the_class_of_its_citys_urban_districts():
    # Shijiazhuang's own row holds for urban districts; 井陉县 (130121) is in no list
    classes = PACK.parameters["minimum_wage_class"]
    assert classes.find(("130100",), date(2026, 1, 1)).value == 1
    assert classes.find(("130108",), date(2026, 1, 1)).value == 1
    county = next(c for c in counties_of("130100") if c not in IN_LISTS)
    assert classes.find((county,), date(2026, 1, 1)) is None


def test_a_class_taken_back_before_its_list_is_not_confirmed():
    row = PACK.parameters["minimum_wage_class"].find(("510100",), date(2023, 1, 1))
    assert (row.value, row.confidence) == (1, "low")


@pytest.mark.parametrize(
    ("name", "keys", "at"),
    [
        ("minimum_wage_month", ("130000",), "2024-01-01"),
        ("minimum_wage_month", ("440000",), "2024-01-01"),
        ("minimum_wage_class_month", ("440000", "4"), "2026-10-01"),
        ("local_average_wage_month", ("440100", "2020"), "2022-01-01"),
        ("local_average_wage_month", ("420100", "2024"), "2026-01-01"),  # another series
        ("insurance_base_floor", ("440100", "pension"), "2022-01-01"),
        ("insurance_rate_employer", ("440000", "pension"), "2022-01-01"),
        ("heat_allowance_month", ("430000", ""), "2022-07-01"),
        ("urban_disposable_income", ("2026",), "2026-11-30"),
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


GOOD = {
    "parameter": "minimum_wage_class_month", "place": "510000", "class": "1",
    "valid_from": "2025-01-01", "valid_to": "", "value": "2330", "unit": "CNY/month",
    "source": "a notice", "confidence": "high", "note": "",
}  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "word"),
    [
        ([GOOD | {"valid_from": "2025-02-30"}], "not a date"),
        ([GOOD | {"valid_to": "2024-12-31"}], "ends before"),
        ([GOOD | {"value": "2 330"}], "no number"),
        ([GOOD | {"value": "-1"}], "below nought"),
        ([GOOD | {"place": "519999"}], "no such place"),
        ([GOOD | {"confidence": "sure"}], "confidence"),
        ([GOOD | {"source": " "}], "no source"),
        ([GOOD, GOOD | {"value": "2340"}], "second value"),
        ([GOOD | {"valid_to": "2026-06-30"}, GOOD | {"valid_from": "2026-01-01"}], "second value"),
        ([GOOD, GOOD | {"valid_from": "2026-01-01", "value": "2329"}], "2329 after 2330"),
        ([GOOD, GOOD | {"class": "2", "value": "2331"}], "above class 1"),
    ],
)
def test_figures_that_contradict_themselves_are_refused(rows, word):
    assert check([GOOD]) == []
    assert word in "".join(check(rows))


def test_a_recalled_figure_shows_that_it_is_not_confirmed_and_the_nearest_one_that_is():
    # Tianjin rose to 2,320 in 2023-11 (date recalled); confirmed are 2,180 from 2022-04
    pay = [{"month": date(2024, 3, 1), "due": 2000}]
    found = result(
        "cn.minimum_wage.shortfall", place="120000", pay=pay, start="2022-01-01",
        end_kind="ongoing", on="2024-06-30",
    )  # fmt: skip
    assert (found.amount, found.confidence) == (320, "low")
    (figure,) = found.not_confirmed
    assert (figure.value, figure.nearest.value) == ("2320", "2180")
    assert figure.doubt_in("en") == "not confirmed; nearest confirmed figure: 2180 from 2022-04-01"
    assert figure.doubt_in("zh-hans") == "未核实；最近的已核实标准：2180（自2022-04-01起）"


@pytest.mark.parametrize(
    "city", ["340100", "430100", "510100", "120000", "650100", "540100", "230100", "410100"]
)
@pytest.mark.parametrize("end", ["2019-04-30", "2023-12-31", "2026-08-31"])
def test_an_ordinary_wage_is_below_every_cap(city, end):
    start = str(int(end[:4]) - 2) + "-02-15"
    found = result(
        "cn.severance", place=city, start=start, end=end, end_kind="layoff", average_wage_12m=5000
    )
    months = 3 if end == "2026-08-31" else 2.5 if end == "2019-04-30" else 3
    assert (found.amount, found.not_confirmed) == (Decimal(str(5000 * months)), [])
