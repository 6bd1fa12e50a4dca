"""Elections: one vote each, no way from a ballot to its voter, quorum edges, paper counts."""

from datetime import date

import pytest
from django.db import connection, models
from django.db.models.expressions import RawSQL
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gongyou.collective.models import Ballot, Box, Election, Mandate, Member, VoterSlip
from gongyou.collective.services import ballots, boxes, elections, paper_counts
from gongyou.collective.services.ballots import NotAccepted
from gongyou.vault.public import data_folder, forget_in_memory, held_in_memory, journal

pytestmark = pytest.mark.django_db
DAY = date(2015, 4, 20)


@pytest.fixture
def vote(matter, people):
    """An open ballot online among four members for two candidates and one seat."""
    return opened(people.coordinator, matter)


def opened(by, case, means="online", **more):
    group = case.constituencys.first()
    group = group or elections.add_constituency(by=by, case=case, name="全厂")
    election = elections.prepare_election(by=by, constituency=group, means=means, **more)
    for member in case.people[:2]:
        named = elections.nominate(by=by, election=election, member=member, on=DAY)
        elections.answer_nomination(by=by, candidate=named, accepts=True, shown="王", on=DAY)
    election.codes = elections.open_election(by=by, election=election, on=DAY)
    return election


def close(people, election, **more):
    return elections.close_election(by=people.coordinator, election=election, on=DAY, **more)


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
    assert not boxes.read(vote).spent


def test_nothing_joins_member_slip_and_ballot():
    """No foreign key, time or counter of a ballot leads to a slip, or the other way."""
    for model in (Ballot, Box):
        related = {f.related_model for f in model._meta.get_fields() if f.is_relation}
        kinds = {type(f) for f in model._meta.get_fields()}
        assert related == {Election}
        assert not kinds & {models.DateField, models.DateTimeField, models.AutoField}
    assert {f.related_model for f in VoterSlip._meta.get_fields() if f.is_relation} == {
        Election,
        Member,
    }


def test_a_vote_writes_no_statement_to_the_database(vote):
    with CaptureQueriesContext(connection) as seen:
        ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    assert {query["sql"].split()[0] for query in seen} == {"SELECT"}


def the_file(vote):
    (file,) = (f for f in (data_folder() / "ballots").iterdir() if boxes._name(vote) == f.name)
    return file


def test_the_box_has_one_size_and_one_day_from_opening_to_end(vote):
    seen = set()
    for code in vote.codes:
        file = the_file(vote)
        seen.add((file.stat().st_size, file.stat().st_mtime, file.parent.stat().st_mtime))
        ballots.cast(election=vote, code=code, choices=[1])
    assert len(seen) == 1
    [(_size, file, folder)] = seen
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0).timestamp()
    assert file == folder == midnight


def test_the_key_of_the_box_is_in_no_file_of_the_data_folder_and_in_no_row(vote):
    key = boxes.key_at_hand(vote)
    secret = boxes.pair_of(vote, vote.box.public).secret
    forms = {s.encode() for s in (key, boxes.plain(key), secret.hex())} | {secret}
    held = [f.read_bytes() for f in data_folder().rglob("*") if f.is_file()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM collective_box")
        held.append(str(cursor.fetchall()).encode())
    assert not any(form in content for form in forms for content in held)


def test_the_box_tells_nothing_of_the_order_of_voting_to_who_holds_its_key(matter, people):
    """Over many boxes of two ballots, the first voter's lies first about as often as not."""
    first = first_spent = 0
    election = opened(people.coordinator, matter)
    for _ in range(60):
        codes = ballots.prepare_box(election=election, count=2)
        ballots.cast(election=election, code=codes[0], choices=[1])
        box = boxes.read(election)
        [alone], [used] = box.sealed, box.spent
        ballots.cast(election=election, code=codes[1], choices=[2])
        box = boxes.read(election)
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
    box = boxes.read(election)
    assert len(set(map(len, box.sealed))) == 1
    assert not any(receipt in str(box) for receipt in receipts)


def test_after_the_count_box_and_key_are_gone_and_no_code_votes(vote, people):
    ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    file, name = the_file(vote), boxes._name(vote)
    with TestCase.captureOnCommitCallbacks(execute=True):
        close(people, vote)
    assert not Box.objects.exists()
    assert not file.exists()
    assert held_in_memory(name) is None
    with pytest.raises(NotAccepted, match="closed"):
        ballots.cast(election=vote, code=vote.codes[1], choices=[1])


def test_when_the_machine_forgot_the_key_only_the_printed_one_opens_the_box(vote, people):
    printed = boxes.key_at_hand(vote)
    ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    forget_in_memory(boxes._name(vote))
    for typed in ("", "2222-3333-4444-5555-6666-7777-8888"):
        with pytest.raises(elections.NotPossible, match="box_key"):
            elections.close_election(by=people.coordinator, election=vote, key=typed)
    ballots.cast(election=vote, code=vote.codes[1], choices=[1])
    closed = elections.close_election(
        by=people.coordinator, election=vote, key=printed.lower().replace("-", " "), on=DAY
    )
    assert closed.result["votes"] == {"1": 2, "2": 0}


def test_a_vote_whose_box_is_not_here_is_void_at_the_next_start(vote, matter, people):
    """So it stands after a restore: no archive holds the box."""
    the_file(vote).unlink()
    elections.put_boxes_in_order()
    vote.refresh_from_db()
    assert (vote.state, vote.void_because) == ("void", "restored")
    with pytest.raises(elections.NotPossible, match="not_open"):
        close(people, vote)
    assert "collective.void_election" in {
        line.act for line in journal.history(people.coordinator, matter)
    }


def test_after_a_closing_that_was_broken_off_nobody_votes_and_it_can_be_closed(
    vote, people, monkeypatch
):
    """What was written and undone may lie in dead rows: a later ballot would stand out."""
    receipt = ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    monkeypatch.setattr(elections, "_tell", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        close(people, vote)
    monkeypatch.undo()
    for _ in "now", "after a start":
        with pytest.raises(NotAccepted, match="closed"):
            ballots.cast(election=vote, code=vote.codes[1], choices=[1])
        elections.put_boxes_in_order()
    close(people, vote)
    assert [ballot.receipt for ballot in vote.ballots.all()] == [receipt]


def test_a_wrong_key_opens_nothing_and_voting_goes_on(vote, people):
    boxes.forget_in_memory(boxes._name(vote))
    with pytest.raises(elections.NotPossible, match="box_key"):
        close(people, vote, key="AAAA-AAAA-AAAA-AAAA-AAAA-AAAA-AAAA")
    assert ballots.cast(election=vote, code=vote.codes[0], choices=[1])


def test_the_entry_of_the_result_is_tied_to_the_ballots(vote, matter, people):
    ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    close(people, vote)
    kept = ballots.digest_of(vote)
    assert kept in str([line.changes for line in journal.history(people.coordinator, matter)])
    Ballot.objects.filter(election=vote).update(choices=[2])
    assert ballots.digest_of(vote) != kept


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


def test_codes_are_not_made_anew_after_a_vote_though_nobody_noted_a_slip(vote, people):
    ballots.cast(election=vote, code=vote.codes[0], choices=[1])
    with pytest.raises(elections.NotPossible, match="slips_given"):
        elections.renew_slips(by=people.coordinator, election=vote)


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
        said = paper_counts.enter_count(by=by, election=election, ballots=3, votes=votes)
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
        paper_counts.enter_count(
            by=people.coordinator, election=election, ballots=given, votes=votes, invalid=invalid
        )


def test_who_joined_the_day_after_the_opening_is_not_entitled_and_draws_no_slip(
    vote, matter, people
):
    late = matter.people[3]
    Member.objects.filter(pk=late.pk).update(joined_on=date(2015, 4, 21))
    given = elections.give_slips(by=people.coordinator, election=vote, members=[late], on=DAY)
    assert given == 0
    vote.refresh_from_db()
    assert vote.entitled == 4


# --- who elects together ---------------------------------------------------------------------


def test_two_constituencies_cannot_be_the_same_people(matter, people):
    by = people.coordinator
    elections.add_constituency(by=by, case=matter, name="A", workshops=["冲压", "涂装"])
    elections.add_constituency(by=by, case=matter, name="B", workshops=["总装"])
    for workshops in (["涂装"], ["总装", "仓库"], []):
        with pytest.raises(elections.NotPossible, match="same_people"):
            elections.add_constituency(by=by, case=matter, name="C", workshops=workshops)
    assert matter.constituencys.count() == 2


# --- a witness -------------------------------------------------------------------------------


@pytest.fixture
def alone(matter, people):
    """A paper ballot in a compartment where only the coordinator has an account that may write."""
    from gongyou.vault.public import Membership, remove_member

    for member in Membership.objects.filter(compartment=people.inside, removed_at=None):
        if member.account != people.coordinator.account and "write" in member.rights:
            remove_member(people.coordinator, member)
    people.coordinator.forget_memberships()
    people.coordinator.keyring.forget_grants()
    return opened(people.coordinator, matter, means="paper")


COUNT = {"ballots_in": 3, "votes": {1: 2, 2: 1}}


def test_a_witness_with_a_code_counts_a_second_time_and_once(alone, people):
    by = people.coordinator
    paper_counts.enter_count(by=by, election=alone, ballots=3, votes={1: 2, 2: 1})
    with pytest.raises(elections.NotPossible, match="waiting"):
        close(people, alone)
    code = paper_counts.call_witness(by=by, election=alone)
    with pytest.raises(elections.NotPossible, match="witness_code"):
        paper_counts.witness_count(election=alone, code=ballots.new_code(), **COUNT)
    paper_counts.witness_count(election=alone, code=code.lower(), **COUNT)
    with pytest.raises(elections.NotPossible, match="not_open"):
        paper_counts.witness_count(election=alone, code=code, **COUNT)
    assert close(people, alone).result["elected"] == [1]


def test_a_witness_who_counts_otherwise_keeps_the_result_open(alone, people):
    by = people.coordinator
    paper_counts.enter_count(by=by, election=alone, ballots=3, votes={1: 2, 2: 1})
    code = paper_counts.call_witness(by=by, election=alone)
    paper_counts.witness_count(election=alone, code=code, ballots_in=3, votes={1: 1, 2: 2})
    with pytest.raises(elections.NotPossible, match="differs"):
        close(people, alone)


def test_where_a_second_account_can_count_no_witness_is_called(matter, people):
    election = opened(people.coordinator, matter, means="paper")
    with pytest.raises(elections.NotPossible, match="second_account"):
        paper_counts.call_witness(by=people.coordinator, election=election)


def test_by_the_page_of_the_witness(alone, people, client_of):
    from django.urls import reverse

    address = reverse("collective:vote_witness", args=[alone.public])
    nobody = client_of(None)
    assert nobody.get(address).status_code == 404
    page = client_of(people.coordinator).post(reverse("collective:witness", args=[alone.pk]))
    code = page.context["code"]
    assert nobody.get(address).status_code == 200
    form = {"code": "AAAA-AAAA", "ballots": 3, "invalid": 0, "votes_1": 2, "votes_2": 1}
    assert nobody.post(address, form).status_code == 422
    assert nobody.post(address, form | {"code": code}).status_code == 200
    assert alone.papercounts.get().entered_by is None
    assert (
        client_of(people.outsider).post(reverse("collective:witness", args=[alone.pk])).status_code
        == 404
    )


def test_no_archive_holds_the_rows_of_a_box():
    from gongyou.vault.backup.parts import emptied

    assert Box._meta.db_table in emptied()
    assert Ballot._meta.db_table not in emptied()
