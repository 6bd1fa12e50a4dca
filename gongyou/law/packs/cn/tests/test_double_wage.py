"""The second wage for work without a written contract."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .people import SHANGHAI, amount, day, event, months, result, step

HIRED = {"start": "2020-03-10", "end": "2022-06-30", "end_kind": "resigned", "agreed_wage": 5000}
APPLIED = "limitation=applied"
WHOLE = {"double_wage_limitation": "whole"}


def test_a_contract_within_the_first_month_excludes_it():
    facts = HIRED | {"contract_written": True}
    unknown = result("cn.double_wage.no_contract", **facts)
    assert unknown.missing == ["contract_signed"]
    early = result("cn.double_wage.no_contract", contract_signed=day("2020-04-09"), **facts)
    assert early.reason == "contract_in_time"


def test_a_later_contract_ends_it_the_day_before():
    facts = HIRED | {"contract_written": True, "contract_signed": day("2020-08-10")}
    found = result("cn.double_wage.no_contract", reading=WHOLE, filed_on="2020-08-10", **facts)
    assert step(found, "double_wage_to") == day("2020-08-09")
    assert found.amount == 4 * 5000


def test_counted_month_by_month_a_year_before_filing_is_left():
    facts = HIRED | {"contract_written": False, "filed_on": "2021-12-10"}
    shown = result("cn.double_wage.no_contract", **facts)
    assert shown.amount == 55000  # limitation is shown and takes nothing unasked
    assert shown.limitation.last_safe_filing_date == day("2022-03-09")
    monthly = result("cn.double_wage.no_contract", reading=APPLIED, **facts)
    assert step(monthly, "double_wage_months") == 3  # 10 December 2020 to 9 March 2021
    assert monthly.amount == 15000
    assert amount("cn.double_wage.no_contract", reading=WHOLE, **facts) == 55000


def test_after_a_year_and_eleven_months_nothing_is_in_time():
    facts = HIRED | {"contract_written": False, "filed_on": "2022-03-10"}
    late = result("cn.double_wage.no_contract", reading=APPLIED, **facts)
    assert late.reason == "second_wage_out_of_time"
    both = {"limitation": "applied", "double_wage_limitation": "whole"}
    whole = result("cn.double_wage.no_contract", reading=both, **facts)
    assert whole.reason == "second_wage_out_of_time"


def test_a_complaint_within_the_year_keeps_earlier_months():
    facts = HIRED | {"contract_written": False, "filed_on": "2022-02-10"}
    complaint = [event("complaint_to_authority", "2021-06-10")]
    found = result("cn.double_wage.no_contract", events=complaint, reading=APPLIED, **facts)
    assert step(found, "double_wage_months") == 9  # 10 June 2020 to 9 March 2021


def test_recorded_months_are_copied_one_by_one():
    pay = months("2020-03-01", 13, due=4000) + months("2021-04-01", 3, due=9000)
    facts = HIRED | {"contract_written": False, "pay": pay, "filed_on": "2021-03-09"}
    found = result("cn.double_wage.no_contract", reading=WHOLE, **facts)
    # ten whole months, and the part months at both ends make the eleventh, never more
    assert found.amount == 11 * 4000


def test_part_months_have_each_its_own_pay():
    pay = months("2020-03-01", 12, due=4000) + months("2021-03-01", 1, due=9000)
    facts = HIRED | {"contract_written": False, "pay": pay, "filed_on": "2021-03-09"}
    found = result("cn.double_wage.no_contract", reading=WHOLE, **facts)
    # 10-30 April 2020: 16 of 22 working days; 1-9 March 2021: the other 6 of 22
    expected = 10 * 4000 + Fraction(16, 22) * 4000 + Fraction(6, 22) * 9000
    assert found.amount == Decimal(str(round(float(expected), 2)))


def test_shanghai_leaves_overtime_and_bonus_out_of_the_base():
    pay = months("2020-03-01", 13, due=5000, overtime_pay_paid=800, bonus=200)
    facts = HIRED | {"contract_written": False, "pay": pay, "filed_on": "2021-03-09"}
    full = amount("cn.double_wage.no_contract", reading=WHOLE, **facts)
    shanghai = amount("cn.double_wage.no_contract", place=SHANGHAI, reading=WHOLE, **facts)
    assert round(shanghai / full, 4) == Decimal("0.8")


def test_part_time_work_and_the_worker_s_own_refusal_give_none():
    facts = HIRED | {"contract_written": False, "filed_on": "2021-03-10"}
    assert result("cn.double_wage.no_contract", full_time=False, **facts).reason == "part_time"
    refused = result("cn.double_wage.no_contract", worker_refused_contract=True, **facts)
    assert refused.reason == "worker_refused_contract"


def test_an_open_ended_contract_refused_has_no_limit_of_eleven_months():
    facts = {
        "start": "2010-01-01",
        "end": "2022-12-31",
        "end_kind": "resigned",
        "agreed_wage": 6000,
    }
    facts |= {"open_ended_refused": True}
    facts["open_ended_due_from"] = day("2021-01-01")
    assert amount("cn.double_wage.no_open_ended", reading=WHOLE, **facts) == 24 * 6000
    # month by month: a year before filing on the last day
    monthly = result("cn.double_wage.no_open_ended", reading=APPLIED, **facts)
    assert 12 * 6000 <= monthly.amount <= 12 * 6000 + 6000 / 21


def test_work_after_an_expired_contract_gave_it_until_august_2025():
    facts = {
        "start": "2020-01-01",
        "end": "2023-06-30",
        "end_kind": "resigned",
        "agreed_wage": 5000,
    }
    facts |= {"contract_end": day("2022-12-31"), "worked_on_after_expiry": True}
    code = "cn.double_wage.expired_contract"
    assert amount(code, filed_on="2023-07-01", **facts) == 5 * 5000  # February to June
    assert result(code, filed_on="2025-09-01", **facts).reason == "treated_as_renewed"
    long = facts | {"end": "2024-12-31"}
    assert amount(code, filed_on="2024-12-31", reading=WHOLE, **long) == 11 * 5000
