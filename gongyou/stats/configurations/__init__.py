"""Qualitative comparative analysis: which combinations of conditions go with an outcome.

Crisp, multi-value and fuzzy sets (Ragin 1987, 2000, 2008; Cronqvist and Berg-Schlosser 2009);
truth table, conservative, parsimonious and intermediate solutions with all ties, fit, necessity,
what changes when a case or a cut changes, what chance alone would give, and unknown memberships.
"""

from gongyou.stats.configurations.analysis import Analysis, Solution, analyse
from gongyou.stats.configurations.calibrate import calibrate
from gongyou.stats.configurations.chance import by_exchange, free_of_contradictions
from gongyou.stats.configurations.completions import Completions, complete
from gongyou.stats.configurations.data import Memberships, memberships
from gongyou.stats.configurations.fit import Fit, Necessity, fit_of, necessity_of
from gongyou.stats.configurations.robustness import Raw, Variation, vary
from gongyou.stats.configurations.truth_table import Row, TruthTable, truth_table

__all__ = [
    "Analysis",
    "Completions",
    "Fit",
    "Memberships",
    "Necessity",
    "Raw",
    "Row",
    "Solution",
    "TruthTable",
    "Variation",
    "analyse",
    "by_exchange",
    "calibrate",
    "complete",
    "fit_of",
    "free_of_contradictions",
    "memberships",
    "necessity_of",
    "truth_table",
    "vary",
]
