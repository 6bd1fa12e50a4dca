"""Respondent-driven sampling: workers who cannot be listed recruit each other with coupons."""

from gongyou.stats.recruitment.diagnostics import Convergence, convergence, homophily
from gongyou.stats.recruitment.estimators import population_shares, successive_probabilities
from gongyou.stats.recruitment.resampling import estimate_share
from gongyou.stats.recruitment.trees import Recruitment, recruitment

__all__ = [
    "Convergence",
    "Recruitment",
    "convergence",
    "estimate_share",
    "homophily",
    "population_shares",
    "recruitment",
    "successive_probabilities",
]
