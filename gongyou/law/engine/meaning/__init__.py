"""The meaning of the graph: evaluated node by node for one worker, exact, noting what was used.

Whatever else computes the law is held equal to this by the tests, and it computes what does not
fit into 64 bits.
"""

from . import conditions, dates, figures, numbers, rows, values
from .interpreter import Interpreter, Noted
from .way import MEANING

__all__ = ["MEANING", "Interpreter", "Noted"]

TOPICS = (values, numbers, conditions, dates, figures, rows)
MEANING.check()
