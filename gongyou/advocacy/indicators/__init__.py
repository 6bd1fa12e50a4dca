"""The catalogue of indicators as files, and what computes them. No Django here.

Each file of this folder holds one theme. An indicator says what it counts of what, in which table,
by which measure (`measures.py`), when it is withheld, how sure it is, and what it must not be
taken for, all in both languages; a page, a brief and the catalogue print from it.
"""

from gongyou.advocacy.indicators.catalogue import Indicator, catalogue, indicator
from gongyou.advocacy.indicators.compute import Figure, Value, compute

__all__ = ["Figure", "Indicator", "Value", "catalogue", "compute", "indicator"]
