"""kill -9 at random moments: whatever was acknowledged is there, and the check is clean."""

import pytest

from tests.vault.installations import INIT, OPEN_ANNA, run

ROUNDS = 40

WRITE_AND_KILL = """
import random, signal, time
from django.db import connection
chance = random.Random(7)

def work(out):
    for number in range(10_000):
        stored = files.store(anna, compartment, os.urandom(9000), "evidence",
                             name=f"n{number}", look_inside=False)
        os.write(out, (str(stored.pk) + "\\n").encode())

acknowledged = []
connection.close()
for _ in range(%d):
    taken, given = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(taken)
        work(given)
    os.close(given)
    with os.fdopen(taken) as lines:
        # Most are killed some time after their first answer, however slow the machine is;
        # some before it.
        if chance.random() < 0.8:
            acknowledged.append(lines.readline().strip())
        time.sleep(chance.uniform(0, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        acknowledged += [line.strip() for line in lines if line.endswith("\\n")]

present = {str(pk) for pk in StoredFile.objects.values_list("pk", flat=True)}
lost = [pk for pk in acknowledged if pk not in present]
unreadable = 0
for stored in StoredFile.objects.all():
    unreadable += len(files.read_file(anna, stored)) != 9000
print(json.dumps([len(acknowledged), lost, unreadable, commands.check().problems]))
"""


@pytest.mark.crash
def test_no_acknowledged_file_is_lost_in_forty_kills(tmp_path):
    script = INIT.format(title="x") + OPEN_ANNA + WRITE_AND_KILL % ROUNDS
    count, lost, unreadable, problems = run(tmp_path / "data", script)
    assert count >= ROUNDS / 2
    assert (lost, unreadable, problems) == ([], 0, [])
