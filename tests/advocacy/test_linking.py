"""Which reports may be one event: recurring strikes stay apart, proposals come with reasons."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.advocacy.linking import Bounds, Record, bounds, propose
from gongyou.advocacy.linking.records import aside_key, employer_key, union_key

DAY = date(2020, 3, 2)


def _record(name, file="a", days=0, **given):
    held = {"employer": "Acme Steel Co.", "union": "USW Local 7", "region": "PA", "city": "Erie"}
    return Record(id=name, file=file, start=DAY + timedelta(days=days), **(held | given))


def _pairs(*records, **options):
    return {(p.first, p.second): p for p in propose(records, **options)}


def test_one_strike_in_two_files_is_likely():
    other = _record("2", file="b", employer="ACME STEEL COMPANY", union="USW AFL-CIO 7", size=90)
    pair = _pairs(_record("1", size=90), other)["1", "2"]
    assert pair.likely
    assert not pair.certain
    assert {"same_employer", "same_day"} <= set(pair.reasons)


def test_a_strike_that_recurs_is_not_proposed():
    assert not _pairs(_record("1"), _record("2", file="b", days=40))


def test_a_week_apart_is_asked_and_never_likely():
    """Though employer, union, place, size and title agree."""
    same = {"size": 90, "title": "Strike at Acme for wages"}
    pair = _pairs(_record("1", **same), _record("2", file="b", days=6, **same))["1", "2"]
    assert "week_apart" in pair.reasons
    assert not pair.likely
    assert _pairs(_record("1", **same), _record("2", file="b", days=3, **same))["1", "2"].likely


def test_the_better_partner_comes_first():
    """Two units of one employer strike on one day: the row of the same size is the same."""
    found = _pairs(
        _record("1", size=40), _record("2", file="b", size=40), _record("3", file="b", size=47)
    )
    assert found["1", "2"].likely
    assert not found["1", "3"].likely
    assert "better_partner" in found["1", "3"].reasons


def test_the_unit_in_brackets_tells_units_apart():
    found = _pairs(
        _record("1", employer="City Products (Clerical)"),
        _record("2", employer="City Products (Warehouse)"),
    )
    assert "same_employer" not in found["1", "2"].reasons if found else True
    assert aside_key("City Products (CLERICAL)") == "clerical"


def test_neighbouring_places_stay_two():
    """One day, one title, two cities: never likely, whatever else agrees."""
    title = "Taxi drivers strike against unlicensed taxis"
    one = Record("1", "x", DAY, region="44", city="Shaoguan", title=title)
    two = Record("2", "x", DAY, region="44", city="Qingyuan", title=title)
    pair = _pairs(one, two).get(("1", "2"))
    assert pair is None or not pair.likely


def test_the_same_cells_of_one_file_are_certain_and_of_two_files_are_not():
    same = {"cells": "d1", "employer": "", "union": ""}
    assert _pairs(_record("1", **same), _record("2", **same))["1", "2"].certain
    found = _pairs(_record("1", **same), _record("2", file="b", **same))
    assert not any(pair.certain for pair in found.values())


def test_one_number_and_one_start_are_certain_and_another_start_is_not():
    assert _pairs(_record("1", number="N1"), _record("2", file="b", number="N1"))["1", "2"].certain
    found = _pairs(_record("1", number="N1"), _record("2", file="b", number="N1", days=1))
    assert not any(pair.certain for pair in found.values())


def test_numbers_can_be_left_out_to_measure_the_model():
    found = _pairs(
        _record("1", number="N1"), _record("2", file="b", number="N2"), use_numbers=False
    )
    assert not found["1", "2"].certain


def test_names_meet_without_their_forms():
    assert employer_key("Simpson Strong-Tie Company, Inc.") == employer_key("SIMPSON STRONG TIE")
    assert union_key("Int'l Union, UAW Region 9 1311") == union_key("UAW Int'l Region 9 Local 1311")
    assert employer_key("廣州市東海橡塑有限公司") == employer_key("广州市东海橡塑有限公司")


def test_two_near_copies_have_bounds():
    assert bounds("abcd", [("a", "b"), ("b", "c")]) == Bounds(2, 4)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=15))
@settings(max_examples=40, deadline=None)
def test_one_more_open_pair_never_raises_a_count(pairs):
    fewer, more = bounds(range(10), pairs[:-1]), bounds(range(10), pairs)
    assert more.low <= fewer.low <= more.high == 10
