"""Do coders agree? On units that are given, and on units that each coder marks out."""

from gongyou.stats.agreement.coders import cohen, fleiss, krippendorff
from gongyou.stats.agreement.intervals import Interval, exact_share, over_texts
from gongyou.stats.agreement.unitizing import (
    Unitized,
    boundaries,
    by_category,
    characters,
    kappa_of_characters,
    together,
)

__all__ = [
    "Interval",
    "Unitized",
    "boundaries",
    "by_category",
    "characters",
    "cohen",
    "exact_share",
    "fleiss",
    "kappa_of_characters",
    "krippendorff",
    "over_texts",
    "together",
]
