"""kill -9 while people vote: every receipt handed out is in the box, no code votes twice."""

import pytest

from tests.vault.installations import INIT, WHOLE, run

ROUNDS, VOTERS = 25, 400

SCRIPT = (
    INIT.format(title="x")
    + """
import random, signal, time
from datetime import date
from django.db import connection
from gongyou.centre.public import add_employer, add_employment, add_worker
from gongyou.collective.models import Ballot, Election, Member
from gongyou.collective.services import ballots, boxes, elections
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.roll import add_members

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
Election.objects.filter(pk=election.pk).update(entitled=VOTERS)

def vote(out):
    # Each child begins anew: a code that voted before must be refused.
    for code in codes:
        try:
            receipt = ballots.cast(election=election, code=code, choices=[1])
        except ballots.NotAccepted:
            continue
        os.write(out, (receipt + "\\n").encode())

chance, receipts = random.Random(3), []
connection.close()
for _ in range(ROUNDS):
    taken, given = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(taken)
        vote(given)
        os._exit(0)
    os.close(given)
    with os.fdopen(taken) as lines:
        receipts.append(lines.readline().strip())
        time.sleep(chance.uniform(0, 0.05))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        receipts += [line.strip() for line in lines if line.endswith("\\n")]

receipts = [r for r in receipts if r]
box = boxes.read(election)
sealed, spent = len(box.sealed), len(box.spent)
closed = elections.close_election(by=anna, election=election)
kept = set(Ballot.objects.values_list("receipt", flat=True))
print(json.dumps([len(receipts), len(set(receipts) - kept), sealed - spent,
                  closed.result["ballots"] - len(kept), elections.recount(closed)]))
"""
)


@pytest.mark.crash
def test_no_receipt_is_lost_and_no_code_votes_twice(tmp_path):
    script = f"ROUNDS, VOTERS = {ROUNDS}, {VOTERS}\n" + SCRIPT
    count, lost, unequal, uncounted, recount = run(tmp_path / "data", script, WHOLE, timeout=300)
    assert count >= ROUNDS / 2
    assert (lost, unequal, uncounted, recount) == (0, 0, 0, True)
