"""The US mediation service's work stoppages: a case may hold several stoppages, in four layouts.

A section's header states its own totals: the count is of *distinct case numbers*, the sum of the
bargaining units is of *all rows*. Ending fiscal year = year of the end, one more from October. The
stated duration counts both ends, up to the day of the report while a stoppage goes on.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from gongyou.advocacy.codebook.words import code_cell
from gongyou.advocacy.sheets.cells import EMPTY_WORDS, text_of
from gongyou.advocacy.sheets.shapes import Column, Kind, Notes

OCTOBER = 10
_SECTION = re.compile(r"(\d[\d,]*)\s+(ongoing|ended|new|closed|completed|open|active)\b.*", re.I)
_LOCAL = re.compile(r"\bLocal\s*$", re.I)
_STATES = {"ongoing": "ongoing", "open": "ongoing", "active": "ongoing", "new": "ongoing"}


def section(text: str) -> tuple[str, int] | None:
    """(state, stated number of cases) of a section's header.

    >>> section("6 Ongoing Cases")
    ('ongoing', 6)
    """
    found = _SECTION.fullmatch(text_of(text))
    if not found:
        return None
    return _STATES.get(found[2].lower(), "ended"), int(found[1].replace(",", ""))


def finish(facts: dict[str, Any], notes: Notes) -> None:
    """Parties, place, days, and the checks that the sheet makes possible."""
    _parties(facts, notes)
    _place(facts, notes)
    _industry(facts, notes)
    if _LOCAL.search(facts.get("union", "")):
        notes.add("no_local", "union")
    start, end = facts.get("start"), facts.get("end")
    if end is None and "state" not in facts and start is not None:
        facts["state"] = "not_told"
    if start and end and start <= end:
        _check(facts, notes, start, end)
    idled, unit = facts.get("idled"), facts.get("unit")
    if idled is not None and unit is not None and idled > unit:
        notes.add("more_than_unit", "idled")
    if idled == 0:
        notes.add("nobody_idled", "idled")


def _check(facts: dict[str, Any], notes: Notes, start: date, end: date) -> None:
    stated = facts.get("duration")
    if stated is not None and stated != (end - start).days + 1:
        notes.add("duration_differs", "duration")
    year = facts.get("fiscal_year")
    if year is not None and int(year) != end.year + (end.month >= OCTOBER):
        notes.add("fiscal_year_differs", "fiscal_year")


def _parties(facts: dict[str, Any], notes: Notes) -> None:
    """ "Parties" is employer/union; where more than one slash stands, it stays whole too."""
    parties = facts.get("parties")
    if not parties:
        return
    head, slash, tail = parties.rpartition("/")
    facts["employer"], facts["union"] = (head.strip(), tail.strip()) if slash else (parties, "")
    if "/" in head:
        notes.add("several_slashes", "parties")


def _place(facts: dict[str, Any], notes: Notes) -> None:
    both = facts.pop("city_state", "")
    city, state = facts.get("city", ""), facts.get("region", "")
    if both:
        city, comma, state = both.rpartition(",")
        city, state = (city, state) if comma else (both, "")
        facts["city"], facts["region"] = city.strip(), state.strip()
    named = "city_state" if both else "region"
    if not facts.get("region") or facts["region"].casefold() in EMPTY_WORDS:
        facts["region"] = ""
        notes.add("no_place", named)
    if facts.get("city", "").casefold().startswith(("various", "multiple")):
        notes.add("several_places", "city_state" if both else "city")
    elif re.search(r"\d{5}|,", facts.get("city", "")):
        notes.add("more_than_a_city", "city_state" if both else "city")
    facts["place_text"] = ", ".join(p for p in (facts.get("city"), facts.get("region")) if p)


def _industry(facts: dict[str, Any], notes: Notes) -> None:
    if "industry" not in facts:
        return
    codes, unknown = code_cell("fmcs", "industry", facts["industry"], several=False)
    facts["industry_codes"] = codes
    for part in unknown:
        notes.add("no_code", "industry", part)


FMCS = Kind(
    name="fmcs",
    columns=(
        Column(
            "case_number",
            "id",
            ("case number", "fmcs case number", "case #", "case no", "case id", "case num"),
            needed=True,
        ),
        Column("employer", "text", ("employer", "employer name", "company", "company name")),
        Column("parties", "text", ("parties", "parties employer union", "employer union")),
        Column("union", "text", ("union", "union name")),
        Column("local", "text", ("union local", "local", "local number", "union local number")),
        Column("city", "text", ("affected city", "city", "employer city", "location city")),
        Column("region", "text", ("affected state", "state", "employer state", "st")),
        Column("city_state", "text", ("city state", "location", "affected city state", "place")),
        Column("unit", "number", ("bu", "bu size", "bargaining unit", "bargaining unit size")),
        Column("naics", "text", ("naics", "naics code")),
        Column("industry", "text", ("industry", "industry name", "sector")),
        Column(
            "idled",
            "number",
            ("# idled", "idled", "number idled", "no idled", "employees idled", "workers idled"),
        ),
        Column(
            "start",
            "day",
            ("start date", "ws begin date", "begin date", "ws start date", "start",
             "beginning date", "work stoppage begin date", "work stoppage start date",
             "stoppage start date"),
            needed=True,
        ),
        Column(
            "end",
            "day",
            ("end date", "ws end date", "end", "ending date", "work stoppage end date",
             "stoppage end date"),
        ),
        Column("duration", "number", ("duration", "duration days", "days", "duration in days")),
        Column("fiscal_year", "number", ("ending fiscal year", "fiscal year", "fy", "ending fy")),
    ),
    finish=finish,
    section=section,
    first_year=1930,
    counted="case_number",
    summed="unit",
)  # fmt: skip
