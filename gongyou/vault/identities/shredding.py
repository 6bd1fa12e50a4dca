"""Destroy an identity: the key goes, and with it every field, file and journal value under it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.utils import timezone

from gongyou.vault.files import media
from gongyou.vault.files.models import StoredFile
from gongyou.vault.identities import index
from gongyou.vault.identities.models import NameChange
from gongyou.vault.identities.registry import registered
from gongyou.vault.journal.chain import append
from gongyou.vault.keys.data_keys import family_of
from gongyou.vault.keys.models import DataKey, Wrapped
from gongyou.vault.rights import Right

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor

_hooks: dict[str, list[Callable]] = {}
_last_used: dict[str, Callable] = {}


def on_shred(model, hook: Callable) -> None:
    """A room says what else goes with a record of its model: plain values that point to someone.

    `hook(actor, record)` runs in the same transaction, after the key is gone.
    """
    _hooks.setdefault(model._meta.label_lower, []).append(hook)


def shred(by: Actor, records, reason: str) -> None:
    """Destroy the identities behind records. It can't be undone, except from backups of keys,
    which are overwritten within 30 days.

    Args:
        reason: a code: "asked", "retention", "mistake".

    Raises:
        NotYours: the actor may not destroy identities there.
    """
    holders = {record.key_holder().pk: record.key_holder() for record in records}
    for holder in holders.values():
        by.require(Right.SHRED, holder.compartment_id_of())
    with transaction.atomic():
        for holder in holders.values():
            _shred_one(by, holder, reason)
        transaction.on_commit(truncate_wal)


def _shred_one(by: Actor, holder, reason: str) -> None:
    label = holder._meta.label_lower
    if holder.data_key_id is not None:
        keys = list(family_of(holder.data_key_id).values_list("pk", flat=True))
        DataKey.objects.filter(pk__in=keys).update(
            wrap=b"", how=Wrapped.SHREDDED, shredded_at=timezone.now()
        )
        for key in keys:
            by.keyring.opened.pop(key, None)
        for stored in StoredFile.objects.filter(data_key_id__in=keys):
            transaction.on_commit(partial(media.remove, stored.location))
        holder.refresh_from_db()
    if registered(type(holder)):
        compartment = by.memberships[holder.compartment_id_of()].compartment
        index.drop(by.keyring, compartment, label, {holder.pk})
    NameChange.objects.filter(record_id=holder.pk).delete()
    for hook in _hooks.get(label, []):
        hook(by, holder)
    append(by, "vault.shred", holder, changes={"reason": reason}, sealed={}, cut=True)


def truncate_wal() -> None:
    """Leave nothing of what was deleted in the write-ahead log."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def keep_by(model, unused_since: Callable) -> None:
    """A room says when a record was last used.

    `unused_since(queryset, moment)` narrows a queryset to records not used since a moment.
    """
    _last_used[model._meta.label_lower] = unused_since


def due_for_shredding(by: Actor) -> list:
    """Records past the retention of their compartment, for people who may destroy identities.

    Nothing is destroyed by itself: someone looks at the list and decides.
    """
    from django.apps import apps

    due = []
    for compartment in by.compartments(Right.SHRED):
        if not compartment.retention_months:
            continue
        moment = _months_ago(compartment.retention_months)
        for label, unused_since in _last_used.items():
            model = apps.get_model(label)
            kept = model.objects.filter(**{model.compartment_path: compartment})
            rows = kept.exclude(data_key=None).exclude(data_key__how=Wrapped.SHREDDED)
            due += unused_since(rows, moment)
    return due


def _months_ago(months: int):
    now = timezone.now()
    total = now.year * 12 + now.month - 1 - months
    return now.replace(year=total // 12, month=total % 12 + 1, day=min(now.day, 28))
