"""Results of the law in words: units and money, steps, articles. Written once for every room."""

from gongyou.law.phrasing.articles import together
from gongyou.law.phrasing.reckoning import Reckoning, reckonings
from gongyou.law.phrasing.steps import key_steps, step_shown
from gongyou.law.phrasing.wording import LANGUAGES, money, papers, say, shown, unit, words

__all__ = [
    "LANGUAGES",
    "Reckoning",
    "key_steps",
    "money",
    "papers",
    "reckonings",
    "say",
    "shown",
    "step_shown",
    "together",
    "unit",
    "words",
]
