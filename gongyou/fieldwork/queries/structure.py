"""Event structure of a case study: the next question, the graph, where it breaks."""

from __future__ import annotations

from dataclasses import dataclass

from gongyou.fieldwork.models import CaseStudy
from gongyou.stats import events

MOST = 40


@dataclass
class Structure:
    """Events as lines by key; the next pair to ask about; needs that are drawn; contradictions."""

    lines: dict
    question: tuple | None
    needs: list[tuple]
    breaks: list[tuple]
    answered: int


def structure(study: CaseStudy, lines) -> Structure:
    """What was answered so far about what needed what, over the events of the chronicle."""
    ordered = sorted(lines, key=lambda line: (line.event.starts, line.event.ordinal))[:MOST]
    by_key = {str(line.event.pk): line for line in ordered}
    order = list(by_key)
    rows = list(study.needanswer_set.all())
    answers = {(str(row.event_id), str(row.needed_id)): row.yes for row in rows}
    pair = events.next_question(order, answers)
    return Structure(
        by_key,
        tuple(by_key[key] for key in pair) if pair else None,
        [(by_key[a], by_key[b]) for a, b in events.direct_needs(order, answers)],
        [(by_key.get(b.event), by_key.get(b.needed), b.why) for b in events.breaks(order, answers)],
        len(rows),
    )
