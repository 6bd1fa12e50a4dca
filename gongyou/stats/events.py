"""Event structure: which event could not have happened without which (Heise 1989).

Asked is only what does not follow from earlier answers: where C needs B and B needs A, C needs A.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Answers = Mapping[tuple[str, str], bool]


@dataclass(frozen=True)
class Break:
    """A claimed need that the sequence contradicts.

    `why`: `later` when the needed event came after, `missing` when it is not in the sequence.
    """

    event: str
    needed: str
    why: str


def needs_of(answers: Answers, event: str) -> set[str]:
    """All that an event needs, directly or through what it needs."""
    found: set[str] = set()
    waiting = [event]
    while waiting:
        now = waiting.pop()
        for (later, earlier), yes in answers.items():
            if yes and later == now and earlier not in found and earlier != event:
                found.add(earlier)
                waiting.append(earlier)
    return found


def next_question(order: Sequence[str], answers: Answers) -> tuple[str, str] | None:
    """The next pair (event, earlier event) to ask about; None when all is answered or follows."""
    for at, event in enumerate(order):
        for earlier in reversed(order[:at]):
            if (event, earlier) in answers:
                continue
            if earlier not in needs_of(answers, event):
                return event, earlier
    return None


def direct_needs(order: Sequence[str], answers: Answers) -> list[tuple[str, str]]:
    """The needs to draw: without those that follow from others."""
    needs = {event: needs_of(answers, event) for event in order}
    return [
        (event, earlier)
        for event in order
        for earlier in order
        if earlier in needs[event]
        and not any(earlier in needs[between] for between in needs[event] if between in needs)
    ]


def breaks(order: Sequence[str], answers: Answers) -> list[Break]:
    """Claimed needs that the order of events contradicts."""
    place = {event: at for at, event in enumerate(order)}
    found = []
    for (event, needed), yes in answers.items():
        if not yes or event not in place:
            continue
        if needed not in place:
            found.append(Break(event, needed, "missing"))
        elif place[needed] > place[event]:
            found.append(Break(event, needed, "later"))
    return found
