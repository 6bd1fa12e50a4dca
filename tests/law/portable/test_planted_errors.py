"""A comparison that never fails proves nothing: errors are planted, and each is noticed."""

import pytest

from gongyou.law import load_pack
from gongyou.law.portable import carry
from tests.law.engine.random_rules import random_pack
from tests.law.portable import days_said
from tests.law.portable.by_hand import hand_cases, hand_pack
from tests.law.portable.invented import invented
from tests.law.portable.phone import FORCED, NODE, Phone, case, said
from tests.law.portable.planted import PLANTED
from tests.law.portable.test_same_as_python import random_cases

pytestmark = pytest.mark.skipif(NODE is None, reason="needs node")


@pytest.fixture(scope="module")
def answers():
    """(data, what is asked, Python's answers), once: by hand, random packs, the Chinese pack."""
    packs = [(hand_pack(), hand_cases())]
    packs += [(random_pack(seed), random_cases(seed, 2)) for seed in range(24)]
    packs += [(load_pack("cn"), invented(load_pack("cn"), 3, 20))]
    return [
        (carry(pack).data, [case(*each) for each in cases], [said(pack, *each) for each in cases])
        for pack, cases in packs
    ]


@pytest.fixture(scope="module")
def days():
    """What Python says of all days."""
    return days_said.by_python()


def noticed(changes, answers, days, folder) -> bool:
    """Whether one of the ways of looking sees that the engine is wrong."""
    if any(old in (days_said.FOLDER / "days.js").read_text("utf-8") for old, _ in changes):
        return days_said.by_phone(folder, changes) != days
    return _differs(changes, answers) or _differs((*changes, *FORCED), answers)


def _differs(changes, answers) -> bool:
    try:
        with Phone(changes) as phone:
            return any(_other(phone, *each) for each in answers)
    except (RuntimeError, BrokenPipeError):
        return True


def _other(phone, data, cases, expected) -> bool:
    for answer, right in zip(phone.ask(cases, data), expected, strict=True):
        for each in answer.get("results", ()):
            each.pop("late")
        if answer != right:
            return True
    return False


def test_nothing_planted_is_nothing_noticed(answers, days, tmp_path):
    assert not noticed((), answers, days, tmp_path)


@pytest.mark.parametrize(("old", "new", "what"), PLANTED, ids=[what for _, _, what in PLANTED])
def test_a_planted_error_is_noticed(old, new, what, answers, days, tmp_path):
    assert noticed(((old, new),), answers, days, tmp_path)
