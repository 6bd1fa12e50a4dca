"""The law as code: load a pack, give it facts, get claims. Imports neither Django nor a room."""

from .certainty import Certain, certain_part, sure_amounts
from .default import DEFAULT_LAW, default_law
from .desk import ROLES, Desk, Grievance
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
    law_of,
    load_pack,
    pack_names,
    role,
    what_if,
)

__all__ = [
    "DEFAULT_LAW",
    "ROLES",
    "Certain",
    "Cite",
    "Claim",
    "Combination",
    "Desk",
    "Facts",
    "Grievance",
    "LawReading",
    "Limitation",
    "Range",
    "ReadingRange",
    "Result",
    "Step",
    "can_read",
    "certain_part",
    "claim",
    "claims",
    "claims_by_reading",
    "default_law",
    "entitlement",
    "fact_label",
    "law_of",
    "load_pack",
    "pack_names",
    "role",
    "sure_amounts",
    "what_if",
]
