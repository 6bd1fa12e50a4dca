"""Several completed copies become one estimate: Rubin 1987, Barnard and Rubin 1999."""

import math
from dataclasses import replace

import pytest

from gongyou import stats
from gongyou.stats.estimates import Estimate


def one(value, se, df=math.inf, **more):
    named = {"what": "mean", "variable": "pay"} | more
    return Estimate(**named, value=value, se=se, low=0, high=0, n=100, weighted_n=100, df=df)


def test_three_copies_by_hand():
    # Mean 2; within 1; between (1 + 1/3) × 1 = 4/3: total 7/3, of which 4/7 comes from the gaps.
    made = stats.pool([one(1, 1), one(2, 1), one(3, 1)])
    assert made.estimate.value == 2
    assert made.estimate.se == pytest.approx(math.sqrt(7 / 3))
    assert made.unknown_share == pytest.approx(4 / 7)
    # Rubin 1987: (3 - 1) × (1 + 3/4)² = 6.125
    assert made.estimate.df == pytest.approx(6.125)
    # Between the t of six degrees (2.4469) and of seven (2.3646)
    assert 2.3646 < (made.estimate.high - 2) / made.estimate.se < 2.4469


def test_a_small_sample_has_fewer_degrees_of_freedom_than_it_had_without_gaps():
    # Barnard and Rubin 1999: 11/13 × 10 × 3/7 = 3.6264; 1/(1/6.125 + 1/3.6264) = 2.2778
    made = stats.pool([one(1, 1, 10), one(2, 1, 10), one(3, 1, 10)])
    assert made.estimate.df == pytest.approx(2.2778, abs=1e-4)


def test_copies_that_agree_are_the_estimate_itself():
    made = stats.pool([one(5, 0.5, 20)] * 4)
    assert (made.estimate.value, made.estimate.se, made.estimate.df) == (5, 0.5, 20)
    assert made.unknown_share == 0
    assert "Rubin" in made.estimate.notes("en")[0]


def test_what_is_not_the_same_number_is_not_pooled():
    for pair in ([one(1, 1)], [one(1, 1), one(1, 1, variable="age")],
                 [one(1, 1), replace(one(1, 1), withheld="few")]):  # fmt: skip
        with pytest.raises(stats.StatsError) as refused:
            stats.pool(pair)
        assert refused.value.message("zh-hans")
