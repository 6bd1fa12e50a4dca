"""Who had authorised whom on a date, recall, by-election."""

from datetime import date, timedelta

import pytest

from gongyou.collective.queries import mandates as queries
from gongyou.collective.services import elections, mandates, paper_counts
from tests.collective.test_elections import DAY, close, opened
from tests.collective.test_promises import published

pytestmark = pytest.mark.django_db


def test_citizen_on_6_november_2011_both_numbers_with_their_sources(people):
    case = published(people, "citizen_watch")
    [told] = queries.told_on_day(people.coordinator, case, date(2011, 11, 6))
    assert [(n["value"], n["sources"]) for n in told.numbers] == [
        (584, ["C6", "C7"]),
        (582, ["C6"]),
    ]
    assert told.differ
    assert queries.told_on_day(people.coordinator, case, date(2011, 11, 5)) == []


def test_lide_had_another_team_after_april_2015(people):
    case = published(people, "lide")
    teams = [
        [n["value"] for t in queries.told_on_day(people.coordinator, case, day) for n in t.holders]
        for day in (date(2015, 3, 1), date(2015, 5, 1))
    ]
    assert teams == [[11, 13, 61], [61, 19]]


@pytest.fixture
def mandate(matter, people):
    given = mandates.give(by=people.coordinator, member=matter.people[0], starts=DAY)
    mandates.authorise(by=people.coordinator, mandate=given, members=matter.people, on=DAY)
    return given


def authorised(people, matter, day):
    return [line.authorised for line in queries.on_day(people.coordinator, matter, day)]


def test_authorisations_count_from_their_day_until_taken_back(matter, people, mandate):
    by, third = people.coordinator, matter.people[2]
    later = DAY + timedelta(days=3)
    mandates.withdraw_authorisation(by=by, mandate=mandate, member=third, on=later)
    days = [DAY - timedelta(days=1), DAY, later - timedelta(days=1), later]
    assert [authorised(people, matter, day) for day in days] == [[], [4], [4], [3]]
    mandates.authorise(by=by, mandate=mandate, members=[third], on=later)
    assert authorised(people, matter, later) == [4]


@pytest.mark.parametrize(("yes", "passed"), [(2, False), (3, True)])
def test_a_recall_needs_more_than_half_of_those_entitled(matter, people, mandate, yes, passed):
    by, day = people.coordinator, DAY + timedelta(days=9)
    vote = mandates.recall_representative(
        by=by, mandate=mandate, on=day, entitled=4, yes=yes, no=0, reason="不汇报"
    )
    assert vote.passed is passed
    assert authorised(people, matter, day) == ([] if passed else [4])
    assert authorised(people, matter, day - timedelta(days=1)) == [4]


def test_a_recalled_representative_is_given_no_further_authority(matter, people, mandate):
    by = people.coordinator
    mandates.end_mandate(by=by, mandate=mandate, on=DAY + timedelta(days=1), why="resigned")
    with pytest.raises(mandates.Ended):
        mandates.authorise(by=by, mandate=mandate, members=matter.people, on=DAY + timedelta(2))


def test_a_by_election_fills_the_seat(matter, people):
    by = people.coordinator
    first = opened(by, matter, means="paper", quorum=0)
    for person in (by, people.organiser):
        paper_counts.enter_count(by=person, election=first, ballots=3, votes={1: 3, 2: 0})
    [gone] = close(people, first).mandates.all()
    mandates.recall_representative(by=by, mandate=gone, on=DAY, entitled=4, yes=4, no=0)
    second = elections.prepare_by_election(by=by, mandate=gone)
    assert (second.seats, second.replaces, second.constituency) == (1, gone, gone.constituency)
