"""Offers typed in Chinese or English, read strictly.

A clause is made of pieces (`pieces.py`) in any order: a rate, a unit, caps, conditions.
Whatever is no piece is an error that shows the words, so that nothing of an offer is
ever passed over. Clauses are separated by ; or a new line, or "plus" / 另加.
"""

from __future__ import annotations

import json
import re

from gongyou.law.offers.clause import Clause, term_of
from gongyou.law.offers.figures import plain
from gongyou.law.offers.model import Offer, OfferError
from gongyou.law.offers.pieces import PIECES, Act

_LIMIT = 2_000
_GAP = re.compile(r"[\s,:]+")


def parse(text: str, name: str = "") -> Offer:
    """The offer that `text` says (English, Chinese or JSON); OfferError if it is not clear."""
    if text.lstrip().startswith("{"):
        try:
            return Offer.from_json(json.loads(text))
        except json.JSONDecodeError as error:
            raise OfferError(
                f"This JSON can't be read ({error}).", f"JSON 无法读取（{error}）。"
            ) from error
    if len(text) > _LIMIT:
        raise OfferError("An offer has at most 2,000 signs.", "方案最多2000字。")
    clauses = [_clause(part) for part in _split(plain(text))]
    if not clauses:
        raise OfferError("The offer is empty.", "方案是空的。")
    terms = tuple(term for clause in clauses for term in term_of(clause))
    if not terms:
        raise OfferError("The offer gives nothing: write an amount.", "方案没有写给多少。")
    least = [c.whole_least for c in clauses if c.whole_least is not None]
    most = [c.whole_most for c in clauses if c.whole_most is not None]
    if len(least) > 1 or len(most) > 1:
        raise OfferError("The whole has two limits of the same kind.", "总额写了两个同类限额。")
    return Offer(terms, least[0] if least else None, most[0] if most else None, name)


def _split(text: str) -> list[str]:
    parts = re.split(r";|\n|\bplus\b|另加|再加|加上|(?<=[^\dn])\+(?=\s*\d)", text)
    return [part.strip(" ,.") for part in parts if part.strip(" ,.")]


def _clause(text: str) -> Clause:
    clause = Clause(text)
    position = 0
    while position < len(text):
        if gap := _GAP.match(text, position):
            position = gap.end()
            continue
        found, act = _longest(text, position)
        if found is None or act is None:
            rest = text[position : position + 30]
            raise OfferError(
                f"“{rest}” is not understood in “{text}”. Write for example: 2000 per year of "
                "service, at most 6 years; 166 per month if under one year.",
                f"看不懂“{text}”中的“{rest}”。例如：每满一年2000元，最多6年；不满一年每月166元。",
                text,
                position,
            )
        act(clause, found)
        position = found.end()
    return clause


def _longest(text: str, position: int) -> tuple[re.Match[str] | None, Act | None]:
    """The piece that takes most of the text here; of equal ones the first in the list."""
    best: re.Match[str] | None = None
    chosen = None
    for pattern, act in PIECES:
        found = pattern.match(text, position)
        if found and found.end() > position and (best is None or found.end() > best.end()):
            best, chosen = found, act
    return best, chosen
