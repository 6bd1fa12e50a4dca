"""Interpretation (II) of the Supreme Court, open-ended contracts, limitation as a choice."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .people import SHANGHAI, amount, answer, day, event, months, result, step

TWICE = {
    "start": "2019-11-01",
    "end": "2025-10-31",
    "average_wage_12m": 6000,
    "end_kind": "expired",
    "contract_type": "fixed",
}
CODE = "cn.unlawful_termination"


# --- open-ended contracts ----------------------------------------------------------------------


def test_no_renewal_after_two_fixed_terms_is_unlawful():
    assert amount(CODE, contract_count=2, **TWICE) == 2 * 6 * 6000
    assert result(CODE, contract_count=1, **TWICE).reason == "not_unlawful"
    assert result(CODE, **TWICE).reason == "not_unlawful"
    unwanted = result(CODE, contract_count=2, renewal_wanted=False, **TWICE)
    assert unwanted.reason == "not_unlawful"
    shanghai = result(CODE, contract_count=2, place=SHANGHAI, **TWICE)
    assert shanghai.reason == "not_unlawful"
    task = TWICE | {"contract_type": "task"}
    assert result(CODE, contract_count=2, **task).reason == "not_unlawful"


@pytest.mark.parametrize(
    "more",
    [
        {"contract_auto_renewed": True},
        {"employer_renamed": True},
        {"contract_extended_months": 12},
    ],
)
def test_what_evades_the_second_term_counts_as_one(more):
    assert amount(CODE, contract_count=1, **more, **TWICE) == 72000


def test_an_extension_of_less_than_a_year_does_not_count():
    short = result(CODE, contract_count=1, contract_extended_months=11, **TWICE)
    assert short.reason == "not_unlawful"


def test_after_ten_years_no_renewal_is_unlawful_everywhere():
    ten = TWICE | {"start": "2015-11-01", "place": SHANGHAI}
    assert amount(CODE, **ten) == 2 * 10 * 6000
    less = TWICE | {"start": "2015-11-02", "place": SHANGHAI}
    assert result(CODE, **less).reason == "not_unlawful"


# --- ends against the law ----------------------------------------------------------------------


def test_a_health_check_left_out_after_hazards_keeps_the_contract():
    facts = TWICE | {"end_kind": "layoff", "hazard_exposed": True}
    assert amount(CODE, exit_check_done=False, **facts) == 72000
    assert result(CODE, exit_check_done=True, **facts).reason == "not_unlawful"
    safe = facts | {"hazard_exposed": False}
    assert result(CODE, exit_check_done=False, **safe).reason == "not_unlawful"


def test_a_dismissal_that_names_no_article_has_no_ground():
    facts = TWICE | {"end_kind": "dismissed_fault"}
    assert amount(CODE, dismissal_article="无", **facts) == 72000
    assert result(CODE, dismissal_article="第39条", **facts).reason == "not_unlawful"


def test_article_40_named_in_the_letter_brings_notice_pay():
    facts = TWICE | {"end_kind": "unlawful_dismissal", "notice_given_days": 0}
    assert (
        amount("cn.notice_pay", dismissal_article="第四十条", last_month_wage=5800, **facts) == 5800
    )
    other = result("cn.notice_pay", dismissal_article="第39条", last_month_wage=5800, **facts)
    assert other.reason == "notice_not_due"


def test_wages_until_reinstatement_are_lowered_by_own_fault_and_end_where_it_is_impossible():
    facts = TWICE | {"end_kind": "unlawful_dismissal", "reinstatement_wanted": True}
    facts |= {"agreed_wage": 6000, "on": "2026-01-31"}
    code = "cn.reinstatement.wages"
    assert amount(code, **facts) == 3 * 6000
    assert amount(code, own_fault_share=40, **facts) == Decimal("10800")
    assert result(code, reinstatement_impossible=True, **facts).reason == "cannot_go_on"


def test_giving_up_insurance_does_not_cost_the_severance():
    facts = TWICE | {"end_kind": "resigned_for_cause", "end_cause": "unpaid_insurance"}
    found = result("cn.severance", insurance_cash_monthly=300, **facts)
    assert found.amount == 6 * 6000
    assert {"LCL 38(3)", "SPC-II 19"} <= {cite.short for cite in found.articles}


@pytest.mark.parametrize(
    ("kind", "shown", "hidden"),
    [
        (
            "layoff",
            {"LCL 41", "LCL 46(4)"},
            {"LCL 36", "LCL 38", "LCL 40", "LCL 97(3)", "SPC-II 19"},
        ),
        ("agreed_by_employer", {"LCL 36", "LCL 46(2)"}, {"LCL 38", "LCL 41", "LCL 97(3)"}),
        ("dismissed_no_fault", {"LCL 40", "LCL 46(3)"}, {"LCL 36", "LCL 41"}),
        ("expired", {"LCL 44(1)", "LCL 46(5)"}, {"LCL 36", "LCL 41"}),
    ],
)
def test_only_the_ground_that_bears_the_severance_is_cited(kind, shown, hidden):
    found = {cite.short for cite in result("cn.severance", **TWICE | {"end_kind": kind}).articles}
    assert shown <= found and not hidden & found


# --- contract and second wage ------------------------------------------------------------------


def test_no_second_wage_while_the_term_is_extended_by_law():
    facts = {"start": "2020-01-01", "end": "2023-06-30", "end_kind": "resigned"}
    facts |= {"agreed_wage": 5000, "contract_end": day("2022-12-31")}
    facts |= {"worked_on_after_expiry": True, "filed_on": "2023-07-01"}
    code = "cn.double_wage.expired_contract"
    assert amount(code, **facts) == 5 * 5000
    assert result(code, term_extended_by_law=True, **facts).reason == "term_extended_by_law"


def test_a_promise_not_to_compete_binds_only_who_knew_secrets():
    facts = TWICE | {"noncompete_monthly": 3000, "noncompete_months": 12}
    facts |= {"noncompete_penalty_multiple": 2}
    code = "cn.noncompete.penalty"
    assert amount(code, **facts) == 3000 * 12 * 2
    assert result(code, knew_secrets=False, **facts).reason == "knew_no_secrets"
    breach = facts | {"noncompete_breached": True, "noncompete_paid": 9000}
    assert amount(code, **breach) == 72000 + 9000
    assert result("cn.noncompete.compensation", **breach).reason == "competed"
    assert amount("cn.noncompete.compensation", noncompete_paid=9000, **facts) == 27000


def test_a_special_benefit_costs_an_early_leaver_the_unserved_part_at_most():
    facts = TWICE | {"end_kind": "resigned", "special_benefit_value": 120000}
    facts |= {"special_benefit_term_months": 60, "special_benefit_served_months": 45}
    code = "cn.special_benefit.damages"
    assert amount(code, **facts) == 30000
    breach = facts | {"end_kind": "resigned_for_cause"}
    assert result(code, **breach).reason == "left_for_breach"
    assert result(code, **TWICE).reason == "no_special_benefit"


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("cn.liable.contractor", "subcontractor_unlicensed"),
        ("cn.liable.licence_lender", "licence_borrowed"),
        ("cn.liable.linked_companies", "linked_companies"),
        ("cn.liable.foreign_company", "foreign_office"),
        ("cn.foreigner.protected", "foreigner_permitted"),
    ],
)
def test_who_else_answers(code, told):
    assert result(code, **{told: True}, **TWICE).value is True
    assert result(code, **TWICE).status == "not_due"


def test_limitation_not_pleaded_in_arbitration_is_lost():
    facts = TWICE | {"award_received_on": "2026-03-01"}
    code = "cn.limitation.defence_lost"
    assert result(code, limitation_not_raised=True, **facts).value is True
    assert result(code, **facts).reason == "limitation_pleaded"
    assert result(code, limitation_not_raised=True, **TWICE).reason == "no_award"


# --- limitation, chosen and the same for all ---------------------------------------------------

OLD_CLAIM = {
    "start": "2019-01-01", "end": "2022-12-31", "agreed_wage": 6000, "average_wage_12m": 6000,
    "end_kind": "layoff", "contract_written": False, "leave_taken_days": 0,
    "leave_taken_year_before": 0, "on": "2024-06-30",
}  # fmt: skip
PAST = ("cn.severance", "cn.double_wage.no_contract", "cn.wages.unpaid")


@pytest.mark.parametrize("code", PAST)
def test_limitation_takes_nothing_unasked_and_all_alike_where_it_is_applied(code):
    pay = months("2022-12-01", 1, due=6000, paid=0)
    shown = result(code, pay=pay, **OLD_CLAIM)
    assert shown.amount > 0 and shown.limitation.days_left < 0
    applied = result(code, pay=pay, reading="limitation=applied", **OLD_CLAIM)
    assert applied.status == "not_due" and applied.reason.endswith("out_of_time")
    in_time = [event("demand_to_employer", "2023-11-30")]
    kept = result("cn.severance", events=in_time, reading="limitation=applied", **OLD_CLAIM)
    assert kept.amount == shown.amount if code == "cn.severance" else True


# --- slips of the pen, averages of a few months ------------------------------------------------


def test_an_end_before_the_start_asks_for_the_end_again():
    claim = answer(start="2025-01-31", end="2024-12-31", agreed_wage=3000, end_kind="layoff")
    found = claim["cn.severance"]
    assert found.status == "undetermined" and "end" in found.missing


def test_an_average_of_two_months_is_an_assumption_and_says_how_many():
    pay = months("2025-07-01", 1, due=7100) + months("2025-08-01", 1, due=7300)
    facts = {"start": "2021-05-10", "end": "2025-09-20", "end_kind": "unlawful_dismissal"}
    found = result(CODE, pay=pay, **facts)
    assert found.amount == Decimal("7200") * Decimal("4.5") * 2
    assert "average_wage_12m" in found.assumed
    assert step(found, "pay_rows_in_last_year") == 2
    whole = months("2024-09-01", 12, due=7200)
    sure = result(CODE, pay=whole, **facts)
    assert sure.amount == found.amount and "average_wage_12m" not in sure.assumed


def test_the_parts_of_a_slip_make_the_wage_due():
    pay = months("2024-09-01", 12, base_wage=3000, bonus=500, allowances=300, other_pay=200,
                 overtime_pay_paid=1000)  # fmt: skip
    facts = {"start": "2021-09-01", "end": "2025-08-31", "end_kind": "layoff"}
    assert amount("cn.severance", pay=pay, **facts) == 4 * 5000


# --- sick months, leave by province ------------------------------------------------------------


def test_a_month_of_sick_days_is_a_month_of_sickness():
    # May 2026 has 19 working days; Guangzhou 2,500 × 80 % = 2,000
    facts = {"start": "2020-01-01", "agreed_wage": 6000, "end_kind": "ongoing", "on": "2026-06-30"}
    pay = months("2026-05-01", 1, due=1500, paid=1500, days_sick=21)
    assert amount("cn.sick_pay", pay=pay, **facts) == 500
    assert result("cn.minimum_wage.shortfall", pay=pay, **facts).reason == "nothing_owed"
    # five days ill: (21.75 − 5) of 2,500 and 5 of 2,000, over 21.75
    some = months("2026-05-01", 1, due=2000, days_sick=5)
    least = Decimal(2500) * Decimal("16.75") / Decimal("21.75") + Decimal(2000) * 5 / Decimal(
        "21.75"
    )
    found = amount("cn.minimum_wage.shortfall", pay=some, **facts)
    assert found == round(least - 2000, 2)


def test_sick_pay_shares_of_the_places():
    facts = {"start": "2020-01-01", "agreed_wage": 6000, "end_kind": "ongoing", "on": "2024-06-30"}
    pay = months("2024-03-01", 1, due=1000, kind="sick")
    assert amount("cn.sick_pay", place="610100", pay=pay, **facts) == 6000 * Decimal("0.7") - 1000
    assert amount("cn.sick_pay", place="440300", pay=pay, **facts) == 6000 * Decimal("0.6") - 1000


def test_leave_of_the_province():
    facts = {"start": "2020-01-01", "end_kind": "ongoing", "on": "2024-06-30"}
    beijing = facts | {"place": "110000"}
    assert result("cn.leave.paternity", birth_on="2024-03-01", **beijing).value == 15
    mother = result("cn.leave.paternity", birth_on="2024-03-01", sex="female", **beijing)
    assert mother.reason == "for_fathers"
    assert result("cn.leave.parental", birth_on="2024-03-01", place=SHANGHAI, **facts).value == 5
    grown = result("cn.leave.parental", birth_on="2021-06-30", place=SHANGHAI, **facts)
    assert grown.reason == "child_is_three"
    married = {"married_on": "2024-10-01", "on": "2024-12-31"}
    wedding = {"start": "2020-01-01", "end_kind": "ongoing", "place": "330100"} | married
    assert result("cn.leave.marriage", **wedding).value == 13  # Zhejiang, three until September
    earlier = wedding | {"married_on": "2024-09-26"}
    assert result("cn.leave.marriage", **earlier).value == 3
    zhejiang_mother = facts | {"place": "330100"}
    second = {"birth_on": "2024-03-01", "birth_order": 2}
    assert result("cn.maternity.days", **second, **zhejiang_mother).value == 98 + 90
    first = {"birth_on": "2024-03-01", "birth_order": 1}
    assert result("cn.maternity.days", **first, **zhejiang_mother).value == 98 + 60


def test_subsidies_after_injury_by_province():
    hurt = {"start": "2018-01-01", "end": "2024-06-30", "end_kind": "expired", "agreed_wage": 6000,
            "disability_grade": 10, "events": [event("injury", "2023-01-05")]}  # fmt: skip
    code = "cn.injury.employment_subsidy"
    assert amount(code, place="320500", **hurt) == 15000  # Jiangsu: fixed amounts
    # Beijing: three months of the city's average
    assert amount(code, place="110000", provincial_average_wage=11761, **hurt) == 3 * 11761


def test_unemployment_benefit_lost_by_place_and_years():
    facts = {"start": "2018-01-01", "end": "2026-01-31", "end_kind": "layoff", "not_insured": True}
    # Zhejiang owes twice what was lost
    zhejiang = facts | {"place": "330100", "unemployment_months": 6, "unemployment_monthly": 2000}
    assert amount("cn.si.lost_unemployment_benefit", **zhejiang) == 6 * 2000 * 2
    # Beijing from 2025-09: 2,156 a month for 5 to under 10 years
    found = result(
        "cn.si.lost_unemployment_benefit", place="110000", unemployment_months=6, **facts
    )
    table = 2156
    assert found.amount == 6 * table, found
