"""Agreement of coders on sets of codes and on ranges of numbers."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.stats.agreement import by_code, jaccard, krippendorff, masi, with_interval

FIRST = [["x", "y"], ["z"], [], ["x"]]
SECOND = [["x"], ["z"], [], ["y"]]


def test_masi_of_passonneau():
    """Passonneau 2006: subset 2/3, overlap 1/3, nothing in common 0, times Jaccard."""
    assert masi(frozenset("ab"), frozenset("abc")) == pytest.approx(1 - 2 / 3 * 2 / 3)
    assert masi(frozenset("ab"), frozenset("bc")) == pytest.approx(1 - 1 / 3 * 1 / 3)
    assert masi(frozenset("a"), frozenset("b")) == 1
    assert masi(frozenset(), frozenset()) == 0


def test_alpha_of_sets_by_hand():
    """Observed: (0.5 + 0 + 0 + 1) / 4 = 0.375. Expected over all 28 pairs of the 8 sets: with
    {xy} {x} {z} {z} {} {} {x} {y} the sum of Jaccard's distances is 23.5 (25 pairs differ, three of
    them by a half), so 23.5 / 28.
    """
    assert krippendorff([FIRST, SECOND], "jaccard") == pytest.approx(1 - 0.375 / (23.5 / 28))


def test_a_range_is_compared_by_its_middle():
    same = krippendorff([[(100, 200), (5, 5)], [(150, 150), (5, 5)]], "range")
    apart = krippendorff([[(100, 200), (5, 5)], [(5, 5), (100, 200)]], "range")
    assert same == pytest.approx(1)
    assert apart < 0


def test_each_code_by_itself():
    found = by_code(FIRST, SECOND)
    assert found["z"] == (1, 1)
    assert found["x"] == (pytest.approx(2 / 3), pytest.approx(4 / 5))


def test_an_interval_holds_its_alpha_and_knows_its_units():
    made = with_interval([FIRST * 5, [*SECOND * 4, None, None, *SECOND[2:]]], "masi")
    assert made.low <= made.alpha <= made.high
    assert made.units == 18


@given(st.lists(st.frozensets(st.sampled_from("abc")), min_size=2, max_size=8))
@settings(max_examples=30, deadline=None)
def test_whoever_codes_alike_agrees(codes):
    assert krippendorff([codes, codes], "masi") == pytest.approx(1)


@given(st.frozensets(st.sampled_from("abcd")), st.frozensets(st.sampled_from("abcd")))
@settings(max_examples=30, deadline=None)
def test_masi_is_never_milder_than_jaccard(first, second):
    assert jaccard(first, second) <= masi(first, second) + 1e-12 <= 1 + 1e-12
    assert masi(first, second) == masi(second, first)
