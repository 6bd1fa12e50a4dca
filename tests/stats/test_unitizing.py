"""Agreement on passages that coders mark out themselves: the published values."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.stats.agreement import (
    boundaries,
    by_category,
    characters,
    exact_share,
    kappa_of_characters,
    over_texts,
    together,
)

# Krippendorff 2004, Content Analysis, 2nd ed., p. 254: a continuum of 300 from 150 on.
C = [[(225, 70), (370, 30)], [(220, 80), (355, 20), (400, 20)]]
K = [[(180, 60), (300, 50)], [(180, 60), (300, 50)]]


def test_the_published_example():
    c, k = by_category(C, 300, 150), by_category(K, 300, 150)
    assert round(c.observed, 4) == 0.0144
    assert (round(c.expected, 4), round(k.expected, 4)) == (0.0532, 0.0490)
    assert (round(c.alpha, 4), k.alpha) == (0.7286, 1.0)
    assert round(together([c, k]).alpha, 4) == 0.8587


def test_a_code_that_nobody_used_cannot_be_computed():
    assert by_category([[], []], 100).alpha is None
    assert kappa_of_characters([], [], 100) is None
    assert boundaries([[], []], 100) is None
    assert boundaries([[(0, 100)], [(0, 100)]], 100) is None


def test_a_long_text_mostly_uncoded_shows_two_figures():
    first, second = [(10, 10)], [(15, 10)]
    assert kappa_of_characters(first, second, 10_000) > 0.4
    assert kappa_of_characters(first, second, 10_000, uncoded=False) < 0


SPANS = st.lists(st.integers(0, 9), max_size=3, unique=True).map(
    lambda places: [(10 * at, 7) for at in sorted(places)]
)


@settings(max_examples=60, deadline=None)
@given(SPANS, SPANS)
def test_agreement_does_not_depend_on_the_order_of_coders(one, other):
    assert by_category([one, other], 100) == by_category([other, one], 100)
    first, second = boundaries([one, other], 100), boundaries([other, one], 100)
    assert first == second or first == pytest.approx(second)
    assert by_category([one, one], 100).alpha == (1.0 if one else None)


def test_values_apart_from_borders_count():
    same = [[("a", 0, 10)], [("a", 0, 10)]]
    other = [[("a", 0, 10)], [("b", 0, 10)]]
    assert characters(same, 50) == pytest.approx(1)
    assert characters(other, 50) < 1


def test_the_interval_of_a_share_is_exact():
    # Clopper–Pearson, from tables of the binomial: 1 of 60.
    low, high = exact_share(1, 60)
    assert (round(low, 4), round(high, 4)) == (0.0004, 0.0894)
    assert exact_share(0, 10)[0] == 0


def test_no_interval_from_two_texts():
    found = over_texts([1.0, 3.0], lambda values: sum(values) / len(values))
    assert (found.value, found.low) == (2.0, None)
    wide = over_texts([1.0, 3.0, 5.0, 7.0], lambda values: sum(values) / len(values), draws=300)
    assert wide.low < 4.0 < wide.high
