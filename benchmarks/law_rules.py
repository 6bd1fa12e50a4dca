"""The common rules of the batch benchmark: nine Chinese rules over workers and pay months."""

from datetime import date

from gongyou.law.engine import (
    DATE,
    HALF_UP_FEN,
    HOURS,
    INTEGER,
    MONEY,
    MONTH,
    TEXT,
    Art,
    Pack,
    add_days,
    add_months,
    average,
    half_rounded_years,
    in_last_months,
    max_of,
    min_of,
    total,
    when,
    year_start,
)

GUANGDONG = (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 13, 14, 15, 16, 17, 18, 19, 20, 51, 52, 53)
PLACES = ["110000", "310000", "320500", "330100", *(f"44{city:02d}00" for city in GUANGDONG)]
LAW = [Art("LCL", "47")]

law = Pack("common", currency="CNY", title={"en": "Common rules"}, place="place")
law.table("employment")
law.table("pay", key=("worker", "month"), parent="employment")
law.source("LCL", {"en": "Labour Contract Law", "zh-hans": "劳动合同法"})
for name, type_ in {
    "place": TEXT,
    "start": DATE,
    "end": DATE,
    "signed": DATE,
    "leave_untaken": INTEGER,
}.items():
    law.fact(name, "employment", type_)
law.fact("pay_month", "pay", MONTH, column="month")
for name, type_ in {
    "base_wage": MONEY,
    "due": MONEY,
    "paid": MONEY,
    "workday_hours": HOURS,
    "restday_hours": HOURS,
    "holiday_hours": HOURS,
}.items():
    law.fact(name, "pay", type_)


def minimum_wages() -> list[dict]:
    """A minimum wage a place, raised every second July."""
    return [
        {
            "place": p,
            "valid_from": date(y, 7, 1).isoformat(),
            "value": str(1500 + 40 * i + 90 * (y - 2015)),
        }
        for i, p in enumerate(PLACES)
        for y in range(2015, 2026, 2)
    ]


def average_wages() -> list[dict]:
    """A local average wage a place and year."""
    return [
        {
            "place": p,
            "valid_from": date(y, 1, 1).isoformat(),
            "value": str(2600 + 50 * i + 100 * (y - 2015)),
        }
        for i, p in enumerate(PLACES)
        for y in range(2014, 2027)
    ]


law.parameter("minimum_wage", rows=minimum_wages(), keys=("place",))
law.parameter("local_average", rows=average_wages(), keys=("place",))


@law.rule("employment", cites=LAW)
def average_wage(due, pay_month, end):
    """Average of the twelve months before the end."""
    return average(due, in_last_months(pay_month, end))


@law.rule("employment", cites=LAW)
def years(start, end):
    """Half-rounded years."""
    return half_rounded_years(start, end)


@law.rule("employment", cites=LAW)
def ceiling(place, end, local_average):
    """Three times the local average of the year before."""
    return local_average(place, at=add_days(year_start(end), -1)) * 3


@law.rule("employment", cites=LAW)
def wage_counted(average_wage, place, end, minimum_wage):
    """At least the minimum wage."""
    return max_of(average_wage, minimum_wage(place, at=end))


@law.entitlement("severance", cites=LAW, rounding=HALF_UP_FEN, zero="amount")
def severance(wage_counted, ceiling, years):
    """Wage times years; above the ceiling at most twelve."""
    return when(wage_counted > ceiling, ceiling * min_of(years, 12), wage_counted * years)


@law.rule("pay", cites=LAW)
def overtime_of_month(base_wage, workday_hours, restday_hours, holiday_hours):
    """At 150, 200 and 300 per cent of an hour's wage."""
    return base_wage * (workday_hours * 15 + restday_hours * 20 + holiday_hours * 30) / 1740


@law.entitlement("overtime", cites=LAW, rounding=HALF_UP_FEN, zero="amount")
def overtime(overtime_of_month):
    """All months, rounded once."""
    return total(overtime_of_month)


@law.entitlement("unpaid", cites=LAW, zero="amount")
def unpaid(due, paid):
    """What was due and not paid."""
    return total(max_of(due - paid, 0))


@law.rule("pay", cites=LAW)
def shortfall_of_month(due, place, pay_month, minimum_wage):
    """Below the minimum wage of the month and place."""
    return max_of(minimum_wage(place, at=pay_month) - due, 0)


@law.entitlement("shortfall", cites=LAW, zero="amount")
def shortfall(shortfall_of_month):
    """All months."""
    return total(shortfall_of_month)


@law.entitlement("double_wage", cites=LAW, zero="amount")
def double_wage(due, pay_month, start, signed, end):
    """The second wage from the second to the twelfth month without a contract."""
    last = min_of(min_of(add_days(signed, -1), add_days(add_months(start, 12), -1)), end)
    return total(due, where=pay_month.within(add_months(start, 1), last))


@law.entitlement("leave", cites=LAW, rounding=HALF_UP_FEN, zero="amount")
def leave(average_wage, leave_untaken):
    """Twice a day's wage for each day."""
    return average_wage * leave_untaken * 200 / 2175
