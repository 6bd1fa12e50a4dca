"""The disk is full at one moment after another: of giving, taking, asking to belong, an end by two
people. Each time a sentence says so, nothing is half done, and with room again it is done whole."""

from tests.vault.installations import WHOLE, run
from tests.vault.test_laptops import OPEN, act, made, two  # noqa: F401

FULL = """
import errno
from unittest import mock
from django.db import OperationalError, connection
from gongyou.web import installing
WRITES = ("INSERT", "UPDATE", "DELETE", "VACUUM", "COMMIT")

class Moment:
    # Of what is written durably, or of statements that write, the one at which no room is left.
    def __init__(self, number):
        self.left, self.fsync = number, os.fsync

    def _one_more(self):
        self.left -= 1
        return self.left == 0

    def flush(self, handle):
        if self._one_more():
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return self.fsync(handle)

    def execute(self, execute, sql, *rest):
        if sql.lstrip().upper().startswith(WRITES) and self._one_more():
            raise OperationalError("database or disk is full")
        return execute(sql, *rest)

def tried(work, state, most=400, step=1):
    # At every moment a sentence and the state as it was; then the work is done.
    number, sentences = 1, 0
    while number < most:
        before, moment, said = state(), Moment(number), []
        with mock.patch("os.fsync", moment.flush), connection.execute_wrapper(moment.execute):
            with installing.sentences(said.append):
                work()
        if not said:
            return sentences
        assert said[0].startswith("The disk is full."), said
        assert state() == before, (number, before, state())
        sentences += 1
        number += step
    raise AssertionError("it was never done")
"""
GIVE = """
import tempfile
stick = Path({stick!r})
stick.mkdir()
def state():
    return sorted(path.name for path in stick.iterdir())
print(json.dumps([tried(lambda: laptops.give(stick), state), len(laptops.bundles_in(stick)),
    commands.check(actor=anna).problems]))
"""
TAKE = """
import tempfile
from gongyou.vault.files.models import StoredFile
from gongyou.vault.journal.models import Entry
def state():
    return [Entry.objects.count(), Worker.objects.count(), commands.check().problems]
def take():
    with tempfile.TemporaryDirectory(dir=os.environ["GONGYOU_DATA"]) as work:
        done, refused = laptops.take_all(anna, laptops.bundles_in(Path({stick!r})), Path(work))
        assert len(done) == 1, refused
print(json.dumps([tried(take, state, step=3), Worker.objects.count(), StoredFile.objects.count(),
    commands.check(actor=anna).problems]))
"""
MORE = """
from gongyou.vault.files.services import store
store(anna, where, b"what was seen at the gate " * 4000, "evidence")
add_worker(by=anna, compartment=where, name="Second Person")
"""
ASK = """
from gongyou.vault.laptops import keys
from gongyou.vault.public import laptops
there = Path(os.environ["GONGYOU_DATA"]) / keys.PENDING
def state():
    # Not there, or whole.
    return not there.exists() or bool(keys.read_pending(PASSPHRASE))
print(json.dumps([tried(lambda: laptops.ask(PASSPHRASE), state), there.exists()]))
"""
END = """
from gongyou.vault import ending
from gongyou.vault.public import agree_end, ask_end
ending.require_two = lambda *both: None
bela = commands.open_actor("bela", "blue kettle under the bridge")
def asked():
    return [ending.Ending.objects.count(), commands.check().problems]
counted = tried(lambda: ask_end(anna, [where], []), asked)
row = ending.Ending.objects.get()
ending._may_agree = lambda by, row: True
def destroyed():
    return [worker.reveal(anna, "name"), ending.Ending.objects.filter(done_at=None).count()]
more = tried(lambda: agree_end(bela, ending.Ending.objects.get()), destroyed)
print(json.dumps([counted, more, ending.Ending.objects.get().certificate["destroyed"][0]["keys"],
    commands.check().problems]))
"""


def test_giving_and_taking_on_a_full_disk(two):  # noqa: F811
    stick = two / "stick"
    act(two / "second", MORE)
    sentences, written, problems = act(two / "second", FULL + GIVE.format(stick=str(stick)))
    assert sentences >= 3
    assert (written, problems) == (1, [])
    sentences, workers, files, problems = act(two / "first", FULL + TAKE.format(stick=str(stick)))
    assert sentences >= 5
    assert (workers, files, problems) == (2, 1, [])


def test_asking_to_belong_on_a_full_disk(tmp_path):
    sentences, asked = run(tmp_path, FULL + ASK, WHOLE)
    assert sentences >= 1
    assert asked


def test_an_end_on_a_full_disk(two):  # noqa: F811
    asked, agreed, keys, problems = act(two / "first", FULL + END)
    assert asked >= 2 and agreed >= 5
    assert keys >= 1
    assert problems == []
