"""Deadlines, final awards, groups and bargaining."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .people import BEIJING, GUANGZHOU, SHANGHAI, day, result, step

HANGZHOU = "330100"


def test_acceptance_takes_five_working_days_over_a_holiday():
    # filed on 28 April 2023 (Friday); 29 April to 3 May are rest days, 6 May is worked
    found = result("cn.arbitration.accept_by", filed_on="2023-04-28", on="2023-04-28")
    assert found.value == day("2023-05-09")


def test_the_award_is_due_in_45_days_and_60_when_complex():
    found = result("cn.arbitration.deadlines", accepted_on="2024-03-01", on="2024-03-01")
    assert found.value == day("2024-04-15")
    assert step(found, "award_by_with_extension") == day("2024-04-30")


def test_a_period_that_ends_on_a_rest_day_ends_on_the_next_working_day():
    # 15 days from 20 September 2024 is 5 October, in the National Day rest; work begins on the 8th
    found = result("cn.court.sue_by", award_received_on="2024-09-20", on="2024-09-20")
    assert found.value == day("2024-10-08")
    # 15 days from 29 August 2024 is Friday the 13th
    assert result("cn.court.sue_by", award_received_on="2024-08-29").value == day("2024-09-13")
    # 30 August: Saturday 14 September 2024 is a made-up working day
    assert result("cn.court.sue_by", award_received_on="2024-08-30").value == day("2024-09-14")


def test_a_year_without_announced_holidays_is_undetermined():
    found = result("cn.court.sue_by", award_received_on="2026-12-25", on="2026-12-25")
    assert found.status == "undetermined"
    assert found.missing == ["calendar:holidays_cn"]


def test_setting_aside_is_only_for_final_awards():
    final = result("cn.court.set_aside_by", award_received_on="2024-03-01", award_is_final=True)
    assert final.value == day("2024-04-01")
    other = result("cn.court.set_aside_by", award_received_on="2024-03-01", award_is_final=False)
    assert other.reason == "award_not_final"


def test_appeal_enforcement_and_review():
    assert result("cn.court.appeal_by", judgment_received_on="2024-03-01").value == day(
        "2024-03-18"
    )
    assert result("cn.court.enforce_by", payment_due_on="2024-03-01").value == day("2026-03-01")
    assert result("cn.mediation.review_by", mediation_made_on="2024-03-01").value == day(
        "2024-03-18"
    )


def test_late_payment_of_a_judgment_costs_double_interest():
    found = result(
        "cn.enforcement.delay_interest",
        judgment_principal=100000,
        payment_due_on="2024-01-01",
        on="2024-04-10",
    )
    assert found.amount == Decimal("1750.00")  # 100 days at 0.0175 per cent


def test_a_final_award_is_tested_item_by_item():
    facts = {
        "start": "2020-01-01",
        "end": "2024-12-31",
        "end_kind": "unlawful_dismissal",
        "average_wage_12m": 5000,
        "place": GUANGZHOU,
    }
    found = result("cn.final_award.test", awarded_amount=1, **facts)
    # the limit is 12 × 2,300 = 27,600; severance 25,000, the double 50,000
    assert step(found, "severance_award_is_final") is True
    assert step(found, "unlawful_termination_award_is_final") is False


@pytest.mark.parametrize(("size", "reason"), [(9, "group_too_small"), (10, None)])
def test_ten_workers_make_a_group_with_three_to_five_representatives(size, reason):
    found = result("cn.collective.reps_range", group_size=size, on="2024-03-01")
    assert found.reason == reason
    if reason is None:
        assert found.value == 3
        assert step(found, "arbitration_reps_most") == 5
        assert (step(found, "court_reps_least"), step(found, "court_reps_most")) == (2, 5)


@pytest.mark.parametrize(
    ("place", "answer_by"),
    [
        ("130000", "2024-04-22"),  # 20 days end on Sunday 21 April
        (GUANGZHOU, "2024-05-06"),  # 30 days end on 1 May
        (SHANGHAI, "2024-04-16"),  # 15 days
        (BEIJING, "2024-04-22"),
        (HANGZHOU, "2024-04-16"),  # ten working days; Sunday the 7th is worked, Qingming is not
    ],
)
def test_answer_to_a_request_to_bargain_by_place(place, answer_by):
    found = result("cn.collective.reply_by", place=place, bargaining_requested_on="2024-04-01")
    assert found.value == day(answer_by)


def test_a_collective_contract_takes_effect_after_fifteen_days():
    found = result("cn.collective.effective_on", collective_contract_filed_on="2024-04-01")
    assert found.value == day("2024-04-16")


def test_more_than_half_must_ask_in_guangdong():
    facts = {"employees_total": 200, "on": "2024-03-01", "end": "2024-02-28"}
    assert result("cn.collective.start_test", group_size=100, **facts).value is False
    assert result("cn.collective.start_test", group_size=101, **facts).value is True
    elsewhere = result("cn.collective.start_test", group_size=150, place=BEIJING, **facts)
    assert elsewhere.reason == "not_this_place"


def test_filing_and_number_of_bargaining_representatives():
    found = result("cn.collective.file_by", collective_contract_signed_on="2024-04-02")
    assert found.value == day("2024-04-12")
    asked = result("cn.collective.bargaining_reps", bargaining_requested_on="2024-04-01")
    assert (asked.value, asked.confidence) == (3, "low")
