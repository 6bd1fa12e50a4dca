"""Printed words of a data set to codes of the codebook: synonyms first, then patterns, else listed.

A pattern's code is a proposal: what it came from stays with the report. Nothing becomes "other" by
itself: a part that no word of ours knows is given back whole, to be listed and mapped by somebody.
"""

from __future__ import annotations

import csv
import re
from datetime import date
from functools import cache
from pathlib import Path

EDITION = "2026-1"
FOLDER = Path(__file__).parent / EDITION


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one file of the codebook."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as held:
        return list(csv.DictReader(held))


@cache
def codes(which: str) -> dict[str, dict[str, str]]:
    """code → its row, of one list (act, demand, response, industry, enterprise, result, method)."""
    return {row["code"]: row for row in rows("codes") if row["list"] == which}


@cache
def _synonyms(dataset: str, which: str) -> dict[str, str]:
    held = rows("synonyms")
    return {
        row["printed"]: row["code"]
        for row in held
        if row["dataset"] == dataset and row["list"] == which
    }


@cache
def _patterns(which: str) -> list[tuple[re.Pattern, str]]:
    return [
        (re.compile(row["words"], re.IGNORECASE), row["code"])
        for row in rows("patterns")
        if row["list"] == which
    ]


@cache
def code_cell(
    dataset: str, which: str, printed: str, several: bool = True
) -> tuple[list[str], list[str]]:
    """(codes, parts that no word knows) of a printed cell.

    >>> code_cell("clb", "demand", "Wage Arrears, Pay Increase")
    (['wage_arrears', 'pay_increase'], [])
    """
    known = _synonyms(dataset, which)
    found: list[str] = []
    rest: list[str] = []
    for part, is_known in _parts(printed, known) if several else [(printed, False)]:
        key = part.casefold().strip(" .")
        if is_known or key in known:
            found.append(known[key])
        elif code := _by_pattern(which, part):
            found.append(code)
        else:
            rest.append(part)
    return list(dict.fromkeys(found)), rest


def _by_pattern(which: str, part: str) -> str | None:
    return next((code for pattern, code in _patterns(which) if pattern.search(part)), None)


def _parts(printed: str, known: dict[str, str]) -> list[tuple[str, bool]]:
    """Cut at commas only around known phrases, the longest first; what is left stays whole."""
    pieces = [" ".join(piece.split()) for piece in printed.split(",")]
    pieces = [piece for piece in pieces if piece]
    longest = max((phrase.count(",") + 1 for phrase in known), default=1)
    found: list[tuple[str, bool]] = []
    free: list[str] = []
    at = 0
    while at < len(pieces):
        for size in range(min(longest, len(pieces) - at), 0, -1):
            phrase = ", ".join(pieces[at : at + size])
            if phrase.casefold().strip(" .") in known:
                found += [(", ".join(free), False)] if free else []
                free = []
                found.append((phrase, True))
                at += size
                break
        else:
            free.append(pieces[at])
            at += 1
    return found + ([(", ".join(free), False)] if free else [])


@cache
def concept(name: str) -> frozenset[str]:
    """The codes that a derived concept stands for; it bridges periods that code differently."""
    row = next(row for row in rows("derived") if row["concept"] == name)
    return frozenset(row["codes"].split())


@cache
def periods(dataset: str, which: str) -> list[dict[str, str]]:
    """How a data set used a list over time: each row is a period, its beginning a break."""
    held = rows("periods")
    return [row for row in held if row["dataset"] == dataset and row["list"] == which]


@cache
def coverage(dataset: str) -> dict[str, str]:
    """What a data set counts, what it leaves out, and whom to credit."""
    return next((row for row in rows("coverage") if row["dataset"] == dataset), {})


@cache
def calendar_days(calendar: str, kind: str = "rest") -> frozenset[date]:
    """The holidays of a calendar ("rest") or its made-up days ("workday"); none if unknown."""
    held = rows("workdays")
    return frozenset(
        date.fromisoformat(row["date"])
        for row in held
        if row["calendar"] == calendar and row["kind"] == kind
    )
