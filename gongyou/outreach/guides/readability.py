"""How hard a text is: length of sentences in Chinese, the automated index in English."""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_MEAN, MOST_LONG, MOST_INDEX = 18, 35, 6


@dataclass(frozen=True)
class Hardness:
    """Chinese: mean and longest sentence in characters. English: the grade of the index."""

    mean: float
    longest: int
    index: float | None
    easy: bool


def hardness(text: str, lang: str) -> Hardness:
    """How hard it is, and whether that is within the bars; names of laws are not counted."""
    text = re.sub(r"《[^》]*》(第[\w、]+条)?(第[\w、]+[款项])?", "", text)
    sentences = [s for s in re.split(r"[。！？!?；;\n]|\.(?:\s|$)", text) if s.strip()]
    if lang == "zh-hans":
        sizes = [len(re.findall(r"[\u4e00-\u9fff]", s)) for s in sentences]
        sizes = [size for size in sizes if size] or [0]
        mean, longest = sum(sizes) / len(sizes), max(sizes)
        return Hardness(mean, longest, None, mean <= MOST_MEAN and longest <= MOST_LONG)
    words = re.findall(r"[A-Za-z0-9']+", text)
    letters = sum(map(len, words))
    count, pieces = max(len(words), 1), max(len(sentences), 1)
    index = 4.71 * letters / count + 0.5 * count / pieces - 21.43
    longest = max((len(s.split()) for s in sentences), default=0)
    return Hardness(count / pieces, longest, index, index <= MOST_INDEX)
