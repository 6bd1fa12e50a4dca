"""Post-stratification, raking, calibration, trimming and replicates against R survey 4.1.1."""

import numpy as np
import pytest

from gongyou import stats
from tests.stats import api

TOTALS = {"stype": api.SCHOOL_TYPES, "api99": 3914069}


def test_post_stratification():
    # ps <- postStratify(dclus1, ~stype, data.frame(stype=c("E","H","M"), Freq=c(4421,755,1018)))
    design = stats.poststratify(api.clus1(), "stype", api.SCHOOL_TYPES)
    mean, total = design.mean("api00")[0], design.total("enroll")[0]
    assert (mean.value, mean.se) == api.close(642.31078821158212, 23.92048644509039)
    assert (total.value, total.se) == api.close(3680892.94511904754, 406292.63629480236)
    # svyby(~api99, ~stype, ps, svymean); svyglm(api00 ~ ell, ps)
    assert tuple(design.mean("api99", by="stype").errors) == api.close(
        22.816600382209113, 41.764000337994837, 32.560641345976201
    )
    assert tuple(stats.regress(design, "api00 ~ ell").errors) == api.close(
        23.57376635093090655, 0.42685978392572793
    )


def test_raking():
    # rake(dclus1, list(~stype, ~sch.wide), list(pop.types, pop.sch),
    #      control=list(maxit=200, epsilon=1e-13))
    design = stats.rake(api.clus1(), [("stype", api.SCHOOL_TYPES), ("sch.wide", api.SCHOOL_WIDE)])
    mean, total = design.mean("api00")[0], design.total("enroll")[0]
    assert (mean.value, mean.se) == api.close(641.230320926820013, 23.703616887922493)
    assert (total.value, total.se) == api.close(3647280.14806521218, 400603.25686196965)


@pytest.mark.parametrize(
    ("options", "mean", "total"),
    [
        # calibrate(dclus1, ~stype+api99,
        #   c(`(Intercept)`=6194, stypeH=755, stypeM=1018, api99=3914069),
        #   calfun=..., bounds=..., epsilon=1e-12)
        ({}, (665.3090711657799829, 3.4417531164048079), (3638487.20413187984, 385524.42735247884)),
        (
            {"distance": "raking"},
            (665.393796000150132, 3.437753539834834),
            (3616588.56326875370, 387618.63037994044),
        ),
        (
            {"distance": "logit", "bounds": (0.4, 2.5)},
            (665.4056318008629205, 3.4332846936274923),
            (3629327.71302265720, 385044.67924109206),
        ),
        (
            {"bounds": (0.6, 1.9)},
            (665.4366716760972622, 3.4237098354356865),
            (3633578.37714599632, 384512.02983118739),
        ),
    ],
)
def test_calibration(options, mean, total):
    design = stats.calibrate(api.clus1(), TOTALS, **options)
    found, sum_ = design.mean("api00")[0], design.total("enroll")[0]
    assert (found.value, found.se) == api.close(*mean)
    assert (sum_.value, sum_.se) == api.close(*total)
    assert design.total("api99")[0].value == pytest.approx(3914069)
    assert design.total("api99")[0].se == pytest.approx(0, abs=1e-3)


def test_calibration_that_cannot_be_met_is_refused():
    with pytest.raises(stats.StatsError, match="did not converge"):
        stats.calibrate(api.clus1(), TOTALS, bounds=(0.99, 1.01))


def test_trimming_shares_out_what_was_cut():
    # trimWeights(dstrat, upper=30)
    design = stats.trim(api.strat(), high=30)
    found = design.mean("api00")[0]
    assert (found.value, found.se) == api.close(652.3720230787338323, 8.3025607600565543)
    assert design.weights.sum() == pytest.approx(api.strat().weights.sum())


def test_non_response_keeps_the_cells_weight():
    answered = np.arange(200) % 3 > 0
    design, report = stats.nonresponse(api.strat(), answered, by="stype")
    whole = api.strat()
    for cell in report:
        inside = np.array(whole.table.arrow["stype"]) == cell.cell["stype"]
        assert design.weights[inside].sum() == pytest.approx(whole.weights[inside].sum())
        assert cell.factor >= 1
    assert (design.weights[~answered] == 0).all()
    assert design.mean("api00")[0].n == answered.sum()


def test_a_cell_where_nobody_answered_is_refused():
    nobody = np.array(api.strat().table.arrow["stype"]) != "H"
    with pytest.raises(stats.StatsError, match="Nobody answered"):
        stats.nonresponse(api.strat(), nobody, by="stype")


def test_the_jackknife_without_strata():
    # jk <- as.svrepdesign(dclus1); svymean(~api00, jk); degf(jk); svyratio; svyglm(api00~ell+meals)
    design = stats.replicate_design(api.clus1())
    mean, ratio = design.mean("api00")[0], design.ratio("api.stu", "enroll")[0]
    assert (mean.value, mean.se, mean.df) == api.close(644.169398907103869, 26.329360589527614, 14)
    assert ratio.se == pytest.approx(0.0095170851756147205, rel=1e-8)
    assert tuple(stats.regress(design, "api00 ~ ell + meals").errors) == api.close(
        19.88700345305651496, 0.34539158074043669, 0.32321606740862402
    )


def test_the_jackknife_within_strata():
    # jkn <- as.svrepdesign(dstrat); svymean(~api00, jkn); svyby(~api99, ~awards, jkn, svymean)
    design = stats.replicate_design(api.strat())
    mean = design.mean("api00")[0]
    assert (mean.se, mean.df) == api.close(9.4089408027846098, 197)
    assert tuple(design.mean("api99", by="awards").errors) == api.close(
        15.770457084276032, 12.926243272131451
    )


def test_replicates_are_adjusted_one_by_one():
    # svymean(~api00, postStratify(jk, ~stype, pop.types)); the same with rake(...)
    design = stats.replicate_design(api.clus1())
    post = stats.poststratify(design, "stype", api.SCHOOL_TYPES)
    assert post.mean("api00")[0].se == pytest.approx(26.934535367425983, rel=1e-8)
    margins = [("stype", api.SCHOOL_TYPES), ("sch.wide", api.SCHOOL_WIDE)]
    assert stats.rake(design, margins).mean("api00")[0].se == pytest.approx(
        26.873980435467079, rel=1e-8
    )


AMBULANCES = {
    "area": [1, 1, 2, 2, 3, 3],
    "unit": [1, 2, 1, 2, 1, 2],
    "arrests": [120, 78, 185, 228, 670, 530],
    "alive": [25, 24, 30, 49, 80, 70],
}  # Levy and Lemeshow, the data `scd` of R's survey package


@pytest.mark.parametrize("kind", ["BRR", "Fay"])
def test_balanced_replication_of_totals_equals_linearisation(kind):
    # svytotal(~alive, as.svrepdesign(scddes, type="BRR")): 278, 21.494185260204677
    design = stats.design(AMBULANCES, strata="area", clusters="unit", nest=True)
    found = stats.replicate_design(design, kind).total("alive")[0]
    assert (found.value, found.se) == api.close(278, 21.494185260204677)
    assert found.df == 3


def test_balanced_replication_of_a_ratio():
    # svyratio(~alive, ~arrests, as.svrepdesign(scddes, type="BRR"))
    design = stats.design(AMBULANCES, strata="area", clusters="unit", nest=True)
    assert stats.replicate_design(design, "BRR").ratio("alive", "arrests")[0].se == pytest.approx(
        0.0094184006699184943, rel=1e-8
    )


@pytest.mark.parametrize("kind", ["bootstrap", "subbootstrap"])
def test_bootstraps_agree_with_linearisation(kind):
    design = stats.replicate_design(api.strat(), kind, replicates=400, seed=5)
    plain = 9.4089408027845796 if kind == "bootstrap" else 9.536
    assert design.mean("api00")[0].se == pytest.approx(plain, rel=0.12)
    again = stats.replicate_design(api.strat(), kind, replicates=400, seed=5)
    assert again.mean("api00")[0].se == design.mean("api00")[0].se


@pytest.mark.parametrize("least", [2, 4, 7, 12, 13, 24, 30])
def test_hadamard_matrices_are_orthogonal(least):
    from gongyou.stats.replicate_weights import hadamard

    matrix = hadamard(least)
    assert len(matrix) >= least
    np.testing.assert_array_equal(matrix @ matrix.T, len(matrix) * np.eye(len(matrix)))
