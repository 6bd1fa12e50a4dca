"""How much of a total is sure: what rests on no assumption and on no figure that is only recalled.

An empty flag is taken as "nobody says so". That bears an amount only where the other answer would
change it, which is tried; every other fact that was assumed (a wage, hours, a working-time system)
always does. Without the facts nothing can be tried, and whatever was assumed bears the amount.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from gongyou.law.engine.results import Claim, Result


@dataclass(frozen=True)
class Certain:
    """The parts of a total, in the claim's currency; `by`: entitlement → facts assumed for it."""

    sure: Decimal
    assumed: Decimal
    by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def certain_part(
    claim: Claim, facts: Any = None, answers: Mapping[str, str] | None = None
) -> Certain:
    """The total of the best lawful combination, taken apart by what it rests on.

    Args:
        claim: what the law says.
        facts: what it was computed from (`gongyou.law.Facts`).
        answers: the reading it was computed under.
    """
    by: dict[str, tuple[str, ...]] = {}
    for code in claim.best.members:
        result = claim[code]
        bearing = _bearing(claim, result, facts, answers)
        if bearing or result.not_confirmed:
            by[code] = bearing
    assumed = sum((claim[code].amount or Decimal(0) for code in by), Decimal(0))
    return Certain(claim.total - assumed, assumed, by)


def _bearing(
    claim: Claim, result: Result, facts: Any, answers: Mapping[str, str] | None
) -> tuple[str, ...]:
    """The facts assumed for a result without which it might be another."""
    if facts is None or not result.assumed:
        return tuple(result.assumed)
    from gongyou.law.library import load_pack

    columns = load_pack(claim.pack).schema.root.columns
    flags = [n for n in result.assumed if n in columns and columns[n].family == "flag"]
    return tuple(
        name
        for name in result.assumed
        if name not in flags or _turns(claim, result, facts, answers, name)
    )


def _turns(
    claim: Claim, result: Result, facts: Any, answers: Mapping[str, str] | None, flag: str
) -> bool:
    """Whether an answer to an empty flag changes the amount."""
    from gongyou.law.engine.claim import Assessor
    from gongyou.law.library import load_pack

    pack = load_pack(claim.pack)
    for answer in (True, False):
        told = facts.with_(**{flag: answer})
        again = Assessor(pack, told, claim.on, answers or claim.reading)
        found = again.result(pack.entitlements[result.code])
        if (found.status, found.amount) != (result.status, result.amount):
            return True
    return False
