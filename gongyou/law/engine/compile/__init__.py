"""The compiled law: a graph emitted as one WebAssembly module, and the layout of its memory."""

from . import conditions, dates, figures, numbers, rows, values
from .law import Law, law_of
from .way import COMPILED

__all__ = ["COMPILED", "Law", "law_of"]

TOPICS = (values, numbers, conditions, dates, figures, rows)
COMPILED.check()
