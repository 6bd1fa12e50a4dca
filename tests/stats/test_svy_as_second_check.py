"""A second opinion on single-stage designs: svy, an independent implementation."""

import polars as pl
import pytest
import svy

from tests.stats import api


def svy_sample(name, **design):
    frame = pl.from_arrow(api.schools(name).select([*design.values(), "api00", "api99"]))
    return svy.Sample(data=frame, design=svy.Design(**design))


@pytest.mark.parametrize(
    ("ours", "name", "design"),
    [
        (api.strat, "apistrat", {"stratum": "stype", "wgt": "pw"}),
        (api.clus1, "apiclus1", {"psu": "dnum", "wgt": "pw"}),
    ],
)
def test_svy_finds_the_same_means_and_errors(ours, name, design):
    from dataclasses import replace

    found = replace(ours().spec, fpc=()).attach(api.schools(name)).mean("api00")[0]
    other = svy_sample(name, **design).estimation.mean("api00").estimates[0]
    assert (found.value, found.se) == pytest.approx((other.est, other.se), rel=1e-8)
