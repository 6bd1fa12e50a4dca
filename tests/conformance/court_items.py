"""From an item of a published case to questions for the rules of the China pack.

An attempt is a set of facts and the entitlement to ask for. An item gets several where the case
leaves open which day, wage or local practice the court used; the likeliest comes first.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import islice, product
from typing import Any

from gongyou.law import load_pack
from gongyou.law.engine.dates import months_between

from .court_told import Told, later

PACK = load_pack("cn")
MOST_ATTEMPTS = 24
NO_CAP = Decimal(10**7)
MONTHS_TOLD = "months of wage as counted by somebody"
LONG_AGO = date(1995, 1, 1)
AGREED = {  # what a contract, a promise or proof fixes, not an article
    *("unpaid", "bonus", "deductions", "training", "noncompete_penalty", "certificate"),
    *("insurance_cash", "paid_short"),
}


@dataclass
class Attempt:
    """Facts of one worker and the entitlement (or one of its steps) to compute."""

    code: str
    employment: dict[str, Any]
    pay: list[dict[str, Any]] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    reading: dict[str, str] = field(default_factory=dict)
    step: str | None = None
    note: str = ""
    times: Decimal = Decimal(1)
    also: tuple[tuple[int, Attempt], ...] = ()  # what is added (1) or taken off (-1)


Attempts = Iterator[Attempt]
HANDLERS: list[tuple[str, Callable[[Told], Attempts]]] = []
GENERAL: list[tuple[str, Callable[[Told], Attempts]]] = []


def item(pattern: str, general: bool = False) -> Callable:
    """Register what handles items whose name matches; a general handler comes after others."""

    def register(handler: Callable[[Told], Attempts]) -> Callable[[Told], Attempts]:
        (GENERAL if general else HANDLERS).append((pattern, handler))
        return handler

    return register


def _has_no_formula(handler: Callable[[Told], Attempts], told: Told) -> bool:
    """Care during treatment is paid as it cost; only the allowance by level has a formula."""
    if handler.__name__ != "nursing":
        return False
    by_level = re.search(r"Injury-R (\d+, )*34|GD-Injury (\d+, )*26", told.law)
    return not by_level and ("Injury-R" in told.law or told.number("level|grade") is None)


def handlers_of(told: Told) -> list[Callable[[Told], Attempts]]:
    """What knows the item by its name; else what knows the articles named; last the general."""
    name = told.name
    known = [h for pattern, h in HANDLERS if re.search(pattern, name)]
    found = [h for h in known if not _has_no_formula(h, told)]
    if not known:
        found = [h for pattern, h in BY_LAW if re.search(pattern, told.law)]
    general = [h for pattern, h in GENERAL if re.search(pattern, name)]
    return list(dict.fromkeys([*found, *general]))


def limited(handler: Callable[[Told], Attempts], told: Told, trunc: bool = True) -> list[Attempt]:
    """What to try for an item, likeliest first; amounts as the case rounds them."""
    made = []
    # counts that lead beyond the calendar tell nothing more
    with suppress(ValueError, OverflowError, InvalidOperation):
        made.extend(islice(handler(told), MOST_ATTEMPTS))
    whole = trunc and told.item.get("rounding") == "trunc_0"
    for attempt in made:
        attempt.reading.setdefault("amounts", "yuan" if whole else "fen")
    return made


def told_sums(told: Told) -> list[Attempt]:
    """Sums and products that no article computes, from the facts as named."""
    return [a for handler in (sums, products, shares) for a in limited(handler, told)]


def fen(amount: Decimal) -> Decimal:
    """To two decimals, as money facts have."""
    return amount.quantize(Decimal("0.01"), ROUND_HALF_UP)


def has_figure(parameter: str, place: str, day: date, *classes: str) -> bool:
    """Whether the pack's tables have a figure of the place (and class) for a day."""
    return PACK.parameters[parameter].find((place, *classes), day) is not None


def minimum_month(told: Told, end: date) -> tuple[str, date]:
    """Place and day for which the minimum wage is asked; one that the case tells goes with it."""
    return told.place, end


def months_from(first: date, number: int, **columns: Any) -> list[dict[str, Any]]:
    """Months of pay with the same columns."""
    start = first.replace(day=1)
    return [{"month": later(start, n), **columns} for n in range(number)]


def base(told: Told, start: date, end: date, wage: Decimal | None = None) -> dict[str, Any]:
    """What every attempt says about the employment: nothing that the case does not tell."""
    facts: dict[str, Any] = {"place": told.place, "start": start, "end": end, "full_time": True}
    theirs = "" if "employer" in told.item_words else "used|"  # in an employer's view: its own
    minimum = told.number("minimum_wage", f"{theirs}fraction|share|rate|note|class")
    if minimum is not None:
        facts |= {"local_minimum_wage": fen(minimum), "local_minimum_wage_from": LONG_AGO}
    return facts


# --- what follows the end of employment --------------------------------------------------------


def _cap(told: Told) -> list[dict[str, Any]]:
    """What the case says about the cap."""
    average = told.number(
        r"(local|city|social|municipal|district|area).*average|average_wage_(of_)?(the_)?(city|year)"
        r"|cap_average|average_for_cap|average_(wage_)?(19|20)\d\d|average_wage_\w+_view",
        "annual|note|three_times|triple",
    )
    yearly = told.number(r"(local|city|social).*annual.*average|annual_(local|city|social)", "note")
    limit = told.number(r"(^|_)cap(_|$)|three_times|triple|ceiling", "cap_average|note|years")
    found: list[dict[str, Any]] = [{}]
    if average is not None:
        found = [{"local_average_wage": fen(average)}]
    elif yearly is not None:
        found = [{"local_average_wage": fen(yearly / 12)}]
    elif limit is not None and limit > 100:
        found = [{"local_average_wage": fen(limit / 3)}]
    if {"claimed", "example"} & told.item_words:
        found.append({"local_average_wage": NO_CAP})  # claimed without regard to the cap
    return found


def _ended(told: Told, code: str, end_kind: str, **more: Any) -> Attempts:
    paid = told.number(
        r"(severance|compensation|amount|already).*paid|paid_(by|before)", "note|month"
    )
    more |= {"severance_paid": fen(paid)} if paid is not None else {}
    listed = told.list_of("wage|salary") or []
    wages = [sum(listed) / len(listed)] if len(listed) > 1 else told.wages()
    for wage, (start, end), cap in product(wages, told.service(), _cap(told)):
        facts = base(told, start, end, wage) | {"average_wage_12m": fen(wage), "end_kind": end_kind}
        note = "claimed without the cap" if cap.get("local_average_wage") == NO_CAP else ""
        note += "years as counted, not as the days told" if told.years_depart else ""
        if told.months_only:
            facts = facts | {"start": None, "severance_months_told": told.years()}
            note += MONTHS_TOLD
        for split in ("split", "single") if start < date(2008, 1, 1) else ("split",):
            yield Attempt(code, facts | cap | more, reading={"before_2008": split}, note=note)
    yield from _by_parts(told, code, end_kind)


def _by_parts(told: Told, code: str, end_kind: str) -> Attempts:
    """The wage as its parts: the base wage and what is paid beside it every month."""
    bases = told.numbers(r"(contract|base|basic)_(wage|salary|pay)", "note")
    extras = told.numbers(r"allowance|reimbursement|subsidy|performance_pay", "note|paid_on|rate")
    for basic, extra, (start, end) in product(bases, extras, told.service()):
        rows = months_from(later(end, -12), 12, base_wage=fen(basic), allowances=fen(extra))
        facts = base(told, start, end) | {"end_kind": end_kind}
        note = "the wage by its parts"
        if told.months_only:
            facts = facts | {"start": None, "severance_months_told": told.years()}
            note += f", {MONTHS_TOLD}"
        yield Attempt(code, facts, rows, note=note)


@item(
    r"unlawful.*(terminat|dismiss)|wrongful|(^|_)2n($|_)|double_severance|illegal_(terminat|dismiss)"
)
def unlawful(told: Told) -> Attempts:
    yield from _ended(told, "cn.unlawful_termination", "unlawful_dismissal")


@item(r"severance_(months|years)|service_years")
def severance_years(told: Told) -> Attempts:
    for attempt in severance(told):
        attempt.step = "severance_years"
        yield attempt
    for start, end in told.service():
        # years alone are asked for: at a place and time where all else is known
        ends = date(2023, 12, 31)
        begins = later(ends + timedelta(days=1), -months_between(start, end + timedelta(days=1)))
        facts = base(told, begins, ends) | {"place": "440100", "average_wage_12m": 3000}
        facts |= {"end_kind": "agreed_by_employer"}
        yield Attempt("cn.severance", facts, step="severance_years")


@item(r"n_plus|n_and_1|severance_and_notice")
def severance_and_notice(told: Told) -> Attempts:
    for attempt in _ended(told, "cn.severance+cn.notice_pay", "dismissed_no_fault"):
        attempt.employment |= {"notice_given_days": 0, "end_cause": "objective_change"}
        yield attempt


@item(r"(before|pre|until|prior).*(2008|lcl)")
def severance_before(told: Told) -> Attempts:
    yield from _ended(told, "cn.severance.pre2008", "agreed_by_employer")


@item(r"severance|economic_compensation")
def severance(told: Told) -> Attempts:
    yield from _ended(told, "cn.severance", "agreed_by_employer")


@item(r"notice|payment_in_lieu|month_in_lieu")
def notice(told: Told) -> Attempts:
    for wage in [*told.numbers("last_month|previous_month"), *told.wages()]:
        start, end = next(told.service())
        facts = base(told, start, end, wage) | {"last_month_wage": fen(wage)}
        facts |= {"end_kind": "dismissed_no_fault", "notice_given_days": 0}
        yield Attempt("cn.notice_pay", facts)


@item(r"reinstate|wages_(until|during|pending)|litigation_wages|suspension_wages")
def reinstatement(told: Told) -> Attempts:
    for wage, months in product(told.wages(), told.numbers("months")):
        facts = base(told, date(2015, 1, 1), date(2020, 12, 31), wage)
        facts |= {"agreed_wage": fen(wage), "end_kind": "unlawful_dismissal"}
        facts |= {"reinstatement_wanted": True, "on": later(date(2021, 1, 1), int(months), -1)}
        yield Attempt("cn.reinstatement.wages", facts)


# --- contract ----------------------------------------------------------------------------------


def _double_period(told: Told) -> Iterator[tuple[date, date, date]]:
    """First day of work, last day, first day of the second wage."""
    first = told.day("double_wage_from", "from", "period_from", "without_contract_from")
    last = told.day("double_wage_to", "to", "period_to", "without_contract_to")
    if first and last:
        yield later(first[0], -1), last[1], first[0]
    worked = told.number("months_worked")
    if worked is not None and not first:
        day = date(told.usual_day.year - 2, 3, 1)
        yield day, later(day, int(worked), -1), later(day, 1)
    for months in told.numbers("months", "paid|claimed_period|service|term"):
        start = first[0] if first else date(told.usual_day.year - 2, 3, 1)
        whole = int(months)
        yield later(start, -1), later(start, whole, -1), start
    hired = told.day("start", "start_date", "hired")
    signed = told.day("contract_signed", "signed", "signed_on")
    ended = told.day("end", "end_date", "left")
    last = later(signed[0], 0, -1) if signed else ended[1] if ended else None
    if hired and last:
        yield hired[0], last, later(hired[0], 1)


@item(r"double_wage|second_wage|double_pay|no_written_contract|unsigned_contract|twice_the_wage")
def double_wage(told: Told) -> Attempts:
    wages, name = told.list_of("wage|monthly"), " ".join([told.name, *told.facts])
    for start, end, first in _double_period(told):
        rows = [{"month": later(first, n), "due": w} for n, w in enumerate(wages or [])]
        for wage in told.wages() or [Decimal(0)]:
            facts = base(told, start, end, wage or None)
            facts |= {"contract_written": False, "filed_on": end, "end_kind": "resigned"}
            if wage:
                facts["agreed_wage"] = fen(wage)
            for part in ("workdays", "paid_days"):
                reading = {"double_wage_limitation": "whole", "part_month": part}
                reading["double_wage_base"] = "all_pay"
                yield Attempt("cn.double_wage.no_contract", facts, rows, reading=reading)
            renewed = re.search(
                r"open.?ended|unlimited|no fixed|refus|renew", f"{told.text} {name}"
            )
            if not renewed and "claimed" not in told.item_words:
                continue
            refused = {"open_ended_due_from": first, "open_ended_refused": True}
            yield Attempt(
                "cn.double_wage.no_open_ended",
                facts | refused,
                reading={"double_wage_limitation": "whole"},
                note="" if renewed else "claimed without the limit of eleven months",
            )


@item(r"probation")
def probation(told: Told) -> Attempts:
    full = told.numbers("after_probation|full|agreed|contract_wage|regular", "months|term|note")
    low = told.numbers(
        "probation.*(wage|pay|salary)|(wage|pay).*(in|during)_probation", "after|note"
    )
    for agreed, paid, months in product(full, low, told.numbers("months", "limit|legal|term")):
        facts = base(told, date(2020, 1, 1), date(2022, 12, 31), agreed)
        facts |= {"probation_months": months, "wage_after_probation": fen(agreed)}
        yield Attempt("cn.probation.wage_shortfall", facts | {"probation_wage": fen(paid)})
    term, served = told.number("contract_term_years"), told.number("months_served|served_months")
    if term is not None and served is not None:
        start = date(2020, 1, 1)
        for wage in full:
            facts = base(told, start, date(2022, 12, 31), wage)
            facts |= {"probation_months": served, "wage_after_probation": fen(wage)}
            facts |= {"contract_type": "fixed", "contract_start": start}
            facts["contract_end"] = later(start, int(term * 12), -1)
            yield Attempt("cn.probation.excess", facts)
    for wage, months in product(told.wages(), told.numbers("months|excess", "limit|legal|term")):
        limit = told.number("legal|limit") or Decimal(0)
        served = months if told.number("excess") is None else months + limit
        facts = base(told, date(2020, 1, 1), date(2022, 12, 31), wage)
        facts |= {"probation_months": served, "wage_after_probation": fen(wage)}
        term = {0: "2020-02-15", 1: "2020-08-31", 2: "2021-12-31", 6: "2022-12-31"}.get(int(limit))
        ends = date.fromisoformat(term or "2020-02-15")
        yield Attempt(
            "cn.probation.excess", facts | {"contract_type": "fixed", "contract_end": ends}
        )


@item(r"training|service_term|service_period_penalty")
def training(told: Told) -> Attempts:
    per = 12 if told.numbers("years") else 1
    costs = told.numbers(r"proven") or told.numbers(
        r"training|cost|package|fee", "wages|term|served|months|years|note"
    )
    terms = told.numbers(r"term|agreed|service_period", "served|cost|package|wage|note")
    served = told.numbers(r"served|completed|worked", "note") or [Decimal(0)]
    share = told.number("share_unserved")
    if share is not None:
        terms, served = [Decimal(100)], [100 - share * 100]
    left = None if share is not None else told.number("unserved|remaining")
    for cost, term, done in product(costs, terms, served):
        facts = base(told, date(2015, 1, 1), date(2020, 12, 31), Decimal(9999))
        facts |= {"training_cost": fen(cost), "training_term_months": term * per}
        over = done if left is None else term - left
        facts |= {"training_served_months": over * per}
        each = told.number("penalty_per_year|penalty_a_year")
        years = (term * per - over * per) / 12
        facts |= {} if each is None else {"training_penalty_agreed": fen(each * years)}
        gone = told.number("withheld|penalty_paid") if "balance" in told.name else None
        facts |= {} if gone is None else {"training_penalty_paid": fen(gone)}
        inside = told.number("wages_inside|wages_in|wage_part|wages_during|salary_inside")
        yield Attempt("cn.training.penalty", facts | {"training_wages": fen(inside or Decimal(0))})


@item(r"severance_difference")
def settlement(told: Told) -> Attempts:
    """What is left of the sum that a settlement fixed (SPC-I 35)."""
    agreed, paid = told.number(r"agreed"), told.number(r"paid")
    if agreed is not None and paid is not None:
        facts = base(told, date(2019, 1, 1), told.usual_day, None)
        facts |= {"settlement_agreed": fen(agreed), "settlement_paid": fen(paid)}
        yield Attempt("cn.settlement.unpaid", facts)


@item(r"^(unpaid_wages|wages_unpaid)")
def wages_less_training(told: Told) -> Attempts:
    """A month's wage from which the employer may keep what a training left to be repaid."""
    if told.number("training_cost") is None:
        return
    for wage in told.wages():
        facts = base(told, date(2015, 1, 1), told.usual_day, Decimal(9999))
        rows = months_from(told.usual_day, 1, due=fen(wage), paid=Decimal(0))
        for owed in limited(training, told):
            yield Attempt("cn.wages.unpaid", facts, rows, also=((-1, owed),), note="less training")


@item(r"penalty_claimed|noncompete.*penalty|non_compete.*penalty|return_of|repay.*compensation")
def noncompete_penalty(told: Told) -> Attempts:
    monthly = told.numbers("monthly|per_month|compensation", "months|note|multiple|total|minimum")
    multiples = told.multiple()
    months = told.numbers("months", "multiple|note|monthly")
    if "return" in told.name:
        months = told.numbers("months.*(received|paid)|received.*months") or months
        multiples = sorted(multiples, reverse=True)
    for pay, number, multiple in product(monthly, sorted(months, reverse=True), multiples):
        facts = base(told, date(2015, 1, 1), date(2021, 6, 30), Decimal(9999))
        facts |= {"noncompete_monthly": fen(pay), "noncompete_months": number}
        yield Attempt("cn.noncompete.penalty", facts | {"noncompete_penalty_multiple": multiple})


@item(r"compet|compensation_received")
def noncompete(told: Told) -> Attempts:
    agreed = told.numbers(
        r"noncompete_monthly|monthly_compensation|compensation_per_month|agreed_mon"
    )
    months = told.numbers("months", "note|monthly|term") + told.numbers("months_term|term_months")
    options: list[dict[str, Any]] = [{"noncompete_monthly": fen(a)} for a in agreed]
    options += [{"average_wage_12m": fen(w)} for w in told.wages()]
    if told.name.endswith("_month"):  # one month of it is asked for
        months = [Decimal(1)]
        options = [o for o in options if "average_wage_12m" in o] or options
    for option, number in product(options, months):
        facts = base(told, date(2015, 1, 1), date(2021, 6, 30), Decimal(9999))
        paid = told.number("already_paid|amount_paid|paid_so_far") or Decimal(0)
        facts |= {"noncompete_months": number}
        facts |= {} if told.name.endswith("_month") else {"noncompete_paid": fen(paid)}
        yield Attempt("cn.noncompete.compensation", facts | option)
        if "claimed" in told.item_words and "noncompete_monthly" in option:
            note = "claimed without the limit of two years"
            single = {"noncompete_penalty_multiple": Decimal(1)}
            yield Attempt("cn.noncompete.penalty", facts | option | single, note=note)


@item(r"certificate")
def certificate(told: Told) -> Attempts:
    for loss, months in product([*told.numbers("loss.*month|monthly_loss"), *told.wages()],
                                told.numbers("months", "monthly|note")):  # fmt: skip
        facts = base(told, date(2015, 1, 1), date(2021, 6, 30), loss)
        facts |= {"certificate_loss_monthly": fen(loss), "certificate_loss_months": months}
        yield Attempt("cn.certificate.damages", facts)


# --- sums and products that no article computes ------------------------------------------------


def sums(told: Told) -> Attempts:
    """Parts told one by one: what was received, or who takes part, in all."""
    parts = told.list_of("part|instal|payment|group|amounts") or []
    if not parts:
        return
    day = told.usual_day
    facts = base(told, date(2000, 1, 1), day, Decimal(9999))
    events = [
        {"kind": "payment", "date": day - timedelta(days=n), "value": part}
        for n, part in enumerate(parts)
    ]
    yield Attempt("cn.payments.received", facts, events=events, note="sum of the parts told")


def products(told: Told) -> Attempts:
    """An agreed sum a year, month, day or piece that was not paid, so many times."""
    units = told.numbers(
        r"per_|monthly|daily|hourly|amount|price|wage|unit", r"note|months|years|days"
    )
    times = told.numbers(
        r"^(years|months|days|hours|workers|people)|number|quantity|pieces|_(months|years|days)$"
    )
    for unit, number in product(units, times):
        if 0 < number <= 400 and number == int(number):
            rows = months_from(date(1995, 1, 1), int(number), due=fen(unit), paid=Decimal(0))
            facts = base(told, date(1995, 1, 1), told.usual_day, Decimal(9999))
            yield Attempt("cn.wages.unpaid", facts, rows, note="unpaid sum so many times")


def shares(told: Told) -> Attempts:
    """An agreed share of a turnover or price that was not paid."""
    for amount, rate in product(
        told.numbers("sales|turnover|revenue|amount|price|profit"),
        told.numbers("rate|percent|share"),
    ):
        due = fen(amount * (rate / 100 if rate > 1 else rate))
        facts = base(told, date(1995, 1, 1), told.usual_day, Decimal(9999))
        rows = months_from(told.usual_day, 1, due=due, paid=Decimal(0))
        yield Attempt("cn.wages.unpaid", facts, rows, note="unpaid share")


BY_LAW: list[tuple[str, Callable[[Told], Attempts]]] = [
    (r"LCL (8[34], )?87", unlawful),
    (r"LCL 82", double_wage),
    (r"^(?!.*LCL 87).*LCL ([1-9]\d, )*(38|46|47|97)", severance),
    (r"LCL 40", notice),
    (r"LCL 83", probation),
    (r"LCL 22", training),
    (r"LCL 23|SPC-I 3[6-9]", noncompete),
    (r"LCL 89", certificate),
]
