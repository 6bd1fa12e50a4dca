"""Elections: one vote each, no way from a ballot to its voter, quorum edges, paper counts."""

from datetime import date

import pytest
from django.db import connection, models
from django.db.models.expressions import RawSQL

from gongyou.collective.models import (
    Ballot,
    Box,
    Candidate,
    Election,
    Mandate,
    Member,
    Token,
    VoterSlip,
)
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


def test_each_code_votes_once(vote, people):
    ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    with pytest.raises(NotAccepted, match="spent"):
        ballots.cast(election=vote, code=vote.codes[0].lower(), choices=[2])
    assert close(people, vote).result["votes"] == {"1": 1, "2": 0}


def test_a_made_up_code_and_a_code_of_another_election_do_not_vote(vote, matter, people):
    other = opened(people.coordinator, matter)
    for code in (other.codes[0], ballots.new_code(), ""):
        with pytest.raises(NotAccepted, match="unknown"):
            ballots.cast(election=vote, code=code, choices=[1])


def test_a_refused_ballot_leaves_the_code_unspent(vote):
    for choices, why in (([1, 2], "many"), ([7], "candidate")):
        with pytest.raises(NotAccepted, match=why):
            ballots.cast(election=vote, code=vote.codes[0], choices=choices)
    assert not Box.objects.get(election=vote).spent


def test_nothing_joins_member_token_and_ballot():
    """No foreign key, time or counter of any of the three leads to another."""
    for model in (Token, Ballot, Box):
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


def rows_of_the_room():
    """Every row of the election's tables as the engine keeps it, with its place and transaction."""
    hidden = ", ctid, xmin" if connection.vendor == "postgresql" else ", rowid"
    found = {}
    with connection.cursor() as cursor:
        for model in (Token, VoterSlip, Ballot, Election, Candidate, Box):
            cursor.execute(f"SELECT *{hidden} FROM {model._meta.db_table}")
            found[model] = sorted(map(str, cursor.fetchall()))
    return found


def test_a_vote_changes_the_row_of_the_box_and_no_other(vote):
    before = rows_of_the_room()
    ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    after = rows_of_the_room()
    assert [model for model in before if before[model] != after[model]] == [Box]
    assert len(after[Box]) == 1


def test_the_box_tells_nothing_of_the_order_of_voting_to_who_holds_its_key(matter, people):
    """Over many boxes of two ballots, the first voter's lies first about as often as not."""
    first = first_spent = 0
    election = opened(people.coordinator, matter)
    for _ in range(60):
        codes = ballots.prepare_box(by=people.coordinator, election=election, count=2)
        ballots.cast(election=election, code=codes[0], choices=[1])
        box = Box.objects.get(election=election)
        [alone], [used] = box.sealed, box.spent
        ballots.cast(election=election, code=codes[1], choices=[2])
        box.refresh_from_db()
        first += box.sealed[0] == alone
        first_spent += box.spent[0] == used
    assert 12 <= first <= 48
    assert 12 <= first_spent <= 48


def test_a_ballot_in_the_box_shows_neither_receipt_nor_choice_nor_how_many(matter, people):
    election = opened(people.coordinator, matter, seats=2)
    receipts = [
        ballots.cast(election=election, code=code, choices=choices, mark="AB2C")
        for code, choices in zip(election.codes, ([], [1], [1, 2]), strict=False)
    ]
    box = Box.objects.get(election=election)
    assert len(set(map(len, box.sealed))) == 1
    seen = str(rows_of_the_room())
    assert not any(receipt in seen for receipt in receipts)


def test_nothing_of_the_key_of_the_box_is_kept_after_the_voting(vote, matter, people):
    ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    close(people, vote)
    assert not Box.objects.exists()
    lines = journal.history(people.coordinator, matter)
    assert not any("secret" in (line.sealed or {}) for line in lines)


def test_ballots_of_a_closed_box_lie_in_the_order_of_their_receipts(vote, people):
    for code in vote.codes:
        ballots.cast(election=vote, code=code, choices=[1])
    close(people, vote)
    place = RawSQL("ctid" if connection.vendor == "postgresql" else "rowid", [])
    kept = [b.receipt for b in vote.ballots.annotate(place=place).order_by("place")]
    assert kept == sorted(kept)


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
