"""Append to the journal."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection, transaction

from gongyou.vault.inserting import insert
from gongyou.vault.journal import staging, streams
from gongyou.vault.journal.canonical import chain_hash, dumps, person_text
from gongyou.vault.journal.cutting import cut as cut_out
from gongyou.vault.journal.device import this_device
from gongyou.vault.journal.leaves import Taken, pack
from gongyou.vault.journal.models import About, Content, Entry, KeyLeaf
from gongyou.vault.journal.plan import stamp
from gongyou.vault.journal.sentences import UnknownAct, known
from gongyou.vault.keys.aead import place, seal

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor

MORE = "vault.more"


class OutsideTransaction(RuntimeError):
    """An entry must be in the same transaction as what it tells of."""


def append(
    actor: Actor | None,
    act: str,
    subject=None,
    *,
    changes: dict | None = None,
    sealed: dict | None = None,
    source: str | None = None,
    about=(),
    compartment=None,
    cut: bool = False,
) -> Entry:
    """Write what someone did; call it inside the transaction of the act.

    The entry takes all rows that changed in this transaction since the entry before.

    Args:
        subject: the record it is about; its compartment is taken, and its data key for `sealed`.
        changes: {field: (old, new)} of plain values, or {name: value}. Never an identity.
        sealed: {field: (old, new)} of sealed fields. By default what `subject.seal` changed.
        source: the code or id of where the new value comes from.
        about: other records in whose history this entry shall stand.
        cut: what was told earlier of the rows that changed is cut out of the journal.

    Raises:
        OutsideTransaction: called outside `transaction.atomic`.
        UnknownAct: the act has no sentence (see `sentence`).
    """
    if not connection.in_atomic_block:
        raise OutsideTransaction(act)
    if not known(act):
        raise UnknownAct(act)
    _refuse_identities(subject, changes or {})
    entry = Entry(
        account_id=actor.account.pk if actor and actor.account else None,
        act=act,
        compartment_id=_compartment_id(subject, compartment),
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=subject.pk if subject is not None else None,
        changes=dumps(changes or {}),
        source=source or "",
        about=dumps([[other._meta.label_lower, str(other.pk)] for other in about]),
    )
    _seal_changes(entry, actor, subject, sealed)  # type: ignore[arg-type]
    taken = staging.take(whole=True) if cut else None
    write(entry, actor, taken)
    if taken is not None:
        cut_out(taken.rows, entry)
    if about:
        with connection.cursor() as cursor:
            insert(cursor, [About(entry=entry, record_id=other.pk) for other in about])
    transaction.on_commit(_witness, robust=True)
    return entry


def write(entry: Entry, actor: Actor | None, taken: Taken | None = None) -> None:
    """Give an entry its place in its chain, with the rows that changed, and sign it."""
    signer = this_device()
    with connection.cursor() as cursor:
        tip = streams.tip(cursor, signer, entry.compartment_id)
        taken = staging.take() if taken is None else taken
        entry.stream_id, entry.device_id = tip.stream, signer.id
        entry.seq, entry.at, entry.schema = tip.seq + 1, tip.next_moment(), stamp()
        entry.rows_root = taken.root if taken else None
        signing = _person(entry, actor)
        entry.hash = chain_hash(tip.hash, entry)
        entry.signature = signer.key.sign(entry.hash).signature
        if signing is not None:
            entry.person_signature = signing.sign(person_text(entry)).signature
        insert(cursor, [entry])
        _keep(cursor, entry, taken)
        streams.move(cursor, tip.stream, entry.seq, entry.hash, entry.at)
    connection.journal_last = Last(entry, actor)  # type: ignore[attr-defined]


def _witness() -> None:
    from gongyou.vault.journal.witness import note_when_due

    note_when_due()


def _person(entry: Entry, actor: Actor | None):
    """The key that signs for the person, if it is at hand and theirs."""
    if entry.account_id is None or actor is None or not actor.unlocked:
        return None
    entry.user_key_id = actor.keyring.user_key_id
    return actor.keyring.user.signing


def _keep(cursor, entry: Entry, taken: Taken) -> None:
    if taken.replaced:
        forget_keys(taken.replaced)
    if taken.leaves:
        insert(cursor, [Content(entry=entry, packed=pack(taken.leaves))])
    insert(
        cursor,
        [
            KeyLeaf(
                entry=entry,
                number=number,
                table=key.table,
                row=key.row,
                line=(key.leaf.line or b"").decode(),
                digest=key.leaf.digest,
            )
            for number, key in enumerate(taken.keys)
        ],
    )


def forget_keys(rows: list[str]) -> None:
    """Cut the wrapped keys of rows out of the journal: they were replaced or destroyed."""
    for start in range(0, len(rows), 500):
        some = rows[start : start + 500]
        KeyLeaf.objects.filter(row__in=some, line__isnull=False).update(line=None)


@dataclass(frozen=True)
class Last:
    """The last entry of the transaction that runs, and who made it."""

    entry: Entry
    actor: object


def settle(after: int = 0) -> None:
    """At the end of a transaction: rows that changed after its last entry get one that goes on.

    Args:
        after: changes up to this number are not of this transaction (in tests).

    Raises:
        Unjournalled: rows changed and there is no entry: the transaction must not be committed.
    """
    tables = staging.left(after)
    if not tables:
        return
    last = getattr(connection, "journal_last", None)
    if last is None or not Entry.objects.filter(pk=last.entry.pk).exists():
        raise staging.Unjournalled(tables)
    more = Entry(
        account_id=last.entry.account_id,
        act=MORE,
        compartment_id=last.entry.compartment_id,
        changes=dumps({"of": str(last.entry.pk)}),
    )
    write(more, last.actor)


@contextmanager
def housekeeping(act: str, compartment_id=None, by: Actor | None = None):
    """Rows that the program puts in order by itself, such as wraps of keys.

    Inside an act they stand in its entry; else they get one, which says that nobody did it.
    """
    if connection.acting:  # type: ignore[attr-defined]
        yield
        return
    with transaction.atomic():
        yield
        if staging.left():
            append(by, act, compartment=compartment_id)


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


def _seal_changes(entry: Entry, actor: Actor, subject, sealed: dict | None) -> None:
    if sealed is None and hasattr(subject, "take_sealed_changes"):
        sealed = subject.take_sealed_changes()
    if not sealed:
        return
    key = subject.open_data_key(actor, writing=True)
    entry.data_key_id = key.id
    entry.sealed = seal(key.secret, dumps(sealed).encode(), sealed_where(entry))
