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
from dataclasses import replace
from decimal import Decimal
from functools import partial

from gongyou.law.default import DEFAULT_LAW
from gongyou.law.offers.ambiguity import doubtful_numbers, one_meaning, without_gaps
from gongyou.law.offers.clause import Clause, term_of
from gongyou.law.offers.doubtful_limits import doubtful_limits, sum_for_all
from gongyou.law.offers.doubtful_words import doubtful_words, in_months
from gongyou.law.offers.everyday import in_known_words
from gongyou.law.offers.figures import plain
from gongyou.law.offers.hints import hint
from gongyou.law.offers.instalments import take_instalments
from gongyou.law.offers.model import Offer, OfferError
from gongyou.law.offers.parts_by_share import take_parts
from gongyou.law.offers.pieces import pieces_of
from gongyou.law.offers.said import Act, Piece
from gongyou.law.offers.taken_off import take_off
from gongyou.law.offers.who import WHO

Pieces = tuple[Piece, ...]

_LIMIT = 2_000
_GAP = re.compile(r"[\s,:]+|\((?=n)|(?<=\S)\)(?=\s*(?:$|[;,]))")
_BREAK = r";|\n"
_ADDED = (
    r"\b(?:plus|in addition|additionally|as well as)\b|另加|另给|另外|另(?=[按付补])|再加|"
    r"外加|加上|并加"
    r"|(?<![最至更])多(?:给|补|发)|并(?:另)?(?:支付|给|补|发)"
    r"|加(?=一次性|\d|年终奖|奖金|补贴|补助|搬)"
    r"|(?<=[^\dn\s])\s*\+(?=\s*\d)|\+(?=\s*[^\d\s(¥+])"
    r"|(?<=[n资额费])加(?=n|[^\d\s个])|(?<=[资额费金])加(?=\s*\d)"
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
    from gongyou.law.library import load_pack

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
    if too_long := re.search(r"\d{16}", text):
        raise OfferError(
            "No amount has so many digits.", "没有这么长的数。", text, too_long.start()
        )
    said = plain(text)
    doubtful_numbers(said, partial(parse, law=law))
    paid = load_pack(law).desk.paid_days
    said = in_months(said, paid) if paid else said
    said, instalments = take_parts(said)
    said, less = take_off(said)
    doubtful_words(said, partial(parse, law=law), paid)
    if not instalments:
        said, instalments = take_instalments(said)
    said = in_known_words(_STATUTE.sub("1n", said))
    if known := doubtful_limits(said, text, partial(parse, law=law)):
        known = replace(known, name=name, instalments=instalments or known.instalments)
        return replace(known, less=less)
    sum_for_all(said, text)
    clauses = _clauses(pieces, said)
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
    terms = without_gaps(terms)
    if less is not None and any(term.when or term.otherwise for term in terms):
        raise OfferError(
            "It isn't clear from whom it is taken off: write for each group what it gets.",
            "不清楚从哪些人的数额里扣：请分别写明各组人得多少。",
            text,
        )
    whole = (least[0] if least else None, most[0] if most else None)
    offer = Offer(terms, *whole, name, instalments, less)
    added = [clause.added for clause in clauses for _ in term_of(clause)]
    return one_meaning(offer, added, text)


def _clauses(allowed: Pieces, said: str) -> list[Clause]:
    """The clauses in order; the years after the first ones know how many those were."""
    found: list[Clause] = []
    for part, added in _split(allowed, said):
        clause = _clause(allowed, part, added)
        if clause.later:
            first = next((c.first for c in reversed(found) if c.first is not None), None)
            clause.unit = None
            clause.further(first or Decimal(1))
        found.append(clause)
    return found


def _split(allowed: Pieces, text: str) -> list[tuple[str, bool]]:
    """The clauses, and whether each is said to come on top of those before it."""
    pieces = re.split(f"({_BREAK}|{_ADDED})", text)
    parts: list[tuple[str, bool]] = []
    added, who = False, ""
    for number, piece in enumerate(pieces):
        if number % 2:
            added = added or not re.fullmatch(_BREAK, piece)
        elif piece.strip(" ,."):
            *whole, last = _steps(allowed, f"{who}{piece}".strip(" ,."))
            parts += [(step, added) for step in whole]
            # Who gets more, before the word that adds: over ten years another 10,000.
            follows = "".join(pieces[number + 1 : number + 2])
            if follows and not re.fullmatch(_BREAK, follows) and _only_who(allowed, last):
                added, who = added and not whole, f"{last} "
            else:
                parts.append((last, added))
                added, who = False, ""
    return parts


def _only_who(allowed: Pieces, text: str) -> bool:
    clause = _read(allowed, text)
    if clause is None:
        return False
    empty = (clause.kind, clause.most, clause.least, clause.whole_most, clause.whole_least)
    return bool(clause.conditions) and all(value is None for value in empty)


def _steps(allowed: Pieces, text: str) -> list[str]:
    """Steps written with commas (1年以下500元,1至3年1000元): who comes anew after an amount."""
    steps: list[str] = []
    for piece in text.split(","):
        act = _longest(allowed, piece.strip(), 0)[1]
        new = bool(steps) and any(act is who for _, who in WHO)
        whole = steps and (_gives(allowed, steps[-1]) if new else _apart(allowed, steps[-1], piece))
        if not steps or whole:
            steps.append(piece)
        else:
            steps[-1] += f",{piece}"
    return [step.strip(" ,.") for step in steps if step.strip(" ,.")]


def _gives(allowed: Pieces, text: str) -> bool:
    clause = _read(allowed, text)
    return clause is not None and clause.kind is not None


def _apart(allowed: Pieces, *texts: str) -> bool:
    """Whether each gives its own: overtime 50%, severance 80%; N+1 if over 5 years, N otherwise."""
    clauses = [_read(allowed, text) for text in texts]
    given = [clause for clause in clauses if clause is not None and clause.kind is not None]
    if len(given) < len(clauses):
        return False
    return all(c.conditions or c.otherwise for c in given) or all(
        c.kind == "share" and c.of and not c.conditions for c in given
    )


def _read(allowed: Pieces, text: str) -> Clause | None:
    try:
        return _clause(allowed, text.strip(" ,."))
    except OfferError:
        return None


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
            english, chinese = hint(text, position)
            raise OfferError(
                f"“{rest}” is not understood in “{text}”. {english}",
                f"看不懂“{text}”中的“{rest}”。{chinese}",
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
