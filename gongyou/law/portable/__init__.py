"""What a pack needs on a phone: its graph as data, its words, and a small engine in JavaScript.

The data's grammar is written down in format.md: it is the contract, and another engine can be
written from it.
"""

from .join import engine_script, minified
from .words import Words, words_of
from .write import CannotCarry, Carried, carry, dumps

__all__ = [
    "CannotCarry",
    "Carried",
    "Words",
    "carry",
    "dumps",
    "engine_script",
    "minified",
    "words_of",
]
