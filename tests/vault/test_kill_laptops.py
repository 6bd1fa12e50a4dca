"""kill -9 in the middle of giving and taking: a laptop has all of a bundle or nothing of it."""

import os
import random
import shutil

import pytest

from tests.vault.installations import WHOLE, process, run
from tests.vault.test_laptops import BEGIN, OPEN, STATE

KILLS, SEED = (50, 7) if os.environ.get("GONGYOU_SOAK") else (3, 7)
WORK = """
from gongyou.vault.files.services import store
for n in range(3):
    change_worker(by=anna, worker=worker, phone=f"139{n}")
    add_worker(by=anna, compartment=where, name=f"Zhang {n}")
store(anna, where, b"what was seen at the gate " * 4000, "evidence")
"""
DYING = """
from tests.dying import die_after, die_before_call
import tempfile
kind, number = os.environ["DIE"].split()
count = None
if kind == "statement":
    die_after(commits=0, statements=int(number))
elif kind == "call":
    count = die_before_call(int(number) or None)
"""
GIVE = OPEN + DYING + 'laptops.give(Path(os.environ["STICK"]))\n'
TAKE = (
    OPEN
    + DYING
    + """
with tempfile.TemporaryDirectory() as work:
    done, refused = laptops.take_all(
        anna, laptops.bundles_in(Path(os.environ["STICK"])), Path(work))
"""
)
COUNT = "print(json.dumps(count()))"
HOW_MANY = (
    OPEN
    + """
from gongyou.vault.journal.models import Entry
from gongyou.vault.files.models import StoredFile
print(json.dumps([Entry.objects.count(), Worker.objects.count(), StoredFile.objects.count(),
                  commands.check(actor=anna).problems]))
"""
)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Two laptops; on the second people worked, and its bundle lies on a stick."""
    folder = tmp_path_factory.mktemp("killed")
    run(folder / "first", BEGIN, WHOLE)
    asked = run(folder / "second", "print(json.dumps(laptops.ask(PASSPHRASE)))", WHOLE)
    words = run(folder / "second", f"print(json.dumps(laptops.words_of({asked!r})))", WHOLE)
    copy = str(folder / "copy.age")
    enrol = f"laptops.enrol(anna, {asked!r}, Path({copy!r}), anna.account, {words!r})"
    run(folder / "first", OPEN + enrol, WHOLE)
    run(folder / "second", f"laptops.join(Path({copy!r}), PASSPHRASE)", WHOLE)
    run(folder / "second", OPEN + WORK, WHOLE)
    run(folder / "second", GIVE, WHOLE, STICK=str(folder / "stick"), DIE="never 0")
    return folder


def fresh(made, folder, name):
    """A copy of a laptop that may die."""
    target = folder / name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(made / name, target)
    return target


def killed(folder, script, stick, die) -> bool:
    """Whether the script ended by the kill that was meant; it may also be through before it."""
    child = process(folder, script, WHOLE, STICK=str(stick), DIE=die)
    _out, err = child.communicate(timeout=900)
    assert child.returncode in {0, -9}, err[-2000:]
    return child.returncode == -9


@pytest.mark.crash
@pytest.mark.soak
def test_killed_while_taking_it_has_all_or_nothing_and_the_next_taking_is_whole(made, tmp_path):
    stick, chance, died = made / "stick", random.Random(SEED), 0
    whole = fresh(made, tmp_path, "first")
    before = run(whole, HOW_MANY, WHOLE)
    calls = run(whole, TAKE + COUNT, WHOLE, STICK=str(stick), DIE="call 0")
    after, state = run(whole, HOW_MANY, WHOLE), run(whole, OPEN + STATE, WHOLE)
    assert before[3] == after[3] == [] and after[:3] != before[:3]
    for number in range(KILLS):
        mine = fresh(made, tmp_path, "first")
        die = f"call {chance.randint(1, calls)}" if number % 2 else f"statement {number * 3}"
        died += killed(mine, TAKE, stick, die)
        there = run(mine, HOW_MANY, WHOLE)
        # What lacks its file yet says so, and the next taking brings it.
        assert there[:3] in (before[:3], after[:3]), die
        run(mine, TAKE, WHOLE, STICK=str(stick), DIE="never 0")
        assert run(mine, HOW_MANY, WHOLE)[3] == [], die
        assert run(mine, OPEN + STATE, WHOLE) == state, die
    assert died >= KILLS * 2 // 3


@pytest.mark.crash
@pytest.mark.soak
def test_killed_while_giving_the_other_takes_all_or_is_told(made, tmp_path):
    chance, died = random.Random(SEED), 0
    giver = fresh(made, tmp_path, "second")
    calls = run(giver, GIVE + COUNT, WHOLE, STICK=str(tmp_path / "counted"), DIE="call 0")
    whole = fresh(made, tmp_path, "first")
    run(whole, TAKE, WHOLE, STICK=str(tmp_path / "counted"), DIE="never 0")
    state = run(whole, OPEN + STATE, WHOLE)
    for number in range(KILLS):
        giver, taker = fresh(made, tmp_path, "second"), fresh(made, tmp_path, "first")
        stick = tmp_path / f"stick {number}"
        stick.mkdir()
        died += killed(giver, GIVE, stick, f"call {chance.randint(1, calls)}")
        run(taker, TAKE, WHOLE, STICK=str(stick), DIE="never 0")
        assert run(taker, HOW_MANY, WHOLE)[3] == []
        run(giver, GIVE, WHOLE, STICK=str(stick), DIE="never 0")
        run(taker, TAKE, WHOLE, STICK=str(stick), DIE="never 0")
        assert run(taker, OPEN + STATE, WHOLE) == state
    assert died >= KILLS * 2 // 3
