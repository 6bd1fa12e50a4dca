"""A roster: chunks of workers through the compiled law, on as many threads as there are cores."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Lock
from typing import Any

import numpy as np

from gongyou.law.schema.types import NUM

from ..compile.law import Family, Law, law_of
from ..compile.layout import FIELDS
from ..compile.parts import ANYTHING
from .bind import Bound
from .feed import Fed, chunks
from .machine import Machine, pool_of
from .results import KINDS, Results

Array = Any
FEW_CHUNKS = 4
"""So many chunks are not worth a second thread."""
CORES = os.cpu_count() or 1


def for_roster(family: Family, pack: Any, fed: Fed) -> Law:
    """Code for facts that nobody lacks or nobody has, where it pays to write it."""
    given, seen = fed.given, family.seen
    seen[given] = seen.get(given, 0) + fed.size
    known = given if seen[given] >= WORTH_ITS_OWN_CODE else ANYTHING
    return law_of(pack, family.layout.codes, family.layout.size, known)


def bound_of(family: Family, pack: Any) -> Bound:
    """The data of a law for a pack's figures; texts are forgotten when there is no more room."""
    kept: list[Bound] = family.bound
    for bound in kept:
        if bound.pack is pack:
            if bound.used >= family.layout.size.texts // 2:
                bound.begin()
            return bound
    kept.append(Bound(family.layout, pack))
    del kept[:-KEPT]
    return kept[-1]


WORTH_ITS_OWN_CODE = 15_000
"""So many workers, at once or in parts, take longer than to write the law for what they have."""
KEPT = 4
"""So many sets of figures are kept bound to a law."""


def compute(
    law: Law, bound: Bound, fed: Fed, on: date, reading: Mapping[str, str], threads: int = CORES
) -> Results:
    """All workers; results that did not fit say so in their status."""
    results = Results(law.layout, fed.size)
    stretches = list(chunks(fed, law.layout))
    todo, lock = iter(stretches), Lock()

    def work() -> None:
        with pool_of(law).machine() as machine:
            machine.bind(bound, on, reading)
            machine.forget_sets()
            _absent(machine, fed)
            facts, left, done = _columns(machine, fed), _fields(machine, results), []
            for first, last in _taken(todo, lock):
                _load(machine, fed, facts, first, last)
                machine.run(last - first)
                for found, every in left:
                    every[:, first:last] = found[:, : last - first]
                done.append((first, last))
            numbers = results.sets.translate(machine.sets())
            if (numbers != np.arange(len(numbers))).any():
                for first, last in done:
                    results.set[:, first:last] = numbers[results.set[:, first:last]]

    hands = min(threads, max(1, len(stretches) // FEW_CHUNKS))
    if hands == 1:
        work()
    else:
        with ThreadPoolExecutor(hands) as pool:
            for future in [pool.submit(work) for _ in range(hands)]:
                future.result()
    results.words = bound.words()
    return results


def _taken(todo: Iterator[tuple[int, int]], lock: Lock) -> Iterator[tuple[int, int]]:
    """The next stretch that no other thread has taken."""
    while True:
        with lock:
            stretch = next(todo, None)
        if stretch is None:
            return
        yield stretch


def _absent(machine: Machine, fed: Fed) -> None:
    """What nobody gave is unknown in every row there is room for."""
    layout = machine.layout
    for name, fact in layout.facts.items():
        if name not in fed.columns and name not in machine.law.given.absent:
            root = fact.table is layout.pack.root
            machine.absent(name, layout.size.workers if root else layout.size.rows)


def _columns(machine: Machine, fed: Fed) -> list[tuple[str, Array, Array]]:
    """Of each fact given: its table, its place in the machine, its values."""
    layout, found = machine.layout, []
    for name, column in fed.columns.items():
        fact = layout.facts[name.removesuffix("/")]
        size = layout.size.workers if fact.table is layout.pack.root else layout.size.rows
        kind = np.int64 if fact.type.kind == NUM else np.int32
        found.append((fact.table.name, machine.view(layout.fact_at[name], size, kind), column))
        machine.filled.pop(name, None)
    return found


def _fields(machine: Machine, results: Results) -> list[tuple[Array, Array]]:
    """Of each field of the results: its place in the machine, and all workers' values."""
    layout, found = machine.layout, []
    shape = len(layout.codes), layout.size.workers
    for name, bytes_ in FIELDS:
        place = machine.view(layout.results[name], shape[0] * shape[1], KINDS[bytes_])
        found.append((place.reshape(shape), getattr(results, name)))
    return found


def _load(
    machine: Machine, fed: Fed, facts: list[tuple[str, Array, Array]], first: int, last: int
) -> None:
    """The facts of some workers into the machine."""
    layout = machine.layout
    spans = {layout.pack.root.name: (first, last)}
    for table in layout.finer:
        assert table.parent is not None
        above = spans[table.parent.name]
        starts = fed.sheets[table.name].starts[above[0] : above[1] + 1]
        begin, end = int(starts[0]), int(starts[-1])
        spans[table.name] = (begin, end)
        machine.view(layout.start[table.name], len(starts), np.int32)[:] = starts - begin
        if table.name in layout.owner:
            owner = np.repeat(np.arange(len(starts) - 1, dtype=np.int32), np.diff(starts))
            machine.view(layout.owner[table.name], end - begin, np.int32)[:] = owner
    for name, place, column in facts:
        begin, end = spans[name]
        place[: end - begin] = column[begin:end]
