"""Individual cases with their claims for many members at once, in a few queries for a hundred."""

from datetime import date

from django.db.models import Max

from gongyou.centre.public import Case, CaseGrievance, bring_claims, codes
from gongyou.collective.models import CollectiveCase, Member
from gongyou.collective.services.roll import save_many
from gongyou.vault.public import SPAN, Actor, first_number


def individual_cases(
    by: Actor, case: CollectiveCase, members: list[Member], on: date
) -> tuple[list[Case], dict]:
    """An open individual case for each member, and employment → the claim version of that day."""
    held = _held(members)
    fresh = [m for m in members if m.pk not in held]
    made = _new_cases(by, case, fresh, on)
    _link(members, held, made)
    versions = bring_claims(by=by, employments=[m.employment for m in members], on=on)  # type: ignore[misc]
    return [held.get(m.pk) or made[m.pk] for m in members], versions


def _held(members: list[Member]) -> dict:
    """Member → the individual case that is open for the same spell."""
    ids = {m.employment_id: m.pk for m in members}
    rows = (
        Case.objects.filter(employment__in=list(ids))
        .exclude(status__in=codes.CLOSED_STATUSES)
        .select_related("worker", "employment", "employer", "compartment")
        .order_by("ordinal")
    )
    return {ids[one.employment_id]: one for one in rows}


def _new_cases(by: Actor, case: CollectiveCase, members: list[Member], on: date) -> dict:
    """New cases for members who have none, saved in one go."""
    ordinals = dict(
        Case.objects.filter(
            worker__in=[m.worker_id for m in members],
            ordinal__range=(first_number(), first_number() + SPAN - 2),
        )
        .order_by()
        .values_list("worker")
        .annotate(n=Max("ordinal"))
    )
    made = {
        member.pk: Case(
            compartment=case.compartment,
            worker=member.worker,
            employment=member.employment,
            employer=member.employment.employer,  # type: ignore[union-attr]
            ordinal=ordinals.get(member.worker_id, first_number() - 1) + 1,
            opened_on=on,
            origin=case.pk,
            route="legal",
            place=member.employment.place,  # type: ignore[union-attr]
        )
        for member in members
    }
    Case.objects.bulk_create(made.values())
    CaseGrievance.objects.bulk_create(
        CaseGrievance(case=one, code=code) for one in made.values() for code in case.grievances
    )
    return made


def _link(members: list[Member], held: dict, made: dict) -> None:
    for member in members:
        member.individual = held.get(member.pk) or made[member.pk]
    save_many(members, ["individual"])
