"""Durations and coder agreement against published figures."""

import numpy as np
import pytest

from gongyou import stats
from gongyou.stats.agreement import cohen, fleiss, krippendorff
from gongyou.stats.durations import life_table, survival

# remission in weeks, 6-MP arm of Freireich et al. (1963); + is censored
WEEKS = [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35]
ENDED = [1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0]


def test_kaplan_meier_of_the_leukaemia_trial():
    # summary(survfit(Surv(weeks, ended) ~ 1, conf.type = "log-log"))
    found = survival(WEEKS, ENDED)
    assert found.time.tolist() == [6, 7, 10, 13, 16, 22, 23]
    assert found.at_risk.tolist() == [21, 17, 15, 12, 11, 7, 6]
    np.testing.assert_allclose(
        found.share, [0.8571, 0.8067, 0.7529, 0.6902, 0.6275, 0.5378, 0.4482], atol=5e-5
    )
    np.testing.assert_allclose(
        found.se, [0.0764, 0.0869, 0.0963, 0.1068, 0.1141, 0.1282, 0.1346], atol=5e-5
    )
    assert (found.low[0], found.high[0]) == pytest.approx((0.620, 0.952), abs=5e-4)
    assert found.median == 23
    assert found.at(5) == 1
    assert found.quantile(0.9) is None


def test_weights_count_like_so_many_cases():
    weights = np.arange(21) % 3 + 1
    one = survival(WEEKS, ENDED, weights=weights)
    many = survival(np.repeat(WEEKS, weights), np.repeat(ENDED, weights))
    np.testing.assert_allclose(one.share, many.share)


def test_the_life_table_counts_drop_outs_for_half():
    rows = life_table(WEEKS, ENDED, [0, 10, 20, 30])
    # by hand: 21 enter, 4 resolved and 2 dropped before week 10: 4 / (21 - 1)
    assert (rows[0].entering, rows[0].events, rows[0].open_ended) == (21, 4, 2)
    assert rows[0].share_resolved == pytest.approx(4 / 20)
    assert rows[1].entering == 15
    assert rows[1].share_waiting_at_end == pytest.approx(0.8 * (1 - 3 / (15 - 4 / 2)))


def test_a_negative_duration_is_refused():
    with pytest.raises(stats.StatsError, match="not negative"):
        survival([-1, 2], [True, True])


def test_cohens_kappa_of_the_textbook_table():
    # 20 both yes, 5 and 10 apart, 15 both no: po 0.7, pe 0.5
    first = ["y"] * 25 + ["n"] * 25
    second = ["y"] * 20 + ["n"] * 5 + ["y"] * 10 + ["n"] * 15
    assert cohen(first, second) == pytest.approx(0.4)
    assert cohen([*first, None], [*second, "y"]) == pytest.approx(0.4)
    assert cohen([1, 2, 3], [1, 2, 3], weights="quadratic") == 1


def test_fleiss_kappa_of_fourteen_raters():
    # the worked example of ten subjects and five categories: 0.210
    counts = [
        [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
        [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
    ]  # fmt: skip
    assert fleiss(counts) == pytest.approx(0.210, abs=5e-4)


@pytest.mark.parametrize(
    ("scale", "alpha"),
    [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849), ("ratio", 0.797)],
)
def test_krippendorffs_alpha_with_missing_codings(scale, alpha):
    # Krippendorff (2011), section D: four observers, twelve units
    gap = None
    codings = [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, gap, gap, gap],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, gap, 3],
        [gap, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, gap],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, gap],
    ]
    assert krippendorff(codings, scale) == pytest.approx(alpha, abs=6e-4)


def test_perfect_agreement_is_one():
    assert krippendorff([["a", "b"], ["a", "b"]]) == 1
