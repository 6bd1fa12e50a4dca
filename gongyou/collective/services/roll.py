"""The roll: members added, signed on, mapped to contacts, leaving and joining."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from gongyou.centre.public import Case, Employment, Worker, refused
from gongyou.collective.models import CollectiveCase, Member
from gongyou.vault.public import Actor, Right, journal

CHUNK = 2000


@transaction.atomic
def add_members(
    *, by: Actor, case: CollectiveCase, employments: list[Employment], joined_on=None, places=None
) -> list[Member]:
    """Add the workers of some employments; those who are members already stay as they are.

    Whoever said no to being told of others is left out; compare what comes back.
    `places`: employment id → {"workshop", "floor", "shift"}.
    """
    by.require(Right.WRITE, case.compartment_id)
    known = set(Member.objects.filter(case=case).values_list("worker_id", flat=True))
    fresh = {}  # type: ignore[var-annotated]
    for employment in willing(employments):
        if employment.compartment_id != case.compartment_id:
            raise ValueError("another compartment")
        if employment.worker_id not in known | fresh.keys():
            fresh[employment.worker_id] = _member(
                case, employment, joined_on, (places or {}).get(employment.pk, {})
            )
    Member.objects.bulk_create(fresh.values(), batch_size=CHUNK)
    if fresh:
        changes: dict = {"count": len(fresh)}
        journal.append(by, "collective.add_members", case, changes=changes)
    return list(fresh.values())


def willing(employments: list[Employment]) -> list[Employment]:
    """The employments of people who did not refuse to be brought together with others."""
    people = Worker.objects.filter(pk__in=[e.worker_id for e in employments])
    no = set(refused(people, "collective", "pk").values_list("pk", flat=True))
    return [employment for employment in employments if employment.worker_id not in no]


def _member(case, employment, joined_on, where: dict) -> Member:
    member = Member(
        case=case,
        compartment_id=case.compartment_id,
        worker_id=employment.worker_id,
        employment=employment,
        joined_on=joined_on or timezone.localdate(),
        start=employment.start,
        end=employment.end,
        workshop=employment.workshop,
    )
    for name, value in where.items():
        if value:
            setattr(member, name, str(value).strip()[: 30 if name != "workshop" else 60])
    return member


def save_many(members: list[Member], fields: list[str]) -> None:
    """Save some columns of many members at once; far faster than CASE WHEN for thousands."""
    Member.objects.bulk_create(
        members,
        batch_size=CHUNK,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=fields,
    )


@transaction.atomic
def sign_on(
    *,
    by: Actor,
    case: CollectiveCase,
    members: list[Member],
    on: date,
    means: str,
    support: str = "for",
) -> int:
    """Record that members signed on; who had signed before keeps the earlier day."""
    by.require(Right.WRITE, case.compartment_id)
    signing = [m for m in members if m.case_id == case.pk and m.signed_on is None]
    for member in signing:
        member.signed_on, member.signed_means, member.support = on, means, support
    save_many(signing, ["signed_on", "signed_means", "support"])
    if signing:
        changes: dict = {"count": len(signing), "on": (None, on), "means": (None, means)}
        journal.append(by, "collective.sign_on", case, changes=changes, about=_few(signing))
    return len(signing)


def _few(members) -> list:
    """Members to name in the journal when they are few."""
    return list(members) if len(members) <= 50 else []


@transaction.atomic
def change_member(*, by: Actor, member: Member, **values) -> Member:
    """Correct where somebody works, how they stand, who reaches them."""
    by.require(Right.WRITE, member.compartment_id)
    changes = member.change(by, **values)
    if "contact" in changes:
        before, after = changes["contact"]
        changes["contact"] = (before and str(before), after and str(after))
    sealed = member.take_sealed_changes()
    if changes or sealed:
        member.save()
        journal.append(
            by,
            "collective.change_member",
            member,
            changes=changes,
            sealed=sealed,
            about=[member.case],
        )
    return member


@transaction.atomic
def leave(*, by: Actor, member: Member, on: date | None = None) -> Member:
    """A member leaves the collective case; what is theirs individually stays."""
    by.require(Right.WRITE, member.compartment_id)
    day = on or timezone.localdate()
    changes: dict = {"left_on": (member.left_on, day)}
    member.left_on = day
    member.save(update_fields=["left_on"])
    journal.append(by, "collective.leave", member, changes=changes, about=[member.case])
    return member


@transaction.atomic
def join_with_case(
    *, by: Actor, case: CollectiveCase, individual: Case, on: date | None = None
) -> Member:
    """Somebody with an individual case joins; the case stays theirs and is linked."""
    by.require(Right.WRITE, case.compartment_id)
    if individual.compartment_id != case.compartment_id:
        raise ValueError("another compartment")
    day = on or timezone.localdate()
    member = Member.objects.filter(case=case, worker=individual.worker_id).first()
    if member is None:
        member = _member(case, individual.employment, day, {})
        member.signed_on, member.signed_means, member.support = day, "case", "for"
    member.individual, member.left_on = individual, None
    member.save()
    changes: dict = {"joined_on": (None, day)}
    journal.append(by, "collective.join", member, changes=changes, about=[case, individual])
    return member
