"""The secret ballot: slips with codes, votes without names, receipts. See decision 0050.

Nothing here writes to the journal when somebody votes, and the only row that changes is the box
with all ballots in it: who reads the database finds who was given a slip, which hashes are spent,
and, when the voting is over, what the ballots say, but nothing that joins them.
"""

import base64
import hashlib
import json
import secrets
from collections import Counter

from django.db import transaction

from gongyou.collective.models import Ballot, Box, Election, Token
from gongyou.vault.public import BoxPair, seal_to

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_SIGNS, RECEIPT_SIGNS, MARK_SIGNS = 16, 12, 8


class NotAccepted(ValueError):
    """A ballot that can't be taken; `args[0]`: closed, unknown, spent, many, candidate."""


def new_code(length: int = CODE_SIGNS) -> str:
    """A code to print, in groups of four; 16 signs are 78 bits."""
    signs = "".join(secrets.choice(SIGNS) for _ in range(length))
    return "-".join(signs[n : n + 4] for n in range(0, length, 4))


def mark_of(election: Election, code: str) -> str:
    """What is kept of a code: its BLAKE2b hash, keyed by the election."""
    plain = "".join(sign for sign in code.upper() if sign in SIGNS)
    return hashlib.blake2b(plain.encode(), key=election.public.bytes, digest_size=32).hexdigest()


@transaction.atomic
def prepare_box(*, by, election: Election, count: int) -> list[str]:
    """Make codes and an empty box with a key of its own; give the codes, which are kept nowhere."""
    Token.objects.filter(election=election).delete()
    Box.objects.filter(election=election).delete()
    codes = [new_code() for _ in range(count)]
    marks = sorted(mark_of(election, code) for code in codes)
    Token.objects.bulk_create(
        [Token(election=election, mark=mark) for mark in marks], batch_size=500
    )
    pair = BoxPair.new()
    box = Box(election=election, public=pair.public)
    box.seal(by, secret=pair.secret.hex())
    # The journal would keep the key beyond the end of the voting.
    box.take_sealed_changes()
    box.save()
    return codes


def check_code(election: Election, code: str) -> None:
    """Refuse a code that can't vote now.

    Raises:
        NotAccepted: voting is over, or the code is unknown or spent.
    """
    box = Box.objects.filter(election=election).defer("sealed").first()
    _unspent(election, box, code)


def _unspent(election: Election, box: Box | None, code: str) -> str:
    """The hash of a code that can still vote."""
    if box is None:
        raise NotAccepted("closed")
    mark = mark_of(election, code)
    if not Token.objects.filter(election=election, mark=mark).exists():
        raise NotAccepted("unknown")
    if mark in box.spent:
        raise NotAccepted("spent")
    return mark


@transaction.atomic
def cast(*, election: Election, code: str, choices: list[int], mark: str = "") -> str:
    """Take a vote and give its receipt; the code is spent in the same transaction.

    `mark`: a few signs of the voter's own, put into the receipt, so that the server can't hand
    one receipt to two people.

    Raises:
        NotAccepted: the code can't vote, too many or unknown candidates.
    """
    box = Box.objects.select_for_update().filter(election=election).first()
    used = _unspent(election, box, code)
    chosen = sorted(set(choices))
    if len(chosen) > election.seats:
        raise NotAccepted("many")
    if not set(chosen) <= standing(election):
        raise NotAccepted("candidate")
    receipt = _receipt(mark)
    # Sorted, as the hashes and the sealed ballots are random: no place tells when it was taken.
    box.spent = sorted([*box.spent, used])
    box.sealed = sorted([*box.sealed, _seal(box, chosen, receipt)])
    box.save(update_fields=["spent", "sealed"])
    return receipt


def standing(election: Election) -> set[int]:
    """The numbers of the candidates who accepted and didn't withdraw."""
    rows = election.candidates.filter(accepted_on__isnull=False, withdrawn_on=None)
    return set(rows.values_list("number", flat=True))


def _receipt(mark: str) -> str:
    own = "".join(sign for sign in mark.upper() if sign in SIGNS)[:MARK_SIGNS]
    return new_code(RECEIPT_SIGNS) + (f"-{own}" if own else "")


def _seal(box: Box, chosen: list[int], receipt: str) -> str:
    """A ballot under the key of the election, as long as every other one."""
    plain = json.dumps([receipt, chosen]).ljust(40 + 8 * box.election.seats)
    return base64.b64encode(seal_to(box.public, plain.encode(), _place(box))).decode()


def _place(box: Box) -> bytes:
    return b"collective.ballot:" + box.election.public.bytes


def _opened(by, box: Box) -> list[tuple[str, list[int]]]:
    """Receipts and choices of all ballots in the box, in the order of the receipts."""
    pair = BoxPair(bytes.fromhex(box.reveal(by, "secret")))
    plain = (pair.open(base64.b64decode(sealed), _place(box)) for sealed in box.sealed)
    return sorted(tuple(json.loads(ballot)) for ballot in plain)


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


@transaction.atomic
def seal_box(*, by, election: Election) -> dict:
    """End the voting: write the ballots in the order of their receipts, and count them.

    The box, its key and the hashes of the codes are deleted.
    """
    box = Box.objects.select_for_update().get(election=election)
    cast_ballots = _opened(by, box)
    if len(box.spent) != len(cast_ballots):
        raise RuntimeError("spent codes and ballots differ")
    Ballot.objects.bulk_create(
        [Ballot(election=election, receipt=r, choices=c) for r, c in cast_ballots],
        batch_size=500,
    )
    box.delete()
    Token.objects.filter(election=election).delete()
    return tally(election)
