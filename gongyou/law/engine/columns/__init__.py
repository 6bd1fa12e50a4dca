"""The graph over columns of numbers in memory: a roster of thousands within a second.

A database plans a query of many rules for seconds before it reads the first row. Up to some tens
of thousands of workers whole columns are computed here, node by node, with the same exact
integers; beyond that the one query of `sql` is faster.
"""

from .roster import asked_for, run_columns
from .uses import count_uses

__all__ = ["asked_for", "count_uses", "run_columns"]
