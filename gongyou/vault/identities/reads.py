"""Note who read whose identity. Within a request, reads gather into one entry a kind.

Someone who turns pages of one case reads the same names again and again: whoever was noted
is not noted again for a quarter of an hour. Only ids are remembered for that, no name.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from django.db import transaction

from gongyou.vault.journal.chain import append

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor

NAMED = 50
AGAIN_SECONDS = 15 * 60
MOST = 50_000
_noted: dict[tuple, float] = {}


def note(actor: Actor, model, compartment_id, ids, names) -> None:
    """Note a read; it is written at once, or by `flush` at the end of the request."""
    key = (model, compartment_id)
    seen_ids, seen_names = actor.pending_reads.setdefault(key, ({}, set()))
    seen_ids.update(dict.fromkeys(ids))
    seen_names.update(names)
    if not actor.collects_reads:
        flush(actor)


def flush(actor: Actor) -> None:
    """Write the gathered reads."""
    reads, actor.pending_reads = actor.pending_reads, {}
    fresh = {key: _fresh(actor, ids, names) for key, (ids, names) in reads.items()}
    if not any(fresh.values()):
        return
    with transaction.atomic():
        for (model, compartment_id), (_, names) in reads.items():
            ids = fresh[model, compartment_id]
            if ids:
                _write(actor, model, compartment_id, ids, names)
                transaction.on_commit(partial(_remember, actor, ids, names))


@dataclass(frozen=True)
class _Named:
    """A record that an entry is about, by its kind and id."""

    _meta: object
    pk: object


def _write(actor: Actor, model, compartment_id, ids, names) -> None:
    # Not the model itself: making one may draw what belongs to a new record, such as a code.
    about = [_Named(model._meta, pk) for pk in ids] if len(ids) <= NAMED else []
    append(
        actor,
        "vault.read_identity",
        subject=about[0] if len(about) == 1 else None,
        changes={"count": len(ids), "fields": sorted(names), "what": model._meta.label_lower},
        about=about if len(about) > 1 else [],
        compartment=compartment_id,
        sealed={},
    )


def _key(actor: Actor, pk, names) -> tuple:
    return (actor.account.pk if actor.account else None, pk, tuple(sorted(names)))


def _fresh(actor: Actor, ids, names) -> list:
    """The records whose reading wasn't noted lately."""
    before = time.monotonic() - AGAIN_SECONDS
    return [pk for pk in ids if _noted.get(_key(actor, pk, names), before) <= before]


def _remember(actor: Actor, ids, names) -> None:
    if len(_noted) > MOST:
        _noted.clear()
    now = time.monotonic()
    _noted.update((_key(actor, pk, names), now) for pk in ids)


def note_damage(actor: Actor) -> None:
    """Write down which values could not be opened; coordinators look at the journal."""
    found = {one for one in actor.damaged if one not in _told}
    actor.damaged.clear()
    for label, pk, name in sorted(found, key=str):
        with transaction.atomic():
            append(actor, "vault.damaged", changes={"what": label, "id": str(pk), "field": name})
        _told.add((label, pk, name))


_told: set[tuple] = set()
