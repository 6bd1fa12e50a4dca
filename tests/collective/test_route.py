"""Shared problems, and back: findings, individual cases, group filing, runs that resume."""

from datetime import date

import pytest

from gongyou.centre.public import Case, record_intake
from gongyou.collective.models import GroupFiling, Member
from gongyou.collective.queries import findings
from gongyou.collective.services import demands, route
from gongyou.collective.services.findings import open_from_finding
from gongyou.collective.services.roll import add_members, join_with_case, leave

from .conftest import DAY, employment_of

pytestmark = pytest.mark.django_db
NAMES = ["广州番禺利得鞋业有限公司", "廣州番禺利得鞋業有限公司", "广州市番禺利得鞋业有限公司"]


def cases_at(people, names, compartment=None, by=None):
    facts = {"start": date(2010, 1, 1), "place": "440113", "average_wage_12m": 3000}
    for number, name in enumerate(names):
        record_intake(
            by=by or people.coordinator,
            compartment=compartment or people.inside,
            identity={"name": f"工友{number}"},
            employer_name=name,
            facts=facts,
            grievances=["severance"],
            consent=["keep", "collective"],
        )


def test_three_spellings_of_one_firm_are_one_finding(people):
    cases_at(people, NAMES)
    [one] = findings.findings(people.coordinator)
    assert (one.people, one.grievance) == (3, "severance")


def test_plants_that_differ_by_number_are_not_one(people):
    cases_at(people, ["利得鞋业第2分厂"] * 2 + ["利得鞋业第3分厂"] * 2)
    assert findings.findings(people.coordinator) == []


def test_an_outsider_finds_nothing_of_it(people):
    cases_at(people, NAMES)
    assert findings.findings(people.outsider) == []


def test_a_finding_becomes_a_case_and_individual_cases_stay_as_they_were(people):
    cases_at(people, NAMES)
    before = list(Case.objects.order_by("pk").values())
    [one] = findings.findings(people.coordinator)
    case = open_from_finding(
        by=people.coordinator,
        compartment=one.compartment,
        root=one.root,
        grievance="severance",
        on=DAY,
    )
    assert case.members.count() == 3
    assert list(Case.objects.order_by("pk").values()) == before


def test_a_letter_delivered_to_the_employer_moves_the_last_day_to_file(people, matter):
    by, day = people.coordinator, date(2015, 6, 1)
    letter = demands.write_letter(
        by=by, case=matter, demands=[], text="", written_on=day, deadline_on=None
    )
    demands.deliver_letter(by=by, letter=letter, on=day, means="post")
    [one] = route.go_back(by=by, case=matter, members=[matter.people[0]], on=day)
    line = one.employment.claim_lines.get(entitlement="cn.severance")
    assert line.file_by == date(2016, 6, 1)
    assert one.origin == matter.pk


def test_a_member_who_leaves_keeps_the_individual_case(people, matter):
    by = people.coordinator
    [one] = route.go_back(by=by, case=matter, members=[matter.people[0]], on=DAY)
    leave(by=by, member=matter.people[0], on=DAY)
    assert Case.objects.filter(pk=one.pk, status="open").exists()
    assert join_with_case(by=by, case=matter, individual=one).left_on is None


def test_a_run_that_stopped_goes_on_and_does_nobody_twice(people, matter, monkeypatch):
    monkeypatch.setattr(route, "AT_ONCE", 2)
    by = people.coordinator
    members = list(route.present(matter))
    run = route.begin_run(by=by, case=matter, members=members, language="zh-hans")
    assert route.work(by, run, stop_after=1).status == "stopped"
    assert (run.done, Case.objects.count()) == (2, 2)
    assert route.work(by, run).status == "done"
    assert [part.count for part in run.parts.all()] == [2, 2]
    assert Case.objects.count() == 4


@pytest.fixture
def dozen(people, matter):
    """Eleven members of the case."""
    by, employer = people.coordinator, matter.employer
    more = [employment_of(by, people.inside, employer, date(2012, 1, 1)) for _ in range(7)]
    add_members(by=by, case=matter, employments=more)
    return list(Member.objects.filter(case=matter).order_by("pk"))


@pytest.mark.parametrize(("applicants", "speaking"), [(9, 3), (10, 2), (10, 6)])
def test_a_group_filing_needs_ten_and_three_to_five(people, matter, dozen, applicants, speaking):
    members = dozen[:applicants]
    with pytest.raises(route.NotAGroup):
        route.prepare_filing(
            by=people.coordinator,
            case=matter,
            members=members,
            representatives=members[:speaking],
        )
    assert not GroupFiling.objects.exists()


@pytest.mark.parametrize(("applicants", "speaking"), [(10, 3), (10, 5), (11, 4)])
def test_ten_with_three_to_five_may_file(people, matter, dozen, applicants, speaking):
    members = dozen[:applicants]
    filing = route.prepare_filing(
        by=people.coordinator, case=matter, members=members, representatives=members[:speaking]
    )
    rows = filing.members.all()
    assert (rows.count(), rows.filter(represents=True).count()) == (applicants, speaking)


def test_representatives_are_applicants_themselves(people, matter, dozen):
    with pytest.raises(route.NotAGroup):
        route.prepare_filing(
            by=people.coordinator,
            case=matter,
            members=dozen[:10],
            representatives=[*dozen[:2], dozen[10]],
        )
