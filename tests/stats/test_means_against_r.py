"""Means, totals, ratios and domains against R survey 4.1.1 (the R call stands at each number)."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest

from tests.stats import api

# coef(m), SE(m) of m <- svymean(~api00, d)
MEANS = {
    api.srs: (656.58500000000004, 9.2497220392828119),
    api.strat: (662.28736315932076, 9.4089408027845796),
    api.clus1: (644.16939890710387, 23.542240693781039),
    api.clus2: (670.81180811808122, 30.099027376836602),
}
# svytotal(~enroll, d, na.rm=TRUE)
TOTALS = {
    api.srs: (3621074.3399999999, 169519.65434405906),
    api.strat: (3687177.5324382782, 114641.71610078029),
    api.clus1: (3404940.1345291138, 932235.02704121522),
    api.clus2: (2639272.9300000002, 799637.77364835783),
}
# svyratio(~api.stu, ~enroll, d, na.rm=TRUE)
RATIOS = {
    api.srs: (0.82535365457313425, 0.010068826323328129),
    api.strat: (0.83695688694052173, 0.0077571031666378827),
    api.clus1: (0.84970874172448752, 0.0083862971693910889),
    api.clus2: (0.81973704212546139, 0.018850563312671216),
}
# svymean(~stype, d, deff=TRUE): shares, SE, deff
SHARES = {
    api.srs: (
        (0.71, 0.125, 0.165),
        (0.031642763397473371, 0.023062440529700346, 0.025884002937580058),
        (1.0, 1.0, 1.0),
    ),
    api.clus1: (
        (0.78688524590163933, 0.07650273224043716, 0.13661202185792351),
        (0.046336553649911898, 0.026810219050770825, 0.029649046640260197),
        (2.4011450687604481, 1.9080248395269472, 1.3977271807412361),
    ),
    api.clus2: (
        (0.68118081180811818, 0.13431734317343175, 0.18450184501845021),
        (0.055640647006007606, 0.056733186292588854, 0.022225215505529129),
        (1.82679741248489202, 3.54728794882227705, 0.42070838470398908),
    ),
}
# svyby(~api99, ~stype, d, svymean, deff=TRUE): mean, se, DEff of E, H, M
DOMAINS = {
    api.srs: (
        (627.36619718309862, 592.63999999999999, 637.42424242424238),
        (11.687523460940788, 22.704303482283393, 21.481346558400446),
        (0.99794748389836507, 0.96482412060301526, 0.97456981879092464),
    ),
    api.strat: (
        (635.87, 617.36, 610.2),
        (13.187678081462966, 15.273419782693049, 16.342192175422252),
        (1.00000000047925441, 0.99999999820830565, 0.99999999845155096),
    ),
    api.clus1: (
        (607.79166666666663, 595.71428571428567, 608.6),
        (22.816600382209121, 41.764000337994837, 32.560641345976194),
        (5.8957336511088565, 2.2118655043163247, 2.2269898639177867),
    ),
    api.clus2: (
        (658.42036836403031, 596.62087912087918, 630.856),
        (31.49900508959384, 17.333696311279205, 40.067173388180528),
        (3.99850785684499144, 0.56444383826633648, 2.34699700902660169),
    ),
}


@pytest.mark.parametrize("design", MEANS)
def test_a_mean_and_its_error_are_those_of_r(design):
    found = design().mean("api00")
    assert (found[0].value, found[0].se) == api.close(*MEANS[design])


@pytest.mark.parametrize("design", TOTALS)
def test_a_total_and_its_error_are_those_of_r(design):
    found = design().total("enroll")
    assert (found[0].value, found[0].se) == api.close(*TOTALS[design])


@pytest.mark.parametrize("design", RATIOS)
def test_a_ratio_and_its_error_are_those_of_r(design):
    found = design().ratio("api.stu", "enroll")
    assert (found[0].value, found[0].se) == api.close(*RATIOS[design])


@pytest.mark.parametrize("design", SHARES)
def test_shares_and_their_design_effects_are_those_of_r(design):
    found = design().mean("stype")
    shares, errors, effects = SHARES[design]
    assert tuple(found.values) == api.close(*shares)
    assert tuple(found.errors) == api.close(*errors)
    assert tuple(e.deff for e in found) == api.close(*effects)


@pytest.mark.parametrize("design", DOMAINS)
def test_domains_keep_the_whole_design(design):
    found = design().mean("api99", by="stype")
    means, errors, effects = DOMAINS[design]
    assert tuple(found.values) == api.close(*means)
    assert tuple(found.errors) == api.close(*errors)
    assert tuple(e.deff for e in found) == api.close(*effects)
    assert [e.domain["stype"] for e in found] == ["E", "H", "M"]


@pytest.mark.parametrize(
    ("design", "mean", "se", "df"),
    [
        # s <- subset(d, meals > 40); svymean(~api00, s); degf(s)
        (api.strat, 584.4631118140009676, 9.2655732514781146, 96),
        (api.clus1, 585.266055045871553, 19.250379633576596, 13),
        (api.clus2, 591.408616187989537, 23.166494680550475, 20),
    ],
)
def test_a_subset_is_a_domain(design, mean, se, df):
    found = design().where(lambda t: pc.greater(t["meals"], 40)).mean("api00")[0]
    assert (found.value, found.se) == api.close(mean, se)
    assert found.df == df


def test_the_ultimate_cluster_option_counts_only_districts():
    # options(survey.ultimate.cluster=TRUE); svymean(~api00, dclus2)
    from dataclasses import replace

    spec = replace(api.clus2().spec, ultimate_cluster=True)
    found = spec.attach(api.schools("apiclus2")).mean("api00")[0]
    assert (found.value, found.se) == api.close(670.81180811808122, 29.88916247247117)


@pytest.mark.parametrize(
    ("lonely", "mean_se", "total_se"),
    [
        # options(survey.lonely.psu=...); st2 is stype but "X" in the first row
        # d <- svydesign(id=~1, strata=~st2, weights=~pw, data=apistrat); svymean; svytotal(~api00)
        ("remove", 9.461548782697232, 58604.832763004277),
        ("certainty", 9.461548782697232, 58604.832763004277),
        ("adjust", 9.5461944398334282, 69380.390392536166),
        ("average", 10.925255473282045, 67671.031943067035),
    ],
)
def test_a_stratum_with_one_school_is_treated_as_chosen(lonely, mean_se, total_se):
    from gongyou import stats

    table = lonely_table()
    design = stats.design(table, weights="pw", strata="st2", lonely=lonely)
    assert (design.mean("api00")[0].se, design.total("api00")[0].se) == api.close(mean_se, total_se)


def lonely_table():
    table = api.schools("apistrat")
    strata = ["X", *table["stype"].to_pylist()[1:]]
    return table.append_column("st2", pa.array(strata))


def test_a_stratum_with_one_school_stops_by_default():
    from gongyou import stats

    design = stats.design(lonely_table(), weights="pw", strata="st2")
    with pytest.raises(stats.StatsError, match="only one sampled unit"):
        design.mean("api00")


@pytest.mark.parametrize(
    ("lonely", "se"), [("remove", 27.860039956159202), ("adjust", 27.978936827150996)]
)
def test_lonely_districts_in_two_stages(lonely, se):
    # st <- ifelse(dnum == 15, "x", "y"); f1 <- ifelse(st == "x", 50, 707); f2 <- fpc2 + 1
    # d <- svydesign(id=~dnum+snum, strata=~st, fpc=~f1+f2, data=apiclus2); svymean(~api00, d)
    from gongyou import stats

    table = api.schools("apiclus2")
    st = ["x" if d == 15 else "y" for d in table["dnum"].to_pylist()]
    table = table.append_column("st", pa.array(st))
    table = table.append_column("f1", pa.array([50 if s == "x" else 707 for s in st]))
    table = table.append_column("f2", pc.add(table["fpc2"], 1))
    design = stats.design(
        table, clusters=("dnum", "snum"), strata="st", fpc=("f1", "f2"), lonely=lonely
    )
    found = design.mean("api00")[0]
    assert (found.value, found.se) == api.close(675.011949005305155, se)


def test_a_difference_has_the_degrees_of_freedom_of_the_whole_design():
    # b <- svyby(~api00, ~sch.wide, dclus1, svymean, covmat=TRUE); "No" is in 10 of 15 districts
    # k <- svycontrast(b, c(Yes=1, No=-1)); confint(k, df=degf(dclus1)); 2*pt(-abs(t), 14)
    few, many = found = api.clus1().mean("api00", by="sch.wide")
    assert (few.df, many.df) == (9, 14)
    for first, second, sign in ((1, 0, 1), (0, 1, -1)):
        difference = found.difference(first, second)
        assert (difference.value, difference.se) == api.close(
            sign * 41.319021739130335, 19.591854262537669
        )
        limits = sorted(sign * end for end in (difference.low, difference.high))
        assert tuple(limits) == api.close(-0.70132647478614274, 83.339369953046813)
        assert (difference.p, difference.df) == (pytest.approx(0.053436414872723902, rel=1e-8), 14)


def test_a_contrast_counts_the_covariance():
    # svycontrast(svymean(~api00+api99, dclus1), c(api00=1, api99=-1))
    found = api.clus1().mean("api00", "api99").difference(0, 1)
    assert (found.value, found.se) == api.close(37.1912568306011053, 3.0851969668994608)


def test_the_difference_of_two_domains_is_the_regression_on_their_indicator():
    from gongyou import stats

    design = api.clus2()
    found = design.mean("api00", by="sch.wide").difference(1, 0)
    slope = stats.regress(design, "api00 ~ sch.wide")["sch.wideYes"]
    assert (found.value, found.se) == api.close(slope.value, slope.se)
    # svyttest(api00 ~ sch.wide, dclus2): difference, t
    assert (slope.value, slope.t, slope.p) == api.close(
        138.15410154314324, 5.2602862248889846, 5.8728541151216973e-06
    )


def test_every_library_brings_the_same_table():
    import pandas as pd
    import polars as pl

    from gongyou import stats

    arrow = api.schools("apistrat")
    plain = arrow.select(["pw", "stype", "fpc", "api00", "meals"])
    tables = [plain.to_pandas(), pl.from_arrow(plain), plain.to_pydict(), plain.to_pylist()]
    assert isinstance(tables[0], pd.DataFrame)
    for table in tables:
        design = stats.design(table, weights="pw", strata="stype", fpc="fpc")
        assert design.mean("api00")[0].se == pytest.approx(9.4089408027845796, rel=1e-12)


def test_brewers_approximation_for_unequal_probabilities():
    # data(election); svydesign(id=~1, fpc=~p, data=election_pps, pps="brewer")
    # the first five and their errors by hand: sum over i of (1 - p_i) n/(n-1) (y_i/p_i - mean)^2
    from gongyou import stats

    y = np.array([954764.0, 439242.0, 55541.0, 114703.0, 152838.0])
    p = np.array([0.90365756, 0.28709137, 0.06036605, 0.07601401, 0.09094287])
    design = stats.design({"y": y, "p": p}, fpc="p", pps=True)
    expanded = y / p
    variance = ((1 - p) * (expanded - expanded.mean()) ** 2).sum() * 5 / 4
    found = design.total("y")[0]
    assert (found.value, found.se) == api.close(expanded.sum(), np.sqrt(variance))
