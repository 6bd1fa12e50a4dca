"""An offer: what an employer (or a bundle of demands) would give each person.

An offer is a sum of terms. A term gives a rate: once, for each unit of service, as a
share of what the law gives, or in months of wage; it may be capped and apply to some
people only. Nothing in it is code; it is read from typed sentences or JSON.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from gongyou.law import chinese_numbers

VERSION = 1
CLAIM = "claim"
UNITS = (
    "year",
    "year_begun",
    "year_part",
    "half_year",
    "month",
    "month_begun",
    "further_year",
    "n",
)
"""Units of service. year, half_year, month: full ones; …_begun: a started one counts; year_part:
full months are twelfths of a year;
further_year: full years beyond the first `after`; n: the law's years for severance
(six months and more count as a year, less as a half)."""


class OfferError(ValueError):
    """An offer that can't be understood; says what and where in both languages."""

    def __init__(self, en: str, zh: str, text: str = "", position: int = 0) -> None:
        self.en, self.zh, self.text, self.position = en, zh, text, position
        super().__init__(en)

    def message(self, lang: str) -> str:
        """What is wrong, in `lang` ("en" or "zh-hans")."""
        return self.zh if lang == "zh-hans" else self.en


class OfferAmbiguousError(OfferError):
    """An offer that can mean several things: none is chosen, each is shown to be chosen.

    `meanings`: what it can mean, as offers whose sentences are clear; may be one when the
    other cannot be said as an offer.
    """

    def __init__(self, en: str, zh: str, text: str, meanings: tuple[Offer, ...]) -> None:
        super().__init__(en, zh, text)
        self.meanings = meanings

    def message(self, lang: str) -> str:
        """What is not clear, and the sentences that would be, in `lang`."""
        marks = "；".join if lang == "zh-hans" else "; ".join
        said = [f"({n}) {meaning.describe(lang)}" for n, meaning in enumerate(self.meanings, 1)]
        ask = "请写成其中一种：" if lang == "zh-hans" else "Write one of these: "
        return f"{super().message(lang)}{'' if lang == 'zh-hans' else ' '}{ask}{marks(said)}"


Bound = Decimal | date


_KIND_OF_GROUP = re.compile(
    r"(?<=.)(?:车间|班组|流水线|生产线|部门|部|科| workshop| shop| line| department| dept)$"
)


def group_key(value: Any) -> str:
    """What two names of one group have in common: 包装车间 and 包装, 一车间 and 1车间."""
    name = _KIND_OF_GROUP.sub("", str(value).strip().casefold())
    number = chinese_numbers.value(name)
    return name if number is None else chinese_numbers.plain(number)


@dataclass(frozen=True)
class Condition:
    """Who a term is for: `fact` from `low` up to below `high`, or one of `values`.

    `fact` is "service_months", "wage", "start" (first day of work, bounds are days) or a
    column of the employment table; "maternity" is "yes" for women in pregnancy, after birth
    or nursing.
    """

    fact: str
    low: Bound | None = None
    high: Bound | None = None
    values: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        held = {
            "fact": self.fact,
            "from": _text(self.low),
            "below": _text(self.high),
            "is": list(self.values) or None,
        }
        return {key: value for key, value in held.items() if value is not None}

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Condition:
        """From what `to_json` gives."""
        values = tuple(map(str, held.get("is") or ()))
        read = _day if held["fact"] == "start" else _number
        made = cls(str(held["fact"]), read(held.get("from")), read(held.get("below")), values)
        if (made.low is None and made.high is None) == (not values):
            raise ValueError(f"{made.fact}: from/below or is")
        return made


@dataclass(frozen=True)
class Term:
    """One summand of an offer.

    `kind`: "yuan" (rate in yuan), "share" (rate of `of`: "claim" or an entitlement's
    code), "wage" (rate in months of wage). `unit`: given for each unit, else once.
    `most_units` caps the units, `least` and `most` the term's amount in yuan, `least_wage` and
    `most_wage` in months of wage. `otherwise`: only for those to whom no term with a condition
    applied.
    """

    kind: str
    rate: Decimal
    unit: str | None = None
    of: str | None = None
    after: Decimal | None = None
    most_units: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    when: tuple[Condition, ...] = ()
    otherwise: bool = False
    plus_wage: Decimal | None = None
    plus_yuan: Decimal | None = None
    least_wage: Decimal | None = None
    most_wage: Decimal | None = None

    def __post_init__(self) -> None:
        if self.kind not in ("yuan", "share", "wage"):
            raise ValueError(f"kind {self.kind}")
        if self.unit is not None and (self.unit not in UNITS or self.kind == "share"):
            raise ValueError(f"unit {self.unit}")
        if (self.kind == "share") != (self.of is not None):
            raise ValueError("of")
        if self.most_units is not None and self.unit is None:
            raise ValueError("most_units without unit")
        if self.unit != "n" and (self.plus_wage is not None or self.plus_yuan is not None):
            raise ValueError("plus")

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        held: dict[str, Any] = {
            "kind": self.kind,
            "rate": _text(self.rate),
            "unit": self.unit,
            "of": self.of,
            "after": _text(self.after),
            "most_units": _text(self.most_units),
            "least": _text(self.least),
            "most": _text(self.most),
            "when": [condition.to_json() for condition in self.when] or None,
            "otherwise": self.otherwise or None,
            "plus_wage": _text(self.plus_wage),
            "plus_yuan": _text(self.plus_yuan),
            "least_wage": _text(self.least_wage),
            "most_wage": _text(self.most_wage),
        }
        return {key: value for key, value in held.items() if value is not None}

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Term:
        """From what `to_json` gives."""
        rate = _number(held["rate"])
        if rate is None:
            raise ValueError("rate")
        return cls(
            kind=str(held["kind"]),
            rate=rate,
            unit=held.get("unit"),
            of=held.get("of"),
            after=_number(held.get("after")),
            most_units=_number(held.get("most_units")),
            least=_number(held.get("least")),
            most=_number(held.get("most")),
            when=tuple(Condition.from_json(item) for item in held.get("when") or ()),
            otherwise=bool(held.get("otherwise")),
            plus_wage=_number(held.get("plus_wage")),
            plus_yuan=_number(held.get("plus_yuan")),
            least_wage=_number(held.get("least_wage")),
            most_wage=_number(held.get("most_wage")),
        )


@dataclass(frozen=True)
class Instalment:
    """A part of what is offered: `share` of it (0 to 1) after `months`, `days`, or `by` a day.

    None of them: at once, when the agreement is signed.
    """

    share: Decimal
    months: int | None = None
    days: int | None = None
    by: date | None = None

    def to_json(self) -> dict[str, Any]:
        """As plain JSON."""
        held = {
            "share": _text(self.share),
            "months": self.months,
            "days": self.days,
            "by": _text(self.by),
        }
        return {key: value for key, value in held.items() if value is not None}

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> Instalment:
        """From what `to_json` gives."""
        share = _number(held["share"])
        if share is None or not 0 < share <= 1:
            raise ValueError("share")
        return cls(
            share, _whole(held.get("months")), _whole(held.get("days")), _day(held.get("by"))
        )


@dataclass(frozen=True)
class Offer:
    """Terms added up, less what is taken off; `least` and `most` bound the whole for each person.

    `instalments`: when it is paid, in parts that make the whole; empty where nothing is said.
    """

    terms: tuple[Term, ...]
    least: Decimal | None = None
    most: Decimal | None = None
    name: str = ""
    instalments: tuple[Instalment, ...] = ()
    less: Decimal | None = None

    def describe(self, lang: str = "en") -> str:
        """The offer as a sentence that can be typed again, in `lang`."""
        from gongyou.law.offers.wording import describe

        return describe(self, lang)

    def needs(self) -> frozenset[str]:
        """The facts and entitlements that the offer looks at."""
        from gongyou.law.offers.evaluate import needs

        return needs(self)

    def to_json(self) -> dict[str, Any]:
        """As plain JSON, decimals as text."""
        held = {
            "gongyou_offer": VERSION,
            "name": self.name or None,
            "terms": [term.to_json() for term in self.terms],
            "least": _text(self.least),
            "most": _text(self.most),
            "less": _text(self.less),
            "instalments": [part.to_json() for part in self.instalments] or None,
        }
        return {key: value for key, value in held.items() if value is not None}

    @classmethod
    def from_json(cls, held: Any) -> Offer:
        """From what `to_json` gives; OfferError says what is wrong."""
        try:
            if held["gongyou_offer"] != VERSION or not held["terms"]:
                raise ValueError("terms")
            terms = tuple(Term.from_json(term) for term in held["terms"])
            return cls(
                terms,
                _number(held.get("least")),
                _number(held.get("most")),
                str(held.get("name", "")),
                tuple(Instalment.from_json(part) for part in held.get("instalments") or ()),
                _number(held.get("less")),
            )
        except (KeyError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
            raise OfferError(
                f"This JSON is no offer ({error}).", f"这份 JSON 不是方案（{error}）。"
            ) from error


def _text(value: Bound | None) -> str | None:
    if isinstance(value, date):
        return value.isoformat()
    return None if value is None else format(value, "f")


def _day(value: Any) -> date | None:
    return None if value is None else date.fromisoformat(value)


def _whole(value: Any) -> int | None:
    if value is None:
        return None
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1000:
        raise ValueError(str(value))
    return value


def _number(value: Any) -> Decimal | None:
    if value is None:
        return None
    if isinstance(value, (float, bool)):
        raise ValueError(f"{value!r}: write numbers as text")
    made = Decimal(str(value))
    if not made.is_finite() or made < 0 or made > 10**12:
        raise ValueError(str(value))
    return made
