"""Unpaid wages, minimum wage, deductions, stopped work, heat, orders to pay."""

from __future__ import annotations

from decimal import Decimal

import pytest

from .people import (
    BEIJING,
    GUANGZHOU,
    SHANGHAI,
    SHENZHEN,
    amount,
    answer,
    day,
    months,
    result,
    step,
)

EMPLOYED = {"start": "2018-01-01", "end": "2024-12-31", "end_kind": "resigned"}


def test_unpaid_is_due_less_paid_month_by_month():
    pay = months("2024-01-01", 2, due=5000, paid=3000) + months(
        "2024-03-01", 1, due=5000, paid=6000
    )
    assert amount("cn.wages.unpaid", pay=pay, **EMPLOYED) == 4000


def test_arrears_in_their_commonest_forms():
    code = "cn.wages.unpaid"
    facts = {"start": "2022-01-04", "end": "2024-05-08", "end_kind": "resigned"}
    # nothing received of 5,100
    gross = months("2024-03-01", 1, due=5100, net_paid=0)
    assert amount(code, pay=gross, **facts) == 5100
    # no slip: the agreed wage of a whole month, and 6 paid days of the last
    pay = months("2024-04-01", 1, paid=0) + months("2024-05-01", 1, paid=0, days_worked=6)
    found = result(code, pay=pay, agreed_wage=8000, **facts)
    assert (found.amount, found.assumed) == (Decimal("10206.90"), ["due_of_month"])
    # days of the last month not told
    silent = months("2024-05-01", 1, paid=0)
    assert "days_worked" in result(code, pay=silent, agreed_wage=8000, **facts).missing
    # net pay and what was taken off it
    net = months("2024-03-01", 1, due=6000, net_paid=4000, si_personal=500,
                 housing_fund_personal=300, income_tax=0)  # fmt: skip
    assert amount(code, pay=net, **facts) == 1200
    # a note of hand, or the days from which nothing was paid: March, April, 1-8 May (5 workdays)
    assert amount(code, wages_owed_told=23000, **facts) == 23000
    since = {"unpaid_from": day("2024-03-01"), "unpaid_until": day("2024-05-08")}
    expected = Decimal("8000") * 2 + Decimal("8000") / Decimal("21.75") * 3
    assert amount(code, agreed_wage=8000, **since, **facts) == round(expected, 2)


def test_months_on_record_and_paid_leave_no_arrears_to_ask_for():
    paid = result("cn.wages.unpaid", pay=months("2024-01-01", 3, due=5000, paid=5000), **EMPLOYED)
    assert (paid.reason, list(paid.silent)) == ("nothing_owed", [])


def test_months_paid_late_are_counted():
    pay = months("2024-01-01", 1, due=5000, paid=5000, paid_on=day("2024-02-29"))
    pay += months("2024-02-01", 1, due=5000, paid=5000, paid_on=day("2024-04-01"))
    pay += months("2024-03-01", 1, due=5000, paid=5000)
    assert result("cn.wages.paid_late", pay=pay, **EMPLOYED).value == 1


def test_while_the_class_is_not_known_the_shortfall_lies_between_two_rates():
    # Hebei in March 2024: 2,200 in class 1, 1,800 in class 3
    pay = months("2024-03-01", 1, due=1500)
    found = result("cn.minimum_wage.shortfall", place="130000", pay=pay, **EMPLOYED)
    assert (found.least, found.most) == (300, 700)
    told = EMPLOYED | {"local_minimum_wage_class": 2}
    assert amount("cn.minimum_wage.shortfall", place="130000", pay=pay, **told) == 500


def test_a_part_month_asks_for_its_days():
    pay = months("2023-06-01", 1, due=1800)
    facts = {"place": SHENZHEN, "start": "2019-03-05", "end": "2023-06-12", "end_kind": "layoff"}
    found = result("cn.minimum_wage.shortfall", pay=pay, **facts)
    assert found.missing == ["days_worked"]
    # 2,360 / 21.75 × 8 = 868.05
    days = months("2023-06-01", 1, due=800, days_worked=8)
    assert amount("cn.minimum_wage.shortfall", pay=days, **facts) == Decimal("68.05")


def test_a_told_minimum_wage_holds_for_its_days():
    pay = months("2024-03-01", 1, due=2100) + months("2026-03-01", 1, due=2100)
    facts = {"place": "510100", "start": "2023-01-01", "end_kind": "ongoing", "on": "2026-11-30"}
    code = "cn.minimum_wage.shortfall"
    undated = result(code, pay=pay, local_minimum_wage=2330, **facts)
    assert undated.amount == 230  # the tables have 2,100 for March 2024
    dated = {"local_minimum_wage": 2200, "local_minimum_wage_from": day("2024-01-01")}
    dated["local_minimum_wage_until"] = day("2024-12-31")
    assert amount(code, pay=pay, **dated, **facts) == 100 + 230


def test_what_was_paid_is_asked_for():
    pay = months("2024-01-01", 1, due=5000)
    assert result("cn.wages.unpaid", pay=pay, **EMPLOYED).missing == ["paid"]


def short(place=GUANGZHOU, month="2024-05-01", employed=EMPLOYED, **columns):
    pay = months(month, 1, **columns)
    return result("cn.minimum_wage.shortfall", place=place, pay=pay, **employed)


def test_overtime_and_special_allowances_do_not_count_toward_the_minimum():
    # Guangzhou 2,300
    pay = {"due": 2500, "overtime_pay_paid": 300, "excluded_allowances": 50}
    assert short(**pay).amount == 150
    assert short(due=2300).reason == "nothing_owed"


@pytest.mark.parametrize(("place", "lacking"), [(BEIJING, 320), (SHANGHAI, 590), (SHENZHEN, None)])
def test_own_insurance_comes_on_top_in_beijing_and_shanghai(place, lacking):
    # 2,420, 2,690 and 2,360 a month; 2,500 due with 400 of own insurance inside
    assert short(place=place, due=2500, si_personal=400).amount == lacking


def test_a_rise_counts_from_its_first_day():
    assert short(month="2025-02-01", due=2400).reason == "nothing_owed"
    assert (
        short(month="2025-03-01", due=2400, employed=EMPLOYED | {"end": "2025-12-31"}).amount == 100
    )


def test_days_absent_lower_the_minimum():
    # 2,300 × (21.75 − 4.35) / 21.75 = 1,840
    assert short(due=1700, days_absent=Decimal("4.35")).amount == 140


def test_a_city_takes_the_rate_of_its_class():
    # Dongguan is in class 2: 1,900
    found = short(place="441900", due=1800)
    assert (found.amount, found.confidence) == (100, "high")


def test_a_district_takes_the_rate_of_its_city():
    assert short(place="440113", due=2200).amount == 100


def test_special_zone_and_outside_had_two_rates_in_shenzhen():
    facts = EMPLOYED | {"start": "2008-01-01"}
    assert short(place="440306", month="2009-05-01", due=850, employed=facts).amount == 50
    assert short(place="440304", month="2009-05-01", due=850, employed=facts).amount == 150
    unknown = short(place=SHENZHEN, month="2009-05-01", due=850, employed=facts)
    assert unknown.missing == ["local_minimum_wage"]


def test_a_place_without_figures_is_undetermined_unless_pay_beats_every_minimum():
    assert short(place="130000", due=1800).status == "undetermined"
    assert short(place="130000", due=2690).reason == "nothing_owed"


def test_part_time_work_has_the_hourly_minimum():
    # Guangzhou 22.2 an hour
    found = short(due=2000, hours_normal=100, employed=EMPLOYED | {"full_time": False})
    assert found.amount == 220


def test_fines_are_paid_back_whole_and_damages_beyond_a_fifth():
    pay = months("2024-05-01", 1, due=4000, deductions=1280)
    assert amount("cn.wages.deductions", pay=pay, **EMPLOYED) == 1280
    damage = EMPLOYED | {"deductions_for_damage": True}
    assert amount("cn.wages.deductions", pay=pay, **damage) == 1280 - 800
    # a fifth of 2,600 is 520, but 2,300 must stay: 300
    low = months("2024-05-01", 1, due=2600, deductions=500)
    assert amount("cn.wages.deductions", pay=low, **damage) == 200


def test_stopped_work_pays_the_first_month_in_full_then_80_per_cent_of_the_minimum():
    pay = months("2024-05-01", 3, due=1000, kind="stoppage")
    found = amount("cn.wages.stoppage", pay=pay, agreed_wage=4000, **EMPLOYED)
    assert found == 3000 + 2 * (1840 - 1000)


def test_heat_allowance_from_june_to_october():
    pay = months("2022-01-01", 12, outdoor_or_hot=True)
    found = result("cn.heat.allowance", pay=pay, **EMPLOYED)
    assert (found.amount, found.confidence) == (1500, "medium")
    paid = months("2022-06-01", 5, outdoor_or_hot=True, heat_allowance_paid=100)
    assert amount("cn.heat.allowance", pay=paid, **EMPLOYED) == 1000


def test_heat_allowance_doubled_in_june_2021():
    pay = months("2020-06-01", 5, outdoor_or_hot=True) + months(
        "2021-06-01", 5, outdoor_or_hot=True
    )
    assert amount("cn.heat.allowance", pay=pay, **EMPLOYED) == 750 + 1500


def test_heat_allowance_by_the_day_in_the_month_of_leaving():
    facts = EMPLOYED | {"end": "2022-07-10"}
    pay = months("2022-06-01", 1, outdoor_or_hot=True, days_worked=10)
    pay += months("2022-07-01", 1, outdoor_or_hot=True, days_worked=7)
    assert amount("cn.heat.allowance", pay=pay, **facts) == 300 + 7 * Decimal("13.8")


def test_heat_is_asked_for_and_other_provinces_have_no_figure():
    pay = months("2022-07-01", 1)
    assert result("cn.heat.allowance", pay=pay, **EMPLOYED).missing == ["outdoor_or_hot"]
    hot = months("2022-07-01", 1, outdoor_or_hot=True)
    hunan = {"place": "430100", "pay": hot} | EMPLOYED
    assert "heat_season_from" in result("cn.heat.allowance", **hunan).missing
    season = {"heat_season_from": 6, "heat_season_until": 9}
    assert result("cn.heat.allowance", **hunan, **season).missing == ["local_heat_allowance"]
    assert amount("cn.heat.allowance", **hunan, **season, local_heat_allowance=150) == 150


def test_heat_by_province_and_by_kind_of_work():
    summer = months("2022-05-01", 5, outdoor_or_hot=True, days_worked=20, hours_normal=160)
    # Beijing June to August: 180 outdoors, 120 indoors; which is asked for
    beijing = {"place": BEIJING, "pay": summer} | EMPLOYED
    assert result("cn.heat.allowance", **beijing).missing == ["local_heat_allowance"]
    assert amount("cn.heat.allowance", heat_work="outdoors", **beijing) == 3 * 180
    assert amount("cn.heat.allowance", heat_work="indoors", **beijing) == 3 * 120
    # Guangxi June to October leaves 11.50 to 13.80 a day to the employer
    found = result("cn.heat.allowance", place="450100", pay=summer, **EMPLOYED)
    assert found.status == "undetermined"
    assert step(found, "heat_at_least") == 4 * 20 * Decimal("11.5")
    assert step(found, "heat_at_most") == 4 * 20 * Decimal("13.8")


def test_a_told_allowance_holds_for_the_months_of_the_season_only():
    year = months("2025-01-01", 12, outdoor_or_hot=True)
    facts = {"place": "420100", "start": "2023-01-01", "end_kind": "ongoing", "on": "2026-01-05"}
    # Hubei: June to September
    assert amount("cn.heat.allowance", pay=year, local_heat_allowance=300, **facts) == 4 * 300


ORDER = {"payment_order": "1", "payment_order_deadline": day("2024-11-30")}


def test_an_order_disobeyed_adds_half_to_the_whole_and_none_without_it():
    pay = months("2024-05-01", 2, due=5000, paid=0, hours_overtime_workday=0)
    silent = result("cn.additional_compensation.art85", pay=pay, **EMPLOYED)
    assert silent.reason == "no_payment_order"
    found = result("cn.additional_compensation.art85", pay=pay, **ORDER, **EMPLOYED)
    assert (found.amount, step(found, "additional_compensation_most")) == (5000, 10000)
    running = ORDER | {"payment_order_deadline": day("2025-01-01")}
    still = result("cn.additional_compensation.art85", pay=pay, **running, **EMPLOYED)
    assert still.reason == "payment_order_running"


def test_additional_compensation_is_never_added_to_the_total():
    pay = months("2024-05-01", 2, due=5000, paid=0, hours_overtime_workday=0)
    claim = answer(pay=pay, **ORDER, **EMPLOYED)
    assert claim.total == 10000


def test_three_months_and_5000_raise_the_alert():
    three = months("2024-05-01", 3, due=2500, paid=0)
    unordered = result("cn.wages.crime_alert", pay=three, **EMPLOYED)
    assert unordered.value is None and unordered.reason == "no_payment_order"
    ordered = result("cn.wages.crime_alert", pay=three, **ORDER, **EMPLOYED)
    assert ordered.value is True
    cited = {cite.short for cite in ordered.articles}
    assert {"CrimL 276-1", "SPC-2013-3 3"} <= cited and not {"SPC-I 1"} & cited
    two = months("2024-05-01", 2, due=2500, paid=0)
    assert result("cn.wages.crime_alert", pay=two, **EMPLOYED).reason == "below_the_band"


def test_a_part_month_counted_forward_or_backward():
    facts = EMPLOYED | {"agreed_wage": 4350}
    forward = amount("cn.wages.part_month", part_month_days_worked=10, **facts)
    backward = amount(
        "cn.wages.part_month",
        part_month_days_absent=11,
        reading="part_month_wage=backward",
        **facts,
    )
    assert (forward, backward) == (2000, 2150)
