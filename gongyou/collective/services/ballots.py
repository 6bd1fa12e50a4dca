"""The secret ballot: slips with codes, votes without names, receipts. See decision 0050.

Nothing here writes to the journal when somebody votes, and no row has a time: who reads the
database finds who was given a slip, which hashes are spent, and what the ballots say, but nothing
that joins them.
"""

import hashlib
import secrets
from collections import Counter

from django.db import transaction

from gongyou.collective.models import Ballot, Election, Token

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
def prepare_ballots(election: Election, count: int) -> list[str]:
    """Make codes and as many empty ballots; give the codes, which are kept nowhere."""
    Token.objects.filter(election=election).delete()
    Ballot.objects.filter(election=election).delete()
    codes = [new_code() for _ in range(count)]
    marks = sorted(mark_of(election, code) for code in codes)
    Token.objects.bulk_create(
        [Token(election=election, mark=mark) for mark in marks], batch_size=500
    )
    Ballot.objects.bulk_create([Ballot(election=election) for _ in marks], batch_size=500)
    return codes


def check_code(election: Election, code: str) -> None:
    """Refuse a code that can't vote now.

    Raises:
        NotAccepted: voting is over, or the code is unknown or spent.
    """
    if election.state != "open":
        raise NotAccepted("closed")
    token = Token.objects.filter(election=election, mark=mark_of(election, code)).first()
    if token is None:
        raise NotAccepted("unknown")
    if token.spent:
        raise NotAccepted("spent")


@transaction.atomic
def cast(*, election: Election, code: str, choices: list[int], mark: str = "") -> str:
    """Take a vote and give its receipt; the code is spent in the same transaction.

    `mark`: a few signs of the voter's own, put into the receipt, so that the server can't hand
    one receipt to two people.

    Raises:
        NotAccepted: the code can't vote, too many or unknown candidates.
    """
    election = Election.objects.select_for_update().get(pk=election.pk)
    check_code(election, code)
    chosen = sorted(set(choices))
    if len(chosen) > election.seats:
        raise NotAccepted("many")
    if not set(chosen) <= standing(election):
        raise NotAccepted("candidate")
    free = Token.objects.filter(election=election, mark=mark_of(election, code), spent=False)
    if not free.update(spent=True):
        raise NotAccepted("spent")
    receipt = _receipt(mark)
    _fill(election, chosen, receipt)
    return receipt


def standing(election: Election) -> set[int]:
    """The numbers of the candidates who accepted and didn't withdraw."""
    rows = election.candidates.filter(accepted_on__isnull=False, withdrawn_on=None)
    return set(rows.values_list("number", flat=True))


def _receipt(mark: str) -> str:
    own = "".join(sign for sign in mark.upper() if sign in SIGNS)[:MARK_SIGNS]
    return new_code(RECEIPT_SIGNS) + (f"-{own}" if own else "")


def _fill(election: Election, chosen: list[int], receipt: str) -> None:
    """Put a ballot at a random empty place, so that places tell no order."""
    empty = list(Ballot.objects.filter(election=election, receipt="").values_list("pk", flat=True))
    place = Ballot.objects.filter(pk=secrets.choice(empty), receipt="")
    if not place.update(receipt=receipt, choices=chosen):
        raise RuntimeError("the place was taken")


def tally(election: Election) -> dict:
    """Count what was cast: ballots, blank ones, votes for each candidate."""
    held = Ballot.objects.filter(election=election).exclude(receipt="")
    ballots = list(held.values_list("choices", flat=True))
    votes = Counter(number for choices in ballots for number in choices)
    return {
        "ballots": len(ballots),
        "invalid": 0,
        "blank": sum(not choices for choices in ballots),
        "votes": {str(n): votes[n] for n in sorted(standing(election))},
    }


@transaction.atomic
def seal_box(election: Election) -> dict:
    """End the voting: count, then write the ballots anew in the order of their receipts.

    Empty places and the hashes of the codes are deleted.
    """
    counted = tally(election)
    spent = Token.objects.filter(election=election, spent=True).count()
    if spent != counted["ballots"]:
        raise RuntimeError("spent codes and ballots differ")
    rows = list(Ballot.objects.filter(election=election).exclude(receipt="").order_by("receipt"))
    Ballot.objects.filter(election=election).delete()
    Token.objects.filter(election=election).delete()
    Ballot.objects.bulk_create(
        [Ballot(election=election, receipt=b.receipt, choices=b.choices) for b in rows],
        batch_size=500,
    )
    return counted
