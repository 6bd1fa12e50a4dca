"""Codes that the machine would look at first: nearest coded passages by runs of characters.

Off until somebody asks, never in a blind round, never counted. To take one is an act of the coder.
"""

from __future__ import annotations

import math
import uuid
from collections import Counter

from gongyou.fieldwork.models import Code, Round, Text
from gongyou.fieldwork.queries.codings import passages_for
from gongyou.fieldwork.queries.texts import Line

RUN, NEAREST, MOST, LEAST = 3, 5, 3, 0.05


def suggestions(actor, text: Text, lines: list[Line]) -> dict[uuid.UUID, list[uuid.UUID]]:
    """{turn: codes that fit best, the best first}, from passages that this reader may see.

    Empty while a blind round with this text is open: what others coded would show through.
    """
    if Round.objects.filter(texts__text=text, blind=True, closed_on=None).exists():
        return {}
    codes = Code.objects.filter(study=text.study_id, codable=True, retired_on=None)
    known = set(codes.values_list("pk", flat=True))
    examples = [
        (one.code, _runs(one.words))
        for one in passages_for(actor, use="code", study=text.study)
        if one.code in known
    ]
    return {
        line.id: found
        for line in lines
        if line.words and (found := _nearest(_runs(line.words), examples))
    }


def _runs(words: str) -> Counter[str]:
    bare = "".join(words.split()).casefold()
    return Counter(bare[at : at + RUN] for at in range(max(1, len(bare) - RUN + 1)))


def _nearest(runs: Counter[str], examples: list) -> list[uuid.UUID]:
    """The codes of the nearest passages, by the sum of how near they are."""
    near = sorted(((_close(runs, other), code) for code, other in examples), key=lambda p: -p[0])
    scores: Counter[uuid.UUID] = Counter()
    for closeness, code in near[:NEAREST]:
        if closeness >= LEAST:
            scores[code] += closeness  # type: ignore[assignment]
    return [code for code, _score in scores.most_common(MOST)]


def _close(first: Counter[str], second: Counter[str]) -> float:
    shared = sum(first[run] * second[run] for run in first.keys() & second.keys())
    return shared / (_length(first) * _length(second))


def _length(runs: Counter[str]) -> float:
    return math.sqrt(sum(count * count for count in runs.values()))
