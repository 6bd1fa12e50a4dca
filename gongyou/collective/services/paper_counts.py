"""Paper ballots are counted twice: by two accounts, or by one and a witness with a code."""

import hmac

from django.db import transaction

from gongyou.collective.models import Election, PaperCount
from gongyou.collective.services import ballots
from gongyou.vault.public import Actor, Right, journal, the_program


class NotPossible(ValueError):
    """An act the election doesn't allow now; `args[0]` is a code the page words."""


@transaction.atomic
def enter_count(
    *, by: Actor, election: Election, ballots: int, votes: dict[int, int], invalid: int = 0
) -> str:
    """Enter what one person counted; give "waiting", "differs" or "agrees".

    Raises:
        NotPossible: more votes than the ballots can hold, or voting isn't open.
    """
    case = election.case
    by.require(Right.WRITE, case.compartment_id)
    held = Election.objects.select_for_update().get(pk=election.pk)
    if held.state != "open" or held.means != "paper":
        raise NotPossible("not_open")
    _plausible(held, ballots, votes, invalid)
    figures = {
        "ballots": ballots,
        "invalid": invalid,
        "votes": {str(n): c for n, c in sorted(votes.items())},
    }
    PaperCount.objects.update_or_create(election=held, entered_by=by.account, defaults=figures)
    journal.append(by, "collective.enter_count", case)
    return agreement(held)[0]


def counters(election: Election) -> int:
    """How many people with an account could count the paper ballots."""
    members = election.case.compartment.memberships.filter(removed_at=None, account__is_active=True)
    return sum(Right.WRITE in member.rights for member in members)


@transaction.atomic
def call_witness(*, by, election: Election) -> str:
    """A code with which somebody without an account counts a second time; shown once.

    Only where nobody else has an account to count with: one person with two hands is one person.

    Raises:
        NotPossible: no paper ballots are open, or a second account could count.
    """
    by.require(Right.WRITE, election.case.compartment_id)
    held = Election.objects.select_for_update().get(pk=election.pk)
    if held.state != "open" or held.means != "paper":
        raise NotPossible("not_open")
    if counters(held) > 1:
        raise NotPossible("second_account")
    code = ballots.new_code()
    held.witness = ballots.mark_of(held, code)
    held.save(update_fields=["witness"])
    held.papercounts.filter(entered_by=None).delete()
    journal.append(by, "collective.call_witness", held.case)
    return code


@transaction.atomic
def witness_count(
    *, election: Election, code: str, ballots_in: int, votes: dict[int, int], invalid: int = 0
) -> None:
    """The count of a witness who has the code; once, and without seeing the other count.

    Raises:
        NotPossible: the code isn't this election's or was used, or the figures can't be.
    """
    held = Election.objects.select_for_update().get(pk=election.pk)
    if held.state != "open" or held.means != "paper" or not held.witness:
        raise NotPossible("not_open")
    if not hmac.compare_digest(held.witness, ballots.mark_of(held, code)):
        raise NotPossible("witness_code")
    _plausible(held, ballots_in, votes, invalid)
    PaperCount.objects.create(
        election=held,
        entered_by=None,
        ballots=ballots_in,
        invalid=invalid,
        votes={str(n): c for n, c in sorted(votes.items())},
    )
    held.witness = ""
    held.save(update_fields=["witness"])
    journal.append(the_program(), "collective.witness_count", held.case)


def _plausible(election: Election, ballots_in: int, votes: dict, invalid: int) -> None:
    valid = ballots_in - invalid
    fits = 0 <= invalid <= ballots_in <= election.entitled  # type: ignore[operator]
    fits = fits and all(0 <= n <= valid for n in votes.values())
    fits = fits and sum(votes.values()) <= valid * election.seats
    if not fits or set(votes) != ballots.standing(election):
        raise NotPossible("count")


def agreement(election: Election) -> tuple[str, PaperCount | None]:
    """Whether two people counted the same: "waiting", "differs", or "agrees" with the count."""
    counts = list(election.papercounts.order_by("id"))
    for index, first in enumerate(counts):
        for second in counts[index + 1 :]:
            if _figures(first) == _figures(second):
                return "agrees", first
    return ("differs" if len(counts) > 1 else "waiting"), None


def _figures(count: PaperCount) -> tuple:
    return count.ballots, count.invalid, count.votes
