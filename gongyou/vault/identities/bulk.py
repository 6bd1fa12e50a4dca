"""Seal many records at once: imports with keys, and writers without keys."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction

from gongyou.vault.accounts.members import prove
from gongyou.vault.accounts.models import Compartment
from gongyou.vault.identities import index
from gongyou.vault.identities.registry import registered
from gongyou.vault.keys.aead import place, seal
from gongyou.vault.keys.data_keys import make, make_keyless
from gongyou.vault.keys.models import CompartmentKey, DataKey
from gongyou.vault.rights import Right

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor

BATCH = 2000


def seal_many(actor: Actor, pairs) -> list:
    """Seal values into many new records that lie under keys of their own.

    Args:
        pairs: (unsaved record, {field: text}) pairs. Their data keys are inserted in bulk;
            the caller then does `Model.objects.bulk_create(records)` in the same transaction.

    Returns:
        The records, in order.
    """
    records, rows = [], []
    current: dict = {}
    names: dict = {}
    for record, values in pairs:
        compartment_id = record.compartment_id_of()
        if compartment_id not in current:
            actor.require(Right.WRITE, compartment_id)
            current[compartment_id] = prove(actor.keyring, _compartment(compartment_id))
        row, opened = make(actor.keyring, current[compartment_id])
        record.data_key = row
        for name, value in values.items():
            record._put(record.sealed_field(name), opened, value)
        rows.append(row)
        records.append(record)
        entry = registered(type(record))
        if entry:
            line = (record.pk, [values.get(name) for name in entry.fields])
            names.setdefault((compartment_id, record._meta.label_lower), []).append(line)
    with transaction.atomic():
        DataKey.objects.bulk_create(rows, batch_size=BATCH)
        for (compartment_id, label), lines in names.items():
            compartment = actor.memberships[compartment_id].compartment
            index.add_new(actor.keyring, compartment, label, lines)
    return records


def current_key(compartment_id) -> CompartmentKey:
    """The key that writers without keys seal new records of a compartment to."""
    return _compartment(compartment_id).current_key  # type: ignore[return-value]


def _compartment(compartment_id) -> Compartment:
    return Compartment.objects.select_related("current_key").get(pk=compartment_id)


@dataclass
class SealedRow:
    """What a keyless writer prepared: a data key row, and ciphertexts by field."""

    data_key: DataKey
    values: dict[str, bytes | None] = field(default_factory=dict)


def seal_for(key: CompartmentKey, model, pk, values: dict) -> SealedRow:
    """Seal values of one future row to C.pub, without a query and without any key.

    Save `data_key` (bulk_create works) before the record; the record takes it as `data_key`
    and the ciphertexts as its fields.

    Args:
        key: the compartment's current key (`current_key(compartment_id)`), read once.
        pk: the id that the row will have.
    """
    row, opened = make_keyless(key)
    sealed = SealedRow(row)
    for name, value in values.items():
        column = model.sealed_field(name)
        where = place(model._meta.db_table, column.column, pk.bytes, row.pk.bytes)
        empty = value is None or value == ""
        sealed.values[name] = None if empty else seal(opened.secret, column.encode(value), where)
    return sealed
