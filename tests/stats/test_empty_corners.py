"""Domains that some replicates lack, and answers that nobody gave."""

import numpy as np
import pytest

from gongyou import stats
from tests.stats import api


def districts(design, *numbers):
    held = design.table.numbers("dnum")
    return design.where(np.isin(held, numbers))


@pytest.mark.parametrize("around_estimate", [False, True])
def test_a_replicate_that_has_nobody_of_a_domain_is_left_out(around_estimate):
    # svymean(~api00, subset(as.svrepdesign(dclus1, type="JK1"), dnum %in% c(61, 135)))
    jackknife = stats.replicate_design(api.clus1(), "JK1", around_estimate=around_estimate)
    (both,) = districts(jackknife, 61, 135).mean("api00")
    assert both.value == pytest.approx(678.297872340425556, rel=1e-8)
    if not around_estimate:
        assert both.se == pytest.approx(43.161390764891976, rel=1e-8)
    # In one district only: one replicate of 15 has none of it, the others say the same (R: 0).
    (one,) = districts(jackknife, 637).mean("api00")
    assert (one.value, one.se) == (pytest.approx(669), pytest.approx(0, abs=1e-9))


def test_an_answer_that_nobody_gave_has_the_share_0_and_its_exact_interval():
    design = api.clus1()
    (found,) = design.proportion("stype", categories=["X"])
    assert (found.value, found.se, found.low, found.n) == (0, 0, 0, 183)
    # Clopper and Pearson for 0 of n, with n made smaller for 14 degrees of freedom instead of
    # 182: 183 (1.973084 / 2.144787)^2 = 154.8727; 1 - 0.025^(1 / 154.8727).
    assert found.high == pytest.approx(0.0235374, rel=1e-5)
    whole = design.proportion("stype", categories=["E", "X"])
    assert [each.category for each in whole] == ["E", "X"]
    assert whole[0].value == pytest.approx(0.78688524590163933, rel=1e-8)


def test_an_answer_that_nobody_could_give_is_a_slip():
    with pytest.raises(stats.StatsError, match="never occurs"):
        api.clus1().proportion("stype", categories=[1])


@pytest.mark.parametrize(
    ("design", "low", "high"),
    [
        # svyciprop(~I(sch.wide == "No"), d, method = "likelihood"); R interpolates by a spline
        (api.srs, 0.135614882154272, 0.2423147294085046),
        (api.strat, 0.12758413394847259, 0.22358814657150844),
        (api.clus1, 0.086305508107504897, 0.17371175803642361),
        (api.clus2, 0.13240230047611548, 0.3966170447724312),
    ],
)
def test_an_interval_by_the_likelihood_is_that_of_r(design, low, high):
    (found,) = design().proportion("sch.wide", categories=["No"], interval="likelihood")
    assert (found.low, found.high) == pytest.approx((low, high), rel=1e-4)
    assert found.interval == "likelihood"
    assert "likelihood" in " ".join(found.notes())
