"""Offers typed in Chinese or English, read strictly.

A clause is made of pieces (`pieces.py`) in any order: a rate, a unit, caps, conditions.
Whatever is no piece is an error that shows the words, so that nothing of an offer is
ever passed over. Clauses are separated by ; or a new line, or "plus" / 另加. A sentence
that can mean two things is asked back (`ambiguity.py`). When it is paid is read first
(`instalments.py`).
"""

from __future__ import annotations

import json
import re
from functools import partial

from gongyou.law.default import DEFAULT_LAW
from gongyou.law.offers.ambiguity import doubtful_numbers, one_meaning
from gongyou.law.offers.clause import Clause, term_of
from gongyou.law.offers.figures import plain
from gongyou.law.offers.instalments import take_instalments
from gongyou.law.offers.model import Offer, OfferError
from gongyou.law.offers.pieces import WHO, Act, Piece, pieces_of

Pieces = tuple[Piece, ...]

_LIMIT = 2_000
_GAP = re.compile(r"[\s,:]+")
_BREAK = r";|\n"
_ADDED = (
    r"\b(?:plus|in addition|additionally|as well as)\b|另加|另给|另外|再加|外加|加上|并加"
    r"|加(?=一次性|\d)"
    r"|(?<=[^\dn\s])\s*\+(?=\s*\d)"
)
_STATUTE = re.compile(
    r"每?满?1年(?:的)?,?(?:支付|补偿|给)?1个月工资(?:的经济补偿)?(?:的标准)?(?:向劳动者支付)?[,;]?"
    r"(?:(?:满)?6个月以上(?:,)?不满1年的?,?按1年计算?[,;]?)?"
    r"不满(?:0\.5年|6个月)的?,?(?:支付|补偿|给)?0\.5个月工资(?:的经济补偿)?"
)
"""N in the words of the Labour Contract Law, art. 47."""


def parse(text: str, name: str = "", law: str = DEFAULT_LAW) -> Offer:
    """The offer that `text` says (English, Chinese or JSON); OfferError if it is not clear.

    `law`: whose words for its entitlements may stand in it.
    """
    pieces = pieces_of(law)
    if text.lstrip().startswith("{"):
        try:
            return Offer.from_json(json.loads(text))
        except json.JSONDecodeError as error:
            raise OfferError(
                f"This JSON can't be read ({error}).", f"JSON 无法读取（{error}）。"
            ) from error
    if len(text) > _LIMIT:
        raise OfferError("An offer has at most 2,000 signs.", "方案最多2000字。")
    said = plain(text)
    doubtful_numbers(said, partial(parse, law=law))
    said, instalments = take_instalments(said)
    clauses = [
        _clause(pieces, part, added) for part, added in _split(pieces, _STATUTE.sub("1n", said))
    ]
    if not clauses and instalments:
        raise OfferError(
            "This says when it is paid, not how much.", "只写了什么时候付，没有写付多少。", text
        )
    if not clauses:
        raise OfferError("The offer is empty.", "方案是空的。")
    terms = tuple(term for clause in clauses for term in term_of(clause))
    if not terms:
        raise OfferError("The offer gives nothing: write an amount.", "方案没有写给多少。")
    least = [c.whole_least for c in clauses if c.whole_least is not None]
    most = [c.whole_most for c in clauses if c.whole_most is not None]
    if len(least) > 1 or len(most) > 1:
        raise OfferError("The whole has two limits of the same kind.", "总额写了两个同类限额。")
    offer = Offer(terms, least[0] if least else None, most[0] if most else None, name, instalments)
    added = [clause.added for clause in clauses for _ in term_of(clause)]
    return one_meaning(offer, added, text)


def _split(allowed: Pieces, text: str) -> list[tuple[str, bool]]:
    """The clauses, and whether each is said to come on top of those before it."""
    pieces = re.split(f"({_BREAK}|{_ADDED})", text)
    parts, added = [], False
    for number, piece in enumerate(pieces):
        if number % 2:
            added = added or not re.fullmatch(_BREAK, piece)
        elif piece.strip(" ,."):
            parts += [(step, added) for step in _steps(allowed, piece.strip(" ,."))]
            added = False
    return parts


def _steps(allowed: Pieces, text: str) -> list[str]:
    """Steps written with commas (1年以下500元,1至3年1000元): who comes anew after an amount."""
    steps: list[str] = []
    for piece in text.split(","):
        new = bool(steps) and any(p.match(piece.strip()) for p, _ in WHO)
        if not steps or (new and _gives(allowed, steps[-1])):
            steps.append(piece)
        else:
            steps[-1] += f",{piece}"
    return [step.strip(" ,.") for step in steps if step.strip(" ,.")]


def _gives(allowed: Pieces, text: str) -> bool:
    try:
        clause = _clause(allowed, text.strip(" ,."))
    except OfferError:
        return False
    return clause.kind is not None


def _clause(allowed: Pieces, text: str, added: bool = False) -> Clause:
    clause = Clause(text, added)
    position = 0
    while position < len(text):
        if gap := _GAP.match(text, position):
            position = gap.end()
            continue
        found, act = _longest(allowed, text, position)
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


def _longest(allowed: Pieces, text: str, position: int) -> tuple[re.Match[str] | None, Act | None]:
    """The piece that takes most of the text here; of equal ones the first in the list."""
    best: re.Match[str] | None = None
    chosen = None
    for pattern, act in allowed:
        found = pattern.match(text, position)
        if found and found.end() > position and (best is None or found.end() > best.end()):
            best, chosen = found, act
    return best, chosen
