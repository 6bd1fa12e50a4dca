"""The US labour statistics' list of major work stoppages: 1,000 workers or more, one a row."""

from __future__ import annotations

from typing import Any

from gongyou.advocacy.sheets.shapes import Column, Kind, Notes


def finish(facts: dict[str, Any], notes: Notes) -> None:
    """Without an end it goes on; workers × workdays is days idle unless numbers changed."""
    if facts.get("end") is None:
        facts["state"] = "ongoing"
    facts["place_text"] = ", ".join(p for p in (facts.get("areas"), facts.get("region")) if p)
    told = [facts[name] for name in ("idled", "workdays", "days_idle") if name in facts]
    if len(told) == 3 and told[0] * told[1] != told[2]:
        notes.add("idle_differs", "days_idle")


LISTING = Kind(
    name="bls",
    columns=(
        Column(
            "employer",
            "text",
            ("employers involved", "organizations involved", "organization", "organizations",
             "employer s involved", "employer"),
            needed=True,
        ),
        Column("region", "text", ("states", "state")),
        Column("areas", "text", ("areas", "area")),
        Column("ownership", "text", ("ownership",)),
        Column("naics", "text", ("industry code", "industry code 1", "naics")),
        Column("union", "text", ("union", "unions", "union name")),
        Column("union_acronym", "text", ("union acronym",)),
        Column("local", "text", ("union local", "local")),
        Column(
            "start",
            "day",
            ("work stoppage beginning date", "beginning date", "date work stoppage began",
             "work stoppage begin date"),
            needed=True,
        ),
        Column(
            "end",
            "day",
            ("work stoppage ending date", "ending date", "date work stoppage ended",
             "work stoppage end date"),
        ),
        Column(
            "idled",
            "number",
            ("number of workers", "number of workers 2", "workers", "number of workers involved"),
            needed=True,
        ),
        Column("workdays", "number", ("number of workdays", "workdays")),
        Column(
            "days_idle",
            "number",
            ("days idle cumulative for this work stoppage", "days idle",
             "days idle cumulative for this work stoppage 3", "cumulative days idle"),
        ),
        Column("note", "text", ("notes", "note", "comments")),
    ),
    finish=finish,
    first_year=1947,
)  # fmt: skip
