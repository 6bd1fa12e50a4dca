"""What every reader of transcripts gives."""

from __future__ import annotations

from dataclasses import dataclass, field

from gongyou.fieldwork.formats.deviations import Deviation


@dataclass(frozen=True)
class Said:
    """One turn: who, from when to when (milliseconds; None: not said), which words."""

    speaker: str
    words: str
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass
class Transcript:
    """The turns of a file, in order, and what in it was not as it should be."""

    format: str
    turns: list[Said]
    deviations: list[Deviation] = field(default_factory=list)
    # Lines before the first turn: title, day, who is who.
    front: list[str] = field(default_factory=list)
    # {label: name}, where the file itself says who a label is.
    legend: dict[str, str] = field(default_factory=dict)
    # Labels of those who ask, where the file says so.
    interviewers: list[str] = field(default_factory=list)
    language: str = ""
    media: str = ""

    @property
    def speakers(self) -> dict[str, int]:
        """Labels with how many turns each has."""
        found: dict[str, int] = {}
        for turn in self.turns:
            found[turn.speaker] = found.get(turn.speaker, 0) + 1
        return found


def milliseconds(seconds: float) -> int:
    """From seconds, rounded to the nearest."""
    return round(float(seconds) * 1000)
