"""Planting faults: what is noticed, what is not, and what can't be planted."""

import pytest

from tests.mutants import __main__ as planting
from tests.mutants.faults import Change, Fault, NotApplicable, load, problems, span

PROGRAM = """
LIMIT = 3


class Door:
    def open(self, tries):
        return tries < LIMIT


def close(tries):
    return tries < LIMIT
"""
TEST = """
from door import Door

def test_the_third_try_is_refused():
    assert not Door().open(3)

def test_a_first_try_is_taken():
    assert Door().open(0)

def test_nothing():
    pass
"""


def fault(find, put, *tests, function="Door.open", file="door.py"):
    change = Change(file, function, find, put)
    return Fault(
        "doors", 1, (change,), "anybody comes in", tuple(f"test_door.py::{t}" for t in tests)
    )


@pytest.fixture
def copy(tmp_path, monkeypatch):
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "door.py").write_text(PROGRAM)
    (tree / "test_door.py").write_text(TEST)
    (tree / "pytest.ini").write_text("[pytest]\npythonpath = .\n")
    monkeypatch.setattr(planting, "ROOT", tree)
    monkeypatch.setenv("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "1")
    return planting.Copy(tmp_path / "copy", ["door.py", "test_door.py", "pytest.ini"])


def test_a_fault_is_planted_in_its_own_function_only():
    changed = Change("door.py", "Door.open", "<", "<=").apply(PROGRAM)
    assert changed == Change("door.py", "open", "<", "<=").apply(PROGRAM)
    assert changed == PROGRAM.replace("tries < LIMIT", "tries <= LIMIT", 1)
    assert Change("door.py", "LIMIT", "3", "4").apply(PROGRAM) == PROGRAM.replace("3", "4")


@pytest.mark.parametrize(
    ("function", "find"),
    [("Door.shut", "<"), ("Door.open", ">"), ("", "LIMIT"), ("Door.open", "t")],
)
def test_what_does_not_stand_there_once_cannot_be_planted(function, find):
    with pytest.raises(NotApplicable):
        Change("door.py", function, find, "x").apply(PROGRAM)


def test_a_span_holds_the_decorators():
    text = "@one\n@two(3)\ndef act():\n    return 1\n"
    assert span(text, "act") == (0, len(text))


def test_a_test_that_looks_at_the_edge_catches_and_another_does_not(copy):
    edge = fault("<", "<=", "test_the_third_try_is_refused")
    assert copy.outcome(edge) == planting.CAUGHT
    assert (copy.root / "door.py").read_text() == PROGRAM
    assert copy.outcome(fault("<", "<=", "test_nothing")) == planting.SURVIVED
    assert copy.outcome(fault("<", ">", "test_a_first_try_is_taken")) == planting.CAUGHT
    assert copy.outcome(fault("<", "<=", "test_gone")).startswith(planting.BROKEN)


def test_what_is_wrong_with_a_list_is_said_before_anything_runs(copy):
    assert problems([fault("<", "<=", "test_nothing")], copy.root) == []
    for wrong in (
        fault("<", "<=", "test_gone"),
        fault("<", "< (", "test_nothing"),
        fault("<", "<", "test_nothing"),
        fault("!", "", "test_nothing"),
        fault("<", ">", "test_nothing", file="gone.py"),
    ):
        assert len(problems([wrong], copy.root)) == 1


def test_an_entry_with_a_word_missing_or_unknown_is_refused(tmp_path):
    whole = "- {file: a, find: b, put: c, harm: d, tests: [e]}\n"
    (tmp_path / "doors.yaml").write_text(whole)
    assert load(["doors"], tmp_path)[0].tests == ("e",)
    for wrong in (whole.replace("harm: d, ", ""), whole.replace("put", "putt"), "- {}"):
        (tmp_path / "doors.yaml").write_text(wrong)
        with pytest.raises(NotApplicable):
            load(["doors"], tmp_path)
    with pytest.raises(NotApplicable):
        load(["windows"], tmp_path)
