"""Read the journal: the history of a record or of one of its fields."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from gongyou.vault.journal.chain import sealed_where
from gongyou.vault.journal.models import Entry
from gongyou.vault.journal.sentences import say
from gongyou.vault.keys.aead import unseal
from gongyou.vault.keys.data_keys import open_key
from gongyou.vault.keys.errors import VaultKeyError
from gongyou.vault.rights import Right

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor


def last_entry_at() -> dt.datetime | None:
    """When the newest entry was written, by the clocks of those days."""
    return Entry.objects.order_by("-at").values_list("at", flat=True).first()


@dataclass(frozen=True)
class Line:
    """One entry as a reader sees it."""

    id: uuid.UUID
    at: dt.datetime
    who: str
    device: str
    act: str
    sentence: str
    source: str
    changes: dict = field(default_factory=dict)
    sealed: dict | None = None
    shut: bool = False
    subject_id: uuid.UUID | None = None

    def touches(self, name: str) -> bool:
        """Whether a field was changed."""
        return name in self.changes or name in (self.sealed or {})


def told_of(act: str, subject_id) -> list[dict]:
    """What the entries of one act say of one record, as plain values; it opens nothing."""
    rows = Entry.objects.filter(act=act, subject_id=subject_id).order_by("at", "seq")
    return [json.loads(changes) for changes in rows.values_list("changes", flat=True)]


def history(
    actor: Actor, subject, field: str | None = None, limit: int | None = None
) -> list[Line]:
    """What happened to a record, newest first, as far as this reader may see it.

    Values of sealed fields are shown to those who may read identities; `shut` marks entries
    whose values are destroyed or not for this reader.
    """
    mine = Q(compartment__in=actor.compartment_ids(Right.READ)) | Q(compartment=None)
    theirs = Q(subject_id=subject.pk) | Q(
        pk__in=Entry.objects.filter(mentions__record_id=subject.pk).values("pk")
    )
    rows = (
        Entry.objects.filter(mine & theirs)
        .select_related("account", "device", "data_key")
        .order_by("-at", "-seq")
    )
    if field is None and limit:
        rows = rows[:limit]
    lines = [_line(actor, row, str(subject)) for row in rows]
    if field is not None:
        lines = [line for line in lines if line.touches(field)][:limit]
    return lines


def _line(actor: Actor, row: Entry, subject: str) -> Line:
    changes = json.loads(row.changes)
    sealed, shut = _open(actor, row)
    return Line(
        id=row.pk,
        at=row.at,
        who=row.account.login if row.account else "",
        device=row.device.name,
        act=row.act,
        sentence=say(row.act, subject, changes),
        source=row.source,
        changes=changes,
        sealed=sealed,
        shut=shut,
        subject_id=row.subject_id,
    )


def _open(actor: Actor, row: Entry) -> tuple[dict | None, bool]:
    if not row.sealed:
        return None, False
    if not actor.may(Right.READ_IDENTITY, row.compartment_id):
        return None, True
    try:
        key = open_key(actor.keyring, row.data_key)  # type: ignore[arg-type]
        return json.loads(unseal(key.secret, bytes(row.sealed), sealed_where(row))), False
    except VaultKeyError:
        return None, True


def counts_by_act(compartments, since) -> dict:
    """{act: {account id: how often}} in some compartments since a moment; counts alone."""
    rows = (
        Entry.objects.filter(compartment__in=compartments, at__gte=since, account__isnull=False)
        .order_by()
        .values_list("act", "account")
        .annotate(n=Count("id"))
    )
    found: dict = {}
    for act, account, n in rows:
        found.setdefault(act, {})[account] = n
    return found
