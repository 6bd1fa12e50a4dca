"""The secret ballot: slips with codes, votes without names, receipts. See decision 0050.

A vote writes the file of the box and nothing else: no row, no journal entry, no time. When the
voting is over the ballots become rows, all at once and in the order of their receipts.
"""

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.utils.translation import gettext as _

from gongyou.collective.models import Ballot, Box, Election
from gongyou.collective.services import boxes
from gongyou.collective.services.boxes import plain
from gongyou.vault.public import BoxPair, journal, seal_to, truncate_wal

CODE_SIGNS, RECEIPT_SIGNS, MARK_SIGNS = 16, 12, 8


class NotAccepted(ValueError):
    """A ballot that can't be taken; `args[0]`: closed, unknown, spent, many, candidate."""


def new_code(length: int = CODE_SIGNS) -> str:
    """A code to print, in groups of four; 16 signs are 78 bits."""
    return boxes.new_code(length)


def mark_of(election: Election, code: str) -> str:
    """What is kept of a code: its BLAKE2b hash, keyed by the election."""
    key = election.public.bytes
    return hashlib.blake2b(plain(code).encode(), key=key, digest_size=32).hexdigest()


@transaction.atomic
def prepare_box(*, election: Election, count: int) -> list[str]:
    """Make codes and an empty box with a key of its own; give the codes, which are kept nowhere."""
    Box.objects.filter(election=election).delete()
    codes = [new_code() for _ in range(count)]
    box = Box(election=election, public=boxes.new_key(election).public)
    marks = sorted(mark_of(election, code) for code in codes)
    boxes.lay(election, marks, len(_seal(box, [], "")))
    box.save()
    return codes


def check_code(election: Election, code: str) -> None:
    """Refuse a code that can't vote now.

    Raises:
        NotAccepted: voting is over, or the code is unknown or spent.
    """
    _unspent(election, _contents(election), code)


def _contents(election: Election) -> boxes.Contents:
    try:
        held = boxes.read(election)
    except boxes.BoxGone:
        raise NotAccepted("closed") from None
    if held.shut:
        raise NotAccepted("closed")
    return held


def _unspent(election: Election, held: boxes.Contents, code: str) -> str:
    """The hash of a code that can still vote."""
    mark = mark_of(election, code)
    if mark not in held.marks:
        raise NotAccepted("unknown")
    if mark in held.spent:
        raise NotAccepted("spent")
    return mark


def cast(*, election: Election, code: str, choices: list[int], mark: str = "") -> str:
    """Take a vote and give its receipt; code and ballot go into the box with one writing.

    `mark`: a few signs of the voter's own, put into the receipt, so that the server can't hand
    one receipt to two people.

    Raises:
        NotAccepted: the code can't vote, too many or unknown candidates.
    """
    box = Box.objects.filter(election=election).first()
    if box is None:
        raise NotAccepted("closed")
    chosen, stands = sorted(set(choices)), standing(election)
    with boxes.locked(election):
        held = _contents(election)
        used = _unspent(election, held, code)
        if len(chosen) > election.seats:
            raise NotAccepted("many")
        if not set(chosen) <= stands:
            raise NotAccepted("candidate")
        receipt = _receipt(mark)
        # Sorted, as hashes and sealed ballots are random: no place tells when it was taken.
        held.spent = sorted([*held.spent, used])
        held.sealed = sorted([*held.sealed, _seal(box, chosen, receipt)])
        boxes.write(election, held)
    return receipt


def standing(election: Election) -> set[int]:
    """The numbers of the candidates who accepted and didn't withdraw."""
    rows = election.candidates.filter(accepted_on__isnull=False, withdrawn_on=None)
    return set(rows.values_list("number", flat=True))


def _receipt(mark: str) -> str:
    own = plain(mark)[:MARK_SIGNS]
    return new_code(RECEIPT_SIGNS) + (f"-{own}" if own else "")


def _seal(box: Box, chosen: list[int], receipt: str) -> str:
    """A ballot under the key of the election, as long as every other one."""
    text = json.dumps([receipt, chosen]).ljust(40 + 8 * box.election.seats)
    return base64.b64encode(seal_to(box.public, text.encode(), _place(box.election))).decode()  # type: ignore[arg-type]


def _place(election: Election) -> bytes:
    return b"collective.ballot:" + election.public.bytes


def opened(election: Election, pair: BoxPair) -> list[tuple[str, list[int]]]:
    """Receipts and choices of all ballots in the box, in the order of the receipts."""
    sealed = boxes.read(election).sealed
    texts = (pair.open(base64.b64decode(one), _place(election)) for one in sealed)
    return sorted(tuple(json.loads(ballot)) for ballot in texts)


def tally(election: Election) -> dict:
    """Count the ballots of a closed box: all, blank ones, votes for each candidate."""
    held = Ballot.objects.filter(election=election)
    ballots = list(held.values_list("choices", flat=True))
    votes = Counter(number for choices in ballots for number in choices)
    return {
        "ballots": len(ballots),
        "invalid": 0,
        "blank": sum(not choices for choices in ballots),
        "votes": {str(n): votes[n] for n in sorted(standing(election))},
    }


def digest_of(election: Election) -> str:
    """Ties the result in the journal to the ballots that lie beside it."""
    held = Ballot.objects.filter(election=election).order_by("receipt")
    lines = json.dumps([list(pair) for pair in held.values_list("receipt", "choices")])
    return hashlib.blake2b(lines.encode(), digest_size=16).hexdigest()


def tampered() -> Iterator[str]:
    """Which closed votes hold other ballots than those that were counted, for `gongyou check`."""
    text = _("election %(name)s: the ballots are not those that were counted")
    for election in Election.objects.filter(means="online", state="closed"):
        told = journal.told_of("collective.close_election", election.case_id)
        if digest_of(election) not in {changes.get("ballots") for changes in told}:
            yield text % {"name": election.ref}


@transaction.atomic
def open_box(*, election: Election, key: str = "") -> dict:
    """End the voting: write the ballots in the order of their receipts, and count them.

    The box and its key are destroyed when that is certain, and nothing of it stays in the
    write-ahead log.

    Raises:
        NoBoxKey: the key isn't in memory, and what was typed isn't it.
        BoxGone: there is no box.
    """
    box = Box.objects.select_for_update().get(election=election)
    pair = boxes.pair_of(election, box.public, key)  # type: ignore[arg-type]
    boxes.shut(election)
    ballots = opened(election, pair)
    if len(boxes.read(election).spent) != len(ballots):
        raise RuntimeError("spent codes and ballots differ")
    Ballot.objects.bulk_create(
        [Ballot(election=election, receipt=r, choices=c) for r, c in ballots], batch_size=500
    )
    box.delete()
    transaction.on_commit(lambda: _gone(election))
    return tally(election)


def _gone(election: Election) -> None:
    boxes.destroy(election)
    truncate_wal()
