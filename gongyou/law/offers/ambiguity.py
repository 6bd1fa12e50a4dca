"""Sentences that can mean two things: none is guessed, the meanings are shown.

Three kinds: a number that one country writes as a fraction and another as thousands;
a condition that may stand instead of what was said before or come on top of it; and
steps that overlap, where the higher one may replace the lower or add to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from gongyou.law.offers.evaluate import evaluate
from gongyou.law.offers.model import (
    Condition,
    Offer,
    OfferAmbiguousError,
    OfferError,
    Term,
    group_key,
)

_THOUSANDS = re.compile(r"(?<![\d.,])(\d{1,3})\.(\d{3})(?![\d.,%])(?!\s*(?:n\b|倍|个?月|months?))")
_DECIMAL_COMMA = re.compile(r"(?<![\d.,])(\d+),(\d{1,2})(?![\d,])(?=\s*[^\s;,]|\s*$)")
_MONTHS = [Decimal(n) for n in (*range(25), *range(27, 121, 3), *range(126, 481, 12))]


def doubtful_numbers(text: str, parse: Callable[[str], Offer]) -> None:
    """Refuse 2.000 and 1,5: some write so two thousand and one and a half.

    Raises:
        OfferAmbiguousError: with the offer read in both ways.
    """
    for pattern, other in ((_THOUSANDS, r"\1\2"), (_DECIMAL_COMMA, r"\1.\2")):
        found = pattern.search(text)
        if not found or _between_clauses(text, found, pattern):
            continue
        plain = "{}".format(
            f"{found[1]}.{found[2].rstrip('0') or '0'}"
            if pattern is _THOUSANDS
            else found[1] + found[2]
        ).removesuffix(".0")
        ways = (pattern.sub(other, text, count=1), text.replace(found[0], plain, 1))
        meanings = tuple(dict.fromkeys(m for m in (_read(parse, way) for way in ways) if m))
        if not meanings:
            continue
        raise OfferAmbiguousError(
            f"“{found[0]}” can be read in two ways.",
            f"“{found[0]}”有两种读法。",
            text,
            meanings,
        )


def _between_clauses(text: str, found: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """A comma between two pieces (每年2000,6年封顶; 5000,3-5年) separates, it groups no figures."""
    after = text[found.end() :].lstrip()
    steps = r"(?:[-~至到]|to)\s*\d+\s*" if int(found[1]) >= 100 else r"(?!)"
    return pattern is _DECIMAL_COMMA and bool(re.match(rf"(?:{steps})?(?:周?年|years?)", after))


def _read(parse: Callable[[str], Offer], text: str) -> Offer | None:
    try:
        return parse(text)
    except OfferError:
        return None


def one_meaning(offer: Offer, added: Sequence[bool], text: str) -> Offer:
    """The offer, if no clause may stand instead of an earlier one or on top of it.

    `added`: for each term whether it was said to come on top (plus, 另加).

    Raises:
        OfferAmbiguousError: with both meanings, where both can be said as an offer.
    """
    for n, term in enumerate(offer.terms):
        if added[n] or term.otherwise:
            continue
        for earlier in offer.terms[:n]:
            if earlier.otherwise or not (earlier.when or term.when):
                continue
            if both_give(earlier, term):
                instead = _instead(offer)
                meanings = (offer,) if instead is None else (instead, offer)
                raise OfferAmbiguousError(
                    "It isn't clear whether one amount stands instead of another or is added.",
                    "不清楚后一项是代替前一项，还是另外再加。",
                    text,
                    meanings,
                )
    return offer


def both_give(first: Term, second: Term) -> bool:
    """Whether somebody can be whom both terms give something."""
    if not overlap(first.when, second.when):
        return False
    bounds = [c for c in (*first.when, *second.when) if c.fact == "service_months"]
    for months in _MONTHS:
        if any(not _within(c, months) for c in bounds):
            continue
        person = {
            "service_months": months, "service_begun": months, "wage": Decimal(1000),
            first.of: Decimal(1000), second.of: Decimal(1000),
        }  # fmt: skip
        amounts = [
            evaluate(Offer((replace(t, when=(), otherwise=False),)), person).amount  # type: ignore[arg-type]
            for t in (first, second)
        ]
        if all(amounts):
            return True
    return False


def _within(condition: Condition, months: Decimal) -> bool:
    low, high = condition.low, condition.high
    return (low is None or months >= low) and (high is None or months < high)  # type: ignore[operator]


def overlap(first: Sequence[Condition], second: Sequence[Condition]) -> bool:
    """Whether one person can meet both lists of conditions."""
    for one in first:
        for other in second:
            if one.fact == other.fact and not _meet(one, other):
                return False
    return True


def _meet(one: Condition, other: Condition) -> bool:
    if one.values and other.values:
        return bool(set(map(group_key, one.values)) & set(map(group_key, other.values)))
    low = max((b for b in (one.low, other.low) if b is not None), default=None, key=_order)
    high = min((b for b in (one.high, other.high) if b is not None), default=None, key=_order)
    return low is None or high is None or low < high  # type: ignore[operator]


def _order(bound: Decimal | date) -> Decimal | date:
    return bound


def _instead(offer: Offer) -> Offer | None:
    """The meaning in which the narrower clause replaces the wider one, if it can be said."""
    conditional = [term for term in offer.terms if term.when]
    general = [term for term in offer.terms if not term.when]
    cut = _cut(conditional)
    if cut is None:
        return None
    rest = [replace(term, otherwise=True) for term in general]
    return replace(offer, terms=(*cut, *rest))


def _cut(terms: list[Term]) -> list[Term] | None:
    """Steps of one fact, each taken out of the wider ones around it."""
    if not any(overlap(a.when, b.when) for n, a in enumerate(terms) for b in terms[:n]):
        return terms
    if any(len(term.when) != 1 or term.when[0].values for term in terms):
        return None
    if len({term.when[0].fact for term in terms}) != 1:
        return None
    made = []
    for term in terms:
        [own] = term.when
        inner = [t.when[0] for t in terms if t is not term and _inside(t.when[0], own)]
        low, high = own.low, own.high
        starts = [c.low for c in inner if c.low is not None and c.high == own.high]
        ends = [c.high for c in inner if c.high is not None and c.low == own.low]
        if len(starts) + len(ends) != len(inner) or (starts and ends):
            return None
        high = min(starts, default=high, key=_order)
        low = max(ends, default=low, key=_order)
        made.append(replace(term, when=(replace(own, low=low, high=high),)))
    return (
        made
        if not any(overlap(a.when, b.when) for n, a in enumerate(made) for b in made[:n])
        else None
    )


def _inside(inner: Condition, outer: Condition) -> bool:
    if (inner.low, inner.high) == (outer.low, outer.high):
        return False
    low = outer.low is None or (inner.low is not None and inner.low >= outer.low)  # type: ignore[operator]
    high = outer.high is None or (inner.high is not None and inner.high <= outer.high)  # type: ignore[operator]
    return low and high


def without_gaps(terms: tuple[Term, ...]) -> tuple[Term, ...]:
    """Steps said in whole years (1 to 5 years, 6 to 10): whoever is in the sixth year has five.

    A step that ends a year before the next one begins holds until then; nobody falls between.
    """
    spans = [c for term in terms for c in term.when if c.fact == "service_months"]
    lows = {c.low for c in spans if c.low is not None}

    ends = {c.high for c in spans if c.low is not None} - lows
    stepped = any(end + 12 in lows for end in ends if isinstance(end, Decimal))

    def closed(condition: Condition) -> Condition:
        high = condition.high
        if condition.fact != "service_months" or not isinstance(high, Decimal):
            return condition
        whole = condition.low is not None and high % 12 == 0
        if not whole or high in lows or any(_within(c, high) for c in spans):
            return condition
        last = stepped and all(low < high for low in lows)  # type: ignore[operator]
        return replace(condition, high=high + 12) if high + 12 in lows or last else condition

    return tuple(replace(t, when=tuple(closed(c) for c in t.when)) for t in terms)
