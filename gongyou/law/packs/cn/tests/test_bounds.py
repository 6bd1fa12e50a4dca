"""What bounds a figure that the tables lack: only what was read, and never too high."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gongyou.law.packs.cn import bounds


def row(
    parameter, place, klass, value, start, confidence="high", unit="CNY/month", end="9999-12-31"
):
    return {
        "parameter": parameter, "place": place, "class": klass, "value": str(value),
        "valid_from": start, "valid_to": end, "unit": unit, "confidence": confidence,
        "source": "a notice", "note": "",
    }  # fmt: skip


def floors(*rows):
    found = bounds.average_wages(rows)
    return {(r["place"], r["valid_from"]): Fraction(r["value"]) for r in found}


PRIVATE = row(
    "other_average_wage_year", "100000", "private:2023", 68340, "2024-01-01", unit="CNY/year"
)
CITY = row("other_average_wage_month", "420100", "city:2024", 11000, "2025-01-01")


def test_half_of_the_country_s_private_average_bounds_a_city():
    # 68,340 / 12 / 2
    assert floors(PRIVATE, CITY)["420100", "2024-01-01"] == Fraction(68340, 24)


def test_half_of_another_average_of_the_city_bounds_it():
    assert floors(PRIVATE, CITY)["420100", "2025-01-01"] == 5500


@pytest.mark.parametrize(
    ("parameter", "place", "klass", "share"),
    [
        ("local_average_wage_month", "510100", "2023", 1),
        ("other_average_wage_month", "510100", "private:2023", 1),
        ("insurance_average_wage_month", "500000", "2023", 1),  # a municipality
        ("insurance_average_wage_month", "510000", "2023", Fraction(1, 2)),
        ("other_average_wage_month", "510000", "province:2023", Fraction(1, 2)),
        ("minimum_wage_lowest", "510000", "", 1),
    ],
)
def test_how_much_of_a_figure_bounds(parameter, place, klass, share):
    found = floors(row(parameter, place, klass, 8000, "2024-01-01"))
    assert found == {(place, "2024-01-01"): 8000 * share}


def test_a_non_private_average_of_the_country_bounds_no_city():
    assert (
        floors(row("other_average_wage_month", "100000", "non_private:2023", 10000, "2024-01-01"))
        == {}
    )


def test_a_recalled_average_bounds_nothing():
    recalled = row("local_average_wage_month", "510100", "2024", 9000, "2025-01-01", "low")
    assert floors(recalled) == {}


def test_a_bound_never_falls_and_holds_until_a_higher_one():
    rows = [
        row("local_average_wage_month", "510100", "2022", 9000, "2023-01-01"),
        row("other_average_wage_month", "510100", "city:2023", 10000, "2024-01-01"),
        row("local_average_wage_month", "510100", "2023", 9500, "2024-01-01"),
    ]
    assert floors(*rows) == {("510100", "2023-01-01"): 9000, ("510100", "2024-01-01"): 9500}


def minima(name, place, *rows):
    return {
        r["valid_from"]: int(r["value"])
        for r in bounds.minimum_wages(rows)
        if (r["parameter"], r["place"]) == (name, place)
    }


CLASSES = (
    row("minimum_wage_class_month", "340000", "1", 1500, "2018-01-01", end="2021-12-31"),
    row("minimum_wage_class_month", "340000", "2", 1200, "2018-01-01", end="2021-12-31"),
    row("minimum_wage_class_month", "340000", "1", 1650, "2022-01-01", "low"),
    row("minimum_wage_class_month", "340000", "2", 1340, "2022-01-01", "low"),
)


def test_the_lowest_minimum_wage_rests_on_what_was_read():
    assert set(minima("minimum_wage_lowest", "340000", *CLASSES).values()) == {1200}


def test_the_highest_minimum_wage_counts_recalled_ones_too():
    assert minima("minimum_wage_highest", "340000", *CLASSES) == {
        "2018-01-01": 1500,
        "2022-01-01": 1650,
    }


def test_without_one_class_read_nothing_is_certain():
    one = [r for r in CLASSES if r["class"] == "1" or r["valid_from"] == "2022-01-01"]
    assert minima("minimum_wage_lowest", "340000", *one).get("2022-01-01") is None
