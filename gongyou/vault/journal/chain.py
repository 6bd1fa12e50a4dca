"""Append to the journal."""

from django.db import connection
from django.utils import timezone

from gongyou.vault.journal.canonical import chain_hash, dumps
from gongyou.vault.journal.device import move_head, this_device
from gongyou.vault.journal.models import About, Entry
from gongyou.vault.journal.sentences import UnknownAct, known
from gongyou.vault.keys.aead import place, seal


class OutsideTransaction(RuntimeError):
    """An entry must be in the same transaction as what it tells of."""


def append(
    actor,
    act: str,
    subject=None,
    *,
    changes: dict | None = None,
    sealed: dict | None = None,
    source: str | None = None,
    about=(),
    compartment=None,
) -> Entry:
    """Write what someone did; call it inside the transaction of the act.

    Args:
        subject: the record it is about; its compartment is taken, and its data key for `sealed`.
        changes: {field: (old, new)} of plain values, or {name: value}. Never an identity.
        sealed: {field: (old, new)} of sealed fields. By default what `subject.seal` changed.
        source: the code or id of where the new value comes from.
        about: other records in whose history this entry shall stand.

    Raises:
        OutsideTransaction: called outside `transaction.atomic`.
        UnknownAct: the act has no sentence (see `sentence`).
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(act)
    if not known(act):
        raise UnknownAct(act)
    _refuse_identities(subject, changes or {})
    head, signer = this_device()
    entry = Entry(
        device_id=signer.id,
        seq=head.seq + 1,
        at=timezone.now(),
        account_id=actor.account.pk if actor and actor.account else None,
        act=act,
        compartment_id=_compartment_id(subject, compartment),
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        changes=dumps(changes or {}),
        source=source or "",
        about=dumps([[other._meta.label_lower, str(other.pk)] for other in about]),
    )
    _seal_changes(entry, actor, subject, sealed)
    entry.hash = chain_hash(head.hash, entry)
    entry.signature = signer.key.sign(entry.hash).signature
    entry.save(force_insert=True)
    if about:
        About.objects.bulk_create(About(entry=entry, record_id=other.pk) for other in about)
    move_head(signer, entry.seq, entry.hash)
    return entry


def _compartment_id(subject, compartment):
    if compartment is not None:
        return getattr(compartment, "pk", compartment)
    find = getattr(subject, "compartment_id_of", None)
    if find is not None:
        return find()
    return getattr(subject, "compartment_id", None)


def _refuse_identities(subject, changes: dict) -> None:
    names = set(getattr(subject, "sealed_names", lambda: ())())
    if names & set(changes):
        raise ValueError(f"sealed fields in plain changes: {sorted(names & set(changes))}")


def sealed_where(entry) -> bytes:
    """What the sealed part of an entry is bound to."""
    return place("vault_entry", "sealed", entry.pk.bytes, entry.data_key_id.bytes)


def _seal_changes(entry: Entry, actor, subject, sealed: dict | None) -> None:
    if sealed is None and hasattr(subject, "take_sealed_changes"):
        sealed = subject.take_sealed_changes()
    if not sealed:
        return
    key = subject.open_data_key(actor, writing=True)
    entry.data_key_id = key.id
    entry.sealed = seal(key.secret, dumps(sealed).encode(), sealed_where(entry))
