"""Rao-Scott tests and regressions against R survey 4.1.1, two-stage designs among them."""

import pyarrow.compute as pc
import pytest

from gongyou import stats
from tests.stats import api

# x <- svychisq(~sch.wide+stype, d, statistic=...): statistic, (df, df2), p
INDEPENDENCE = [
    (
        api.strat,
        "F",
        (17.247443963888813, 1.8286715041635844, 360.24828632022610, 2.0350463594651209e-07),
    ),
    (api.strat, "Chisq", (26.753534035890773, 2, 3.2324384162885920e-08)),
    (api.strat, "Wald", (16.132021768391471, 2, 197, 3.2496187970024723e-07)),
    (api.strat, "adjWald", (16.050133333018927, 2, 196, 3.5056397044412255e-07)),
    (
        api.clus1,
        "F",
        (5.193369541474877060, 1.494639777707455375, 20.924956887904375691, 0.021747462370796916),
    ),
    (api.clus1, "Chisq", (11.9408920807453391433, 2, 0.0055532633031132187)),
    (api.clus1, "Wald", (2.40105860060267862, 2, 14, 0.12689630060235083)),
    (
        api.clus2,
        "F",
        (11.872745142560881, 1.3824988085924372, 53.917453535105054, 3.2211466243808271e-04),
    ),
    (api.clus2, "Chisq", (53.908668344704886, 2, 6.9780214409065647e-06)),
    (api.clus2, "adjWald", (2.722814782747671192, 2, 38, 0.078507750272167054)),
]


@pytest.mark.parametrize(("design", "method", "wanted"), INDEPENDENCE)
def test_independence(design, method, wanted):
    found = stats.independence(design(), "sch.wide", "stype", method)
    if method == "Chisq":
        # R prints the uncorrected statistic beside the corrected p value
        assert (found.df, found.p) == api.close(*wanted[1:])
    else:
        assert (found.statistic, found.df, found.df2, found.p) == api.close(*wanted)


# g <- svyglm(api00 ~ ell+meals+mobility+stype, d): coef, SE; regTermTest(g, ~stype): F, p
LINEAR = {
    api.strat: (
        (868.47357917116994, -0.58284525901581763, -3.40419272526701855, -0.17254193397675466,
         -128.72704078594807697, -61.05114253593875873),
        (9.84462588738523436, 0.35166091850491527, 0.24634696106196030, 0.30820326176779061,
         10.45097369221783445, 10.06759823124957620),
        192, 78.70647517229348, 1.087362165940485e-25,
    ),
    api.clus1: (
        (844.18396092687328292, -0.90879830495569147, -3.20566165400943337, 0.10432977149312324,
         -94.05808869223251634, -55.51399407095446747),
        (15.20832498881462236, 0.38998456412873500, 0.25020468222741060, 0.38812708565358062,
         23.34015252730988976, 15.01477097148058881),
        9, 9.4472356951653466695, 0.0061554482063955387,
    ),
    api.clus2: (
        (880.46097513698543935, -1.03974236644792795, -2.60454879429693786, -0.67380856163838843,
         -167.17981767204696553, -60.92566527574787472),
        (19.94209632570235513, 1.03067576476970579, 0.77190449092117175, 0.68505602416591205,
         19.42355980590439657, 19.31994647872339144),
        34, 40.363266371759472, 1.0491940621287262e-09,
    ),
}  # fmt: skip


@pytest.mark.parametrize("design", LINEAR)
def test_linear_regression(design):
    found = stats.regress(design(), "api00 ~ ell + meals + mobility + stype")
    values, errors, df, f, p = LINEAR[design]
    assert tuple(found.values) == api.close(*values)
    assert tuple(found.errors) == api.close(*errors)
    assert found.df == df
    test = found.test("stype")
    assert (test["F"], test["p"]) == api.close(f, p)


# svyglm(I(sch.wide=="Yes") ~ ell+meals+mobility, d, family=quasibinomial,
#        control=glm.control(epsilon=1e-14, maxit=100)): coef, SE
LOGISTIC = {
    api.strat: (
        (
            0.8358365248454873164,
            -0.0024896357492620665,
            -0.0031523651122899415,
            0.0608967787275277728,
        ),
        (0.455620878360156412, 0.013252510219390577, 0.009199453608838332, 0.031934576936539380),
    ),
    api.clus1: (
        (1.726100173709671060, 0.040094801762886975, -0.020788310850650495, 0.014580365535975472),
        (
            0.7011359003957083891,
            0.0125730768669901766,
            0.0092107624956946858,
            0.0258300825811321431,
        ),
    ),
    api.clus2: (
        (0.821183066048281507, -0.054620420498816782, 0.028734555218387210, 0.014601757693711413),
        (0.755622745308516475, 0.022202402844374150, 0.017991383163091793, 0.030183887569314817),
    ),
}


@pytest.mark.parametrize("design", LOGISTIC)
def test_logistic_regression(design):
    found = stats.regress(design(), "sch.wide ~ ell + meals + mobility", family="binomial")
    values, errors = LOGISTIC[design]
    assert tuple(found.values) == api.close(*values)
    assert tuple(found.errors) == api.close(*errors)


def test_the_interval_of_a_coefficient():
    # confint(g) of the logistic regression on dclus2, second row
    found = stats.regress(api.clus2(), "sch.wide ~ ell + meals + mobility", family="binomial")[
        "ell"
    ]
    assert (found.low, found.high) == api.close(-0.0996489805148432772, -0.0095918604827902945)


def test_poisson_regression_in_two_stages():
    # svyglm(api.stu ~ stype, dclus2, family=quasipoisson, control=glm.control(epsilon=1e-14))
    found = stats.regress(api.clus2(), "api.stu ~ stype", family="poisson")
    assert tuple(found.values) == api.close(
        5.63469286423852722, 1.03358425406281995, 0.93778546348414571
    )
    assert tuple(found.errors) == api.close(
        0.13848953608614775, 0.15214811548198129, 0.14420854764853799
    )


def test_regression_in_a_subset_of_a_two_stage_design():
    # s <- subset(dclus2, meals > 40); svyglm(api00 ~ ell+meals, s); svychisq(~both+awards, s)
    subset = api.clus2().where(lambda t: pc.greater(t["meals"], 40))
    found = stats.regress(subset, "api00 ~ ell + meals")
    assert tuple(found.values) == api.close(
        634.8048105791165199, -4.3780095248571032, 1.6342980596755001
    )
    assert tuple(found.errors) == api.close(
        69.21491735270846846, 1.32383652800940554, 0.80164127868341162
    )
    test = stats.independence(subset, "both", "awards")
    assert (test.statistic, test.df, test.df2, test.p) == api.close(
        42.186144394008885, 1, 20, 2.4813227134870545e-06
    )


def test_a_group_that_is_all_yes_is_named_not_fitted():
    table = {"y": [1.0, 1, 1, 1, 0, 1, 0, 0], "group": list("aaaabbbb")}
    with pytest.raises(stats.StatsError, match="all yes or all no"):
        stats.regress(stats.design(table), "y ~ group", family="binomial")


def test_a_repeated_term_is_named():
    table = {"y": [1.0, 2, 4, 3], "a": [1.0, 2, 3, 4], "b": [2.0, 4, 6, 8]}
    with pytest.raises(stats.StatsError, match="“b” repeats"):
        stats.regress(stats.design(table), "y ~ a + b")


def test_interactions_and_levels_get_columns():
    found = stats.regress(api.strat(), "api00 ~ ell * stype")
    assert [c.name for c in found.coefficients] == [
        "(Intercept)", "ell", "stypeH", "stypeM", "ell:stypeH", "ell:stypeM",
    ]  # fmt: skip
