"""Words in context: all texts are opened, searched and forgotten; no index of words lies anywhere.

The query is folded into both Chinese scripts, not the texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from gongyou.fieldwork.models import Participant, Study, Text
from gongyou.fieldwork.queries.texts import open_texts, readable

CONTEXT, MOST = 24, 5000


@dataclass(frozen=True)
class Hit:
    """One place: what stands before, the words, what follows."""

    text: Text
    title: str
    number: int
    label: str
    left: str
    words: str
    right: str


@lru_cache(maxsize=2)
def _converter(way: str):
    from opencc import OpenCC

    return OpenCC(way)


def forms(word: str) -> tuple[str, ...]:
    """A word in both scripts."""
    folded = [word, _converter("t2s").convert(word), _converter("s2t").convert(word)]
    return tuple(dict.fromkeys(folded))


def pattern(words: str, near: int) -> re.Pattern[str] | None:
    """What is looked for: a word, or several of them within so many characters of each other."""
    parts = [forms(word) for word in words.split()[:4]]
    if not parts:
        return None
    one = [f"(?:{'|'.join(re.escape(form) for form in several)})" for several in parts]
    if len(one) == 1:
        return re.compile(one[0], re.I)
    if len(one) == 2:
        gap = rf"[^\n]{{0,{near}}}?"
        return re.compile(f"{one[0]}{gap}{one[1]}|{one[1]}{gap}{one[0]}", re.I)
    gap = rf"[^\n]{{0,{near}}}?"
    orders = [
        gap.join(order) for order in product(one, repeat=len(one)) if len(set(order)) == len(one)
    ]
    return re.compile("|".join(orders), re.I)


def find(actor, study: Study, words: str, near: int = 30, role: str = "", sort: str = "text"):
    """Hits in all texts of a study that may be read, at most MOST."""
    wanted = pattern(words, near)
    if wanted is None:
        return []
    people = None
    if role:
        rows = Participant.objects.filter(study=study, role=role)
        people = set(rows.values_list("pk", flat=True))
    hits: list[Hit] = []
    for opened in open_texts(actor, readable(actor, study=study), journal=False):
        for line in opened.lines:
            if line.words and (people is None or line.participant in people):
                hits += _in_line(opened, line, wanted)
    if sort == "right":
        hits.sort(key=lambda hit: hit.right.lstrip())
    elif sort == "left":
        hits.sort(key=lambda hit: hit.left.rstrip()[::-1])
    return hits[:MOST]


def _in_line(opened, line, wanted: re.Pattern[str]) -> list[Hit]:
    found = []
    for place in wanted.finditer(line.words):
        start, end = place.span()
        found.append(
            Hit(
                opened.text,
                opened.title,
                line.number,
                line.label,
                line.words[max(0, start - CONTEXT) : start].replace("\n", " "),
                place[0],
                line.words[end : end + CONTEXT].replace("\n", " "),
            )
        )
    return found
