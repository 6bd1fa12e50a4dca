"""A figure for outside: computed from settled rows, and protected beside all that ever went out.

What a person tells is part of their id in the register, so that a changed answer or amount is
somebody who left and somebody who came, and goes out only in the company of nine others.
"""

from dataclasses import replace
from hashlib import blake2b

import numpy as np
import pyarrow as pa

from gongyou.advocacy.indicators.catalogue import Indicator
from gongyou.advocacy.indicators.compute import Figure, Source, Value, compute
from gongyou.stats.disclosure import CountTable, Register, count_table

ANSWER, GROUP = "_answer", "_group"


def ids_of(source: Source, columns: tuple[str, ...]) -> list[str]:
    """An id a row: the person, what they tell in these columns, and a number for a second row."""
    held = source.rows.select([c for c in columns if source.has((c,))]).to_pylist()
    people = source.rows.column("_id").to_pylist()
    found, seen = [], {}  # type: ignore[var-annotated]
    for person, row in zip(people, held, strict=True):
        told = blake2b(f"{person}{sorted(row.items())}".encode(), digest_size=9).hexdigest()
        seen[told] = seen.get(told, 0) + 1
        found.append(told if seen[told] == 1 else f"{told}#{seen[told]}")
    return found


def release(register: Register, one: Indicator, source: Source, by: str, scope: str) -> Figure:
    """One indicator as it may go out; the register remembers it.

    Args:
        register: of the population.
        one: the indicator.
        source: rows with their `_id`.
        by: the column of groups, or "".
        scope: which part of the population this person sees.
    """
    columns = (*one.columns, *([by] if by else ()))
    people = ids_of(source, columns)
    inside = register.join(people, scope=f"{scope}/{one.code}/{by}")
    kept = replace(source, rows=source.rows.filter(pa.array(inside)), seen={}, groups={})
    counted = [person for person, counts in zip(people, inside, strict=True) if counts]
    figure = compute(one, kept, by)
    if "k" not in one.rules or not counted:
        return figure
    answers = answers_of(one, kept)
    told = pa.table({
        ANSWER: pa.array(answers, pa.string()),
        GROUP: kept.rows.column(by) if by else pa.array(["all"] * len(counted)),
    })  # fmt: skip
    table = count_table(told, [GROUP, ANSWER])
    sensitive = [ANSWER] if "H" in one.rules else []
    (table,), _report = register.show(table, people=counted, sensitive=sensitive)
    reasons = _reasons(table)
    if "D" in one.rules:
        _totals(register, one, kept, table, counted, reasons)
    return replace(figure, values=tuple(_marked(value, reasons, by) for value in figure.values))


def answers_of(one: Indicator, source: Source) -> list[str | None]:
    """What is counted of each row: yes or no, a level of a list, or only that it is told."""
    uses = one.uses
    inside = np.ones(len(source.rows), dtype=bool)
    if "where" in uses:
        inside = source.column(uses["where"]) == 1
    if one.measure == "parts":
        given = [
            str(each) if each in uses["levels"] else None for each in source.column(uses["of"])
        ]
        return [each if kept else None for each, kept in zip(given, inside, strict=True)]
    name = {"share": "flag", "waiting": "end", "rate": "events", "ratio": "top", "between": "top",
            "count": "low"}.get(one.measure, "value")  # fmt: skip
    column = source.column(uses[name]) if name in uses else np.ones(len(source.rows))
    told = inside & ~np.isnan(column)
    more = float(uses.get("over", 0))
    yes = column > more if one.measure in ("share", "rate") else column == 1
    if one.measure not in ("share", "waiting", "rate"):
        return ["told" if each else None for each in told]
    return [("yes" if y else "no") if t else None for y, t in zip(yes, told, strict=True)]


def _reasons(table: CountTable) -> dict[str, str]:
    """Group → why it is withheld: any cell of it that is, since a share tells two cells."""
    found: dict[str, str] = {}
    for cell in table.cells:
        group = "" if cell.at[0] is None else str(cell.at[0])
        found[group] = found.get(group, "") or cell.withheld
    return found


def _totals(register, one, source, table, people, reasons) -> None:
    """Sums of the measure by group, beside every sum of it that went out."""
    whole = count_table(
        {GROUP: list(_groups(table, len(people))), "one": ["x"] * len(people)}, [GROUP]
    )
    (whole,), _ = register.show(whole, people=people)
    for name in ("value", "top", "bottom"):
        if name not in one.uses:
            continue
        amounts = np.abs(np.nan_to_num(source.column(one.uses[name])))
        sums = register.show_totals(f"{source.name}/{one.uses[name]}", whole, amounts, people)
        for total in sums.cells:
            group = "" if total.at[0] is None else str(total.at[0])
            reasons[group] = reasons.get(group, "") or total.withheld


def _groups(table: CountTable, size: int) -> list[str | None]:
    """The group of each row, from the cells' members."""
    found: list[str | None] = [None] * size
    for cell, members in zip(table.cells, table.members, strict=True):
        if cell.at[0] is not None and cell.at[1] is None:
            for place in np.flatnonzero(members).tolist():
                found[place] = str(cell.at[0])
    return found


def _marked(value: Value, reasons: dict[str, str], by: str) -> Value:
    reason = value.withheld or reasons.get(value.group, "")
    if reason:
        return Value(value.part, value.group, withheld=reason)
    return value
