"""What waits for a coordinator: written by somebody who was removed meanwhile, or on a laptop that
was revoked. It stays in the journal and counts for nothing until it is let in."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.journal.models import Entry
from gongyou.vault.laptops.control_rules import Change
from gongyou.vault.laptops.judging import Judge, uuid_of
from gongyou.vault.laptops.models import Aside
from gongyou.vault.rights import Right


def barred(judge: Judge, entry: Entry, changes: list[Change]) -> set[str]:
    """Of an entry that is here: in which compartments its writer has no right any more, after
    what a bundle brought; "" where its laptop was revoked and it stands in none."""
    if not changes:
        return set()
    if judge.is_late(entry):
        return {entry.compartment_id.hex if entry.compartment_id else ""}
    if entry.account_id is None:
        return set()
    account = entry.account_id.hex
    places = {place for change in changes for place in judge.places.standing(change)}
    return {
        place
        for place in places
        if judge.ever(account, place)
        and account in judge.lost.get(place, ())
        and not judge.now(account, place, Right.WRITE)
    }


def note_all(waiting: dict[uuid.UUID, set[str]]) -> int:
    """Keep which entries wait; gives how many are new. Part of a merge."""
    known = set(Aside.objects.filter(entry__in=list(waiting)).values_list("entry_id", flat=True))
    fresh = [
        Aside(entry_id=pk, compartment_id=uuid_of(sorted(places)[0]))
        for pk, places in waiting.items()
        if pk not in known
    ]
    Aside.objects.bulk_create(fresh, batch_size=200)
    return len(fresh)


@dataclass(frozen=True)
class Waiting:
    """What one person wrote on one laptop that waits."""

    asides: list[Aside]
    who: str
    laptop: str
    first: dt.datetime
    last: dt.datetime
    left_out: bool

    @property
    def key(self) -> uuid.UUID:
        """Names it in a form."""
        return self.asides[0].pk

    @property
    def count(self) -> int:
        """How many entries."""
        return len(self.asides)


def decidable(by: Actor):
    """What this person may decide: of compartments that they coordinate."""
    mine = Q(compartment__in=by.compartment_ids(Right.MANAGE))
    if by.is_administrator:
        mine |= Q(compartment=None)
    return Aside.objects.filter(mine).exclude(admitted=True)


def waiting_for(by: Actor) -> list[Waiting]:
    """By person, laptop and compartment, what waits or was left out."""
    rows = decidable(by).select_related("entry__account", "entry__device")
    groups: dict = defaultdict(list)
    for row in rows.order_by("entry__at", "pk"):
        key = row.entry.account_id, row.entry.device_id, row.compartment_id, row.admitted
        groups[key].append(row)
    return [
        Waiting(
            found,
            found[0].entry.account.login if found[0].entry.account else "",
            found[0].entry.device.name,
            found[0].entry.at,
            found[-1].entry.at,
            found[0].admitted is False,
        )
        for found in groups.values()
    ]
