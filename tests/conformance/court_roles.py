"""Which number of a published product is the wage, which the years, days or hours.

One function a kind of item; it gives the facts that the kind's handler asks for. A multiple that
the law fixes (2 for unlawful ending, 1.5 for a workday, 21.75 paid days) is left out of the facts:
the pack's rule must bring it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import prod
from typing import Any

from .court_arithmetic import Term
from .court_items import NO_CAP, has_figure
from .court_told import NUMBER_WORDS, Told, as_number, later

MONTH_DAYS = tuple(Fraction(n) for n in ("21.75", "20.83", "20.92", "20.67"))
CALENDAR_DAYS = Fraction(30)
HOURS_A_DAY = Fraction(8)
LAWS_OWN = (*MONTH_DAYS, CALENDAR_DAYS, HOURS_A_DAY, Fraction(12), Fraction(365))
KEPT = ("grade", "level", "retirement", "children", "born")  # numbers no arithmetic tells
FULL_MONTH = date(2021, 7, 1)  # 22 workdays, no holiday

Facts = dict[str, Any]
Inputs = tuple[Facts, Fraction]  # the facts, and how many times the rule's amount is taken
Roles = Callable[["Told", "Product"], Iterator[Facts | Inputs]]
ROLES: dict[str, Roles] = {}


@dataclass(frozen=True)
class Product:
    """A term seen as a sum of money, what multiplies it, and the law's own divisors."""

    money: Fraction
    rest: tuple[Fraction, ...]
    divisors: tuple[Fraction, ...]
    folded: bool
    facts: frozenset[Fraction] = frozenset()

    @property
    def by_day(self) -> bool:
        """Whether a month is divided by its paid days."""
        return any(d in MONTH_DAYS for d in self.divisors)

    def without(self, factor: Fraction | int) -> Product | None:
        """Without a multiple of the law; None if it is not printed.

        It stands last. Elsewhere it is only taken for the law's where the other numbers are facts.
        """
        for index in reversed(range(len(self.rest))):
            others = self.rest[:index] + self.rest[index + 1 :]
            last = index == len(self.rest) - 1
            if self.rest[index] == factor and (last or self.facts >= set(others)):
                return replace(self, rest=others)
        return None

    @property
    def times(self) -> Fraction:
        """Everything that multiplies the money."""
        return prod(self.rest, start=Fraction(1))

    @property
    def count(self) -> Fraction:
        """What multiplies the money, shares below one set aside."""
        return prod((f for f in self.rest if f >= 1), start=Fraction(1))

    @property
    def share(self) -> Fraction:
        """The shares below one, together."""
        return prod((f for f in self.rest if f < 1), start=Fraction(1))


def products_of(term: Term, facts: frozenset[Fraction] = frozenset()) -> Iterator[Product]:
    """The money is the largest number or the first; a year's sum over twelve is a month's."""
    largest = max(range(len(term.factors)), key=lambda i: term.factors[i])
    for index in dict.fromkeys((largest, 0)):
        rest = list(term.factors[:index] + term.factors[index + 1 :])
        money, divisors = term.factors[index], []
        for divisor in term.divisors:
            if divisor not in LAWS_OWN:
                rest.append(1 / divisor)
            elif divisor == 12:
                money /= 12
            else:
                divisors.append(divisor)
        yield Product(money, tuple(rest), tuple(divisors), term.folded, facts)


def inputs_for(kind: str, told: Told, term: Term) -> Iterator[Inputs]:
    """What a kind of item can be told from a term."""
    if kind in ROLES:
        facts = frozenset(
            Fraction(n) for v in told.facts.values() if (n := as_number(v)) is not None
        )
        for product in products_of(term, facts):
            for made in ROLES[kind](told, product):
                yield made if isinstance(made, tuple) else (made, Fraction(1))


def roles(*kinds: str) -> Callable[[Roles], Roles]:
    """Register the roles of a kind, which is its handler's name."""

    def register(function: Roles) -> Roles:
        ROLES.update(dict.fromkeys(kinds, function))
        return function

    return register


def _grade(told: Told) -> Facts:
    """The disability grade, told as a fact or in words."""
    found = told.number("grade|level")
    said = re.search(r"(?:grade|level)[ -]+(\d+|\w+)", told.text)
    if found is None and said:
        found = as_number(said[1]) or as_number(NUMBER_WORDS.get(said[1]))
    return {} if found is None else {"disability_grade": found}


# --- the end of employment ---------------------------------------------------------------------


def _cap_first(p: Product) -> Product | None:
    """Three times the average, then the years: the multiple stands first."""
    if len(p.rest) == 2 and p.rest[0] == 3:
        return replace(p, rest=p.rest[1:])
    return p.without(3) if len(p.rest) == 2 else None


@roles("severance", "severance_before")
def severance(told: Told, p: Product) -> Iterator[Facts]:
    """A month's wage a year; or three times the local average, which is the cap."""
    capped = _cap_first(p)
    if capped is not None:
        wages = [w for w in told.wages() if Fraction(w) > 3 * p.money]
        years = capped.times
        if years == 12 and told.years() is not None:
            years = told.years()  # the printed twelve are the law's
        facts = {"service_years_counted": years, "local_average_wage": p.money}
        yield {"monthly_wage": max(wages, default=NO_CAP), **facts}
    if not p.divisors and len(p.rest) <= 1:
        yield {"monthly_wage": p.money, "service_years_counted": p.times}


@roles("severance_and_notice")
def severance_and_notice(told: Told, p: Product) -> Iterator[Facts]:
    yield {"monthly_wage": p.money, "service_years_counted": p.times - 1}


@roles("unlawful")
def unlawful(told: Told, p: Product) -> Iterator[Facts]:
    """The multiple of two is the law's; a printed even number of months may hold it already."""
    single = p.without(2)
    if single is not None:
        yield from severance(told, single)
    elif len(p.rest) == 1:
        yield from severance(told, replace(p, rest=(p.rest[0] / 2,)))


@roles("notice")
def notice(told: Told, p: Product) -> Iterator[Facts | Inputs]:
    if not p.divisors:
        yield {"monthly_wage": p.money}


@roles("double_wage")
def double_wage(told: Told, p: Product) -> Iterator[Facts]:
    """So many months, and what is left of one in working days."""
    days = p.times if p.by_day else p.times % 1 * MONTH_DAYS[0]
    whole = 0 if p.by_day else int(p.times)
    if days == int(days) and days < 22:
        last = FULL_MONTH - timedelta(days=1)
        for _ in range(int(days)):
            last = _next_weekday(last)
        first = later(FULL_MONTH, -whole)
        period = {"double_wage_from": str(first), "double_wage_to": str(last)}
        yield {"monthly_wage": p.money, **period}
    yield {"monthly_wage": p.money, "months": p.times}


def _next_weekday(day: date) -> date:
    day += timedelta(days=1)
    return day if day.weekday() < 5 else _next_weekday(day)


# --- hours and leave ---------------------------------------------------------------------------


KINDS_OF_DAY = {
    "holiday": r"holiday|festival",
    "rest_day": r"rest|weekend|saturday|sunday",
    "workday": r"week_?day|work_?day|working_day|extended|evening|delayed|extra_hours",
}
MULTIPLES = {"workday": Fraction(3, 2), "rest_day": Fraction(2), "holiday": Fraction(3)}


@roles("overtime")
def overtime(told: Told, p: Product) -> Iterator[Facts]:
    """The item's name, else the printed multiple, says the kind of day."""
    name = told.name
    named = [k for k, pattern in KINDS_OF_DAY.items() if re.search(pattern, name)]
    printed = [k for k, multiple in MULTIPLES.items() if p.without(multiple) is not None]
    for kind in dict.fromkeys((*named[:1], *(printed if not named else ()))):
        bare = p.without(MULTIPLES[kind])
        if bare is None and len(p.rest) > 1:
            continue  # another multiple than the law's
        once = {} if bare is not None else {"rest_days_already_paid_once": True}
        left = bare if bare is not None else p
        yield from ({**facts, **once} for facts in _hours(kind, left))


def _hours(kind: str, p: Product) -> Iterator[Facts]:
    if p.by_day:
        hours = p.times if HOURS_A_DAY in p.divisors else p.times * 8
        yield {"monthly_wage": p.money, f"{kind}_hours": hours}
        return
    yield {"monthly_wage": p.money * MONTH_DAYS[0] * 8, f"{kind}_hours": p.times}
    yield {"monthly_wage": p.money * MONTH_DAYS[0], f"{kind}_hours": p.times * 8}


@roles("leave")
def leave(told: Told, p: Product) -> Iterator[Facts]:
    """The law adds 200 per cent; where 300 is claimed, the day's own wage too."""
    wage = p.money if p.by_day else p.money * MONTH_DAYS[0]
    if (days := p.without(2)) is not None:
        yield {"monthly_wage": wage, "untaken_days": days.times}
    elif (days := p.without(3)) is not None:
        yield {"monthly_wage": wage, "untaken_days": days.times, "wage_unpaid_days": days.times}


@roles("daily_wage")
def daily_wage(told: Told, p: Product) -> Iterator[Inputs]:
    if p.by_day and HOURS_A_DAY not in p.divisors:
        yield {"monthly_wage": p.money}, p.times


# --- wages -------------------------------------------------------------------------------------


@roles("unpaid", "bonus")
def unpaid(told: Told, p: Product) -> Iterator[Facts]:
    if p.by_day and HOURS_A_DAY not in p.divisors and len(p.rest) <= 1:
        yield {"monthly_wage": p.money, "days": p.times}


@roles("minimum_wage")
def minimum_wage(told: Told, p: Product) -> Iterator[Facts]:
    if not p.folded and not p.divisors:
        yield {"minimum_wage": p.money, "months": p.times}


@roles("stoppage")
def stoppage(told: Told, p: Product) -> Iterator[Facts]:
    if not p.divisors and p.share < 1:
        yield {"minimum_wage": p.money, "months": p.count, "rate": p.share}
    elif not p.divisors:
        yield {"living_allowance": p.money, "months": p.count}


@roles("sick")
def sick(told: Told, p: Product) -> Iterator[Inputs]:
    """The law's least is tried first; a share agreed otherwise is a fact."""
    days = next((d for d in p.divisors if d in (*MONTH_DAYS, CALENDAR_DAYS)), None)
    months = {"months": 1 if days else p.count}
    part = p.count / days if days else Fraction(1)
    yield {"minimum_wage": p.money, **months}, part
    yield {"monthly_wage": p.money, **months}, part
    if p.share not in (1, Fraction("0.8")):
        yield {"monthly_sick_pay": p.money * p.share, **months}, part


@roles("heat")
def heat(told: Told, p: Product) -> Iterator[Inputs]:
    days = p.count / MONTH_DAYS[0] if p.by_day else None
    facts = {"heat_allowance_month": p.money, "months": 1 if days else p.times}
    yield facts, days or Fraction(1)


@roles("additional")
def additional(told: Told, p: Product) -> Iterator[Facts]:
    if p.count == int(p.count):
        yield {"unpaid": p.money * p.count}


# --- contract ----------------------------------------------------------------------------------


@roles("reinstatement")
def reinstatement(told: Told, p: Product) -> Iterator[Facts]:
    if not p.divisors:
        yield {"monthly_wage": p.money, "months": p.times}


@roles("probation")
def probation(told: Told, p: Product) -> Iterator[Facts]:
    """Months too long at the full wage; or what the pay lacked to 80 per cent of it."""
    if p.without(Fraction("0.8")) or (p.share == Fraction("0.8") and not p.folded):
        yield {"wage_after_probation": p.money, "probation_wage": 0, "months": p.count}
    elif not p.divisors and not (p.folded and "wage" in told.name):
        yield {"monthly_wage": p.money, "excess_months": p.times}


@roles("training")
def training(told: Told, p: Product) -> Iterator[Facts]:
    """The unserved share of the term."""
    if p.times < 1:
        share = {"remaining": p.times.numerator, "agreed_term": p.times.denominator}
        yield {"training_cost": p.money, **share}


@roles("noncompete")
def noncompete(told: Told, p: Product) -> Iterator[Facts]:
    """By the agreed monthly sum; 30 per cent of the wage is the law's own share."""
    if p.without(Fraction("0.3")) is not None:
        yield {"monthly_wage": p.money, "months": p.count}
    else:
        yield {"noncompete_monthly": p.money * p.share, "months": p.count}


@roles("noncompete_penalty")
def noncompete_penalty(told: Told, p: Product) -> Iterator[Facts]:
    *months, multiple = [f for f in p.rest if f >= 1] or [Fraction(1)]
    agreed = {"agreed_multiple": multiple, "months": prod(months, start=Fraction(1))}
    yield {"noncompete_monthly": p.money * p.share, **agreed}


@roles("certificate")
def certificate(told: Told, p: Product) -> Iterator[Facts]:
    yield {"monthly_loss": p.money, "months": p.times}


# --- injury, birth, insurance ------------------------------------------------------------------


@roles("disability", "injury_medical", "injury_employment", "injury_total", "injury_by_words")
def injury(told: Told, p: Product) -> Iterator[Facts]:
    """Months come from the tables by grade; where the tables lack the province, from the page."""
    facts = {"monthly_wage": p.money, "provincial_average_wage": p.money, **_grade(told)}
    if not has_figure("injury_employment_subsidy_months", told.place, told.usual_day, "9"):
        facts |= {"medical_subsidy_months": p.times, "employment_subsidy_months": p.times}
    yield facts


@roles("stop_work")
def stop_work(told: Told, p: Product) -> Iterator[Facts]:
    days = next((d for d in p.divisors if d in (*MONTH_DAYS, CALENDAR_DAYS)), Fraction(1))
    yield {"monthly_wage": p.money, "stop_work_months": p.times / days}


@roles("pension", "nursing", "dependants")
def monthly_pension(told: Told, p: Product) -> Iterator[Inputs]:
    """A monthly sum by grade or kin, so many months."""
    facts = {"monthly_wage": p.money, "pooling_average_wage": p.money, "share": p.share}
    yield {**facts, **_grade(told)}, p.count


@roles("death")
def death(told: Told, p: Product) -> Iterator[Facts]:
    yield {"urban_income": p.money}


@roles("funeral")
def funeral(told: Told, p: Product) -> Iterator[Facts]:
    yield {"average_wage": p.money}


@roles("maternity")
def maternity(told: Told, p: Product) -> Iterator[Facts]:
    days = p.times if CALENDAR_DAYS in p.divisors else p.times * 30
    yield {"monthly_wage": p.money, "leave_days": days}
    yield {"employer_average_wage": p.money, "leave_days": days}


@roles("late_fee", "interest")
def late_fee(told: Told, p: Product) -> Iterator[Facts]:
    yield {"principal": p.money, "days": p.count}


@roles("unemployment")
def unemployment(told: Told, p: Product) -> Iterator[Facts]:
    yield {"minimum_wage": p.money, "months": p.count}
    if not has_figure("unemployment_benefit_fraction", told.place, told.usual_day):
        yield {"monthly_benefit": p.money * p.share, "months": p.count}


@roles("insurance_cash")
def insurance_cash(told: Told, p: Product) -> Iterator[Facts]:
    yield {"monthly_allowance": p.money, "months": p.times}


@roles("insurance_arrears")
def insurance_arrears(told: Told, p: Product) -> Iterator[Facts]:
    yield {"contribution_base": p.money, "months": p.count}


@roles("housing_fund")
def housing_fund(told: Told, p: Product) -> Iterator[Facts]:
    yield {"monthly_wage": p.money, "rate": p.share, "months": p.count}


@roles("medical_subsidy")
def medical_subsidy(told: Told, p: Product) -> Iterator[Facts]:
    yield {"monthly_wage": p.money}


def decimal_facts(facts: Facts) -> Facts:
    """Numbers as the case files have them."""
    return {
        name: Decimal(v.numerator) / Decimal(v.denominator) if isinstance(v, Fraction) else v
        for name, v in facts.items()
    }
