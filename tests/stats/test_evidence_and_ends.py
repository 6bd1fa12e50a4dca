"""Bayes with ranges, competing ends, balance, event structure: tables, laws, references."""

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.stats import StatsError
from gongyou.stats.balance import difference_of_kinds, difference_of_numbers, match_exactly
from gongyou.stats.competing import cumulative_incidence
from gongyou.stats.events import breaks, direct_needs, next_question
from gongyou.stats.evidence import Clue, decibels, kind_of_test, weigh, weight_range

HALF = {"H": (0.5, 0.5), "R": (0.5, 0.5)}


def _clue(name, h, r, found=True, origin=""):
    return Clue(name, {"H": (h, h), "R": (r, r)}, found, origin)


@pytest.mark.parametrize(
    ("h", "r", "kind", "seen", "not_seen"),
    [
        (0.6, 0.5, "straw", 0.5455, 0.4444),
        (0.95, 0.6, "hoop", 0.6129, 0.1111),
        (0.4, 0.05, "gun", 0.8889, 0.3871),
        (0.95, 0.05, "decisive", 0.95, 0.05),
        (1.0, 0.5, "hoop", 2 / 3, 0.0),
        (0.5, 0.0, "gun", 1.0, 1 / 3),
    ],
)
def test_the_four_tests_of_the_handbooks(h, r, kind, seen, not_seen):
    assert kind_of_test((h, h), (r, r)) == kind
    for found, wanted in ((True, seen), (False, not_seen)):
        result = weigh(HALF, [_clue("c", h, r, found)])
        assert result.posterior["H"] == pytest.approx((wanted, wanted), abs=5e-5)


def test_a_hoop_then_a_gun():
    result = weigh(HALF, [_clue("hoop", 0.95, 0.6), _clue("gun", 0.4, 0.05)])
    assert result.middle["H"] == pytest.approx(0.9268, abs=5e-5)
    assert decibels(0.95, 0.6) + decibels(0.4, 0.05) == pytest.approx(2.00 + 9.03, abs=0.005)


ranges = st.tuples(st.floats(0.01, 0.99), st.floats(0.01, 0.99)).map(lambda r: (min(r), max(r)))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(ranges, ranges, st.booleans(), st.sampled_from("xyz")), min_size=1, max_size=5
    ),
    st.integers(0, 99),
)
def test_the_order_of_clues_and_doubled_clues_change_nothing(given_clues, seed):
    clues = [
        Clue(f"c{i}", {"H": h, "R": r}, found, origin)
        for i, (h, r, found, origin) in enumerate(given_clues)
    ]
    shuffled = [*clues, clues[seed % len(clues)]]
    random.Random(seed).shuffle(shuffled)
    assert weigh(HALF, shuffled) == weigh(HALF, clues)


def test_reposts_of_one_report_are_one_clue():
    report = _clue("report", 0.9, 0.3, origin="L4")
    repost = _clue("repost", 0.7, 0.4, origin="L4")
    both = weigh(HALF, [repost, report])
    assert both.posterior == weigh(HALF, [report]).posterior
    assert both.not_counted == {"repost": "report"}


def test_what_would_flip_it_does():
    clues = [_clue("a", 0.9, 0.3), _clue("b", 0.8, 0.5), _clue("d", 0.4, 0.6)]
    result = weigh(HALF, clues)
    assert result.leading == "H"
    for flip in result.flips:
        if flip.at_least is not None:
            at = next(i for i, c in enumerate(clues) if c.name == flip.clue)
            for more, leads in ((0.01, "R"), (-0.01, "H")):
                h = clues[at].likelihoods["H"][0]
                changed = [
                    *clues[:at],
                    _clue(flip.clue, h, min(flip.at_least + more, 1)),
                    *clues[at + 1 :],
                ]
                assert weigh(HALF, changed).leading == leads
        left_out = [c for c in clues if c.name != flip.clue]
        assert flip.if_false == (weigh(HALF, left_out).leading != "H")
    kept = [c for c in clues if c.name not in result.false_together]
    assert weigh(HALF, kept).leading != "H"
    prior = result.prior_below["R"]
    assert weigh({"H": (prior - 0.01,) * 2, "R": (1.01 - prior,) * 2}, clues).leading == "R"


def test_a_range_holds_every_value_inside_it():
    priors = {"H": (0.2, 0.5), "R": (0.3, 0.7), "S": (0.1, 0.4)}
    wide = Clue("c", {"H": (0.5, 0.9), "R": (0.2, 0.6), "S": (0.1, 0.3)})
    low, high = weigh(priors, [wide]).posterior["H"]
    chance = np.random.default_rng(0)
    for _ in range(200):
        p = chance.dirichlet([4, 4, 3])
        if all(priors[n][0] <= v <= priors[n][1] for n, v in zip("HRS", p, strict=True)):
            like = [chance.uniform(*wide.likelihoods[n]) for n in "HRS"]
            assert low - 1e-9 <= p[0] * like[0] / float(p @ like) <= high + 1e-9
    assert weight_range(wide, "H", "R") == (decibels(0.5, 0.6), decibels(0.9, 0.2))


@pytest.mark.parametrize(
    ("priors", "clues"),
    [
        ({"H": (0.5, 0.5)}, []),
        ({"H": (0.9, 1), "R": (0.9, 1)}, []),
        (HALF, [Clue("c", {"H": (0.1, 0.2)})]),
        (HALF, [Clue("c", {"H": (0.4, 0.2), "R": (0, 1)})]),
        (HALF, [_clue("c", 0.0, 0.0)]),
    ],
)
def test_what_cannot_be_weighed_is_refused(priors, clues):
    with pytest.raises(StatsError):
        weigh(priors, clues)


def test_giving_up_is_an_end_of_its_own():
    # paid at 1, 3, 5; given up at 2; open at 4. R's survival 3.5.3, survfit(Surv(t, factor(e)) ~ 1)
    found = cumulative_incidence([1, 3, 5, 2, 4], ["paid", "paid", "paid", "given_up", None])
    at = [1, 2, 3, 4, 5]
    np.testing.assert_allclose(
        [found.at("paid", t) for t in at], [0.2, 0.2, 0.4, 0.4, 0.8], atol=1e-9
    )
    assert [found.at("given_up", t) for t in at] == pytest.approx([0, 0.2, 0.2, 0.2, 0.2])
    assert found.at("paid", 0.5) == 0


def test_with_one_end_it_is_one_minus_kaplan_meier():
    from gongyou.stats.durations import survival

    chance = np.random.default_rng(2)
    time, ended = chance.integers(1, 20, 60), chance.random(60) < 0.7
    curve = cumulative_incidence(time, ["x" if e else None for e in ended])
    whole = survival(time, ended)
    np.testing.assert_allclose(curve.share["x"], 1 - whole.share, atol=1e-12)
    # with one end the variance of Gaynor and others is Greenwood's
    inside = ~np.isnan(whole.low)
    np.testing.assert_allclose(curve.low["x"][inside][0] <= curve.share["x"][inside][0], True)


def test_shares_of_all_ends_and_of_the_open_add_up():
    chance = np.random.default_rng(3)
    ends = chance.choice(["paid", "lost", "given_up", None], 80)
    curve = cumulative_incidence(chance.integers(1, 30, 80), list(ends))
    np.testing.assert_allclose(sum(curve.share.values()) + curve.open_share, 1)


def test_standardised_differences_of_published_form():
    # means 2 and 3, both variances 1
    assert difference_of_numbers([1, 2, 3], [2, 3, 4]) == pytest.approx(-1)
    # shares 0.5 and 0.25: 0.25 / sqrt((0.25 + 0.1875) / 2)
    two = difference_of_kinds(["a", "b"], ["a", "b", "b", "b"])
    assert two == pytest.approx(0.25 / np.sqrt((0.25 + 0.1875) / 2))
    assert difference_of_kinds(list("abc"), list("abc")) == 0
    assert difference_of_kinds(["a"], ["b"]) == np.inf
    assert difference_of_numbers([1], [2, 3]) is None


def test_only_those_alike_are_compared():
    found = match_exactly([("x", 1), ("x", 0), ("y", 1)], [("x", 0), ("x", 0), ("z", 1)])
    assert found.difference == pytest.approx(0.5)
    assert (found.first, found.second, found.first_unmatched, found.second_unmatched) == (
        2,
        2,
        1,
        1,
    )
    assert match_exactly([("x", 1)], [("y", 1)]).difference is None


def test_only_what_does_not_follow_is_asked():
    order, answers = ["strike", "talks", "agreement", "payment"], {}
    asked = []
    while (pair := next_question(order, answers)) is not None:
        asked.append(pair)
        answers[pair] = True
    assert asked == [("talks", "strike"), ("agreement", "talks"), ("payment", "agreement")]
    assert direct_needs(order, answers) == asked


def test_a_need_that_came_later_breaks_the_claim():
    answers = {("agreement", "election"): True, ("agreement", "strike"): True}
    found = breaks(["strike", "agreement", "election"], answers)
    assert [(b.event, b.needed, b.why) for b in found] == [("agreement", "election", "later")]
    assert breaks(["agreement"], answers)[0].why == "missing"
