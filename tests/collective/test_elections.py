"""Elections: one vote each, no way from a ballot to its voter, quorum edges, paper counts."""

from datetime import date

import pytest
from django.db import connection, models
from django.db.models.expressions import RawSQL

from gongyou.collective.models import Ballot, Election, Mandate, Member, Token, VoterSlip
from gongyou.collective.services import ballots, elections
from gongyou.collective.services.ballots import NotAccepted
from gongyou.vault.public import journal

pytestmark = pytest.mark.django_db
DAY = date(2015, 4, 20)


@pytest.fixture
def vote(matter, people):
    """An open ballot online among four members for two candidates and one seat."""
    return opened(people.coordinator, matter)


def opened(by, case, means="online", **more):
    group = elections.add_constituency(by=by, case=case, name="全厂")
    election = elections.prepare_election(by=by, constituency=group, means=means, **more)
    for member in case.people[:2]:
        named = elections.nominate(by=by, election=election, member=member, on=DAY)
        elections.answer_nomination(by=by, candidate=named, accepts=True, shown="王", on=DAY)
    election.codes = elections.open_election(by=by, election=election, on=DAY)
    return election


def close(people, election):
    return elections.close_election(by=people.coordinator, election=election, on=DAY)


def test_each_code_votes_once(vote):
    ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    with pytest.raises(NotAccepted, match="spent"):
        ballots.cast(election=vote, code=vote.codes[0].lower(), choices=[2])
    assert ballots.tally(vote)["votes"] == {"1": 1, "2": 0}


def test_a_made_up_code_and_a_code_of_another_election_do_not_vote(vote, matter, people):
    other = opened(people.coordinator, matter)
    for code in (other.codes[0], ballots.new_code(), ""):
        with pytest.raises(NotAccepted, match="unknown"):
            ballots.cast(election=vote, code=code, choices=[1])


def test_a_refused_ballot_leaves_the_code_unspent(vote):
    for choices, why in (([1, 2], "many"), ([7], "candidate")):
        with pytest.raises(NotAccepted, match=why):
            ballots.cast(election=vote, code=vote.codes[0], choices=choices)
    assert not Token.objects.filter(spent=True).exists()


def test_nothing_joins_member_token_and_ballot():
    """No foreign key, time or counter of any of the three leads to another."""
    for model in (Token, Ballot):
        related = {f.related_model for f in model._meta.get_fields() if f.is_relation}
        kinds = {type(f) for f in model._meta.get_fields()}
        assert related == {Election}
        assert not kinds & {models.DateField, models.DateTimeField, models.AutoField}
    assert {f.related_model for f in VoterSlip._meta.get_fields() if f.is_relation} == {
        Election,
        Member,
    }


def test_voting_leaves_no_line_in_the_journal(vote, matter, people):
    before = len(journal.history(people.coordinator, matter))
    ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    assert len(journal.history(people.coordinator, matter)) == before


def test_the_place_of_a_ballot_tells_nothing_of_the_order_of_voting(matter, people):
    """Over many ballots of two people, the first voter's lies first about as often as not."""
    first = 0
    for _ in range(60):
        election = Election.objects.create(
            case=matter,
            constituency=elections.add_constituency(by=people.coordinator, case=matter, name="x"),
            state="open",
            entitled=2,
        )
        codes = ballots.prepare_ballots(election, 2)
        receipts = [ballots.cast(election=election, code=code, choices=[]) for code in codes]
        place = RawSQL("ctid" if connection.vendor == "postgresql" else "rowid", [])
        kept = election.ballots.annotate(place=place).order_by("place")
        first += kept.first().receipt == receipts[0]
    assert 12 <= first <= 48


def test_each_receipt_is_in_the_result_with_its_choice_and_the_recount_agrees(vote, people):
    given = {
        ballots.cast(election=vote, code=code, choices=[n], mark="ab"): [n]
        for code, n in zip(vote.codes, (1, 1, 2), strict=False)
    }
    closed = close(people, vote)
    assert dict(vote.ballots.values_list("receipt", "choices")) == given
    assert all(receipt.endswith("-AB") for receipt in given)
    assert closed.result["votes"] == {"1": 2, "2": 1}
    assert elections.recount(closed)
    Ballot.objects.filter(election=vote, choices=[2]).update(choices=[1])
    assert not elections.recount(closed)


def test_after_closing_no_code_votes_and_no_hash_is_kept(vote, people):
    ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    close(people, vote)
    with pytest.raises(NotAccepted, match="closed"):
        ballots.cast(election=vote, code=vote.codes[1], choices=[1])
    assert not Token.objects.exists()


@pytest.mark.parametrize(
    ("over", "cast", "reached"),
    [(True, 2, False), (True, 3, True), (False, 2, True), (False, 1, False)],
)
def test_half_of_four_is_at_least_but_not_more_than_half(matter, people, over, cast, reached):
    election = opened(people.coordinator, matter, quorum_over=over)
    for code in election.codes[:cast]:
        ballots.cast(election=election, code=code, choices=[1])
    closed = close(people, election)
    assert closed.result["quorum"] is reached
    assert [m.member for m in Mandate.objects.all()] == ([matter.people[0]] if reached else [])


def test_a_tie_for_the_last_seat_elects_neither(vote, people):
    for code, choice in zip(vote.codes, (1, 2, 1, 2), strict=True):
        ballots.cast(election=vote, code=code, choices=[choice])
    result = close(people, vote).result
    assert (result["elected"], result["tied"]) == ([], [1, 2])


def test_a_member_draws_one_slip(vote, matter, people):
    by = people.coordinator
    assert elections.give_slips(by=by, election=vote, members=matter.people, on=DAY) == 4
    assert elections.give_slips(by=by, election=vote, members=matter.people, on=DAY) == 0
    with pytest.raises(elections.NotPossible, match="slips_given"):
        elections.renew_slips(by=by, election=vote)


def test_paper_needs_the_same_count_from_two_people(matter, people):
    election = opened(people.coordinator, matter, means="paper")
    counts = [
        (people.coordinator, {1: 2, 2: 1}, "waiting"),
        (people.coordinator, {1: 2, 2: 1}, "waiting"),
        (people.organiser, {1: 1, 2: 2}, "differs"),
        (people.organiser, {1: 2, 2: 1}, "agrees"),
    ]
    for by, votes, state in counts:
        if state == "differs":
            with pytest.raises(elections.NotPossible, match="waiting"):
                close(people, election)
        said = elections.enter_count(by=by, election=election, ballots=3, votes=votes)
        assert said == state
    closed = close(people, election)
    assert closed.result["elected"] == [1]
    assert elections.recount(closed)


@pytest.mark.parametrize(
    "count", [(5, {1: 2, 2: 1}, 0), (3, {1: 4, 2: 0}, 0), (3, {1: 2, 2: 2}, 0), (2, {1: 1}, 0)]
)
def test_a_count_that_cannot_be_is_refused(matter, people, count):
    election = opened(people.coordinator, matter, means="paper")
    given, votes, invalid = count
    with pytest.raises(elections.NotPossible, match="count"):
        elections.enter_count(
            by=people.coordinator, election=election, ballots=given, votes=votes, invalid=invalid
        )
