"""Do coders agree? On units that are given, and on units that each coder marks out."""

from gongyou.stats.agreement.coders import (
    Agreement,
    by_code,
    cohen,
    fleiss,
    jaccard,
    krippendorff,
    masi,
    with_interval,
)
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
    "Agreement",
    "Interval",
    "Unitized",
    "boundaries",
    "by_category",
    "by_code",
    "characters",
    "cohen",
    "exact_share",
    "fleiss",
    "jaccard",
    "kappa_of_characters",
    "krippendorff",
    "masi",
    "over_texts",
    "together",
    "with_interval",
]
