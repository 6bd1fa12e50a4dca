"""Keeping people from being recognised in what is published.

A count below the threshold is withheld, and so are the numbers it could be worked out from:
within a table by its margins, between tables by subtraction. So are the answers of groups that
answer alike, and sums of money in which one person weighs too much.
"""

from gongyou.stats.disclosure.cells import Cell, CountTable, count_table
from gongyou.stats.disclosure.coding import Coded, bottom_code, round_counts, top_code
from gongyou.stats.disclosure.dominance import Total, TotalTable, is_dominated
from gongyou.stats.disclosure.numbers import protect_grid, protect_sums
from gongyou.stats.disclosure.publication import (
    THRESHOLD,
    Publication,
    Report,
    protect,
    safe_estimates,
)
from gongyou.stats.disclosure.register import Register

__all__ = [
    "THRESHOLD",
    "Cell",
    "Coded",
    "CountTable",
    "Publication",
    "Register",
    "Report",
    "Total",
    "TotalTable",
    "bottom_code",
    "count_table",
    "is_dominated",
    "protect",
    "protect_grid",
    "protect_sums",
    "round_counts",
    "safe_estimates",
    "top_code",
]
