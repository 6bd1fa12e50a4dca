"""The law as code: load a pack, give it facts, get claims. Imports neither Django nor a room."""

from .engine.facts import Facts
from .engine.results import Cite, Claim, Combination, Limitation, Result, Step
from .library import (
    LawReading,
    Range,
    ReadingRange,
    can_read,
    claim,
    claims,
    claims_by_reading,
    entitlement,
    fact_label,
    load_pack,
    pack_names,
    what_if,
)

__all__ = [
    "Cite",
    "Claim",
    "Combination",
    "Facts",
    "LawReading",
    "Limitation",
    "Range",
    "ReadingRange",
    "Result",
    "Step",
    "can_read",
    "claim",
    "claims",
    "claims_by_reading",
    "entitlement",
    "fact_label",
    "load_pack",
    "pack_names",
    "what_if",
]
