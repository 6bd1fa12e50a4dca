"""Conflicts of interest: one person or firm on both sides of what the centre works on."""

from dataclasses import dataclass

from gongyou.centre.models import Case, Contact, Opponent, Proceeding, Witness, Worker
from gongyou.centre.names import person_key
from gongyou.centre.queries.people import match_employers
from gongyou.vault.public import Actor, Right, reveal_many, search_names

OURS, WITNESS, OTHER = "ours", "witness", "other"


@dataclass(frozen=True)
class Found:
    """Somebody of that name, on which side, in which case or firm."""

    side: str
    name: str
    role: str
    worker: Worker | None = None
    case: Case | None = None
    firm: object = None


def conflicts(actor: Actor, term: str) -> list[Found]:
    """Everyone who is called so among clients, witnesses and those on the other side."""
    if len(person_key(term)) < 2 or not actor.unlocked:
        return []
    rows = [*_clients(actor, term), *_witnesses(actor, term), *_others(actor, term)]
    return rows + [
        Found(OTHER, employer.name, "employer", firm=employer)
        for employer in match_employers(actor, term, limit=5)
        if Case.objects.visible_to(actor).filter(employer=employer).exists()
    ]


def on_both_sides(rows: list[Found]) -> bool:
    """Whether somebody of the name is a client and somebody is not, or a witness elsewhere."""
    sides = {row.side for row in rows}
    return OURS in sides and len(sides) > 1


def of_case(actor: Actor, case: Case) -> list[tuple[str, list[Found]]]:
    """Names of a case that stand on another side elsewhere: (name, where), only true conflicts."""
    asked = [case.worker.reveal(actor, "name")]
    asked += [w.reveal(actor, "name") for w in case.witnesses.filter(withdrawn_on=None)]
    opponent = Opponent.objects.filter(employer=case.employer_id).first()
    asked += [opponent.reveal(actor, "head_name")] if opponent else []
    found = []
    for name in dict.fromkeys(filter(None, asked)):
        rows = [row for row in conflicts(actor, name) if person_key(row.name) == person_key(name)]
        if on_both_sides(rows):
            found.append((name, rows))
    return found


def _clients(actor: Actor, term: str) -> list[Found]:
    hits = search_names(actor, term, models=[Worker, Contact], limit=30)
    people = Worker.objects.visible_to(actor, Right.READ_IDENTITY)
    workers = people.in_bulk([hit.record_id for hit in hits if hit.model is Worker])
    return [
        Found(OURS, hit.display, "client", worker=workers[hit.record_id])
        for hit in hits
        if hit.record_id in workers
    ]


def _witnesses(actor: Actor, term: str) -> list[Found]:
    rows = Witness.objects.visible_to(actor, Right.READ_IDENTITY).filter(withdrawn_on=None)
    return [
        Found(WITNESS, name, "witness", case=row.case)
        for row, name in _called(actor, rows.select_related("case__worker"), "name", term)
    ]


def _others(actor: Actor, term: str) -> list[Found]:
    heads = Opponent.objects.visible_to(actor, Right.READ_IDENTITY).select_related("employer")
    agents = Proceeding.objects.visible_to(actor, Right.READ_IDENTITY)
    found = [
        Found(OTHER, name, "head", firm=row.employer)
        for row, name in _called(actor, heads, "head_name", term)
    ]
    return found + [
        Found(OTHER, name, "agent", case=row.case)
        for row, name in _called(actor, agents.select_related("case__worker"), "other_agent", term)
    ]


def _called(actor: Actor, rows, field: str, term: str):
    """Rows whose sealed name holds the term, compared in memory."""
    held = list(rows.exclude(**{field: None}))
    texts = reveal_many(actor, held, [field])
    wanted = person_key(term)
    for row in held:
        name = texts.get(row.pk, {}).get(field) or ""
        if wanted in person_key(name):
            yield row, name
