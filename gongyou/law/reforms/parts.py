"""Each provision of a reform alone, all together, and what only their meeting makes.

Parts and interaction add up to the whole by construction; the order of provisions says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from ..engine.pack import Pack
from ..library import LawReading, as_pack, as_reading
from .comparing import UNITS, Comparison, compare, computed
from .overlays import reform_pack
from .problems import WARNING, Problem
from .reform import Change, Reform

MOST = 12
"""So many provisions are told apart."""


@dataclass(frozen=True)
class Part:
    """One provision alone: people who gain and lose by it, and the sum of the changes."""

    number: int
    change: Change
    gain: int
    lose: int
    total: Decimal


@dataclass(frozen=True)
class Parts:
    """The whole, its provisions alone, and the rest; over people whose change is known in all."""

    whole: Comparison
    parts: list[Part]
    people: int
    total: Decimal
    interaction: Decimal


def compare_parts(
    tables: Mapping[str, Any],
    pack: Pack | str,
    reform: Reform,
    on: date,
    reading: LawReading | dict[str, str] | str | None = None,
    codes: Iterable[str] | None = None,
    *,
    trusted: bool = False,
) -> Parts:
    """The reform as a whole and provision by provision.

    Raises:
        ReformError: as `compare`.
    """
    law, asked = as_pack(pack), as_reading(reading)
    whole = compare(tables, law, reform, on, reading, codes, trusted=trusted)
    alone = []
    for number, change in enumerate(reform.changes[:MOST]):
        one = replace(reform, changes=(change,), digest=f"{reform.digest}/{number}")
        other = reform_pack(law, one, trusted=trusted)
        then = computed(other, tables, on, asked.answers | one.answers, whole.codes)
        alone.append(Comparison(law, one, on, asked.name, whole.codes, whole.base, then))
    known = np.logical_and.reduce([whole.known, *(c.known for c in alone)])
    for number, part in enumerate(alone):
        if not part.changed_codes and len(alone) > 1:
            values = {"number": number + 1}
            whole.problems.append(Problem("no_effect_of", level=WARNING, values=values))
    parts = [_part(n + 1, c, known) for n, c in enumerate(alone)]
    total = _sum(whole, known)
    interaction = total - sum((p.total for p in parts), Decimal(0))
    return Parts(whole, parts, int(known.sum()), total, interaction)


def _part(number: int, one: Comparison, known: Any) -> Part:
    delta = one.delta[known]
    change = one.reform.changes[0]
    return Part(number, change, int((delta > 0).sum()), int((delta < 0).sum()), _sum(one, known))


def _sum(one: Comparison, known: Any) -> Decimal:
    return Decimal(int(one.delta[known].sum())) / UNITS
