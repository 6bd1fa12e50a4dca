"""What the chronicle of a collective case holds, for case studies and comparisons."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gongyou.collective.public import (
    CollectiveCase,
    disagreements,
    event_lines,
    figures_of,
    profile,
    promises_on,
)
from gongyou.fieldwork.queries.conditions import Chronicle, Told
from gongyou.vault.public import Actor

PHASES = range(1, 8)


def chronicle_of(actor: Actor, case: CollectiveCase) -> Chronicle:
    """The events and figures of a case as the rules of conditions need them."""
    told = tuple(
        Told(
            line.event.pk,
            line.event.kind,
            line.event.starts,
            line.event.ends,
            line.event.ordinal,
            line.figures,
            tuple(line.sources),
        )
        for line in event_lines(actor, case, {})
    )
    outcome = profile(actor, case).get("outcome") or {}
    return Chronicle(
        told, tuple(_headcounts(actor, case)), case.result or outcome.get("result") or ""
    )


def _headcounts(actor: Actor, case: CollectiveCase):
    for row in figures_of(actor, case, "headcount"):
        if isinstance(row.get("value"), (int, float)):
            yield float(row["value"]), tuple(str(s) for s in row.get("sources") or ())


@dataclass(frozen=True)
class Gap:
    """Something that the chronicle does not tell, or tells in one voice, and what would fill it."""

    kind: str
    text: str
    would_fill: str
    event: object = None
    promise: object = None


def gaps(actor: Actor, case: CollectiveCase, lines) -> list[Gap]:
    """Phases without an event, promises nothing is told of, events with one source or none."""
    found = [*_phases(lines), *_promises(actor, case)]
    for line in lines:
        if len(set(line.sources)) < 2 and not line.event.own:
            text = _("one source") if line.sources else _("no source")
            found.append(Gap("source", f"{line.when}: {line.text}", _second(text), line.event))
    for text in profile(actor, case).get("not_found") or []:
        found.append(Gap("not_found", str(text), _("a source that tells it")))
    return found


def _second(text: str) -> str:
    return _("%(text)s: a second, independent one") % {"text": text}


def _phases(lines) -> list[Gap]:
    told = {line.event.phase for line in lines}
    return [
        Gap(
            "phase",
            _("Nothing is told of phase %(n)s.") % {"n": phase},
            _("an event of this phase"),
        )
        for phase in PHASES
        if phase not in told
    ]


def _promises(actor: Actor, case: CollectiveCase) -> list[Gap]:
    today = timezone.localdate()
    found = []
    for line in promises_on(actor, case, today, get_language() or "en"):
        if line.state == "not_told":
            found.append(
                Gap("promise", line.text, _("a word on whether it was kept"), None, line.promise)
            )
        elif line.state in ("overdue", "partly"):
            found.append(Gap("unpaid", line.text, _("a payment with its day"), None, line.promise))
    return found


def contradictions(actor: Actor, case: CollectiveCase) -> list[dict]:
    """Questions that sources answer differently; each answer with its sources."""
    return disagreements(actor, case)
