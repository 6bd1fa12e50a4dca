"""Results that do not fit into 64 bits, computed by the meaning from the same columns."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from gongyou.law.schema.types import BOOL_KIND, DATE_KIND, NUM, TEXT_KIND

from ..combine import best_of, counts
from ..compile.code import MIN32, MIN64
from ..compile.entitlements import DUE, LEFT, NO_REASON, NONE, OPEN, UNITS
from ..dates import date_of, number_of
from ..language.nodes import Table
from ..meaning import Interpreter
from ..pack import Fact
from ..rounding import HALF_UP_4
from ..rows import Row, Unknown
from .feed import Fed
from .results import Results

MOST_UNITS = 10**18


def complete(results: Results, fed: Fed, pack: Any, on: date, reading: Mapping[str, str]) -> int:
    """Compute what was left; says how many results that were."""
    left = results.status == LEFT
    if fed.outside is not None:
        left |= fed.outside
    workers = np.flatnonzero(left.any(axis=0))
    for worker in workers.tolist():
        root = row_of(fed, worker, on)
        run = Interpreter(pack, reading)
        for number in np.flatnonzero(left[:, worker]).tolist():
            _one(results, run, root, number, worker)
        _best(results, pack, worker)
    return int(left.sum())


def _one(results: Results, run: Interpreter, root: Row, number: int, worker: int) -> None:
    """One entitlement of one worker."""
    code = results.codes[number]
    entitlement = run.pack.entitlements[code]
    traced = run.graph.traced[entitlement.rule]
    reason, value = run.entitlement(code, root)
    place = (number, worker)
    results.reason[place], results.set[place], results.amount[place] = NO_REASON, 0, 0
    results.limit[place] = MIN32
    if reason is not None:
        results.status[place] = NONE
        reasons = [r for r, _ in traced.unless]
        results.reason[place] = reasons.index(reason)
        return
    if type(value) is Unknown:
        results.status[place] = OPEN
        results.set[place] = results.sets.number(sorted(value.names))
    elif traced.amount.kind == NUM and value <= 0 and entitlement.zero == "not_due":
        results.status[place] = NONE
        return
    else:
        results.status[place] = DUE
        results.amount[place] = _units(results, value, code, worker)
    if entitlement.limitation:
        last = run.rule(entitlement.limitation, root)
        results.limit[place] = MIN32 if type(last) is Unknown else number_of(last)


def _units(results: Results, value: Any, code: str, worker: int) -> int:
    """The number that stands for a value in the table of results."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return number_of(value)
    if isinstance(value, str):
        return results.text(value)
    units = int(HALF_UP_4.apply(value) * UNITS)
    if abs(units) >= MOST_UNITS:
        raise OverflowError(f"{code}: the amount of row {worker + 1} has more than 14 digits")
    return units


def _best(results: Results, pack: Any, worker: int) -> None:
    """A worker's best lawful combination anew."""
    amounts = {}
    for number, code in enumerate(results.codes):
        if results.status[number, worker] == DUE and counts(pack, pack.entitlements[code]):
            amounts[code] = Decimal(int(results.amount[number, worker]))
    _, members, _ = best_of(results.graph, amounts)
    for number, code in enumerate(results.codes):
        results.best[number, worker] = code in members


def row_of(fed: Fed, worker: int, on: date) -> Row:
    """The rows of one worker out of the columns."""
    root = fed.pack.root
    cells = {"on": on, **_cells(fed, root, worker)}
    made = Row(root, cells)
    above = {root.name: {worker: made}}
    for table in fed.pack.tables.values():
        if table.parent is None:
            continue
        mine = above[table.name] = {}
        starts, parents = fed.sheets[table.name].starts, above[table.parent.name]
        for number in fed.rows(table.name, worker):
            owner = int(np.searchsorted(starts, number, side="right")) - 1
            parent = parents[owner]
            mine[number] = Row(table, _cells(fed, table, number), parent)
            parent.children.setdefault(table.name, []).append(mine[number])
    return made


def _cells(fed: Fed, table: Table, number: int) -> dict[str, Any]:
    cells = {}
    for name, fact in fed.pack.facts.items():
        if fact.table is table and name in fed.columns:
            cell = _cell(fed, fact, number)
            if cell is not None:
                cells[name] = cell
    return cells


def _cell(fed: Fed, fact: Fact, number: int) -> Any:
    value = int(fed.columns[fact.name][number])
    if value == (MIN64 if fact.type.kind == NUM else MIN32):
        return None
    if fact.type.kind == TEXT_KIND:
        sheet = fed.sheets[fact.table.name]
        row = number if sheet.order is None else int(sheet.order[number])
        return str(sheet.table[fact.column][row].as_py())
    if fact.type.exact:
        return value, int(fed.columns[f"{fact.name}/"][number])
    if fact.type.kind == DATE_KIND:
        return date_of(value)
    return bool(value) if fact.type.kind == BOOL_KIND else value
