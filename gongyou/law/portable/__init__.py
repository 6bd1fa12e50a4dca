"""What a pack needs on a phone: its graph as data, its words, and a small engine in JavaScript.

The data's grammar is written down in format.md: it is the contract, and another engine can be
written from it.
"""

from .asking import NONE, Questions, Told, applies, questions_of, told_by
from .join import engine_script, minified
from .words import Words, words_of
from .write import ENDS_BEFORE_NEXT, CannotCarry, Carried, carry, dumps

__all__ = [
    "ENDS_BEFORE_NEXT",
    "NONE",
    "CannotCarry",
    "Carried",
    "Questions",
    "Told",
    "Words",
    "applies",
    "carry",
    "dumps",
    "engine_script",
    "minified",
    "questions_of",
    "told_by",
    "words_of",
]
