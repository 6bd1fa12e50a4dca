"""Workers for the tests of this pack: plain facts, and the answer to one entitlement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from gongyou.law import Claim, Facts, Result, claim, load_pack
from gongyou.law.engine.claim import Assessor
from gongyou.law.library import as_reading

PACK = load_pack("cn")
SHENZHEN, GUANGZHOU, BEIJING, SHANGHAI = "440300", "440100", "110000", "310000"


def day(text: str) -> date:
    """A date from 2024-03-31."""
    return date.fromisoformat(text)


def months(first: str, number: int, **columns: Any) -> list[dict[str, Any]]:
    """So many months of pay from the first one, each with the same columns."""
    start = day(first)
    found = []
    for n in range(number):
        index = start.year * 12 + start.month - 1 + n
        found.append({"month": date(index // 12, index % 12 + 1, 1), **columns})
    return found


def event(kind: str, on: str, **columns: Any) -> dict[str, Any]:
    """Something that happened on a day."""
    return {"kind": kind, "date": day(on), **columns}


def told(*, on: str = "", pay: Any = (), events: Any = (), **employment: Any) -> tuple[Facts, date]:
    """The facts of one worker, and the day of the claim: the last day unless another is given."""
    facts = {
        key: day(value) if key in ("start", "end") or key.endswith("_on") else value
        for key, value in employment.items()
        if value is not None
    }
    facts.setdefault("place", GUANGZHOU)
    when = day(on) if on else facts.get("end") or date(2026, 9, 30)
    made = Facts(employment={"worker": "G-TEST", **facts}, pay=list(pay), events=list(events))
    return made, when


def answer(*, reading: Any = None, **facts: Any) -> Claim:
    """The whole claim of one worker."""
    made, on = told(**facts)
    return claim(made, "cn", on=on, reading=reading)


def result(code: str, *, reading: Any = None, **facts: Any) -> Result:
    """One entitlement's result, without the others."""
    made, on = told(**facts)
    return Assessor(PACK, made, on, as_reading(reading).answers).result(PACK.entitlements[code])


def amount(code: str, **facts: Any) -> Decimal | None:
    """One entitlement's amount, None where there is none."""
    return result(code, **facts).amount


def step(found: Result, name: str) -> Any:
    """The value of a named step."""
    return next(s.value for s in (*found.steps, *found.details) if s.name == name)
