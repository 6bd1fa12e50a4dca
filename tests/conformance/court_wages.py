"""Items about wages, hours, leave, sick pay and heat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations, product
from typing import Any

from .court_items import BY_LAW, Attempt, Attempts, base, fen, item, minimum_month, months_from
from .court_told import ENDS, Told, as_number, later

NONE = Decimal(0)


def last_told(told: Told) -> date:
    """The last day of the period told, or a usual one."""
    return (told.day(*ENDS, "to", "period_to", "until") or (told.usual_day, told.usual_day))[1]


def first_service(told: Told) -> tuple[date, date]:
    return next(told.service())


# --- hours -------------------------------------------------------------------------------------


def _hours(told: Told) -> Iterator[dict[str, Decimal]]:
    """Hours by kind; days are eight hours each."""
    kinds = {
        "workday": "workday|weekday|extended|150|ordinary",
        "restday": "rest|weekend|200|saturday|sunday",
        "holiday": "holiday|300|festival",
    }
    found: dict[str, Decimal] = {}
    for kind, pattern in kinds.items():
        hours = told.number(rf"({pattern}).*hours|hours.*({pattern})", "note|paid|rate")
        days = told.number(
            rf"({pattern}).*days|days.*({pattern})|({pattern}).*_worked$", "note|paid|rate"
        )
        if hours is not None or days is not None:
            found[f"hours_overtime_{kind}"] = hours if hours is not None else (days or NONE) * 8
    name = told.name
    for kind in ("rest", "holiday", "workday", "week"):
        if kind in name:
            only = {
                k: v for k, v in found.items() if kind[:4] in k or (kind == "week" and "rest" in k)
            }
            found = only or found
    if found:
        yield found
    plain = told.number("overtime_hours|extra_hours|^hours", "note|paid|legal|normal")
    if plain is not None and not found:
        yield {"hours_overtime_workday": plain}
    days = told.number("overtime_days|days_worked|^days", "note|paid|rest|holiday")
    if days is not None and not found:
        yield {"hours_overtime_restday": days * 8}
        yield {"hours_overtime_holiday": days * 8}


@item(r"daily_(wage|rate)|day_(wage|rate)|wage_per_day")
def daily_wage(told: Told) -> Attempts:
    for wage in told.wages():
        start, end = first_service(told)
        yield Attempt("cn.conversion.daily", base(told, start, end) | {"agreed_wage": fen(wage)})


@item(r"hourly_(wage|rate|minimum|equivalent)|wage_per_hour")
def hourly_wage(told: Told) -> Attempts:
    for wage in told.wages():
        start, end = first_service(told)
        facts = base(told, start, end, wage) | {"overtime_base": fen(wage)}
        rows = months_from(end, 1, hours_overtime_workday=Decimal(1))
        yield Attempt("cn.overtime.standard", facts, rows, step="hourly_wage_of_month")


@item(r"package")
def package(told: Told) -> Attempts:
    for wage, hours in product(told.wages() or told.numbers("package"), _hours(told)):
        start, end = first_service(told)
        facts = base(told, start, end) | {"package_wage": True}
        months = int(told.number("months", "monthly|note") or 1)
        normal = told.number("normal_hours|hours_normal")
        row = {"due": fen(wage), **hours} | ({"hours_normal": normal} if normal else {})
        rows = months_from(later(end, -months + 1), months, **row)
        yield Attempt("cn.overtime.package_shortfall", facts, rows)


@item(r"overtime|rest_day|holiday_(pay|wage|work)|weekend|extra_hours")
def overtime(told: Told) -> Attempts:
    for wage, hours in product(told.wages(), _hours(told)):
        start, end = first_service(told)
        facts = base(told, start, end, wage) | {"overtime_base": fen(wage)}
        paid = told.number("(overtime|already).*paid|paid.*(overtime|already)", "note|days|hours")
        rows = months_from(end, 1, **hours, overtime_pay_paid=fen(paid or NONE))
        once = told.flag("single|once|already") or "difference" in told.name
        for paid_once, rounding in product(
            (True, False) if once else (False,), ("exact", "daily", "hourly")
        ):
            yield Attempt(
                "cn.overtime.standard",
                facts | {"rest_days_paid_once": paid_once},
                rows,
                reading={"hourly_rounding": rounding},
            )


# --- leave -------------------------------------------------------------------------------------


@item(r"leave_(days|entitlement)|days_of_leave|annual_leave_entitlement")
def leave_days(told: Told) -> Attempts:
    start, end = first_service(told)
    for years in told.numbers("years", "note") or [None]:
        facts = base(told, start, end, Decimal(9999)) | {"leave_taken_days": 0}
        facts |= {} if years is None else {"total_service_years": years}
        yield Attempt("cn.annual_leave.entitlement", facts)
        step = "leave_days_of_last_year"
        yield Attempt("cn.annual_leave.untaken_pay", facts, step=step)


@item(r"medical_period")
def medical_period(told: Told) -> Attempts:
    here = told.number("here|employer|this|service", "note|total")
    total = told.number("total|cumulative|all|working_life", "note")
    end = told.usual_day
    start = later(end + timedelta(days=1), -int((here or NONE) * 12))
    facts = base(told, start, end, Decimal(9999)) | {"total_service_years": total}
    yield Attempt("cn.medical_period", facts)


@item(r"leave(?!_certificate|_days)|annual_leave|untaken|unused_leave|vacation")
def leave(told: Told) -> Attempts:
    if "matern" in told.name or "sick" in told.name:
        return
    a_year = told.numbers(r"days_(per|a)_year|annual_days", "note")
    years = told.list_of("years") or []
    number = told.number(r"^years|_years$|number_of_years", "service|note") or Decimal(len(years))
    untaken = told.numbers("days", "per_year|a_year|per_month|note|taken$")
    wages = told.numbers("leave_base", "note") or told.wages()
    for wage, days in product(wages, [*untaken, *(d * number for d in a_year)]):
        start, end = first_service(told)
        facts = base(told, start, end, wage)
        facts |= {"untaken_leave_days": days, "leave_wage_average": fen(wage)}
        code, own = "cn.annual_leave.untaken_pay", told.number("^wage_unpaid_days$")
        if own is not None:  # 300 per cent: the wage of those days was not paid either
            code += "+cn.wages.part_month"
            facts |= {"agreed_wage": fen(wage), "part_month_days_worked": own}
        yield Attempt(code, facts)


# --- wages -------------------------------------------------------------------------------------


@item(r"fine|deduct|withheld")
def deductions(told: Told) -> Attempts:
    parts = told.list_of("fine|deduct|withh") or told.numbers("fine|deduct|withh", "note|rate")
    if not parts:
        return
    start, end = date(2018, 1, 1), told.usual_day
    rows = [
        {"month": later(end.replace(day=1), -n), "deductions": part, "due": Decimal(9999)}
        for n, part in enumerate(parts)
    ]
    yield Attempt("cn.wages.deductions", base(told, start, end, Decimal(9999)), rows)


@item(r"minimum_wage|below_minimum")
def minimum_wage(told: Told) -> Attempts:
    paid = told.numbers(r"paid|received|actual|wage", r"minimum|note|months") or [NONE]
    for months, due in product(told.numbers("months", "monthly|note") or [Decimal(1)], paid):
        place, end = minimum_month(told, last_told(told))
        rows = months_from(later(end, -int(months)), int(months), due=fen(due))
        facts = base(told, later(end, -60), later(end, 1)) | {"place": place}
        yield Attempt("cn.minimum_wage.shortfall", facts, rows)


@item(r"stoppage|idle|shutdown|suspension_of_work|living_(allowance|expense)|standby|waiting")
def stoppage(told: Told) -> Attempts:
    """The pack's share of the minimum wage first, then one that is told; or an agreed sum."""
    place, end = minimum_month(told, last_told(told))
    shares = [r / 100 if r > 1 else r for r in told.numbers("rate|fraction|share|percent")]
    paid = told.number("paid|received", "note|months") or NONE
    full = next(iter(told.wages()), Decimal(9999))
    for months, share in product(told.numbers("months", "monthly|note"), [None, *shares]):
        number = int(months)
        first = later(end.replace(day=1), -number)
        before = {"month": later(first, -1), "due": fen(full), "kind": "stoppage"}
        each = fen(paid / number) if number else paid
        rows = [dict(r, kind="stoppage") for r in months_from(first, number, due=each)]
        facts = base(told, later(end, -60), later(end, 1), full) | {"agreed_wage": fen(full)}
        facts |= {"place": place} | ({} if share is None else {"stopped_work_fraction": share})
        part = told.number("share_of_time") or Decimal(1)
        yield Attempt("cn.wages.stoppage", facts, [before, *rows], times=part)
    agreed = told.numbers("allowance|expense|living", "minimum|paid|received|note|months")
    for amount, months in product(agreed, told.numbers("months", "monthly|note")):
        facts = base(told, date(1995, 1, 1), told.usual_day, Decimal(9999))
        rows = months_from(date(1995, 1, 1), int(months), due=fen(amount), paid=NONE)
        yield Attempt("cn.wages.unpaid", facts, rows, note="agreed allowance")


@item(r"wages?_(january|february|march|april|may|june|july|august|september|october|november)")
def month_of_two_rates(told: Told) -> Attempts:
    """Some days of a month at the wage, the others at an allowance, each by its paid days."""
    full, less = told.number("days_at_full_wage"), told.number("days_at_allowance")
    allowance = told.number("allowance_month")
    if full is None or less is None or allowance is None:
        return
    for wage in told.wages():
        facts = base(told, date(2015, 1, 1), told.usual_day, Decimal(9999))
        parts = [
            Attempt(
                "cn.wages.part_month", facts | {"agreed_wage": fen(w), "part_month_days_worked": d}
            )
            for w, d in ((wage, full), (allowance, less))
        ]
        yield replace(parts[0], also=((1, parts[1]),), note="days at two rates")


@item(r"sick")
def sick(told: Told) -> Attempts:
    place, end = minimum_month(told, last_told(told))
    paid = told.number("paid|received", "note|month") or NONE
    by_month = told.number("(paid|received).*month(ly)?$|month(ly)?_(paid|received)", "note")
    agreed = told.numbers("sick_pay|monthly_sick|sick.*month", "months|note|paid|from")
    shares = told.numbers("rate|fraction|percent", "note")
    stated = agreed + [w * (r / 100 if r > 1 else r) for w, r in product(told.wages(), shares)]
    for months, amount in product(told.numbers("months", "monthly|note"), [*stated, None]):
        number = int(months)
        each = by_month or (paid / number if number else paid)
        rows = months_from(later(end, -number), number, due=fen(each), kind="sick")
        years = told.years() or Decimal(5 if amount is None else 1)
        facts = base(told, later(end, -int(years * 12) - 1), later(end, 1), amount)
        facts |= {"place": place}
        more = {} if amount is None else {"sick_pay_monthly": fen(amount)}
        wage = {"agreed_wage": fen(told.wages()[0])} if told.wages() else {}
        yield Attempt("cn.sick_pay", facts | more | wage, rows)


LONGEST_MONTHS = 600


@item(r"heat|temperature")
def heat(told: Told) -> Attempts:
    end = last_told(told)
    rates = told.numbers("allowance|rate|per_month|monthly", "months|note|day|paid")
    counts = [n for n in told.numbers("months", "monthly|note") if 0 <= n <= LONGEST_MONTHS]
    for months in counts:
        summer = [date(end.year - n // 4, 9 - n % 4, 1) for n in range(int(months))]
        rows = [{"month": day, "outdoor_or_hot": True} for day in sorted(summer)]
        facts = base(told, date(1995, 1, 1), date(end.year, 12, 31))
        facts |= {"heat_season_from": 6, "heat_season_until": 10}  # the months that were counted
        paid = told.number("paid_month|month.*paid", "note")
        if paid is not None:
            rows = [row | {"heat_allowance_paid": fen(paid)} for row in rows]
        for rate in [None, *rates]:
            local = {} if rate is None else {"local_heat_allowance": fen(rate)}
            yield Attempt("cn.heat.allowance", facts | local, rows)


@item(r"bonus|thirteenth|annual_payment")
def bonus(told: Told) -> Attempts:
    for a_year, years in product(told.numbers("amount_per_year"), told.numbers("^years$")):
        facts = base(told, date(2015, 1, 1), told.usual_day, Decimal(9999))
        facts |= {"annual_bonus": fen(a_year), "bonus_months": 12, "annual_bonus_paid": NONE}
        yield Attempt("cn.wages.bonus", facts, times=years, note="the sum of so many years")
    agreed = told.numbers("bonus|thirteenth", "months|paid|note|rate")
    months = told.numbers("bonus_months|months", "note|monthly") or [Decimal(12)]
    for amount, number in product(agreed, months):
        facts = base(told, date(2015, 1, 1), told.usual_day, Decimal(9999))
        facts |= {"annual_bonus": fen(amount), "bonus_months": number}
        paid = told.number("bonus.*paid|paid.*bonus", "note")
        yield Attempt("cn.wages.bonus", facts | {"annual_bonus_paid": fen(paid or NONE)})
    yearly = told.numbers(r"(annual|yearly)_(salary|wage|pay)", "average|note")
    for salary, rate in product(yearly, told.numbers("bonus_(rate|share|percent)")):
        facts = base(told, date(2015, 1, 1), told.usual_day, Decimal(9999)) | {"bonus_months": 12}
        facts |= {"annual_bonus": fen(salary * (rate / 100 if rate > 1 else rate))}
        years = told.number("^years$|bonus_years") or Decimal(1)
        yield Attempt("cn.wages.bonus", facts, times=years, note="the bonus of so many years")


@item(r"additional_compensation|extra_50|article_85")
def additional(told: Told) -> Attempts:
    due = told.number("principal|unpaid|due|owed|wage")
    if due is None:
        return
    day = told.usual_day
    facts = base(told, date(2010, 1, 1), day, Decimal(9999)) | {"payment_order": "1"}
    facts |= {"payment_order_deadline": day - timedelta(days=30), "end_kind": "resigned"}
    row = {"due": fen(due), "paid": NONE, "hours_overtime_workday": NONE}
    rows = months_from(day, 1, **row)
    yield Attempt("cn.additional_compensation.art85", facts, rows)
    most = "additional_compensation_most"
    yield Attempt("cn.additional_compensation.art85", facts, rows, step=most)


# --- what is left of wages ---------------------------------------------------------------------


def _months(told: Told) -> list[Decimal]:
    """Months for which pay was short; one where the item or a fact says so."""
    one = told.name.endswith("_month") or told.day("month") is not None
    return told.numbers("months", "monthly|note") or ([Decimal(1)] if one else [])


@item(r"performance_pay|commission|(wage|salary|pay)_difference", general=True)
def paid_short(told: Told) -> Attempts:
    """An agreed wage, or an agreed part of it, that was paid in part or not at all."""
    facts = base(told, date(2010, 1, 1), told.usual_day, Decimal(9999))
    if re.search("wage|salary", told.name):
        agreed = told.wages()
        less = told.numbers(r"monthly_(paid|received)|(paid|received)_(monthly|month|per_month)")
    else:
        agreed = told.numbers(r"performance_pay|commission", "rate|share|paid|total|note")
        less = [NONE]
        for share in told.numbers(r"share_(withheld|unpaid|held_back)"):
            less = [amount * (1 - share) for amount in agreed]
    for due, paid, number in product(agreed, less, _months(told)):
        first = later(told.usual_day, -int(number))
        rows = months_from(first, int(number), due=fen(due), paid=fen(paid))
        if rows and due > paid:
            yield Attempt("cn.wages.unpaid", facts, rows, note="agreed, and paid short")


@item(r"wage|salary|remuneration|arrears|difference|balance|commission|pay$", general=True)
def unpaid(told: Told) -> Attempts:
    start, end = date(2010, 1, 1), told.usual_day
    taken = sum(
        told.numbers(r"^(paid|deduct|advance|received|settlement)|_paid$|already", "note|month")
    )
    facts = base(told, start, end, Decimal(9999))
    dues = told.numbers(r"^due|_due$|payable|owed|agreed_(amount|total|sum)|total_due|statutory")
    others = [
        amount
        for other in told.case.get("items") or []
        if other is not told.item and (amount := as_number(other.get("amount"))) is not None
        if amount > taken
    ]
    for due in [*dues, *(others if taken else [])]:
        row = {"due": fen(Decimal(due)), "paid": fen(Decimal(taken))}
        yield Attempt("cn.wages.unpaid", facts, months_from(end, 1, **row))
    for more, less in permutations(told.wages(), 2):
        for months in told.numbers("months", "monthly|note") if more > less else ():
            rows = months_from(later(end, -int(months)), int(months), due=fen(more), paid=fen(less))
            yield Attempt("cn.wages.unpaid", facts, rows)
    parts = told.list_of("wage|month|unpaid|owed|due")
    if parts:
        rows = [
            {"month": later(end.replace(day=1), -n), "due": p, "paid": NONE}
            for n, p in enumerate(parts)
        ]
        yield Attempt("cn.wages.unpaid", facts, rows)
    for wage, months in product(told.wages(), told.numbers("months", "monthly|note")):
        rest = months - int(months)
        rows = months_from(later(end, -int(months)), int(months), due=fen(wage), paid=NONE)
        if rest:
            rows += months_from(end, 1, due=fen(wage * rest), paid=NONE)
        if rows:
            rows[0] = rows[0] | {"paid": fen(Decimal(taken))} if taken < wage else rows[0]
        yield Attempt("cn.wages.unpaid", facts, rows)
    days = told.numbers("days", "note|absent|divisor")
    for wage, months, number in product(told.wages(), told.numbers("months", "monthly|note"), days):
        rows = months_from(later(end, -int(months)), int(months), due=fen(wage), paid=NONE)
        rest = {"due": fen(wage / Decimal("21.75") * number), "paid": NONE}
        yield Attempt("cn.wages.unpaid", facts, [*rows, *months_from(end, 1, **rest)])
    absent = told.numbers("absent", "note")
    for wage, number in product(told.wages(), days):
        more = {"agreed_wage": fen(wage), "part_month_days_worked": number}
        yield Attempt("cn.wages.part_month", facts | more)
    for wage, number in product(told.wages(), absent):
        more = {"agreed_wage": fen(wage), "part_month_days_absent": number}
        reading = {"part_month_wage": "backward"}
        yield Attempt("cn.wages.part_month", facts | more, reading=reading)


LAWS: list[tuple[str, Any]] = [
    (r"AL-", leave),
    (r"LL 44", overtime),
    (r"Wage-94 1[56]", deductions),
    (r"Wage-94 12|GD-Wage 39", stoppage),
    (r"GD-Wage 24|Labour-309", sick),
    (r"LL 48|LCL 20", minimum_wage),
    (r"LCL 85", additional),
    (r"Heat", heat),
    (r"LCL 30|Migrant-R|LL 50", unpaid),
]
BY_LAW.extend(LAWS)
