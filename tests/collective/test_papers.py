"""Papers that leave the centre: the group filing and the complaint pack."""

import subprocess
from datetime import date

import pytest

from gongyou.centre.public import add_employer
from gongyou.collective.models import DemandLetter
from gongyou.collective.papers import filing_pdf, letter_pdf
from gongyou.collective.papers_of_people import complaint_pdf
from gongyou.collective.queries import roll
from gongyou.collective.services import demands, route
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.owed import count_law
from gongyou.collective.services.roll import add_members

from .conftest import DAY, employment_of

pytestmark = pytest.mark.django_db


def text(content: bytes) -> str:
    found = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return "".join(found.stdout.decode().split())


@pytest.fixture
def ten(people):
    """Ten members with two full years at 3,000 yuan each: severance of 6,000."""
    by, inside = people.coordinator, people.inside
    employer = add_employer(by=by, compartment=inside, name="利得鞋厂", place="440113")
    case = open_case(by=by, compartment=inside, title="x", employer=employer)
    spells = [employment_of(by, inside, employer, date(2013, 4, 21)) for _ in range(10)]
    members = add_members(by=by, case=case, employments=spells, joined_on=DAY)
    count_law(by=by, case=case, on=DAY)
    for member in members:
        member.refresh_from_db()
    case.people = members
    return case


def test_a_group_filing_names_applicants_representatives_and_sums_but_no_pseudonym(people, ten):
    by = people.coordinator
    filing = route.prepare_filing(
        by=by, case=ten, members=ten.people, representatives=ten.people[:3]
    )
    said = text(filing_pdf(by, filing, "zh-hans"))
    assert "申请人：王小明等10人" in said
    assert "广州市番禺区劳动人事争议仲裁委员会" in said
    assert "经济补偿涉及10人，共60,000.00元" in said
    assert "须经被代表的申请人同意" in said
    assert not any(member.worker.pseudonym in said for member in ten.people)


def test_a_letter_cites_only_what_was_in_force_when_it_was_written(people, ten):
    by = people.coordinator
    [line] = [line for line in roll.proposals(ten) if line["code"] == "cn.severance"]
    drawn = demands.draw_demand(by=by, case=ten, line=line)
    demands.write_letter(
        by=by, case=ten, demands=[drawn], text="", written_on=DAY, deadline_on=None
    )
    said = text(letter_pdf(by, DemandLetter.objects.get(), "zh-hans"))
    assert "《劳动合同法》第36条" in said
    assert "2025" not in said


def test_a_complaint_without_incidents_says_so(people, ten):
    said = text(complaint_pdf(people.coordinator, ten, "ilo", "en"))
    assert "Noincidentisonrecord." in said
    assert "440113" not in said
