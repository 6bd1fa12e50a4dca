"""Severance, its cap, service before 2008, unlawful ending and notice."""

from __future__ import annotations

from fractions import Fraction

import pytest

from gongyou.law import claims_by_reading

from .people import BEIJING, GUANGZHOU, SHENZHEN, amount, answer, day, months, result, step

NINE_YEARS = {"start": "2010-03-01", "end": "2019-02-28", "average_wage_12m": 4000}


@pytest.mark.parametrize(
    "kind",
    [
        "resigned_for_cause",
        "agreed_by_employer",
        "dismissed_no_fault",
        "layoff",
        "expired",
        "employer_closed",
    ],
)
def test_each_ending_of_article_46_gives_a_month_a_year(kind):
    assert amount("cn.severance", end_kind=kind, **NINE_YEARS) == 36000


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("resigned", "resigned_without_cause"),
        ("agreed_by_worker", "worker_proposed_ending"),
        ("dismissed_fault", "dismissed_for_fault"),
        ("retired", "retired_or_died"),
        ("died", "retired_or_died"),
        ("expired_renewal_refused_by_worker", "renewal_refused"),
    ],
)
def test_other_endings_give_none_and_say_why(kind, reason):
    found = result("cn.severance", end_kind=kind, **NINE_YEARS)
    assert (found.status, found.reason) == ("not_due", reason)
    assert found.reason_text("en") and found.reason_text("zh-hans")


def test_part_time_work_and_work_that_goes_on_give_none():
    part_time = result("cn.severance", end_kind="layoff", full_time=False, **NINE_YEARS)
    ongoing = result("cn.severance", end_kind="ongoing", start="2010-03-01", on="2019-02-28")
    assert (part_time.reason, ongoing.reason) == ("part_time", "still_employed")


def test_without_a_wage_it_is_undetermined_and_names_the_wage():
    found = result("cn.severance", start="2010-03-01", end="2019-02-28", end_kind="layoff")
    assert found.status == "undetermined"
    assert {"average_wage_12m", "agreed_wage"} <= set(found.missing)


def test_how_it_ended_is_asked_for():
    assert "end_kind" in result("cn.severance", **NINE_YEARS).missing


def test_the_average_is_that_of_the_twelve_months_before_the_end():
    pay = months("2017-01-01", 14, due=9000) + months("2018-03-01", 12, due=4000)
    facts = NINE_YEARS | {"average_wage_12m": None, "pay": pay}
    assert amount("cn.severance", end_kind="layoff", **facts) == 36000


def test_months_of_illness_are_left_out_of_the_average_or_not():
    pay = months("2018-03-01", 9, due=4000) + months("2018-12-01", 3, due=1000, kind="sick")
    facts = NINE_YEARS | {"average_wage_12m": None, "pay": pay, "end_kind": "layoff"}
    assert amount("cn.severance", **facts) == 36000
    # (9 × 4,000 + 3 × 1,000) / 12 = 3,250
    every = amount("cn.severance", reading="averaged_months=all", **facts)
    assert every == 9 * 3250


def test_a_wage_below_the_minimum_counts_as_the_minimum():
    # Guangzhou on 2019-02-28: 2,100
    low = NINE_YEARS | {"average_wage_12m": 1500}
    assert amount("cn.severance", place=GUANGZHOU, end_kind="layoff", **low) == 9 * 2100


def test_a_low_wage_needs_no_average_but_a_high_one_does():
    # no average of 2017 is missing for Shenzhen in 2009's place 440200 (Shaoguan)
    facts = {"place": "440200", "start": "2012-01-01", "end": "2019-12-31", "end_kind": "layoff"}
    assert amount("cn.severance", average_wage_12m=4000, **facts) == 32000  # ≤ 3 × 1,410
    # Guangdong's on-post average of 2018 was 7,388 a month: no city lies below half of it
    found = result("cn.severance", average_wage_12m=16000, **facts)
    assert (found.status, found.missing) == ("undetermined", ["local_average_wage"])
    told = result("cn.severance", average_wage_12m=16000, wage_below_cap=True, **facts)
    assert told.amount == 8 * 16000


def test_a_gap_in_the_averages_is_not_filled_but_bounded():
    # Guangzhou has figures of 2019 (10,292) and 2021, none of 2020
    facts = {"start": "2012-01-01", "end_kind": "layoff", "average_wage_12m": 32000}
    found = result("cn.severance", end="2021-12-31", **facts)
    assert (found.status, found.missing) == ("undetermined", ["local_average_wage"])
    assert step(found, "severance_at_least") == 10 * 3 * 10292
    assert step(found, "severance_at_most") == 10 * 32000
    below = facts | {"average_wage_12m": 3 * 10292}
    assert amount("cn.severance", end="2021-12-31", **below) == 10 * 3 * 10292
    # 3 × 8,218 = 24,654 a month for 7 years
    facts["average_wage_12m"] = 30000
    assert amount("cn.severance", end="2018-08-31", **facts) == 7 * 24654


def test_in_the_first_half_year_both_averages_are_shown():
    facts = {
        "place": SHENZHEN,
        "start": "2020-01-01",
        "end": "2024-03-31",
        "end_kind": "layoff",
        "average_wage_12m": 60000,
    }
    # of 2023: 14,553; of 2022: 13,730; four and a half years
    assert amount("cn.severance", **facts) == Fraction(9, 2) * 3 * 14553
    older = amount("cn.severance", reading="average_wage_year=published", **facts)
    assert older == Fraction(9, 2) * 3 * 13730


def test_beijing_used_the_older_figure_until_the_day_of_publication():
    facts = {
        "place": BEIJING,
        "start": "2017-02-06",
        "end_kind": "layoff",
        "average_wage_12m": 60000,
    }
    before = amount("cn.severance", end="2019-08-15", **facts)  # 2 years 6 months: 3
    after = amount("cn.severance", end="2019-08-16", **facts)
    assert (before, after) == (3 * 3 * 8467, 3 * 3 * 10592)


def test_a_wage_of_exactly_the_cap_is_not_above_it():
    facts = {"start": "2008-01-01", "end": "2023-12-31", "end_kind": "layoff"}
    facts |= {"local_average_wage": 10000}
    assert amount("cn.severance", average_wage_12m=30000, **facts) == 16 * 30000
    assert amount("cn.severance", average_wage_12m=30001, **facts) == 12 * 30000


OLD = {"start": "2003-04-01", "end": "2012-06-30", "average_wage_12m": 3000}


def test_service_before_2008_is_counted_by_the_old_rules():
    # before: 4 years 9 months = 5; from 2008: 4 years 6 months = 5
    found = result("cn.severance", end_kind="layoff", **OLD)
    assert found.amount == 30000
    assert step(found, "months_before_2008") == 5
    assert amount("cn.severance.pre2008", end_kind="layoff", **OLD) == 15000


def test_in_one_run_the_same_service_gives_less():
    # 9 years 3 months = 9.5
    one = amount("cn.severance", end_kind="layoff", reading="before_2008=single", **OLD)
    assert one == 28500


@pytest.mark.parametrize(
    ("kind", "cause", "months_before"),
    [
        ("expired", None, 0),
        ("resigned_for_cause", "unpaid_insurance", 0),
        ("resigned_for_cause", "unpaid_wages", 5),
        ("agreed_by_employer", None, 5),
        ("dismissed_no_fault", "incompetence", 5),
    ],
)
def test_the_cause_decides_whether_the_old_years_count(kind, cause, months_before):
    found = result("cn.severance", end_kind=kind, end_cause=cause, **OLD)
    assert step(found, "months_before_2008") == months_before
    assert found.amount == (5 + months_before) * 3000


def test_agreement_counts_twelve_months_at_most_before_2008():
    facts = {"start": "1990-01-01", "end": "2010-12-31", "average_wage_12m": 3000}
    agreed = result("cn.severance", end_kind="agreed_by_employer", **facts)
    laid_off = result("cn.severance", end_kind="layoff", **facts)
    assert (step(agreed, "months_before_2008"), step(laid_off, "months_before_2008")) == (12, 18)


def test_earlier_service_with_an_affiliate_counts_unless_it_was_paid():
    facts = NINE_YEARS | {"end_kind": "layoff", "prior_service_months": 24}
    assert amount("cn.severance", **facts) == 44000
    assert amount("cn.severance", earlier_service_paid=True, **facts) == 36000


def test_a_roster_with_years_only_is_enough():
    facts = {"end": "2019-02-28", "end_kind": "layoff", "average_wage_12m": 4000}
    assert amount("cn.severance", service_years=Fraction(9), **facts) == 36000


def test_an_end_within_a_day_of_an_edge_gives_both_results():
    facts = NINE_YEARS | {"end": "2019-08-31", "end_kind": "layoff"}  # 9 years 6 months exactly
    claim = answer(**facts)
    inclusive = claim["cn.severance"].amount
    first_day_out = answer(reading="service_count=first_day_out", **facts)["cn.severance"].amount
    assert (inclusive, first_day_out) == (40000, 38000)
    assert step(claim["cn.severance"], "service_near_an_edge") is True


def test_the_readings_that_differ_are_named():
    from gongyou.law import Facts

    facts = {"worker": "G-1", "place": GUANGZHOU, "end_kind": "layoff", "average_wage_12m": 3000}
    facts |= {"start": day("2003-04-01"), "end": day("2012-06-30")}
    found = claims_by_reading(
        Facts(employment=facts, pay=[], events=[]),
        "cn",
        day("2012-07-01"),
        questions=["before_2008"],
    )["cn.severance"]
    assert (found.low, found.high, found.questions) == (28500, 30000, ["before_2008"])


# --- unlawful ending and notice ----------------------------------------------------------------


def test_unlawful_ending_doubles_all_years_and_replaces_severance_and_notice():
    facts = {"start": "2003-11-19", "end": "2023-09-18", "average_wage_12m": 5652}
    claim = answer(end_kind="unlawful_dismissal", **facts)
    assert claim["cn.unlawful_termination"].amount == 5652 * 20 * 2
    assert claim["cn.severance"].amount is not None
    assert "cn.severance" in claim.best.excluded
    assert claim["cn.notice_pay"].status == "not_due"


@pytest.mark.parametrize(
    ("kind", "flag"),
    [
        ("dismissed_fault", "ground_not_proved"),
        ("dismissed_no_fault", "union_not_told"),
        ("dismissed_no_fault", "protected_worker"),
        ("layoff", "layoff_steps_missing"),
        ("expired", "open_ended_refused"),
        ("expired", "protected_worker"),
    ],
)
def test_what_makes_an_ending_unlawful(kind, flag):
    assert amount("cn.unlawful_termination", end_kind=kind, **{flag: True}, **NINE_YEARS) == 72000
    lawful = result("cn.unlawful_termination", end_kind=kind, **NINE_YEARS)
    assert lawful.reason == "not_unlawful"
    assert flag in lawful.assumed


def test_reinstatement_and_double_compensation_exclude_each_other():
    facts = NINE_YEARS | {"end_kind": "unlawful_dismissal", "reinstatement_wanted": True}
    claim = answer(on="2019-08-31", agreed_wage=4000, **facts)
    assert claim["cn.reinstatement.wages"].amount == 6 * 4000
    assert claim.best.members.count("cn.reinstatement.wages") == 0  # 72,000 gives more
    assert "cn.reinstatement.wages" in claim.best.excluded


def test_notice_pay_is_the_month_before_and_only_for_article_40():
    facts = NINE_YEARS | {"last_month_wage": 4321}
    due = {"end_kind": "dismissed_no_fault", "notice_given_days": 29}
    assert amount("cn.notice_pay", **facts, **due) == 4321
    assert (
        result("cn.notice_pay", **facts, **due | {"notice_given_days": 30}).reason == "notice_given"
    )
    for kind in ("layoff", "agreed_by_employer", "resigned_for_cause", "expired"):
        found = result("cn.notice_pay", end_kind=kind, notice_given_days=0, **facts)
        assert found.reason == "notice_not_due"
    unknown = result("cn.notice_pay", end_kind="dismissed_no_fault", **facts)
    assert unknown.missing == ["notice_given_days"]


def test_severance_that_was_paid_is_taken_off():
    assert amount("cn.severance", end_kind="layoff", severance_paid=30000, **NINE_YEARS) == 6000
    paid = result("cn.severance", end_kind="layoff", severance_paid=36000, **NINE_YEARS)
    assert paid.reason == "nothing_owed"


def test_articles_and_figures_are_shown():
    found = result(
        "cn.severance",
        place=SHENZHEN,
        start="2020-01-01",
        end="2023-12-31",
        end_kind="layoff",
        average_wage_12m=60000,
    )
    assert {"LCL 46", "LCL 47"} <= {cite.short for cite in found.articles}
    row = next(f for f in found.parameters if f.parameter == "local_average_wage_month")
    assert (row.value, row.keys, row.confidence) == ("13730", ["440300", "2022"], "high")
    assert found.confidence == "medium"


def test_a_low_insurance_base_is_a_disputed_ground():
    facts = NINE_YEARS | {"end_kind": "resigned_for_cause", "end_cause": "insurance_base_low"}
    assert result("cn.severance", **facts).reason == "low_base_is_no_ground"
    assert amount("cn.severance", reading="low_insurance_base=ground", **facts) == 36000


def test_the_agreed_wage_stands_in_for_missing_records_and_is_shown_as_an_assumption():
    facts = NINE_YEARS | {"average_wage_12m": None, "agreed_wage": 4000, "end_kind": "layoff"}
    found = result("cn.severance", **facts)
    assert (found.amount, found.assumed) == (36000, ["average_wage_12m"])


# --- months that somebody counted, where the days are not known --------------------------------

COUNTED = {"end": "2019-02-28", "average_wage_12m": 4000, "severance_months_told": "5.5"}


def test_months_counted_stand_where_the_days_are_not_known():
    assert amount("cn.severance", end_kind="layoff", **COUNTED) == 22000
    assert amount("cn.unlawful_termination", end_kind="unlawful_dismissal", **COUNTED) == 44000
    capped = COUNTED | {"severance_months_told": 14, "average_wage_12m": 30000}
    capped |= {"local_average_wage": 6000, "end_kind": "layoff"}
    assert amount("cn.severance", **capped) == 6000 * 3 * 12
    old = COUNTED | {"end": "2007-06-30", "end_kind": "layoff", "local_average_wage": 3000}
    assert amount("cn.severance", **old) == 22000


def test_the_days_stand_before_months_that_somebody_counted_and_the_difference_is_shown():
    both = NINE_YEARS | {"severance_months_told": 7, "end_kind": "layoff"}
    found = result("cn.severance", **both)
    assert (found.amount, step(found, "counted_otherwise")) == (36000, True)
    same = result("cn.severance", **both | {"severance_months_told": 9})
    assert step(same, "counted_otherwise") is False


def test_without_days_and_without_months_the_first_day_is_asked_for():
    asked = {k: v for k, v in COUNTED.items() if k != "severance_months_told"}
    found = result("cn.severance", end_kind="layoff", **asked)
    assert found.status == "undetermined" and "start" in found.missing
