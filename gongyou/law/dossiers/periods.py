"""Lengths of periods: of a pack's dated figures, and those that no country owns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from ..engine.parameters import Figure


@dataclass(frozen=True)
class Period:
    """A length of the law on a day, with where it stands."""

    value: int
    unit: str
    source: str
    confidence: str
    since: date
    note: str = ""

    @classmethod
    def of(cls, figure: Figure) -> Period:
        """From a figure of a pack."""
        return cls(
            int(figure.value),
            figure.unit,
            figure.source,
            figure.confidence,
            figure.valid_from,
            figure.note,
        )


RECALLED = "recalled; the procedure's text could not be read: check before relying on it"
PERIODS: dict[str, tuple[Period, ...]] = {
    "ilo_further_information_months": (
        Period(1, "months", f"ILO, procedure for complaints of trade union rights ({RECALLED})",
               "low", date(1950, 1, 1)),
    ),
    "un_reply_days": (
        Period(60, "days", f"OHCHR, practice of special procedures ({RECALLED})", "low",
               date(2006, 6, 1)),
    ),
    "oecd_assessment_months": (
        Period(3, "months", f"OECD Guidelines, commentary to the procedures ({RECALLED})", "low",
               date(2011, 5, 25)),
    ),
    "right_of_reply_days": (
        Period(7, "days", "rule of this room: an employer that is to be named has seven days",
               "high", date(2000, 1, 1)),
    ),
    "brand_reply_days": (
        Period(30, "days", "asked for in the letter; no law sets it", "high", date(2000, 1, 1)),
    ),
}  # fmt: skip
