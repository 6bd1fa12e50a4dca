"""Frequencies, co-occurrence, codes × attributes: each cell opens the passages behind it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from gongyou.fieldwork import codes as choices
from gongyou.fieldwork.models import Coding, Participant, Study, Voice
from gongyou.fieldwork.queries.codings import visible
from gongyou.fieldwork.queries.pages import Named, code_tree

ATTRIBUTES: dict[str, dict] = {
    "role": dict(choices.ROLES),
    "sex": dict(choices.SEXES),
    "age": dict(choices.AGES),
    "sector": {},
}


@dataclass(frozen=True)
class Table:
    """A table of counts: rows and columns with their keys and names."""

    columns: list[tuple[str, str]]
    rows: list[tuple[Named, list[int]]]


def by_attribute(actor, study: Study, attribute: str) -> Table:
    """How many passages of each code people of each kind have."""
    person = dict(Voice.objects.filter(text__study=study).values_list("pk", "participant_id"))
    rows = Participant.objects.filter(study=study).values_list("pk", attribute)
    value = dict(rows)
    cells: dict = defaultdict(int)
    for row in _once(actor, study):
        if row.start_turn is not None:
            whose = value.get(person.get(row.start_turn.voice_id), "")
            cells[row.code_id, whose or ""] += 1
    names = ATTRIBUTES[attribute]
    used = sorted({key for _code, key in cells})
    columns = [(key, str(names.get(key, key)) or "—") for key in used]
    tree = [
        one for one in code_tree(actor, study) if any((one.code.pk, key) in cells for key in used)
    ]
    return Table(columns, [(one, [cells[one.code.pk, key] for key in used]) for one in tree])


def together(actor, study: Study) -> Table:
    """How often two codes lie over the same words."""
    by_text: dict = defaultdict(list)
    for row in _once(actor, study):
        if row.start_turn is not None and row.end_turn is not None:
            by_text[row.text_id].append(row)
    cells: dict = defaultdict(int)
    for rows in by_text.values():
        rows.sort(key=lambda row: (row.start_turn.number, row.start))
        for at, one in enumerate(rows):
            for other in rows[at + 1 :]:
                if (other.start_turn.number, other.start) >= (one.end_turn.number, one.end):
                    break
                if other.code_id != one.code_id:
                    cells[one.code_id, other.code_id] += 1
                    cells[other.code_id, one.code_id] += 1
    tree = [one for one in code_tree(actor, study) if any(one.code.pk == a for a, _b in cells)]
    columns = [(one.code.ref, one.name) for one in tree]
    return Table(
        columns, [(one, [cells[one.code.pk, other.code.pk] for other in tree]) for one in tree]
    )


def _once(actor, study: Study) -> list[Coding]:
    """Codings, the same words with the same code by several coders once."""
    seen: dict = {}
    for row in visible(actor, text__study=study, code__isnull=False):
        place = (row.text_id, row.code_id, row.start_turn_id, row.start, row.end_turn_id, row.end)
        seen.setdefault(place, row)
    return list(seen.values())
