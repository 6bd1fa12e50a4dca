"""Claims in little room: the facts of each reading, and what the law made of them.

The steps are not kept: the law computes them anew from the kept facts when a page opens them,
in milliseconds. What it said at the time is kept beside, so that a later change of the rules
shows as a difference and never replaces a figure in silence.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from gongyou import law
from gongyou.ui.public import RoughDay

# How many days that are known only roughly are each looked at by themselves.
MOST_ROUGH = 4
# The tables in which a day may be known only roughly.
WITH_DAYS = ("employment", "events")
# The reading of the facts that lists and totals go by.
MAIN = "worker"
# The reading that is a floor: what papers prove.
PROVED = "proved"
# The fact that lists what was asked about and there was none: "events:injury events:payment".
ASKED_NONE = "asked_none"
# Kinds of results that say what is owed; the others are dates, tests, figures on the way.
LASTING = ("claim", "administrative", "monthly", "possible")


@dataclass(frozen=True)
class Outcome:
    """What the law said of one entitlement at the time."""

    said: str | None
    file_by: str | None


def as_facts(found: dict[str, list[dict]]) -> "law.Facts":
    """Resolved tables of one employment as the law takes them."""
    found = certain(found)
    root = found["employment"][0] if found["employment"] else {}
    facts = law.Facts(**(found | {"employment": root}))
    asked = str(root.get(ASKED_NONE) or "").split()
    return facts.asked_about(*asked) if asked else facts


def certain(tables: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """The same with one day where a day is known only roughly: the first that it may have been."""
    return _with_days(tables, set())


def otherwise(tables: dict[str, list[dict]]) -> list[dict[str, list[dict]]]:
    """The same with other days than the first where a day is known only roughly.

    All at their last, and each by itself at its last; nothing where every day is exact. In the
    order of the rows, so that the same facts give the same again.
    """
    rough = sorted(
        (table, number, name)
        for table in WITH_DAYS
        for number, row in enumerate(tables.get(table, ()))
        for name, value in row.items()
        if isinstance(value, RoughDay)
    )
    if not rough:
        return []
    late = [set(rough)] + [{one} for one in rough[:MOST_ROUGH] if len(rough) > 1]
    return [_with_days(tables, these) for these in late]


def _with_days(tables, late: set[tuple[str, int, str]]) -> dict[str, list[dict]]:
    """Exact days: the last of those whose table, row and name are `late`, else the first."""

    def day(value, place):
        if not isinstance(value, RoughDay):
            return value
        return value.last if place in late else value.first

    return tables | {
        table: [
            {name: day(value, (table, number, name)) for name, value in row.items()}
            for number, row in enumerate(tables[table])
        ]
        for table in WITH_DAYS
        if table in tables
    }


def outcomes(claim: "law.Claim") -> dict[str, Outcome]:
    """Code → outcome, for all that is due or undetermined."""
    return {
        result.code: Outcome(_said(result), _iso(file_by(result)))
        for result in claim
        if result.status != "not_due"
    }


def _said(result) -> str:
    if result.status != "amount":
        return result.status
    return f"{result.amount:.2f}" if result.amount is not None else str(result.value)


def file_by(result) -> date | None:
    """The last safe day to file for an entitlement."""
    return result.limitation.last_safe_filing_date if result.limitation else None


def _iso(day) -> str | None:
    return day.isoformat() if day else None


def pack(readings: dict[str, "law.Claim"], facts: dict[str, dict], *, papers: bool) -> bytes:
    """Bytes for the database: facts and outcomes of every reading, equal facts once."""
    kept, names = [], {}
    for name, found in facts.items():
        slim = _slim(found)
        if slim not in kept:
            kept.append(slim)
        names[name] = kept.index(slim)
    said = {
        name: {code: [o.said, o.file_by] for code, o in outcomes(claim).items()}
        for name, claim in readings.items()
    }
    stored = {"facts": kept, "readings": names, "said": said, "papers": papers}
    text = json.dumps(stored, ensure_ascii=False, separators=(",", ":"), default=_plain)
    return zlib.compress(text.encode(), 6)


def _slim(tables: dict[str, list[dict]]) -> dict[str, list[dict]]:
    """Known facts only, without who and from where."""
    left_out = ("worker", "source")
    return {
        table: [
            {n: v for n, v in row.items() if v is not None and n not in left_out} for row in rows
        ]
        for table, rows in tables.items()
    }


def _plain(value) -> dict:
    if isinstance(value, RoughDay):
        return {"rough": value.kept}
    if isinstance(value, date):
        return {"day": value.isoformat()}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    raise TypeError(type(value))


def _typed(held: dict):
    if len(held) == 1:
        if "day" in held:
            return date.fromisoformat(held["day"])
        if "rough" in held:
            return RoughDay.read(held["rough"])
        if "number" in held:
            return Decimal(held["number"])
    return held


def unpack(data: bytes) -> dict:
    """What was kept: facts, readings (name → number of its facts), said."""
    stored = json.loads(zlib.decompress(data), object_hook=_typed)
    stored["said"] = {
        name: {code: Outcome(*pair) for code, pair in rows.items()}
        for name, rows in stored["said"].items()
    }
    return stored


class Readings(Mapping):
    """Reading → claim with every step, each computed from the kept facts when asked for."""

    def __init__(self, stored: dict, pack_name: str, on: date):
        self._stored, self._pack, self._on = stored, pack_name, on
        self._done: dict[int, law.Claim] = {}

    def __getitem__(self, name: str) -> "law.Claim":
        number = self._stored["readings"][name]
        if number not in self._done:
            facts = as_facts(self._stored["facts"][number])
            self._done[number] = law.claim(facts, pack=self._pack, on=self._on)
        return self._done[number]

    def __iter__(self):
        return iter(self._stored["readings"])

    def __len__(self) -> int:
        return len(self._stored["readings"])
