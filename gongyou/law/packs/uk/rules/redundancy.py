"""Statutory redundancy pay (Employment Rights Act 1996, ss. 155, 162, 227)."""

from gongyou.law.engine import HALF_UP_CENT, Art, clamp, first_known, min_of, owed
from gongyou.law.packs.uk.pack import uk

AMOUNT = [Art("ERA", "162"), Art("ERA", "227")]
uk.reason("under_two_years", "less than two years of continuous employment", "连续工作不满两年")


@uk.rule(
    "employment",
    cites=[Art("ERA", "162", par=2)],
    unit="years",
    label={"en": "Years that count", "zh-hans": "计入的年数"},
)
def redundancy_years(complete_years, age_at_relevant_date):
    """Complete years reckoned back from the relevant date, at most 20, none below age 16."""
    return min_of(complete_years, 20, age_at_relevant_date - 15)


@uk.rule(
    "employment",
    cites=[Art("ERA", "162", par=2)],
    unit="years",
    label={"en": "Years not below the age of 22", "zh-hans": "年满22岁后的年数"},
)
def years_from_22(redundancy_years, age_at_relevant_date):
    """Years at whose beginning the employee was 22 already: one week's pay each."""
    return clamp(age_at_relevant_date - 22, 0, redundancy_years)


@uk.rule(
    "employment",
    cites=[Art("ERA", "162", par=2)],
    unit="years",
    label={"en": "Years not below the age of 41", "zh-hans": "年满41岁后的年数"},
)
def years_from_41(redundancy_years, age_at_relevant_date):
    """Years at whose beginning the employee was 41 already: one and a half weeks' pay each."""
    return clamp(age_at_relevant_date - 41, 0, redundancy_years)


@uk.rule(
    "employment",
    cites=[Art("ERA", "162", par=2)],
    unit="weeks",
    label={"en": "Weeks of pay", "zh-hans": "应付周数"},
)
def weeks(redundancy_years, years_from_22, years_from_41):
    """Half a week a year, another half from 22, another from 41."""
    return (redundancy_years + years_from_22 + years_from_41) / 2


@uk.rule(
    "employment",
    cites=[Art("ERA", "227")],
    unit="GBP/week",
    label={"en": "Cap on a week's pay", "zh-hans": "周工资上限"},
)
def weekly_cap_applied(weekly_cap, redundancy_weekly_cap, nation, relevant_date):
    """The cap on the relevant date, or the one that the source states."""
    return first_known(weekly_cap, redundancy_weekly_cap(nation, at=relevant_date))


@uk.entitlement(
    "uk.redundancy.weeks",
    unit="weeks",
    cites=AMOUNT,
    forum="tribunal",
    in_total=False,
    label={"en": "Redundancy: weeks of pay", "zh-hans": "裁员补偿：周数"},
)
def redundancy_weeks(weeks, complete_years):
    """Weeks of pay by age and service."""
    return owed(weeks, unless={"under_two_years": complete_years < 2})


@uk.entitlement(
    "uk.redundancy.weekly_cap",
    unit="GBP/week",
    cites=[Art("ERA", "227")],
    forum="tribunal",
    in_total=False,
    label={"en": "Redundancy: cap on a week's pay", "zh-hans": "裁员补偿：周工资上限"},
)
def redundancy_cap(redundancy_weekly_cap, nation, relevant_date):
    """Pounds a week on the relevant date."""
    return redundancy_weekly_cap(nation, at=relevant_date)


@uk.entitlement(
    "uk.redundancy.pay",
    cites=[Art("ERA", "155"), *AMOUNT],
    forum="tribunal",
    rounding=HALF_UP_CENT,
    details=["weeks"],
    label={"en": "Statutory redundancy pay", "zh-hans": "法定裁员补偿"},
)
def redundancy_pay(weeks, weekly_pay, weekly_cap_applied, complete_years):
    """Weeks of pay times a week's pay, capped."""
    amount = weeks * min_of(weekly_pay, weekly_cap_applied)
    return owed(amount, unless={"under_two_years": complete_years < 2})
