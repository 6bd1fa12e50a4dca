"""A roster under the law as it is and as it would be, person by person.

What is unknown under one law only is left out of the changes and told beside them: nobody
"loses" what merely cannot be said any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import pyarrow as pa

from ..engine.combine import counts
from ..engine.compile.entitlements import DUE, NONE, OPEN
from ..engine.pack import Pack
from ..engine.results import STATUSES
from ..engine.run.results import Results, decimals
from ..engine.run.rosters import results_of
from ..library import LawReading, _check_columns, as_pack, as_reading
from .checking import check_reform
from .overlays import reform_pack
from .problems import ERROR, WARNING, Problem, ReformError
from .reform import Reform

Array = Any
UNITS = 10_000
"""Amounts are whole ten-thousandths of the currency."""
GAIN, LOSE, SAME, UNKNOWN = "gain", "lose", "same", "unknown"


@dataclass
class Side:
    """One law's results: status, amount (ten-thousandths) and best by entitlement and person."""

    pack: Pack
    results: Results
    keys: dict[str, Any]


@dataclass
class Comparison:
    """What a reform changes for each person of a roster. Amounts are ten-thousandths inside."""

    pack: Pack
    reform: Reform
    on: date
    reading: str
    codes: list[str]
    base: Side
    then: Side
    problems: list[Problem] = field(default_factory=list)

    @property
    def size(self) -> int:
        """How many people there are."""
        return int(self.base.results.size)

    @cached_property
    def counted(self) -> list[int]:
        """The rows of `codes` that are money and count towards a person's total."""
        found = enumerate(self.codes)
        return [n for n, c in found if counts(self.pack, self.pack.entitlements[c])]

    # --- per person ----------------------------------------------------------------------------

    @cached_property
    def newly_unknown(self) -> Array:
        """People for whom something that counts was told and cannot be told any more."""
        return self._turned(OPEN, self.then, self.base)

    @cached_property
    def newly_known(self) -> Array:
        """People for whom something that counts could not be told and now can."""
        return self._turned(OPEN, self.base, self.then)

    def _turned(self, status: int, here: Side, there: Side) -> Array:
        found = np.zeros(self.size, bool)
        for n in self.counted:
            found |= (here.results.status[n] == status) & (there.results.status[n] != status)
        return found

    @cached_property
    def still_unknown(self) -> Array:
        """People for whom something that counts is unknown under both laws alike."""
        found = np.zeros(self.size, bool)
        for n in self.counted:
            both = self.base.results.status[n] == OPEN
            found |= both & (self.then.results.status[n] == OPEN)
        return found

    @cached_property
    def known(self) -> Array:
        """People whose change is known: nothing that counts is unknown under one law alone."""
        return ~(self.newly_unknown | self.newly_known)

    @cached_property
    def totals(self) -> tuple[Array, Array]:
        """Each person's best lawful total now and then, of what is told."""
        return self._total(self.base), self._total(self.then)

    def _total(self, side: Side) -> Array:
        found = np.zeros(self.size, np.int64)
        for n in self.counted:
            counting = (side.results.best[n] != 0) & (side.results.status[n] == DUE)
            found += np.where(counting, side.results.amount[n], 0)
        return found

    @cached_property
    def delta(self) -> Array:
        """Then minus now, of everybody; of use only where `known`."""
        now, then = self.totals
        return then - now

    @cached_property
    def outcome(self) -> Array:
        """Gain, lose, same or unknown, a person each."""
        delta = self.delta
        found = np.where(delta > 0, GAIN, np.where(delta < 0, LOSE, SAME)).astype("<U7")
        found[~self.known] = UNKNOWN
        return found

    def people(self) -> pa.Table:
        """One row a person: key, now, then, change (none where unknown), outcome."""
        now, then = self.totals
        everybody = np.ones(self.size, bool)
        columns = dict(self.base.keys) | {
            "now": decimals(now, everybody),
            "then": decimals(then, everybody),
            "change": decimals(self.delta, self.known),
            "outcome": pa.array(self.outcome),
            "partly_unknown": pa.array(self.still_unknown),
        }
        return pa.table(columns)

    # --- results --------------------------------------------------------------------------------

    def matrix(self, codes: Iterable[str] | None = None) -> dict[tuple[str, str], int]:
        """How many results went from which status to which; changed amounts apart from equal."""
        chosen = set(self.codes if codes is None else codes)
        found = np.zeros((3, 3), np.int64)
        for n, code in enumerate(self.codes):
            if code in chosen:
                pairs = self.base.results.status[n].astype(np.int64) * 3
                pairs += self.then.results.status[n]
                found += np.bincount(pairs, minlength=9).reshape(3, 3)
        return {
            (a, b): int(found[i, j]) for i, a in enumerate(STATUSES) for j, b in enumerate(STATUSES)
        }

    @cached_property
    def changed_codes(self) -> list[str]:
        """Entitlements of which any result is another, in the pack's order."""
        return [code for n, code in enumerate(self.codes) if self.differs(n).any()]

    def differs(self, n: int) -> Array:
        """People of whom one result is another: its status, or its amount where it is due."""
        now, then = self.base.results, self.then.results
        due = (now.status[n] == DUE) & (then.status[n] == DUE)
        if self.base.results.has_amount(self.codes[n]) or self.base.results.kind(self.codes[n]) in (
            "date",
            "bool",
        ):
            other = due & (now.amount[n] != then.amount[n])
        else:
            other = due & self._other_text(n)
        return (now.status[n] != then.status[n]) | other

    def _other_text(self, n: int) -> Array:
        texts = [np.array([*side.results.words, ""], object) for side in (self.base, self.then)]
        sides = zip(texts, (self.base, self.then), strict=True)
        a, b = (words[side.results.amount[n] % len(words)] for words, side in sides)
        return a != b

    @property
    def differences(self) -> int:
        """How many results are not the same."""
        return int(sum(self.differs(n).sum() for n in range(len(self.codes))))

    def missing(self, person: int, n: int) -> list[str]:
        """What would have to be known, under the law as it would be."""
        results = self.then.results
        return list(results.sets.lists[int(results.set[n, person])] or ())


def compare(
    tables: Mapping[str, Any],
    pack: Pack | str,
    reform: Reform,
    on: date,
    reading: LawReading | dict[str, str] | str | None = None,
    codes: Iterable[str] | None = None,
    *,
    trusted: bool = False,
) -> Comparison:
    """A roster under both laws, on one day and one reading.

    `tables` as for `gongyou.law.claims`. An answer that the reform makes law counts then only.

    Raises:
        ReformError: where `check_reform` finds an error.
    """
    law = as_pack(pack)
    found = check_reform(law, reform, trusted=trusted)
    if any(p.level == ERROR for p in found):
        raise ReformError([p for p in found if p.level == ERROR])
    other = reform_pack(law, reform, trusted=trusted)
    asked = as_reading(reading)
    chosen = list(law.entitlements if codes is None else codes)
    base = computed(law, tables, on, asked.answers, chosen)
    then = computed(other, tables, on, asked.answers | reform.answers, chosen)
    made = Comparison(law, reform, on, asked.name, chosen, base, then, found)
    if not made.changed_codes:
        made.problems.append(Problem("no_effect", level=WARNING))
    return made


def computed(
    pack: Pack,
    tables: Mapping[str, Any],
    on: date,
    answers: Mapping[str, str],
    codes: Sequence[str],
) -> Side:
    """A roster's results as columns, by the compiled law as `claims` has them."""
    _check_columns(pack, tables)
    ((_, results, keys),) = results_of(pack, tables, on, [("", answers)], codes)
    return Side(pack, results, keys)


__all__ = ["DUE", "NONE", "OPEN", "Comparison", "Side", "compare", "computed"]
