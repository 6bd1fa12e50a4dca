"""Search of names: open the sealed index of my compartments, compare in memory, keep nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from gongyou.vault.accounts.members import is_proved
from gongyou.vault.identities import index
from gongyou.vault.identities.models import NameBlock, NameChange
from gongyou.vault.identities.names import matches, normal
from gongyou.vault.identities.registry import Searchable, all_searchable
from gongyou.vault.identities.reveal import reveal_many
from gongyou.vault.journal.chain import append
from gongyou.vault.keys.errors import Tampered
from gongyou.vault.rights import Right

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor
    from gongyou.vault.identities.records import Record


@dataclass(frozen=True)
class Found:
    """One hit."""

    record_id: object
    display: str
    model: type[Record]
    values: dict


def search_names(actor: Actor, term: str, models=None, limit: int = 50) -> list[Found]:
    """The records whose names match, best first. One entry in the journal a search."""
    wanted = normal(term)
    if not wanted:
        return []
    hits: list[Found] = []
    total = 0
    for entry in all_searchable():
        label = entry.model._meta.label_lower
        if models is None or entry.model in models or label in models:
            found, count = _search(actor, wanted, entry, limit)
            hits, total = hits + found, total + count
    hits.sort(key=lambda hit: (not normal(hit.display).startswith(wanted), len(hit.display)))
    with transaction.atomic():
        append(actor, "vault.search_names", changes={"count": total})
    return hits[:limit]


def _search(actor: Actor, wanted: str, entry: Searchable, limit: int) -> tuple[list[Found], int]:
    compartments = actor.compartments(Right.READ_IDENTITY)
    in_blocks = list(_in_blocks(actor, wanted, entry, compartments))
    changed = _changed(actor, entry, compartments)
    ranked = [
        (not line.startswith(wanted), len(line), pk) for pk, line in in_blocks if pk not in changed
    ]
    for pk, values in changed.items():
        line = index.BAR.join(normal(value) for value in values.values() if value)
        if any(matches(wanted, name) for name in line.split(index.BAR)):
            ranked.append((not line.startswith(wanted), len(line), pk))
    ranked.sort(key=lambda item: item[:2])
    return _shown(actor, entry, [pk for _, _, pk in ranked], limit), len(ranked)


def _in_blocks(actor: Actor, wanted: str, entry: Searchable, compartments):
    blocks = NameBlock.objects.filter(
        compartment__in=compartments, record_type=entry.model._meta.label_lower
    )
    for block in blocks.iterator():
        try:
            packed = index.open_block(actor.keyring, block)
        except Tampered:
            # The index only saves time: what it held is read from the records from now on.
            _read_anew(entry, block)
            continue
        yield from index.find(packed, wanted)


def _read_anew(entry: Searchable, block: NameBlock) -> None:
    label = entry.model._meta.label_lower
    with transaction.atomic():
        NameBlock.objects.filter(compartment=block.compartment_id, record_type=label).delete()
        rows = entry.model.objects.filter(
            **{entry.model.compartment_path: block.compartment_id}
        ).exclude(data_key=None)
        NameChange.objects.bulk_create(
            [
                NameChange(record_id=pk, compartment_id=block.compartment_id, record_type=label)
                for pk in rows.values_list("pk", flat=True)
            ],
            ignore_conflicts=True,
        )


def _changed(actor: Actor, entry: Searchable, compartments) -> dict:
    """Names that are in no block yet; folded into blocks when they become many."""
    label, found = entry.model._meta.label_lower, dict[Any, dict]()
    for compartment in compartments:
        rows = NameChange.objects.filter(compartment=compartment, record_type=label)
        ids = list(rows.values_list("record_id", flat=True))
        if not ids:
            continue
        # Read, not made by their ids: a worker made so would draw a pseudonym for nothing.
        records = list(entry.model._base_manager.in_bulk(ids).values())
        values = reveal_many(actor, records, list(entry.fields), journal=False)
        if len(ids) > index.FOLD_AFTER and is_proved(actor.keyring, compartment):
            lines = [(pk, list(row.values())) for pk, row in values.items()]
            index.fold(actor.keyring, compartment, label, lines)
            rows.filter(record_id__in=ids).delete()
        found |= values
    return found


def _shown(actor: Actor, entry: Searchable, ids: list, limit: int) -> list[Found]:
    """The best hits that are still there and to be shown, with their names as they are now."""
    rows = entry.rows(actor) if entry.rows else entry.model.objects.all()
    rows = rows.visible_to(actor, Right.READ_IDENTITY)
    shown: list[Found] = []
    for start in range(0, len(ids), 2 * limit):
        part = ids[start : start + 2 * limit]
        values = reveal_many(actor, rows.filter(pk__in=part), list(entry.fields), journal=False)
        shown += [
            Found(pk, values[pk][entry.fields[0]] or "", entry.model, values[pk])
            for pk in part
            if pk in values
        ]
        if len(shown) >= limit:
            break
    return shown[:limit]
