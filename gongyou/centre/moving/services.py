"""Moving in from another system, and taking it back, each in one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple
from hashlib import blake2b

from django.apps import apps
from django.db import transaction

from gongyou.centre.codes import CLOSED_STATUSES
from gongyou.centre.models import (
    Case,
    ClaimLine,
    ClaimVersion,
    Deadline,
    MoveIn,
    MovePlan,
    Worker,
)
from gongyou.centre.moving import folder
from gongyou.centre.moving.reading import Reading, read
from gongyou.centre.moving.rows import Rows
from gongyou.centre.services.claims import compute_claims
from gongyou.law import DEFAULT_LAW
from gongyou.vault.public import Actor, Right, files, journal

PART = 500
# What follows from the facts by itself, and goes with them.
FOLLOWS = (ClaimVersion, ClaimLine)
# Columns that change without anybody working on the row.
BY_ITSELF = {"data_key_id", "created_at", "claimed", "claimed_low", "claimed_high", "next_deadline"}


class EmployersNotSaid(ValueError):
    """Some employers are not known here, and nobody said yet that they are new."""


class CannotUndo(ValueError):
    """Work was done on what came; says how many records stand in the way."""


@transaction.atomic
def upload_move(*, by: Actor, compartment, uploads, pack: str = DEFAULT_LAW) -> MoveIn:
    """Keep files of another system, encrypted as one, ready to be mapped.

    Raises:
        Refused: they cannot be looked into.
        TooMuch: they are too many.
    """
    by.require(Right.WRITE, compartment)
    given = folder.gathered(uploads)
    names = _apart([name for name, _ in given])
    content = folder.packed([(str(n), held) for n, (_, held) in enumerate(given)])
    stored = files.store(by, compartment, content, kind="move", name="", folder=True)
    left_out = {names[int(entry)]: code for entry, code in stored.left_out.items()}
    move = MoveIn(compartment=compartment, owner=by.account, file=stored, pack=pack)
    title = ", ".join(folder.shown(name) for name in names[:3])
    title += f" … ({len(names)})" if len(names) > 3 else ""
    move.seal(by, title=title, body={"names": names, "left_out": left_out})
    move.save()
    journal.append(by, "centre.upload_move", move, changes={"count": len(names)})
    return move


def _apart(names: list[str]) -> list[str]:
    """Names that are all different."""
    found: list[str] = []
    for name in names:
        number, made = 1, name
        while made in found:
            number += 1
            made = f"{name} ({number})"
        found.append(made)
    return found


@transaction.atomic
def keep_move(*, by: Actor, move: MoveIn, body: dict) -> MoveIn:
    """Keep what was said of columns, states, people for the next reading."""
    move.seal(by, body=body)
    move.take_sealed_changes()
    if move.status == "uploaded":
        move.status = "mapped"
    move.save()
    journal.append(by, "centre.map_move", move)
    return move


@transaction.atomic
def save_plan(*, by: Actor, move: MoveIn, name: str, groups: list[dict]) -> MovePlan:
    """Keep a mapping by a name; one of the same name is replaced."""
    by.require(Right.WRITE, move.compartment)
    known = MovePlan.objects.filter(compartment=move.compartment)
    same = (plan for plan in known if plan.reveal(by, "name") == name)
    plan = next(same, None) or MovePlan(compartment=move.compartment, owner=by.account)
    plan.seal(by, name=name, groups=groups)
    plan.take_sealed_changes()
    plan.save()
    journal.append(by, "centre.save_move_plan", plan)
    return plan


@transaction.atomic
def drop_move(*, by: Actor, move: MoveIn) -> None:
    """Throw uploaded files away that are not moved in."""
    by.require(Right.WRITE, move.compartment)
    if move.status == "imported":
        return
    stored, move.file = move.file, None
    move.save(update_fields=["file"])
    journal.append(by, "centre.drop_move", move, sealed={})
    files.delete_file(by, stored)
    move.delete()


@transaction.atomic
def move_in(*, by: Actor, move: MoveIn, body: dict) -> MoveIn:
    """Bring everyone in, and compute the claims of what is open, so that no last day is missed.

    Raises:
        EmployersNotSaid: there are new ones, and `body` does not say that they are.
    """
    by.require(Right.WRITE, move.compartment)
    move = MoveIn.objects.select_for_update().select_related("file", "compartment").get(pk=move.pk)
    if move.status == "imported":
        return move
    reading: Reading = read(by, move, body)
    if reading.new_employers and not body.get("new_employers"):
        raise EmployersNotSaid(len(reading.new_employers))
    made = Rows(by, move, reading).made
    workers = made[Worker]
    move.seal(by, body=body | {"troubles": [astuple(one) for one in reading.troubles]})
    move.take_sealed_changes()
    move.status, move.counts = "imported", reading.counts | _counted(made)
    move.created = {
        model._meta.label: _digests(model, [row.pk for row in rows]) for model, rows in made.items()
    }
    move.save()
    about = [*workers, *{p.known for p in reading.people if p.known} - set(workers)]
    journal.append(by, "centre.move_in", move, changes=move.counts, about=about)
    running = [case for case in made[Case] if case.status not in CLOSED_STATUSES]
    compute_claims(by=by, employments=list({case.employment for case in running}))
    return move


def _counted(made: dict) -> dict[str, int]:
    """How many rows of each kind came."""
    return {f"new_{model._meta.model_name}": len(rows) for model, rows in made.items()}


@transaction.atomic
def undo_move(*, by: Actor, move: MoveIn) -> MoveIn:
    """Take back everything that came, with the claims that were computed of it.

    Raises:
        CannotUndo: somebody worked on it since; nothing is taken back.
    """
    by.require(Right.WRITE, move.compartment)
    move = MoveIn.objects.select_for_update().get(pk=move.pk)
    if move.status != "imported":
        return move
    created = {apps.get_model(label): rows for label, rows in move.created.items()}
    if used := _in_the_way(created):
        raise CannotUndo(used)
    for part in _parts(created.get(Case, {})):
        Deadline.objects.filter(case__in=part, computed=True).delete()
    for model in reversed(list(created)):
        for part in _parts(created[model]):
            model._base_manager.filter(pk__in=part).delete()
    move.created, move.status = {}, "undone"
    move.save()
    journal.append(by, "centre.undo_move", move, changes=move.counts)
    return move


def _in_the_way(created: dict) -> int:
    """How many records point to what came, or are what came and were changed, or are gone."""
    used: set[tuple[type, str]] = set()
    for model, rows in created.items():
        now = _digests(model, list(rows))
        used |= {(model, pk) for pk, digest in rows.items() if now.get(pk) != digest}
        for relation in model._meta.related_objects:
            other = relation.related_model
            if other in FOLLOWS or relation.many_to_many:
                continue
            mine = created.get(other, {})
            for part in _parts(rows):
                found = other._base_manager.filter(**{f"{relation.field.name}__in": part})
                if other is Deadline:
                    found = found.filter(computed=False)
                ids = map(str, found.values_list("pk", flat=True))
                used |= {(other, pk) for pk in ids if pk not in mine}
    return len(used)


def _digests(model, ids: list) -> dict[str, str]:
    """Id → a digest of the row as the database has it."""
    found = {}
    names = [f.attname for f in model._meta.concrete_fields if f.attname not in BY_ITSELF]
    for part in _parts(ids):
        for row in model._base_manager.filter(pk__in=part).values_list("pk", *names):
            text = "\x1f".join(
                bytes(v).hex() if isinstance(v, memoryview) else repr(v) for v in row
            )
            found[str(row[0])] = blake2b(text.encode(), digest_size=6).hexdigest()
    return found


def _parts(ids) -> Iterator[list]:
    ids = list(ids)
    for start in range(0, len(ids), PART):
        yield ids[start : start + PART]
