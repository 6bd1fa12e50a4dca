"""A roster's results under a law. Of a law with replaced rules only what they touch is compiled.

A replaced rule reaches a few entitlements as a rule. All others are what the law says that it was
made from, whose code is there already: a small roster waits for a tenth of the compiler's work.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

import pyarrow as pa

from ..compile.law import Family, compiled_family, family_of
from ..graph import graph_of, same_rules
from ..language.nodes import RuleError
from .exactly import complete
from .feed import check_all, feed
from .many import WORTH_ITS_OWN_CODE, bound_of, compute, for_roster
from .results import Results
from .tables import as_table

Reading = tuple[str, Mapping[str, str]]


def claims_table(
    pack: Any,
    tables: Mapping[str, Any],
    on: date,
    readings: Iterable[Reading],
    codes: Iterable[str] | None = None,
) -> pa.Table:
    """Results of all readings, one row a worker, entitlement and reading."""
    found = results_of(pack, tables, on, readings, codes)
    return pa.concat_tables(r.table(keys, name) for name, r, keys in found).unify_dictionaries()


def results_of(
    pack: Any,
    tables: Mapping[str, Any],
    on: date,
    readings: Iterable[Reading],
    codes: Iterable[str] | None = None,
) -> Iterator[tuple[str, Results, dict[str, Any]]]:
    """For each reading its name, the results of all workers, and the workers' keys."""
    chosen = list(pack.entitlements if codes is None else codes)
    if not chosen:
        raise RuleError("no entitlement was asked for")
    root = pack.root.name
    if tables.get(root) is not None:
        tables = {**tables, root: as_table(tables[root], root)}
    ready = []
    for of, family in _families(pack, chosen, tables):
        bound = bound_of(family, of if of.parameters == pack.parameters else pack)
        fed = feed(bound, tables)
        check_all(fed, family.layout)
        ready.append((for_roster(family, of, fed), bound, fed))
    for name, answers in readings:
        every = []
        for law, bound, fed in ready:
            results = compute(law, bound, fed, on, answers)
            complete(results, fed, pack, on, answers)
            every.append(results)
        results, *others = every
        for other in others:
            results.replace(other)
        yield name, results, ready[0][2].keys


def _families(pack: Any, chosen: list[str], tables: Mapping[str, Any]) -> list[tuple[Any, Family]]:
    """The code for a roster: a law's own, or that of its origin and of what differs from it."""
    origin, given = pack.origin, tables.get(pack.root.name)
    small = given is not None and given.num_rows < WORTH_ITS_OWN_CODE
    if origin is not None and small and compiled_family(pack, chosen) is None:
        family = compiled_family(origin, chosen)
        touched = _touched(pack, chosen)
        if family is not None and family.fits(pack) and len(touched) < len(chosen):
            others = [(pack, family_of(pack, touched))] if touched else []
            return [(origin, family), *others]
    return [(pack, family_of(pack, chosen))]


def _touched(pack: Any, chosen: list[str]) -> list[str]:
    """The entitlements that replaced rules reach, and their rivals."""
    graph = graph_of(pack)
    same = same_rules(graph, graph_of(pack.origin))

    def reached(code: str) -> bool:
        entitlement = pack.entitlements[code]
        names = {entitlement.rule, entitlement.limitation} - {None}
        return entitlement is not pack.origin.entitlements.get(code) or not names <= same

    touched = {code for code in chosen if reached(code)}
    for group, _ in graph.choices:
        if touched & set(group):
            touched.update(group)
    return [code for code in chosen if code in touched]
