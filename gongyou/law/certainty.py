"""How much of a total is sure: what rests on no assumption and on no figure that is only recalled.

Rules go on without some facts: an empty flag is taken as "nobody says so", a wage from the contract
for twelve months of pay. The same facts under a law that assumes nothing (`Pack.certain`) give the
same amount where no answer could change it; every other amount is assumed. One worker and a roster
are told apart by the same law.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from gongyou.law.engine.results import Claim

if TYPE_CHECKING:
    import pyarrow as pa

    from gongyou.law.engine.pack import Pack


@dataclass(frozen=True)
class Certain:
    """The parts of a total, in the claim's currency; `by`: entitlement → facts it waits for."""

    sure: Decimal
    assumed: Decimal
    by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@lru_cache(maxsize=8)
def certain_law(pack: Pack) -> Pack:
    """The law that assumes nothing, made once for a pack."""
    return pack.certain()


def certain_part(
    claim: Claim, facts: Any = None, answers: Mapping[str, str] | None = None
) -> Certain:
    """The total of the best lawful combination, taken apart by what it rests on.

    Args:
        claim: what the law says.
        facts: what it was computed from (`gongyou.law.Facts`); without them whatever was assumed
            on the way counts as borne by it.
        answers: the reading it was computed under.
    """
    from gongyou.law.engine.claim import Assessor
    from gongyou.law.library import load_pack

    by: dict[str, tuple[str, ...]] = {}
    sure = None
    for code in claim.best.members:
        result = claim[code]
        if not result.assumed and not result.not_confirmed:
            continue
        if facts is None:
            by[code] = tuple(result.assumed)
            continue
        if sure is None:
            law = certain_law(load_pack(claim.pack))
            sure = Assessor(law, facts, claim.on, answers or claim.reading)
        again = sure.result(sure.pack.entitlements[code])
        if again.amount != result.amount:
            by[code] = tuple(again.missing)
    assumed = sum((claim[code].amount or Decimal(0) for code in by), Decimal(0))
    return Certain(claim.total - assumed, assumed, by)


def sure_amounts(
    tables: Mapping[str, Any],
    pack: Pack | str,
    on: date | None = None,
    answers: Mapping[str, str] | str = "default",
) -> dict[tuple[str, str], Decimal]:
    """(Worker, entitlement) → the amount that rests on nothing assumed, for a whole roster."""
    import pyarrow.compute as pc

    from gongyou.law.library import as_pack, claims

    held: pa.Table = claims(tables, certain_law(as_pack(pack)), on, [answers])  # type: ignore[list-item]
    held = held.filter(pc.equal(held["status"], "amount"))
    names = zip(held["worker"].to_pylist(), held["entitlement"].to_pylist(), strict=True)
    return dict(zip(names, held["amount"].to_pylist(), strict=True))
