"""Labels that state a number of the law in words, when a reform makes it another.

"Cap: three times the local average wage" is untrue of a law with a multiple of two: the label
says so beside the old words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ..engine.graph import Graph, graph_of
from ..engine.language.nodes import walk
from ..engine.pack import Pack
from ..engine.wording import Wording
from .reform import SET, FigureChange, Reform

EN = [
    "nought",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
ZH = "零一二三四五六七八九十"
TWICE = {2: ("twice", "double", "两"), 12: ("十二",)}


class _Lookups:
    """For each figure the rules that look it up themselves; kept with the graph."""

    def __init__(self, graph: Graph):
        self.of: dict[str, list[str]] = {}
        for name, traced in graph.traced.items():
            figures = {e.data.name for e in walk(traced.roots) if e.op == "lookup"}
            for figure in figures:
                self.of.setdefault(figure, []).append(name)


def rules_with(pack: Pack, figure: str) -> list[str]:
    """Rules that look a figure up themselves."""
    return graph_of(pack).kept(_Lookups).of.get(figure, [])


def _words(number: Fraction) -> list[str]:
    """Ways in which a label would write a number."""
    if number.denominator != 1 or number < 2:
        return []
    n = int(number)
    found = [rf"(?<![\d.]){n}(?![\d.])", *(re.escape(w) for w in TWICE.get(n, ()))]
    if n < len(EN):
        found.append(rf"\b{EN[n]}\b")
    if n < len(ZH):
        found.append(f"{ZH[n]}(?=[倍个年月日天])")
    return found


def stated(pack: Pack, figure: str) -> Iterator[tuple[str, str]]:
    """Keys and languages of labels that state a value of a figure, beside the rules using it."""
    parameter = pack.parameters[figure]
    values = {Fraction(f.value) for f in parameter.figures if not isinstance(f.value, str)}
    if len(values) > 3:
        return
    patterns = [re.compile(word, re.IGNORECASE) for v in values for word in _words(v)]
    for rule in rules_with(pack, figure):
        for key in (f"rule.{rule}", f"formula.{rule}"):
            for lang, text in pack.wording.texts.get(key, {}).items():
                if any(pattern.search(text) for pattern in patterns):
                    yield key, lang


def relabelled(pack: Pack, other: Pack, reform: Reform) -> Wording:
    """The words of a pack with a reform: labels that state an old number say the new one too."""
    made = Wording()
    made.texts = dict(pack.wording.texts)
    for change in reform.changes:
        if not isinstance(change, FigureChange) or change.operation != SET:
            continue
        for key, lang in stated(pack, change.figure):
            held = made.texts[key]
            note = f"{pack.text(f'parameter.{change.figure}', lang)}: {decimal(change.value)}"
            made.texts[key] = held | {lang: f"{pack.wording.texts[key][lang]} [{note}]"}
    return made


def decimal(value: object) -> str:
    """A number as people write it."""
    if isinstance(value, Fraction) and value.denominator != 1:
        return f"{float(value):g}"
    return str(value)
