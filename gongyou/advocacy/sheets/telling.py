"""What a row tells, in the names that reports are kept by, whatever kind of sheet it stood in."""

from __future__ import annotations

import json
from datetime import date
from hashlib import blake2b
from typing import Any

from gongyou.advocacy.sheets.shapes import Row

# Sources whose rows are stoppages that last, and do not say whether workers or employer began.
LASTING = {"fmcs": ["work_stoppage"], "bls": ["work_stoppage"]}
_SAME = (
    *("start", "end", "state", "as_of", "start_printed", "end_printed", "case_number", "local"),
    *("union", "employer", "employer_unnamed", "city", "place", "place_text", "unit", "workdays"),
    *("days_idle", "duration", "fiscal_year", "naics", "ownership", "basis", "printed_size"),
)
_CODED = {"acts": "acts_codes", "demands": "demands_codes", "responses": "responses_codes"}
_ONE = {"industry": "industry_codes", "enterprise": "enterprise_type_codes"}


def told_of(row: Row, kind: str, as_of: date | None = None) -> dict[str, Any]:
    """The facts of a report, plain JSON. Title and text are not among them: they are sealed."""
    facts = row.facts
    told = {name: _plain(facts[name]) for name in _SAME if facts.get(name) not in (None, "")}
    for name, held in _CODED.items():
        if facts.get(held):
            told[name] = list(facts[held])
    for name, held in _ONE.items():
        if facts.get(held):
            told[name] = facts[held][0]
    if kind in LASTING:
        told["acts"], told["lasts"] = LASTING[kind], True
    if "as_of" not in told and as_of:
        told["as_of"] = as_of.isoformat()
    told |= _region(facts, told)
    told |= _people(facts, told)
    told["digest"] = blake2b(json.dumps(row.cells).encode(), digest_size=8).hexdigest()
    return told


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _region(facts: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """The province or state that a map knows; nothing where several are named."""
    if told.get("place"):
        printed = facts.get("region", "")
        return {"region": f"{told['place'][:2]}0000", "place_text": told.get("place_text", printed)}
    region = str(facts.get("region", "")).strip()
    return (
        {"region": region.upper()}
        if len(region) == 2
        else {"place_text": region}
        | ({"place_text": told["place_text"]} if told.get("place_text") else {})
    )


def _people(facts: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """Idled workers are *involved*; a band of participants is so only where work is stopped."""
    from gongyou.advocacy.events_of_reports import stops_work

    if facts.get("idled"):
        return {"involved": [int(facts["idled"])] * 2, "basis": "exact"}
    if facts.get("low") is None:
        return {}
    which = "involved" if stops_work(told.get("acts", ())) else "present"
    return {which: [facts["low"], facts["high"]]}
