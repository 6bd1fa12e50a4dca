"""kill -9 while people vote: every receipt handed out is in the box, no code votes twice."""

import pytest

from tests.vault.installations import INIT, WHOLE, run

ROUNDS, VOTES, VOTERS, SEED = 25, 12, 400, 3

SCRIPT = (
    INIT.format(title="x")
    + """
import random
from datetime import date
from django.db import connection
from gongyou.centre.public import add_employer, add_employment, add_worker
from gongyou.collective.models import Ballot, Election, Member
from gongyou.collective.services import ballots, boxes, elections
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.roll import add_members
from tests.dying import die_before_call, killed

anna = commands.open_actor("anna", PASSPHRASE)
case = open_case(by=anna, compartment=anna.compartments()[0], title="x")
employer = add_employer(by=anna, compartment=case.compartment, name="x")
worker = add_worker(by=anna, compartment=case.compartment, name="x")
spell = add_employment(by=anna, worker=worker, employer=employer, facts={})
[member] = add_members(by=anna, case=case, employments=[spell])
group = elections.add_constituency(by=anna, case=case, name="x")
election = elections.prepare_election(by=anna, constituency=group, means="online")
named = elections.nominate(by=anna, election=election, member=member)
elections.answer_nomination(by=anna, candidate=named, accepts=True)
elections.open_election(by=anna, election=election)
codes = ballots.prepare_box(election=election, count=VOTERS)
with transaction.atomic():
    Election.objects.filter(pk=election.pk).update(entitled=VOTERS)
    journal.append(anna, "collective.open_election", election)

def vote(out, codes):
    for code in codes:
        try:
            receipt = ballots.cast(election=election, code=code, choices=[1])
        except ballots.NotAccepted:
            continue
        os.write(out, (receipt + "\\n").encode())

def life(codes, calls=None):
    # People vote in a process of its own until it dies; what it answered.
    connection.close()
    taken, given = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(taken)
        count = die_before_call(calls)
        vote(given, codes)
        os.write(given, f"{count()}\\n".encode())
        os._exit(0)
    os.close(given)
    with os.fdopen(taken) as lines:
        got = [line.strip() for line in lines]
    assert killed(child) == (calls is not None)
    return got

# The first votes tell how often a vote touches a file.
*receipts, calls = life(codes[:5])
a_vote = int(calls) // 5
chance, lives = random.Random(SEED), []
for _ in range(ROUNDS):
    # Each child begins with codes that voted before: they must be refused.
    got = life(codes[max(0, len(receipts) - 3):], chance.randint(1, VOTES * a_vote))
    lives.append(len(got))
    receipts += got

box = boxes.read(election)
sealed, spent = len(box.sealed), len(box.spent)
closed = elections.close_election(by=anna, election=election)
kept = set(Ballot.objects.values_list("receipt", flat=True))
print(json.dumps([a_vote > 5, min(lives), max(lives), len(receipts),
                  len(set(receipts) - kept), sealed - spent,
                  closed.result["ballots"] - len(kept), elections.recount(closed)]))
"""
)


@pytest.mark.crash
def test_no_receipt_is_lost_and_no_code_votes_twice(tmp_path):
    script = f"ROUNDS, VOTES, VOTERS, SEED = {ROUNDS}, {VOTES}, {VOTERS}, {SEED}\n" + SCRIPT
    *counts, lost, unequal, uncounted, recount = run(tmp_path / "data", script, WHOLE)
    calls, fewest, most, count = counts
    assert calls and fewest <= 1 and most >= VOTES / 2 and count >= ROUNDS * 3
    assert (lost, unequal, uncounted, recount) == (0, 0, 0, True)
