"""What an offer needs to know of each person, out of tables of facts and claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from gongyou.law.engine.dates import add_months, months_between
from gongyou.law.offers.model import CLAIM


def people(
    employment: Any,
    pay: Any = None,
    claims: Any = None,
    *,
    on: date | None = None,
    codes: Iterable[str] | None = None,
) -> list[dict[str, Any]]:
    """One dict a person, as `evaluate` takes them, in the order of `employment`.

    `employment` and `pay`: tables of the contract (Arrow, FactTable, rows). `claims`: what
    the law gives, as the engine's long table or as a dict worker → {"claim": …, code: …};
    `codes`: the entitlements wanted of it. `on`: the day up to which service counts for people
    who are still employed.
    """
    wages = _wages(rows_of(pay)) if pay is not None else {}
    owed = claims_by_worker(claims, codes) if claims is not None else {}
    return [_person(row, wages, owed, on) for row in rows_of(employment)]


def rows_of(table: Any) -> list[dict[str, Any]]:
    """The rows of an Arrow table, pandas or Polars frame, FactTable, list of dicts."""
    if hasattr(table, "to_pylist"):
        return table.to_pylist()
    if hasattr(table, "to_dicts"):
        return table.to_dicts()
    if hasattr(table, "to_dict"):
        return table.to_dict("records")
    if hasattr(table, "rows"):
        return list(table.rows())
    return list(table)


def claims_by_worker(
    claims: Any, codes: Iterable[str] | None = None
) -> dict[str, dict[str, Decimal | None]]:
    """Worker → {entitlement: amount, 0 where it is not due; absent where undetermined}.

    "claim" is the best lawful combination. `codes`: only these entitlements beside it.
    """
    if isinstance(claims, Mapping):
        return {worker: dict(held) for worker, held in claims.items()}
    wanted = None if codes is None else set(codes)
    found: dict[str, dict[str, Decimal | None]] = defaultdict(lambda: {CLAIM: Decimal(0)})
    for worker, code, status, amount, best in _results(claims):
        held = found[worker]
        if best and amount is not None:
            held[CLAIM] = (held[CLAIM] or Decimal(0)) + amount
        if (wanted is None or code in wanted) and status != "undetermined":
            held[code] = Decimal(0) if status == "not_due" else amount
    return dict(found)


def _results(claims: Any) -> Iterable[tuple[Any, ...]]:
    """Worker, entitlement, status, amount, in_best of each row of the engine's long table."""
    names = ("worker", "entitlement", "status", "amount", "in_best")
    if hasattr(claims, "column_names"):
        return zip(*(claims[name].to_pylist() for name in names), strict=True)
    return (tuple(row.get(name) for name in names) for row in rows_of(claims))


def _person(
    row: Mapping[str, Any],
    wages: Mapping[str, list[tuple[date, Decimal]]],
    owed: Mapping[str, Mapping[str, Decimal | None]],
    on: date | None,
) -> dict[str, Any]:
    person = {key: value for key, value in row.items() if value is not None}
    full, begun = service(row, on)
    if full is not None:
        person["service_months"], person["service_begun"] = full, begun
    wage = row.get("average_wage_12m") or _average(wages.get(row["worker"], ()), row, on)
    if wage is not None:
        person["wage"] = Decimal(wage)
    held = owed.get(row["worker"], {})
    person.update({name: amount for name, amount in held.items() if amount is not None})
    return person


def service(row: Mapping[str, Any], on: date | None) -> tuple[Decimal | None, Decimal | None]:
    """Full and begun months from the first to the last day of work, both included.

    Without a first day the years stated on the roster count (`service_years`).
    """
    start, end = row.get("start"), row.get("end")
    if end is None and row.get("end_kind") in (None, "ongoing"):
        end = on
    if start is None or end is None:
        stated = row.get("service_years")
        months = None if stated is None else Decimal(stated) * 12
        return months, months
    after = end + timedelta(days=1)
    if after <= start:
        return Decimal(0), Decimal(0)
    full = months_between(start, after)
    return Decimal(full), Decimal(full + (add_months(start, full) < after))


def _wages(pay: Iterable[Mapping[str, Any]]) -> dict[str, list[tuple[date, Decimal]]]:
    found: dict[str, list[tuple[date, Decimal]]] = defaultdict(list)
    for row in pay:
        if row.get("due") is not None and row.get("month") is not None:
            found[row["worker"]].append((row["month"], Decimal(row["due"])))
    return found


def _average(
    months: Iterable[tuple[date, Decimal]], row: Mapping[str, Any], on: date | None
) -> Decimal | None:
    """The average of what was due in the twelve months before the end; exact, not rounded."""
    last = (row.get("end") or on or date.max).replace(day=1)
    first = add_months(last, -12) if last.year > 1 else last
    held = [due for month, due in months if first <= month < last] or [
        due for month, due in months if month <= last
    ]
    return sum(held, Decimal(0)) / len(held) if held else row.get("agreed_wage")
