"""The US labour statistics' annual table: published totals, against which our own are held."""

from __future__ import annotations

from typing import Any

from gongyou.advocacy.sheets.shapes import Column, Kind, Notes


def finish(facts: dict[str, Any], notes: Notes) -> None:
    """Nothing to add: a row of published totals tells of no event."""


ANNUAL = Kind(
    name="bls_annual",
    columns=(
        Column("year", "number", ("year",), needed=True),
        Column(
            "beginning",
            "number",
            ("number of work stoppages in the period",
             "number of work stoppages in the period beginning"),
            needed=True,
        ),
        Column("in_effect", "number", ("number of work stoppages in the period in effect",)),
        Column(
            "workers",
            "number",
            ("number of workers in thousands in the period beginning",),
            needed=True,
        ),
        Column(
            "workers_in_effect",
            "number",
            ("number of workers in thousands in the period in effect",),
        ),
        Column(
            "days",
            "number",
            ("days of idleness number in thousands",),
        ),
        Column(
            "share",
            "number",
            ("days of idleness percent of total working time",),
        ),
    ),
    finish=finish,
    first_year=1881,
)  # fmt: skip
