"""A sheet of no known kind, read by a mapping that somebody saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gongyou.advocacy.sheets.cells import band_of, head_of
from gongyou.advocacy.sheets.shapes import Column, Kind, Notes

# What a column of any sheet may be mapped to, and how it is then read.
FIELDS: dict[str, str] = {
    "start": "day",
    "end": "day",
    "title": "text",
    "text": "text",
    "region": "text",
    "city": "text",
    "employer": "text",
    "union": "text",
    "industry": "text",
    "participants": "band",
    "idled": "number",
    "unit": "number",
    "workdays": "number",
    "days_idle": "number",
    "acts": "list",
    "demands": "list",
    "responses": "list",
    "case_number": "id",
    "note": "text",
}


def mapped_kind(mapping: Mapping[str, str]) -> Kind:
    """The kind that a mapping (head → field) makes.

    Raises:
        ValueError: a field that there is not, one field twice, or no day of the beginning.
    """
    fields = list(mapping.values())
    if not set(fields) <= set(FIELDS) or len(set(fields)) != len(fields) or "start" not in fields:
        raise ValueError("mapping")
    columns = tuple(
        Column(field, FIELDS[field], (head_of(head),), needed=True)
        for head, field in mapping.items()
    )
    return Kind("mapped", columns, finish)


def finish(facts: dict[str, Any], notes: Notes) -> None:
    """The size as a range, the place as printed."""
    printed = facts.get("participants")
    if printed:
        band = band_of(printed)
        if band is None:
            notes.add("no_band", "participants")
        else:
            facts["low"], facts["high"], facts["basis"] = band
    facts["place_text"] = ", ".join(p for p in (facts.get("city"), facts.get("region")) if p)
