"""A finding becomes a collective case in one step; individual records stay what they were."""

from django.db import transaction

from gongyou.collective.models import CollectiveCase, Member
from gongyou.collective.queries.findings import cases_of
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.owed import count_law
from gongyou.collective.services.roll import CHUNK
from gongyou.vault.public import Actor, Right, journal


class NothingFound(ValueError):
    """No open case stands behind the finding (any more)."""


@transaction.atomic
def open_from_finding(*, by: Actor, compartment, root, grievance: str, on) -> CollectiveCase:
    """Open a collective case with everyone of the finding on its roll.

    Raises:
        NothingFound: nobody is behind it.
    """
    by.require(Right.WRITE, compartment)
    people = cases_of(by, compartment, root, grievance)
    if not people:
        raise NothingFound
    employer = people[0].employer.same_as or people[0].employer
    case = open_case(
        by=by,
        compartment=people[0].compartment,
        title=employer.name,
        employer=employer,
        opened_on=on,
        grievances=[grievance],
        law=people[0].employment.pack,
    )
    members = [
        Member(
            case=case,
            compartment_id=case.compartment_id,
            worker_id=individual.worker_id,
            employment_id=individual.employment_id,
            individual=individual,
            workshop=individual.employment.workshop,
            joined_on=on,
            start=individual.employment.start,
            end=individual.employment.end,
        )
        for individual in people
    ]
    Member.objects.bulk_create(members, batch_size=CHUNK)
    changes: dict = {"count": len(members)}
    journal.append(by, "collective.add_members", case, changes=changes)
    count_law(by=by, case=case, on=on, members=members)
    return case
