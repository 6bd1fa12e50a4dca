"""Let entries count that were set aside: the tables follow, and what others wrote meanwhile of the
same cells is kept beside as a clash."""

import uuid

from django.db import transaction
from django.utils import timezone

from gongyou.vault.accounts.actor import Actor, NotYours
from gongyou.vault.journal import staging
from gongyou.vault.journal.chain import append
from gongyou.vault.journal.fold import DECIDE_ASIDE
from gongyou.vault.journal.models import Content, Entry
from gongyou.vault.laptops.aside import waiting_for
from gongyou.vault.laptops.clashes import clashes_between, note_all
from gongyou.vault.laptops.merging import Writes, follow, let_follow, writes_of
from gongyou.vault.laptops.models import Aside
from gongyou.vault.laptops.proving import Came


def decide(by: Actor, key: uuid.UUID, admit: bool) -> int:
    """Let what waits count, or leave it out; what was left out can be let in later.

    Args:
        key: names a group of `waiting_for`.

    Raises:
        NotYours: nothing of the kind waits for this person.
    """
    group = next((one for one in waiting_for(by) if one.key == key), None)
    if group is None:
        raise NotYours
    with transaction.atomic():
        Aside.objects.filter(pk__in=[row.pk for row in group.asides]).update(
            admitted=admit, decided_at=timezone.now(), decided_by=by.account
        )
        append(
            by,
            DECIDE_ASIDE,
            changes={"count": group.count, "admitted": admit},
            compartment=group.asides[0].compartment_id,
        )
        if admit:
            _let_in(by, [row.entry for row in group.asides])
    return group.count


def _let_in(by: Actor, entries: list[Entry]) -> None:
    """Part of the transaction in which they were admitted."""
    theirs = writes_of(_came(entries))
    others = Entry.objects.filter(version=2, at__gte=min(entry.at for entry in entries))
    ids = {entry.pk for entry in entries}
    ours = writes_of(_came([entry for entry in others.order_by("at", "pk") if entry.pk not in ids]))
    found = clashes_between(ours, theirs)
    revived, _rows = let_follow(Writes(), theirs)
    note_all(found)
    follow(theirs.put | theirs.gone | set(revived))
    if staging.left():
        append(by, "vault.follow_merge")


def _came(entries: list[Entry]) -> list[Came]:
    ids = [entry.pk for entry in entries]
    packed: dict = {}
    for start in range(0, len(ids), 500):
        part = Content.objects.filter(entry__in=ids[start : start + 500])
        packed |= {pk: bytes(content) for pk, content in part.values_list("entry", "packed")}
    return [Came(entry, packed.get(entry.pk), []) for entry in entries]
