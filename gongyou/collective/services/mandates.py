"""Mandates: given, authorised, ended, recalled, filled again; and those that sources tell of."""

from datetime import date

from django.db import transaction

from gongyou.collective.models import (
    Authorisation,
    CollectiveCase,
    Election,
    Mandate,
    Member,
    Recall,
    ToldMandate,
)
from gongyou.collective.services.chronicle import note
from gongyou.vault.public import Actor, Right, journal


class Ended(ValueError):
    """The mandate is not in force on that day."""


class NoMajority(ValueError):
    """The figures of a vote can't be right."""


@transaction.atomic
def give(
    *,
    by: Actor,
    member: Member,
    starts: date,
    role: str = "representative",
    powers=(),
    text: str = "",
    ends: date | None = None,
    election: Election | None = None,
) -> Mandate:
    """Give a member a mandate."""
    case = member.case
    by.require(Right.WRITE, case.compartment_id)
    made = Mandate(
        case=case,
        member=member,
        role=role,
        powers=list(powers),
        starts=starts,
        ends=ends,
        election=election,
        constituency=election.constituency if election else None,
    )
    if text:
        made.seal(by, text=text)
        made.take_sealed_changes()
    made.save()
    changes: dict = {"role": (None, role), "starts": (None, starts), "ends": (None, ends)}
    journal.append(by, "collective.give_mandate", case, changes=changes, about=[member])
    return made


@transaction.atomic
def authorise(
    *, by: Actor, mandate: Mandate, members: list[Member], on: date, means: str = "paper"
) -> int:
    """Record powers of attorney; who authorised before keeps the earlier day.

    Raises:
        Ended: the mandate isn't in force that day.
    """
    case = mandate.case
    by.require(Right.WRITE, case.compartment_id)
    if not mandate.holds(on):
        raise Ended(on)
    have = set(mandate.authorisations.filter(withdrawn_on=None).values_list("member_id", flat=True))
    fresh = [m for m in members if m.case_id == case.pk and m.pk not in have and m.was_member(on)]
    Authorisation.objects.bulk_create(
        [Authorisation(mandate=mandate, member=m, given_on=on, means=means) for m in fresh],
        batch_size=500,
    )
    if fresh:
        changes: dict = {"count": len(fresh), "on": (None, on)}
        about = fresh if len(fresh) <= 50 else []
        journal.append(by, "collective.authorise", case, changes=changes, about=about)
    return len(fresh)


@transaction.atomic
def withdraw_authorisation(*, by: Actor, mandate: Mandate, member: Member, on: date) -> None:
    """A member takes a power of attorney back; it counts no more from that day."""
    by.require(Right.WRITE, mandate.case.compartment_id)
    held = mandate.authorisations.filter(member=member, withdrawn_on=None, given_on__lte=on)
    if held.update(withdrawn_on=on):
        changes: dict = {"on": (None, on)}
        journal.append(
            by, "collective.withdraw_authorisation", mandate.case, changes=changes, about=[member]
        )


@transaction.atomic
def end_mandate(*, by: Actor, mandate: Mandate, on: date, why: str) -> Mandate:
    """End a mandate before its term."""
    by.require(Right.WRITE, mandate.case.compartment_id)
    if not mandate.holds(on):
        raise Ended(on)
    mandate.ended_on, mandate.ended_why = on, why
    mandate.save(update_fields=["ended_on", "ended_why"])
    changes: dict = {"ended_on": (None, on), "why": (None, why)}
    journal.append(
        by, "collective.end_mandate", mandate.case, changes=changes, about=[mandate.member]
    )
    return mandate


@transaction.atomic
def recall_representative(
    *, by: Actor, mandate: Mandate, on: date, entitled: int, yes: int, no: int, reason: str = ""
) -> Recall:
    """Record a vote on recalling; it passes when more than half of those entitled say yes.

    Raises:
        Ended: the mandate isn't in force. NoMajority: more votes than people.
    """
    case = mandate.case
    by.require(Right.WRITE, case.compartment_id)
    if not mandate.holds(on):
        raise Ended(on)
    if min(yes, no) < 0 or entitled < 1 or yes + no > entitled:
        raise NoMajority(entitled)
    passed = 2 * yes > entitled
    vote = Recall(
        case=case, mandate=mandate, on=on, entitled=entitled, yes=yes, no=no, passed=passed
    )
    if reason:
        vote.seal(by, reason=reason)
        vote.take_sealed_changes()
    vote.save()
    changes: dict = {"on": (None, on), "passed": (None, passed)}
    journal.append(by, "collective.vote_recall", case, changes=changes, about=[mandate.member])
    if passed:
        end_mandate(by=by, mandate=mandate, on=on, why="recalled")
        figures = {"entitled": entitled, "yes": yes, "no": no}
        note(by, case, "recall", on, 3, "A representative is recalled.", figures)
    return vote


@transaction.atomic
def from_sources(*, by: Actor, case: CollectiveCase, rows: list[dict]) -> None:
    """Keep the mandates that sources tell of, with every number and who gives it."""
    by.require(Right.WRITE, case.compartment_id)
    for row in rows:
        plain = {k: v for k, v in row.items() if k not in ("from", "until", "role")}
        told = ToldMandate(
            case=case,
            role=row.get("role", "representative"),
            starts=date.fromisoformat(row["from"]),
            ends=date.fromisoformat(row["until"]) if row.get("until") else None,
        )
        told.seal(by, content=plain)
        told.take_sealed_changes()
        told.save()
    if rows:
        changes: dict = {"count": len(rows)}
        journal.append(by, "collective.told_mandates", case, changes=changes)
