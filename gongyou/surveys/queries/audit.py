"""The log that a phone keeps of an interview: what was opened, changed, when, for how long.

A CSV beside the answers: event, node, start, end in milliseconds, and as the form asks for it
place, old and new value, who, and why something was changed afterwards.
"""

import csv
import datetime as dt
import io
import re
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from gongyou.surveys.keys import name_digest
from gongyou.surveys.models import Submission
from gongyou.surveys.queries.opened import file_bytes
from gongyou.surveys.schema import Schema
from gongyou.vault.public import Actor

NAME = "audit.csv"
MOST = 20_000
STEP = re.compile(r"\[\d+\]")
EVENTS = {
    "question": _("question"),
    "group questions": _("questions on one page"),
    "form start": _("form begun"),
    "form exit": _("form left"),
    "form resume": _("form taken up again"),
    "form save": _("form saved"),
    "form finalize": _("form finished"),
    "end screen": _("last page"),
    "save error": _("could not be saved"),
    "finalize error": _("could not be finished"),
    "constraint error": _("answer out of bounds"),
    "jump": _("jumped to the overview"),
    "hierarchy": _("jumped to the overview"),
    "add repeat": _("repeat added"),
    "delete repeat": _("repeat removed"),
    "repeat": _("repeat"),
    "promptNewRepeat": _("asked for another repeat"),
    "beginning of form": _("first page"),
    "change reason": _("reason of a change"),
    "background audio disabled": _("recording switched off"),
    "background audio enabled": _("recording switched on"),
    "location tracking enabled": _("place recorded"),
    "location tracking disabled": _("place not recorded"),
    "location permissions granted": _("place allowed"),
    "location permissions not granted": _("place not allowed"),
    "location providers enabled": _("positioning on"),
    "location providers disabled": _("positioning off"),
    "google play services not available": _("positioning not available"),
    "device id sent": _("device named"),
    "device id not sent": _("device not named"),
}


@dataclass
class Event:
    """One line of the log."""

    kind: str
    path: str
    label: str
    start: dt.datetime | None
    seconds: float | None
    place: str = ""
    old: str = ""
    new: str = ""
    user: str = ""
    reason: str = ""

    @property
    def what(self) -> str:
        """The event in words; one we do not know keeps its own."""
        return EVENTS.get(self.kind, self.kind)  # type: ignore[return-value]

    @property
    def changed(self) -> bool:
        """Whether an answer that was there became another."""
        return bool(self.old) and self.old != self.new


@dataclass
class Log:
    """All events, and where the time went."""

    events: list[Event]
    cut: bool = False
    seconds: dict = field(default_factory=dict)

    @property
    def slowest(self) -> list[tuple[str, float]]:
        """The questions that took longest."""
        return sorted(self.seconds.items(), key=lambda pair: -pair[1])[:10]

    @property
    def changes(self) -> int:
        """How many answers were changed."""
        return sum(event.changed for event in self.events)


def has_log(submission: Submission) -> bool:
    """Whether a log came with a submission; needs no key."""
    rows = submission.attachments.filter(name_digest=name_digest(NAME), present=True)
    return rows.exists()


def log_of(actor: Actor, submission: Submission, schema: Schema, language: str) -> Log | None:
    """The log of a submission, or None."""
    row = submission.attachments.filter(name_digest=name_digest(NAME), present=True).first()
    return read_log(file_bytes(actor, row), schema, language) if row else None


def read_log(content: bytes, schema: Schema, language: str = "") -> Log:
    """Read a log. Lines that make no sense keep what can be read of them."""
    text = content.decode("utf-8-sig", "replace")
    labels = {each.path: each.label(language) for each in schema.fields}
    rows = csv.DictReader(io.StringIO(text.replace("\0", "")))
    log = Log([])
    for number, row in enumerate(rows):
        if number >= MOST:
            log.cut = True
            break
        log.events.append(_event({k: v or "" for k, v in row.items() if k}, labels))
    for event in log.events:
        if event.kind == "question" and event.seconds:
            log.seconds[event.label] = log.seconds.get(event.label, 0) + event.seconds
    return log


def _event(row: dict, labels: dict) -> Event:
    path = STEP.sub("", row.get("node", "")).strip("/").partition("/")[2]
    start, end = _moment(row.get("start", "")), _moment(row.get("end", ""))
    place = " ".join(row.get(name, "") for name in ("latitude", "longitude")).strip()
    return Event(
        kind=row.get("event", ""), path=path, label=labels.get(path, path), start=start,
        seconds=(end - start).total_seconds() if start and end and end >= start else None,
        place=place, old=row.get("old-value", ""), new=row.get("new-value", ""),
        user=row.get("user", ""), reason=row.get("change-reason", ""),
    )  # fmt: skip


def _moment(text: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromtimestamp(int(text) / 1000, dt.UTC)
    except (ValueError, OverflowError, OSError):
        return None
