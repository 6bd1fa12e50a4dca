"""What an offer needs to know of each person, out of tables of facts and claims."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from gongyou.law.engine.dates import add_months, months_between
from gongyou.law.offers.model import CLAIM

_EXACT = pa.decimal128(28, 6)


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
    rows = rows_of(employment)
    wages = _wages(rows, pay, on) if pay is not None else {}
    owed = claims_by_worker(claims, codes) if claims is not None else {}
    return [_person(row, wages.get(n), owed, on) for n, row in enumerate(rows)]


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


def _columns(table: Any, names: Iterable[str]) -> pa.Table:
    """Some columns of any such table in Arrow; one that it lacks is unknown."""
    if hasattr(table, "to_arrow"):
        table = table.to_arrow()
    if not isinstance(table, pa.Table):
        rows = rows_of(table)
        return pa.table({name: _array([row.get(name) for row in rows]) for name in names})
    unknown = pa.nulls(table.num_rows)
    return pa.table({n: table[n] if n in table.column_names else unknown for n in names})


def _array(values: list[Any]) -> pa.Array:
    """Numbers go through their text: whole and decimal ones may stand in one column."""
    if any(isinstance(v, Decimal | float) for v in values):
        texts = [None if v is None else format(Decimal(str(v)), "f") for v in values]
        return pa.array(texts, pa.string())
    return pa.array(values)


def claims_by_worker(
    claims: Any, codes: Iterable[str] | None = None
) -> dict[str, dict[str, Decimal | None]]:
    """Worker → {entitlement: amount, 0 where it is not due; absent where undetermined}.

    "claim" is the best lawful combination. `codes`: only these entitlements beside it.
    """
    if isinstance(claims, Mapping):
        return {worker: dict(held) for worker, held in claims.items()}
    results = _columns(claims, ("worker", "entitlement", "status", "amount", "in_best"))
    found: dict[str, dict[str, Decimal | None]] = {
        worker: {CLAIM: Decimal(0)} for worker in pc.unique(results["worker"]).to_pylist()
    }
    best = results.filter(pc.fill_null(results["in_best"].cast(pa.bool_()), False))
    for worker, total in zip(*_sums(best, "worker", "amount")[:2], strict=True):
        found[worker][CLAIM] = total or Decimal(0)
    known = pc.not_equal(results["status"], "undetermined")
    if codes is not None:
        wanted = pa.array(sorted(codes), pa.string())
        known = pc.and_(known, pc.is_in(results["entitlement"], wanted))
    columns = results.filter(known).select(["worker", "entitlement", "status", "amount"])
    for worker, code, status, amount in zip(*(c.to_pylist() for c in columns), strict=True):
        found[worker][code] = (
            Decimal(0) if status == "not_due" else None if amount is None else Decimal(amount)
        )
    return found


def _sums(table: pa.Table, key: str, value: str) -> tuple[list[Any], list[Any], list[int]]:
    """The keys, and for each the sum of its known values and how many there are."""
    given = pa.table({"key": table[key], "value": table[value].cast(_EXACT)})
    found = given.group_by("key").aggregate([("value", "sum"), ("value", "count")])
    return tuple(found[name].to_pylist() for name in ("key", "value_sum", "value_count"))


def _person(
    row: Mapping[str, Any],
    average: Decimal | None,
    owed: Mapping[str, Mapping[str, Decimal | None]],
    on: date | None,
) -> dict[str, Any]:
    person = {key: value for key, value in row.items() if value is not None}
    full, begun = service(row, on)
    if full is not None:
        person["service_months"], person["service_begun"] = full, begun
    wage = row.get("average_wage_12m") or (row.get("agreed_wage") if average is None else average)
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


def _wages(rows: list[dict[str, Any]], pay: Any, on: date | None) -> dict[int, Decimal]:
    """For each row by number the average of what was due in the twelve months before the end.

    Where there is none of them, of all earlier months. Exact, not rounded.
    """
    spans = [_last_year(row, on) for row in rows]
    asked = pa.table(
        {
            "number": pa.array(range(len(rows)), pa.int64()),
            "worker": pa.array([str(row["worker"]) for row in rows], pa.string()),
            "first": pa.array([first for first, _ in spans], pa.date32()),
            "last": pa.array([last for _, last in spans], pa.date32()),
        }
    )
    given = _columns(pay, ("worker", "month", "due"))
    given = pa.table(
        {
            "worker": given["worker"].cast(pa.string()),
            "month": given["month"].cast(pa.date32()),
            "due": given["due"].cast(_EXACT),
        }
    )
    months = asked.join(given.drop_null(), "worker", join_type="inner")
    after, before = pc.greater_equal(months["month"], months["first"]), months["last"]
    recent = pc.and_(after, pc.less(months["month"], before))
    return {
        **_averages(months.filter(pc.less_equal(months["month"], before))),
        **_averages(months.filter(recent)),
    }


def _last_year(row: Mapping[str, Any], on: date | None) -> tuple[date, date]:
    """The first of the month of the end, and of that a year before."""
    last = (row.get("end") or on or date.max).replace(day=1)
    return (add_months(last, -12) if last.year > 1 else last), last


def _averages(months: pa.Table) -> dict[int, Decimal]:
    return {
        number: total / count
        for number, total, count in zip(*_sums(months, "number", "due"), strict=True)
    }
