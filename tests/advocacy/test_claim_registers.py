"""Registers of wage claims: a published number comes out under a definition, or how far off it is.

Ten made-up claims. The definitions are those by which the published summaries of six US states
came out: a class holds its upper edge, in full is exactly what was due, a median rounded half to
even, cases decided for the worker alone.
"""

import gzip
from datetime import date
from decimal import Decimal

import pytest
from typer.testing import CliRunner

from gongyou.advocacy.claim_registers import compare, figures, read_register
from gongyou.advocacy.commands.events import app
from tests.advocacy.sheets import book

HEADS = "case_uuid,case_status,date_opened,date_closed,amount_claimed,amount_assessed,amount_paid"
ROWS = """
1,closed,2020-01-01,2020-01-11,120,100,100
2,closed,2020-01-01,2020-01-31,,"$1,000.00",400
3,dismissed,2020-01-01,2020-03-01,500,0,0
4,pending appeal,2020-01-01,,600,600,
5,closed,2020-01-01,2020-01-21,90,,90
6,,2020-02-01,,75.05,,
7,,2020-02-01,2020-02-01,NA,,NA
8,overturned,2020-01-01,2020-02-20,,50,50
"""
REGISTER = (HEADS + ROWS).encode()


@pytest.fixture(scope="module")
def register():
    return read_register(REGISTER, "claims.csv")


def values(register, what):
    return {one.definition: one.value for one in figures(register) if one.what == what}


def test_rows_days_and_amounts_are_read(register):
    first, second = register.claims[:2]
    assert (first.opened, first.days, first.owed) == (date(2020, 1, 1), 10, 100)
    assert second.assessed == Decimal("1000.00")
    assert register.claims[6].owed is None, "NA tells nothing"
    assert read_register(gzip.compress(REGISTER), "claims.csv.gz").claims == register.claims


def test_each_definition_has_its_number(register):
    cases = values(register, "cases")
    # 100, 1000, 0, 600, 90, 75.05 and 50 are told; 0 is not above zero
    assert (cases["all rows"], cases["an amount is told"]) == (8, 7)
    assert cases["an amount above zero"] == 6
    # 4 is pending, 3 dismissed, 8 overturned
    assert cases["decided for the worker"] == 3
    classes = values(register, "classes_owed")
    # 0 and 100 belong to "up to 100", or 100 to "from 100 on"
    assert classes["all rows; a class holds its upper edge"][:3] == (5, 0, 2)
    assert classes["all rows; a class holds its upper edge, and none holds zero"][:3] == (4, 0, 2)
    assert classes["all rows; a class holds its lower edge"][:4] == (4, 1, 1, 1)


def test_days_of_closed_ones_are_fewer_than_with_the_open_ones(register):
    days = values(register, "days")
    # closed after 0, 10, 20, 30, 50, 60 days: half of them by 25
    assert days["all rows; closed ones alone"] == 25
    # two are open for 60 and 29 days when the register ends: of eight, half are closed by day 30
    assert days["all rows; open ones counted as open (Kaplan-Meier)"] == 30


def test_a_published_number_comes_out_under_a_definition_or_is_told_apart(register):
    asked = {"total_paid": "640", "share_full": 67, "median_owed": "100", "cases": 12}
    verdicts = {one.what: one for one in compare(register, asked)}
    assert verdicts["total_paid"].equal[0].definition == "all rows"
    # of the three decided for the worker two were paid exactly what was due
    said = {one.definition for one in verdicts["share_full"].equal}
    assert said == {
        "decided for the worker; paid as much as was due, or more",
        "decided for the worker; paid exactly what was due",
    }
    assert not verdicts["cases"].comes_out
    assert (verdicts["cases"].nearest.value, verdicts["cases"].difference) == (8, 4)


def test_a_half_is_rounded_either_way():
    # 578.025 is printed as 578.02 by some and 578.03 by others
    both = read_register((HEADS + "\n1,,,,,578.02,\n2,,,,,578.03,\n").encode(), "x.csv")
    for printed in ("578.02", "578.03"):
        assert compare(both, {"median_owed": printed})[0].comes_out
    assert not compare(both, {"median_owed": "578.04"})[0].comes_out


def test_the_sum_of_any_column_is_looked_for_and_bad_cells_are_listed():
    heads = ["CLAIM NO", "CLAIM AMT", "CASE OPEN/RE-OPEN", "VERIFIED CLAIM AMT", "TOTAL CMP AMT"]
    rows = [["L1", "$0.00", "6-Mar-15", "$547.88", "$25.00"], ["L2", "undet.", "x", "NA", "$75.50"]]
    found = read_register(book(["As released"], heads, *rows), "v.xlsx")
    assert [(t.code, t.cell) for t in found.troubles] == [("no_number", "B4"), ("no_day", "C4")]
    (fines,) = compare(found, {"total": "100.50"})
    assert fines.equal[0].definition == "column TOTAL CMP AMT"


def test_the_command_prints_each_verdict(tmp_path):
    (tmp_path / "claims.csv").write_bytes(REGISTER)
    (tmp_path / "said.yaml").write_text("total_paid: 640\ncases: 12\n", encoding="utf-8")
    run = CliRunner().invoke(
        app, ["claims", str(tmp_path / "claims.csv"), "--published", str(tmp_path / "said.yaml")]
    )
    assert run.exit_code == 4
    assert "total_paid 640 = all rows (5)" in run.output
    assert "cases 12 ≠ 8 (all rows), 4 apart" in run.output
