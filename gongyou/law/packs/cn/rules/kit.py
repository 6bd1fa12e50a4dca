"""What the rule modules of this pack write with."""

from __future__ import annotations

from functools import wraps
from inspect import Parameter as Parameter_
from inspect import Signature, signature

from gongyou.law.engine import (
    HALF_UP_4,
    HALF_UP_FEN,
    TRUNC_YUAN,
    Art,
    Expr,
    Parameter,
    add_days,
    add_months,
    add_years,
    all_of,
    any_of,
    any_row,
    as_text,
    assumed,
    average,
    band,
    case,
    ceil,
    choose,
    clamp,
    count,
    days_between,
    days_inclusive,
    first_known,
    floor,
    half_rounded_years,
    is_known,
    largest,
    latest,
    lift,
    make_date,
    max_of,
    min_of,
    month,
    month_end,
    month_start,
    months_between,
    months_of_service,
    owed,
    restarted,
    smallest,
    total,
    unknown,
    when,
    year,
    year_end,
    year_start,
    years_of_service,
)
from gongyou.law.engine.language.values import as_owed
from gongyou.law.packs.cn.declare import cn, holidays

YUAN, DAYS, MONTHS, YEARS, HOURS, PEOPLE, DATE = (
    "CNY",
    "days",
    "months",
    "years",
    "hours",
    "people",
    "date",
)
FIGURE = {"forum": "none", "in_total": False, "kind": "figure", "zero": "amount"}
"""Entitlements that answer a question and are not themselves claimed."""
AFTER_END = {
    "limitation": "file_after_end_by",
    "limitation_starts": "last_day",
    "limitation_interrupted": "interrupted_after_end",
}
PAY_LIMIT = AFTER_END | {"limitation": "file_pay_by"}


def entitlement(code: str, *, limitation: str | None = None, **more):
    """An entitlement of this pack; one with a limitation has the same choice as all others.

    Limitation is shown with every result. It takes a result away only under the reading
    `limitation=applied`, once the day of filing is past the last safe day.
    """
    register = cn.entitlement(code, limitation=limitation, **more)
    if limitation is None:
        return register
    return lambda function: register(_limited(function, limitation)) and function


def _limited(function, limitation: str):
    own = list(signature(function).parameters)
    names = list(dict.fromkeys([*own, limitation, "filing_day"]))

    @wraps(function)
    def with_limitation(*values):
        told = dict(zip(names, values, strict=True))
        made = as_owed(function(*(told[name] for name in own)))
        late = first_known(told["filing_day"] > told[limitation], lift(False))
        applied = cn.reading("limitation", "applied") & late
        return owed(made.amount, unless=dict(made.unless) | {"out_of_time": applied})

    kept = [Parameter_(name, Parameter_.POSITIONAL_OR_KEYWORD) for name in names]
    with_limitation.__signature__ = Signature(kept)
    return with_limitation


def stated(flag: Expr) -> Expr:
    """True only where somebody says so; an empty flag is assumed to be no, and shown so."""
    return assumed(flag, False)


def none_if_empty(amount: Expr) -> Expr:
    """A number, 0 where the record has no entry."""
    return first_known(amount, lift(0))


def by_years(figure, place: Expr, years: Expr, bounds: tuple[int, ...], at: Expr, head: str = ""):
    """The figure of the highest bound that the years reach and that the place has a row for."""
    found = unknown(f"figure:{figure.name}")
    for bound in sorted(bounds):
        row = figure(place, f"{head}{bound}", at=at)
        found = when(years >= bound, first_known(row, found), found)
    return found


def money(amount: Expr) -> Expr:
    """The amount in the rounding that the reading asks for; the entitlement rounds to the fen."""
    return when(cn.reading("amounts", "yuan"), TRUNC_YUAN(amount), amount)


__all__ = [
    "AFTER_END",
    "DATE",
    "DAYS",
    "FIGURE",
    "HALF_UP_4",
    "HALF_UP_FEN",
    "HOURS",
    "MONTHS",
    "PAY_LIMIT",
    "PEOPLE",
    "TRUNC_YUAN",
    "YEARS",
    "YUAN",
    "Art",
    "Expr",
    "Parameter",
    "add_days",
    "add_months",
    "add_years",
    "all_of",
    "any_of",
    "any_row",
    "as_text",
    "assumed",
    "average",
    "band",
    "by_years",
    "case",
    "ceil",
    "choose",
    "clamp",
    "cn",
    "count",
    "days_between",
    "days_inclusive",
    "entitlement",
    "first_known",
    "floor",
    "half_rounded_years",
    "holidays",
    "is_known",
    "largest",
    "latest",
    "lift",
    "make_date",
    "max_of",
    "min_of",
    "money",
    "month",
    "month_end",
    "month_start",
    "months_between",
    "months_of_service",
    "none_if_empty",
    "owed",
    "restarted",
    "smallest",
    "stated",
    "total",
    "unknown",
    "when",
    "year",
    "year_end",
    "year_start",
    "years_of_service",
]
