"""Survey statistics: samples, weights, honest estimates, disclosure control. No Django."""

from gongyou.stats.adjustments import nonresponse, poststratify, rake, trim
from gongyou.stats.associations import Association, independence
from gongyou.stats.calibration import calibrate
from gongyou.stats.designs import Design, DesignSpec, design
from gongyou.stats.durations import survival
from gongyou.stats.errors import StatsError
from gongyou.stats.estimates import Contrast, Estimate, Estimates
from gongyou.stats.imputations import Pooled, pool
from gongyou.stats.intervals import poisson, wilson
from gongyou.stats.regression import Regression, regress
from gongyou.stats.replicates import ReplicateDesign, given_replicates, replicate_design
from gongyou.stats.tabulation import Crosstab, crosstab, estimate, publish
from gongyou.stats.two_phase import TwoPhaseDesign, two_phase

__all__ = [
    "Association",
    "Contrast",
    "Crosstab",
    "Design",
    "DesignSpec",
    "Estimate",
    "Estimates",
    "Pooled",
    "Regression",
    "ReplicateDesign",
    "StatsError",
    "TwoPhaseDesign",
    "calibrate",
    "crosstab",
    "design",
    "estimate",
    "given_replicates",
    "independence",
    "nonresponse",
    "poisson",
    "pool",
    "poststratify",
    "publish",
    "rake",
    "regress",
    "replicate_design",
    "survival",
    "trim",
    "two_phase",
    "wilson",
]
