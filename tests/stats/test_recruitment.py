"""Respondent-driven sampling against small examples by hand and simulated populations."""

from itertools import permutations

import numpy as np
import pytest
from scipy import optimize

from gongyou import stats
from gongyou.stats import recruitment as rds
from gongyou.stats.errors import StatsError
from gongyou.stats.recruitment.estimators import successive_probabilities

CHAIN = {
    "brought": [None, 11, 12, 21, None, 51],
    "first": [11, 21, None, None, 51, None],
    "second": [12, None, None, None, None, None],
    "network": [10, 5, 2, 4, 20, 1],
    "insured": ["yes", "yes", "no", "no", "yes", "no"],
}


def trees(table=CHAIN):
    return rds.recruitment(table, coupon="brought", given=["first", "second"], degree="network")


def test_coupons_make_trees():
    sample = trees()
    assert sample.recruiter.tolist() == [-1, 0, 0, 1, -1, 4]
    assert sample.wave.tolist() == [0, 1, 1, 2, 0, 1]
    assert sample.seed.tolist() == [0, 0, 0, 0, 4, 4]
    assert sample.seeds == 2


def test_rds_ii_is_the_share_of_inverse_degrees():
    # by hand: yes 1/10 + 1/5 + 1/20 = 0.35; no 1/2 + 1/4 + 1 = 1.75
    no, yes = rds.population_shares(trees(), "insured", "rds_ii")
    assert (yes, no) == pytest.approx((0.35 / 2.10, 1.75 / 2.10))


def test_rds_i_is_the_two_group_formula():
    # recruitments: yes→yes 1, yes→no 3, no→… 0; add one no→yes and one no→no
    links = np.array([[1.0, 1.0], [3.0, 1.0]])  # rows no, yes
    codes = np.array([0, 0, 0, 1, 1, 1])
    degree = np.array([2.0, 4, 1, 10, 5, 20])
    from gongyou.stats.recruitment.estimators import rds_i

    found = rds_i(links, codes, degree, 2)
    # Salganik and Heckathorn (2004): P_yes = D_no C_ny / (D_no C_ny + D_yes C_yn)
    d_no, d_yes = 3 / 1.75, 3 / 0.35
    c_ny, c_yn = 0.5, 0.75
    assert found[1] == pytest.approx(d_no * c_ny / (d_no * c_ny + d_yes * c_yn))


def test_a_coupon_used_twice_is_refused():
    broken = CHAIN | {"brought": [None, 11, 11, 21, None, 51]}
    with pytest.raises(stats.StatsError, match="Coupon 11"):
        trees(broken)


def test_coupons_in_a_circle_are_refused():
    broken = {"brought": [2, 1], "first": [1, 2], "second": [None, None], "network": [1, 1]}
    with pytest.raises(stats.StatsError, match="circle"):
        trees(broken)


def test_missing_network_sizes_are_refused():
    with pytest.raises(stats.StatsError, match="1 network sizes"):
        trees(CHAIN | {"network": [10, 5, 0, 4, 20, 1]})


def exact_successive(degrees, n):
    """Inclusion probabilities by every order in which n people can be drawn."""
    chance = np.zeros(len(degrees))
    for order in permutations(range(len(degrees)), n):
        left, p = sum(degrees), 1.0
        for person in order:
            p *= degrees[person] / left
            left -= degrees[person]
        chance[list(order)] += p
    return chance


def test_simulated_inclusion_probabilities_are_the_exact_ones():
    from gongyou.stats.recruitment.estimators import _simulated

    kinds, sizes = np.array([1.0, 2, 5]), np.array([2.0, 2, 2])
    exact = exact_successive([1, 1, 2, 2, 5, 5], 3)[[0, 2, 4]]
    found = _simulated(kinds, sizes, 3, 20_000, seed=1)
    np.testing.assert_allclose(found, exact, atol=0.01)


def test_the_limit_agrees_with_the_simulation_in_a_large_population():
    from gongyou.stats.recruitment.estimators import _limit, _simulated

    kinds, sizes = np.array([1.0, 4, 10]), np.array([1000.0, 1000, 1000])
    np.testing.assert_allclose(
        _limit(kinds, sizes, 900), _simulated(kinds, sizes, 900, 200, seed=2), rtol=0.02
    )


def test_a_population_smaller_than_the_sample_is_refused_and_one_of_its_size_is_whole():
    degree = np.array([1, 2, 3])
    assert successive_probabilities(degree, 3) == pytest.approx([1, 1, 1])
    with pytest.raises(StatsError) as refused:
        successive_probabilities(degree, 2)
    assert refused.value.code == "population_too_small"


def test_in_an_endless_population_successive_sampling_is_rds_ii():
    wide = rds.population_shares(trees(), "insured", "ss", population=10**8)
    np.testing.assert_allclose(wide, rds.population_shares(trees(), "insured"), rtol=1e-4)


def test_when_everyone_is_in_the_sample_it_is_the_plain_share():
    whole = rds.population_shares(trees(), "insured", "ss", population=6)
    np.testing.assert_allclose(whole, [0.5, 0.5])


@pytest.mark.parametrize("population", [6_000, 7_000, 10_000])
def test_inclusion_chances_agree_with_the_population_that_they_imply(population):
    """Gile (2011), section 4: chances and degrees of the population are found from each other."""
    degree = np.repeat([10.0, 5.0], [3000, 2000])

    # In a large population a person of degree d is in by 1 - exp(-d t) (Rosen); t makes the
    # population that the sample implies as large as it is.
    def too_many(t):
        return 3000 / (1 - np.exp(-10 * t)) + 2000 / (1 - np.exp(-5 * t)) - population

    t = optimize.brentq(too_many, 1e-6, 5)
    found = successive_probabilities(degree, population)
    expected = 1 - np.exp(-degree * t)
    np.testing.assert_allclose(found, expected, rtol=5e-4)


def simulated_sample(random, population=1000, n=500):
    """Successive sampling of a population whose insured know twice as many people."""
    insured = np.arange(population) < 300
    degree = np.where(insured, 10.0, 5.0)
    order = np.argsort(random.exponential(size=population) / degree)[:n]
    return {
        "brought": [None, *range(1, n)],
        "given": list(range(1, n + 1)),
        "network": degree[order].tolist(),
        "insured": np.where(insured[order], "yes", "no").tolist(),
    }


def test_successive_sampling_is_right_where_rds_ii_overcorrects():
    random = np.random.default_rng(7)
    found = {"mean": [], "rds_ii": [], "ss": []}
    for _ in range(30):
        table = simulated_sample(random)
        sample = rds.recruitment(table, coupon="brought", given=["given"], degree="network")
        for method, values in found.items():
            shares = rds.population_shares(sample, "insured", method, population=1000, draws=60)
            values.append(shares[1])
    bias = {method: np.mean(values) - 0.3 for method, values in found.items()}
    # Gile (2011): for a large sample fraction the plain mean is too high, RDS-II too low
    assert bias["mean"] > 0.05
    assert bias["rds_ii"] < -0.02
    assert abs(bias["ss"]) < 0.01


@pytest.mark.parametrize("method", ["rds_i", "rds_ii", "ss"])
def test_bootstrap_intervals_hold_the_estimate_and_repeat(method):
    table = simulated_sample(np.random.default_rng(1), n=200)
    sample = rds.recruitment(table, coupon="brought", given=["given"], degree="network")
    options = {"population": 1000, "replicates": 60, "seed": 4}
    found = rds.estimate_share(sample, "insured", method, **options)
    yes = found.only(category="yes")
    assert yes.low < yes.value < yes.high
    assert 0.01 < yes.se < 0.1
    assert found == rds.estimate_share(sample, "insured", method, **options)
    named = {"rds_i": "RDS-I", "rds_ii": "RDS-II", "ss": "successive sampling"}[method]
    assert yes.notes()[0] == f"Respondent-driven sampling, {named}"


def test_homophily_is_one_when_groups_only_recruit_their_own():
    table = {
        "brought": [None, 1, 2, None, 4, 5],
        "given": [1, 2, 3, 4, 5, 6],
        "network": [3, 3, 3, 3, 3, 3],
        "sex": ["f", "f", "f", "m", "m", "m"],
    }
    sample = rds.recruitment(table, coupon="brought", given=["given"], degree="network")
    assert rds.homophily(sample, "sex") == {"f": 1.0, "m": 1.0}
    found = rds.convergence(sample, "sex")
    assert found.by_seed == {0: (3, (1.0, 0.0)), 3: (3, (0.0, 1.0))}
    assert found.waves == 2
    assert found.largest_tree == 0.5
    assert not found.settled
    assert found.running[-1].tolist() == pytest.approx([0.5, 0.5])
