"""Read many sealed values at once: one query, two decryptions a row and field."""

from __future__ import annotations

from collections import defaultdict
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from gongyou.vault.accounts.members import is_proved
from gongyou.vault.identities.fields import in_place_of
from gongyou.vault.identities.reads import note, note_damage
from gongyou.vault.journal.chain import housekeeping
from gongyou.vault.keys.aead import at_row, place
from gongyou.vault.keys.data_keys import OpenKey, open_wrap, relatives, rewrap_many, unseal_by
from gongyou.vault.keys.errors import Shredded, Tampered
from gongyou.vault.keys.models import Wrapped
from gongyou.vault.rights import Right

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor

CHUNK = 20_000
# Not more in one request: it shall not make the reader wait.
REWRAPPED = 1000


def reveal_many(actor: Actor, records, names: list[str], journal: bool = True) -> dict:
    """{id: {field: value or None}} for the records the actor sees.

    Args:
        records: a queryset, or a list of one model's records.
        journal: False only where the caller writes its own entry (search, export).
    """
    model, chunks = _chunks(records)
    if model is None:
        return {}
    fields = [_with_place(model, name) for name in names]
    readable = set(actor.compartment_ids(Right.READ_IDENTITY))
    current = {
        row.compartment_id: row.compartment.current_key_id for row in actor.memberships.values()
    }
    found: dict = {}
    read, stale = defaultdict(list), defaultdict(dict)  # type: ignore[var-annotated]
    for rows in chunks:
        for row in rows.visible_to(actor).values_list(*_columns(model, names)):
            pk, compartment, *rest = row
            if compartment not in readable or rest[0] is None:
                found[pk] = dict.fromkeys(names)
                continue
            found[pk], secret = _open(actor, fields, pk, rest)
            read[compartment].append(pk)
            if secret and (rest[2] == Wrapped.BOX or rest[1] != current[compartment]):
                stale[compartment][rest[0]] = secret
    for compartment, opened in stale.items():
        _rewrap(actor, actor.memberships[compartment].compartment, opened)
    note_damage(actor)
    noted = [field.name for field, _column in fields if field.identity]
    if journal and noted:
        for compartment, ids in read.items():
            note(actor, model, compartment, ids, noted)
    return found


def _with_place(model, name: str):
    field = model.sealed_field(name)
    return field, place(model._meta.db_table, field.column)


def _columns(model, names) -> list[str]:
    prefix = f"{model.sealed_under}__data_key" if model.sealed_under else "data_key"
    key = [f"{prefix}_id", f"{prefix}__key_id", f"{prefix}__how", f"{prefix}__wrap"]
    return ["pk", model.compartment_path, *key, *names]


def _rewrap(actor: Actor, compartment, opened: dict) -> None:
    """The first bulk reading after keyless writing or a new key puts some of them in order."""
    key_id = compartment.current_key_id
    if not (actor.keyring.holds(key_id) and is_proved(actor.keyring, compartment)):
        return
    part = dict(islice(opened.items(), REWRAPPED))
    with housekeeping("vault.rewrap", compartment.pk):
        rewrap_many(actor.keyring, part, key_id)


def _open(actor: Actor, fields, pk, rest) -> tuple[dict, bytes | None]:
    data_key, compartment_key, how, wrap, *sealed = rest
    try:
        secret = open_wrap(actor.keyring, data_key, compartment_key, how, bytes(wrap))
    except Shredded:
        return {field.name: None for field, _column in fields}, None
    except Tampered:
        actor.damaged |= {(field.model._meta.label_lower, pk, field.name) for field, _c in fields}
        return {field.name: in_place_of(field) for field, _c in fields}, None
    row = dict.fromkeys(field.name for field, _column in fields)
    key = OpenKey(data_key, secret, lambda: relatives(actor.keyring, data_key))
    for (field, column), value in zip(fields, sealed, strict=True):
        if value is not None:
            row[field.name] = _value(actor, field, key, value, partial(_at, column, pk))
    return row, secret


def _value(actor: Actor, field, key: OpenKey, sealed, where):
    """One value; what was changed or moved stops neither its row nor the others."""
    try:
        return field.decode(unseal_by(key, sealed, where))
    except (Tampered, ValueError):
        actor.damaged.add((field.model._meta.label_lower, where.args[1], field.name))
        return in_place_of(field)


def _at(column: bytes, pk, key: OpenKey) -> bytes:
    return at_row(column, pk.bytes, key.id.bytes)


def _chunks(records):
    if isinstance(records, QuerySet):
        if not records.query.is_sliced:
            return records.model, [records]
        return records.model, _filtered(records.model, records.values_list("pk", flat=True))
    items = list(records)
    if not items:
        return None, []
    model = type(items[0])
    return model, _filtered(model, [item.pk for item in items])


def _filtered(model, ids):
    ids = iter(ids)
    while part := list(islice(ids, CHUNK)):
        yield model.objects.filter(pk__in=part)
