"""A collective case with a few members whose claims can be counted by hand."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.centre.public import add_employer, add_employment, add_worker
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.owed import count_law
from gongyou.collective.services.roll import add_members

DAY = date(2015, 4, 20)


def employment_of(by, compartment, employer, start, wage="3000", workshop="", **facts):
    """A worker dismissed on 20 April 2015 with an average wage."""
    worker = add_worker(by=by, compartment=compartment, name="王小明")
    known = {
        "start": start,
        "end": DAY,
        "end_kind": "dismissed_no_fault",
        "place": "440113",
        "contract_written": True,
        "average_wage_12m": Decimal(wage),
        "workshop": workshop,
    }
    return add_employment(by=by, worker=worker, employer=employer, facts=known | facts)


@pytest.fixture
def matter(people):
    """Four members: two full years, ten months, seven years, and one of whom little is known."""
    by, inside = people.coordinator, people.inside
    employer = add_employer(by=by, compartment=inside, name="利得鞋厂", place="440113")
    case = open_case(
        by=by, compartment=inside, title="利得鞋厂搬迁", employer=employer, opened_on=DAY
    )
    starts = [
        (date(2013, 4, 21), "sewing"),
        (date(2014, 6, 21), "sewing"),
        (date(2008, 4, 21), "cutting"),
    ]
    employments = [
        employment_of(by, inside, employer, start, workshop=workshop) for start, workshop in starts
    ]
    employments.append(employment_of(by, inside, employer, None, end=None, end_kind=None))
    members = add_members(by=by, case=case, employments=employments, joined_on=date(2014, 12, 8))
    count_law(by=by, case=case, on=DAY)
    for member in members:
        member.refresh_from_db()
    case.people = members
    return case
