"""The law if it were another: a reform is a file, laid over a pack, compared on tables.

See docs/developers/reforms.md.
"""

from .checking import check_reform
from .comparing import DUE, GAIN, LOSE, OPEN, SAME, UNITS, UNKNOWN, Comparison, compare
from .loading import load_reform
from .overlays import reform_pack
from .parts import Parts, compare_parts
from .problems import Problem, ReformError
from .reform import AnswerChange, FigureChange, Reform, RuleChange

__all__ = [
    "DUE",
    "GAIN",
    "LOSE",
    "OPEN",
    "SAME",
    "UNITS",
    "UNKNOWN",
    "AnswerChange",
    "Comparison",
    "FigureChange",
    "Parts",
    "Problem",
    "Reform",
    "ReformError",
    "RuleChange",
    "check_reform",
    "compare",
    "compare_parts",
    "load_reform",
    "reform_pack",
]
