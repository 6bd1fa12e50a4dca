"""Inequality, poverty and functions of estimates, against R survey 4.1.1 and by hand.

R: svyvar(~api00, d); the others by svycontrast of svytotal(~x+y+xx+yy+xy+one+xl+l, d), where
x = api00, y = api99, xl = x log(x), l = log(x), with the formula of each measure.
"""

import numpy as np
import pytest

from gongyou import stats
from tests.stats import api

R = {
    api.srs: {
        "var": (17682.424899497488, 1349.2361409860541),
        "cor": (0.97549153795476495, 0.0045330188794574485),
        "theil": (0.020661217875809434, 0.0016436136161943711),
        "mld": (0.02125878305367479, 0.0017129083142977944),
        "below": (0.375, 0.033759956092958641),
        "gap": (0.052949999999999997, 0.0061826975270067855),
        "gap2": (0.010664444444444443, 0.001693153733197406),
        "quot": (1.0510657371315144, 0.0036039905811512357),
        "logsqrt": (-18.506647046152235, 0.17633887168480653),
    },
    api.strat: {
        "var": (15190.586205827334, 1255.7399786809804),
        "cor": (0.97590466406413012, 0.0039561215578908541),
        "theil": (0.017495771140858984, 0.001516790847409515),
        "mld": (0.018014151289468039, 0.0015877967703897872),
        "below": (0.32675008129865746, 0.035542866735284152),
        "gap": (0.043028455118268014, 0.0058702658389004261),
        "gap2": (0.0081749672787002417, 0.0014838407362700169),
        "quot": (1.0522605462182486, 0.0036439222308434689),
        "logsqrt": (-18.592043374209208, 0.18469316031731731),
    },
    api.clus1: {
        "var": (11182.822794691647, 1386.4139429142574),
        "cor": (0.96501768814224309, 0.0070700076188564328),
        "theil": (0.013542752365211186, 0.0020711566381778918),
        "mld": (0.013822762399571253, 0.0019818406305656044),
        "below": (0.36065573770491804, 0.10913997836025489),
        "gap": (0.043533697632058284, 0.014982729100438314),
        "gap2": (0.0071802064359441408, 0.0026225613121107143),
        "quot": (1.0612728107529013, 0.0062308312166094136),
        "logsqrt": (-18.168964659346724, 0.45540745642522235),
    },
    api.clus2: {
        "var": (18722.448433327434, 2134.0020389648694),
        "cor": (0.98256018660081079, 0.0039911207585269825),
        "theil": (0.020602010295554862, 0.0023162325348959865),
        "mld": (0.020813422540889803, 0.0022723587224592248),
        "below": (0.36678966789667899, 0.09894566117490175),
        "gap": (0.045510455104551054, 0.014123718510284364),
        "gap2": (0.007100594505945061, 0.0024722595558759157),
        "quot": (1.0399635706693546, 0.004620534123386897),
        "logsqrt": (-18.889029914054873, 0.54027120545434415),
    },
}

ASK = {
    "var": lambda d: d.variance("api00"),
    "cor": lambda d: d.correlation("api00", "api99"),
    "theil": lambda d: d.theil("api00"),
    "mld": lambda d: d.theil("api00", low=True),
    "below": lambda d: d.poverty("api00", 600),
    "gap": lambda d: d.poverty("api00", 600, gap=1),
    "gap2": lambda d: d.poverty("api00", 600, gap=2),
}


@pytest.mark.parametrize("design", R, ids=lambda made: made.__name__)
@pytest.mark.parametrize("name", ASK)
def test_measures_are_those_of_r(design, name):
    (found,) = ASK[name](design())
    assert (found.value, found.se) == pytest.approx(R[design][name], rel=1e-8)


@pytest.mark.parametrize("design", R, ids=lambda made: made.__name__)
def test_functions_of_estimates_are_those_of_r(design):
    # svycontrast(svymean(~api00+api99, d), quote(api00/api99)), quote(log(api00)-sqrt(api99))
    found = design().mean("api00", "api99")
    for name, function in {
        "quot": lambda v: v[0] / v[1],
        "logsqrt": lambda v: np.log(v[0]) - np.sqrt(v[1]),
    }.items():
        made = found.combine(function)
        assert (made.value, made.se) == pytest.approx(R[design][name], rel=1e-8)


def test_a_function_that_cannot_be_complex_is_stepped_through():
    found = api.strat().mean("api00", "api99")
    made = found.combine(lambda v: abs(float(v[0]) - float(v[1])))
    plain = found.difference(0, 1)
    assert (made.value, made.se) == pytest.approx((abs(plain.value), plain.se), rel=1e-6)


def test_a_standard_deviation_is_the_root_of_the_variance():
    value, se = R[api.strat]["var"]
    (found,) = api.strat().standard_deviation("api00")
    assert (found.value, found.se) == pytest.approx((value**0.5, se / (2 * value**0.5)), rel=1e-8)


# --- by hand ----------------------------------------------------------------------------------


def of(values, weights=None):
    weights = [1] * len(values) if weights is None else weights
    return stats.design({"pay": values, "w": weights}, weights="w")


@pytest.mark.parametrize(
    ("values", "weights", "gini"),
    [
        ([1, 1, 1, 1], None, 0),
        ([0, 0, 0, 4], None, 3 / 4),
        # Pairs differ by 1, 2 and 1, each counted twice: 8 / 9 over twice the mean of 2.
        ([1, 2, 3], None, 2 / 9),
        # As 1, 1, 1, 5, 5, 5: 18 of 36 pairs differ by 4: 2 over twice the mean of 3.
        ([5, 1, 5, 1], [2, 1, 1, 2], 1 / 3),
    ],
)
def test_gini_by_all_pairs(values, weights, gini):
    (found,) = of(values, weights).gini("pay")
    assert found.value == pytest.approx(gini, abs=1e-12)


@pytest.mark.parametrize("measure", ["gini", "theil", "variance", "standard_deviation"])
def test_the_error_is_that_of_the_slopes_by_weight(measure):
    """Each influence is what the measure changes by when the row weighs a little more."""
    random = np.random.default_rng(5)
    values = random.lognormal(8, 0.6, 40).round(2)
    weights = random.uniform(1, 5, 40).round(3)

    def value(of_weights):
        return getattr(of(values.tolist(), of_weights.tolist()), measure)("pay")[0].value

    step, slopes = 1e-4, []
    for place in range(40):
        more, less = weights.copy(), weights.copy()
        more[place] += step
        less[place] -= step
        slopes.append((value(more) - value(less)) / (2 * step))
    parts = np.array(slopes) * weights
    error = np.sqrt(40 / 39 * ((parts - parts.mean()) ** 2).sum())
    (found,) = getattr(of(values.tolist(), weights.tolist()), measure)("pay")
    assert found.se == pytest.approx(error, rel=1e-5)


def test_domains_and_replicates_know_the_measures_too():
    design = api.srs()
    jackknife = stats.replicate_design(design, "JK1")
    for ask in (*ASK.values(), lambda d: d.gini("api00")):
        (linear,), (again,) = ask(design), ask(jackknife)
        assert again.value == pytest.approx(linear.value, rel=1e-9)
        assert again.se == pytest.approx(linear.se, rel=0.1)
    found = api.strat().gini("api00", by="stype")
    assert len(found) == 3 and np.isfinite(found.difference(0, 1).se)


@pytest.mark.parametrize(
    ("values", "part", "share"),
    [
        # Median 30: two thirds are 20, and 20 is not below 20.
        ([10, 20, 30, 40, 50], 2 / 3, 0.2),
        ([10, 19, 30, 40, 50], 2 / 3, 0.4),
        # Median between 20 and 40.
        ([10, 20, 40, 50], 0.5, 0.25),
        ([10, 20, 40, 50], 0.6, 0.25),
    ],
)
def test_low_pay_is_less_than_a_part_of_the_median(values, part, share):
    (found,) = of(values).low_pay("pay", part)
    assert found.value == pytest.approx(share)


def test_the_error_of_low_pay_counts_that_the_median_is_estimated_too():
    """By redrawing the sample: 1,000 people of a wide distribution of pay."""
    random = np.random.default_rng(3)

    def drawn():
        return of(random.lognormal(8, 0.7, 1000).tolist()).low_pay("pay", 0.6)[0]

    found = [drawn() for _ in range(120)]
    spread = np.std([each.value for each in found], ddof=1)
    assert np.mean([each.se for each in found]) == pytest.approx(spread, rel=0.2)
    # Known line: the share of a lognormal below exp(8) * 0.6.
    assert np.mean([each.value for each in found]) == pytest.approx(0.23278, abs=0.004)


def test_values_that_have_no_logarithm_are_missing_and_a_line_must_be_above_nothing():
    (found,) = of([0, -5, 100, 200]).theil("pay")
    assert (found.n, found.missing) == (2, 2)
    with pytest.raises(stats.StatsError, match="above 0"):
        of([1, 2]).poverty("pay", 0)
