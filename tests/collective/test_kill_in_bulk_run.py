"""kill -9 while applications are made in bulk: resumed, nobody is missing and nobody is doubled.

Each death is before a counted statement or commit, so a run is never done before its kill.
"""

import os

import pytest

from tests.vault.installations import INIT, WHOLE, run

MEMBERS, PART, SEED = 40, 5, 5
KILLS = 8 if os.environ.get("GONGYOU_SOAK") else 4

SCRIPT = (
    INIT.format(title="x")
    + """
import random, subprocess
from collections import Counter
from datetime import date
from django.db import connection
from gongyou.centre.public import Case, ClaimVersion, add_employer
from gongyou.collective.models import BulkRun
from gongyou.collective.services import route
from gongyou.collective.services.cases import open_case
from gongyou.collective.services.people import Entry, add_people
from gongyou.vault.public import files
from tests.dying import die_after, killed

chance = random.Random(SEED)

anna = commands.open_actor("anna", PASSPHRASE)
compartment = anna.compartments()[0]
employer = add_employer(by=anna, compartment=compartment, name="x", place="440113")
case = open_case(by=anna, compartment=compartment, title="x", employer=employer)
facts = {"start": date(2010, 1, 1), "end": date(2015, 4, 20), "end_kind": "dismissed_no_fault",
         "place": "440113", "average_wage_12m": 3000}
names = [f"Zhang{n:03}" for n in range(MEMBERS)]
entries = [Entry(name=name, facts=facts, where={}) for name in names]
add_people(by=anna, case=case, entries=entries, source="roster", joined_on=date(2015, 4, 20))
route.AT_ONCE = PART
members = list(route.present(case))
run = route.begin_run(by=anna, case=case, members=members, language="en")
def life(**death):
    # The work in a process of its own, until it dies; how many parts are there then.
    connection.close()
    child = os.fork()
    if child == 0:
        die_after(**death)
        route.work(anna, BulkRun.objects.get(pk=run.pk))
        os._exit(0)
    assert killed(child)
    # Whatever was reached: a part, its cases and the progress shown belong together.
    run.refresh_from_db()
    assert run.done == sum(part.count for part in run.parts.all()) == Case.objects.count()
    return run.parts.count()

# The first life tells how many statements a part takes, and dies before its commit.
taken, given = os.pipe()
grown = [life(commits=0, told=given)]
statements = int(os.read(taken, 20))
# Then before some statement of the first part that is open, of the one after it, or of a part
# of which nothing is done yet.
grown += [life(commits=chance.randint(0, 1), statements=chance.randint(0, statements))
          for _ in range(KILLS - 2)]
grown += [life(commits=1, statements=0)]
route.work(anna, BulkRun.objects.get(pk=run.pk))
run.refresh_from_db()

def text(stored):
    content = files.read_file(anna, stored)
    found = subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True)
    return found.stdout.decode()

def times_each(values):
    return sorted(set(Counter(values).values()))

made = "".join(text(part.file) for part in run.parts.all())
print(json.dumps({
    "status": run.status,
    "parts after each death": grown,
    "statements of a part": statements > 20,
    "parts": [[part.number, part.count] for part in run.parts.all()],
    "cases of a worker": times_each(Case.objects.values_list("worker", flat=True)),
    "workers with a case": Case.objects.values("worker").distinct().count(),
    "versions of a claim": times_each(ClaimVersion.objects.values_list("employment", flat=True)),
    "members without": case.members.filter(individual=None).count(),
    "names in the applications": sorted({made.count(name) for name in names}),
}))
"""
)


@pytest.mark.crash
def test_a_bulk_run_that_is_killed_and_resumed_misses_and_doubles_nobody(tmp_path):
    script = f"MEMBERS, PART, KILLS, SEED = {MEMBERS}, {PART}, {KILLS}, {SEED}\n" + SCRIPT
    found = run(tmp_path / "data", script, WHOLE)
    [times] = found.pop("names in the applications")
    assert times >= 1
    # The first died before its commit, the last right after one.
    grown = found.pop("parts after each death")
    assert (len(grown), grown[0], grown[-1] - grown[-2]) == (KILLS, 0, 1)
    assert sorted(grown) == grown and grown[-1] < MEMBERS / PART
    assert found == {
        "status": "done",
        "statements of a part": True,
        "parts": [[number, PART] for number in range(1, MEMBERS // PART + 1)],
        "cases of a worker": [1],
        "workers with a case": MEMBERS,
        "versions of a claim": [1],
        "members without": 0,
    }
