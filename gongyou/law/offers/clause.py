"""One clause of an offer while it is read: pieces collected, then made into terms."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gongyou.law.offers.model import Bound, Condition, OfferError, Term

_COLUMNS = {
    "车间": "workshop",
    "部门": "department",
    "岗位": "post",
    "工种": "post",
    "班组": "workshop",
    "厂区": "worksite",
    "性别": "sex",
}
_MONTHS_TO, _YUAN_FROM = 24, 100  # N+3 counts months, N+2000 yuan; between them it is asked
_SEX = {"女": "female", "男": "male", "f": "female", "m": "male"}


class Clause:
    """The pieces found so far. Setting a piece twice is an error."""

    def __init__(self, text: str, added: bool = False) -> None:
        self.text = text
        self.added = added  # said to come on top of what stands before: plus, 另加
        self.kind: str | None = None
        self.amount: Decimal | None = None
        self.unit: str | None = None
        self.of: str | None = None
        self.after: Decimal | None = None
        self.most_units: Decimal | None = None
        self.least: Decimal | None = None
        self.most: Decimal | None = None
        self.whole_least: Decimal | None = None
        self.whole_most: Decimal | None = None
        self.otherwise: bool | None = None
        self.cap_unit: str | None = None
        self.plus_wage: Decimal | None = None
        self.plus_yuan: Decimal | None = None
        self.least_wage: Decimal | None = None
        self.most_wage: Decimal | None = None
        self.bare = False  # an amount without the word yuan
        self.rest: str | None = None  # how a year that isn't full counts: up, asn, parts
        self.first: Decimal | None = None  # only the first years
        self.later: bool | None = None  # the years after the first ones
        self.conditions: list[Condition] = []

    def set(self, name: str, value: Any) -> None:
        """Set one piece."""
        held = getattr(self, name)
        if held is not None and held != value:
            raise self._twice()
        setattr(self, name, value)

    def rate(self, kind: str, amount: Decimal) -> None:
        """Set how much: in yuan, as a share, in months of wage."""
        if self.kind is not None:
            raise self._twice()
        self.kind, self.amount = kind, amount

    def yuan(self, amount: Decimal, *, said: bool) -> None:
        """An amount in yuan; `said`: the word yuan stands beside it."""
        self.rate("yuan", amount)
        self.bare = not said

    def n_plus(self, times: Decimal, plus: Decimal | None, *, yuan: bool = False) -> None:
        """N, 2N, N+1, N+2000 yuan: months of wage for each of the law's years, and more once.

        Without a unit a small number counts months and one of a hundred or more yuan.
        """
        if times > _MONTHS_TO:
            raise OfferError(
                f"“{self.text}”: write whether {times} is yuan for each of the law's years: "
                f"{times} yuan per severance year.",
                f"“{self.text}”：{times}如果是每年多少元，请写：补偿年限每年{times}元。",
                self.text,
            )
        self.rate("wage", times)
        self.set("unit", "n")
        if plus is None:
            return
        if yuan or plus >= _YUAN_FROM:
            self.plus_yuan = plus
        elif plus > _MONTHS_TO:
            raise OfferError(
                f"“{self.text}”: write whether {plus} is months of wage or yuan.",
                f"“{self.text}”：请写明{plus}是几个月工资，还是多少元。",
                self.text,
            )
        else:
            self.plus_wage = plus

    def discount(self, share: Decimal) -> None:
        """打七折: so much of the claim where nothing else is named."""
        self.rate("share", share)
        self.of = self.of or "claim"

    def further(self, after: Decimal) -> None:
        """For each full year beyond the first ones."""
        self.set("unit", "further_year")
        self.set("after", after)

    def cap_units(self, most: Decimal, unit: str) -> None:
        """At most so many years or months; must fit the unit of the clause."""
        self.set("most_units", most)
        self.set("cap_unit", unit)

    def first_years(self, most: Decimal) -> None:
        """Only for the first years of service."""
        self.set("unit", "year")
        self.set("first", most)
        self.cap_units(most, "year")

    def condition(self, fact: str, low: Bound | None, high: Bound | None) -> None:
        """Only for those whose `fact` lies from low up to below high."""
        if low is not None and high is not None and low >= high:  # type: ignore[operator]
            raise OfferError(
                f"In “{self.text}” the lower end is not below the upper.",
                f"“{self.text}”中下限不小于上限。",
                self.text,
            )
        self.conditions.append(Condition(fact, low, high))

    def _twice(self) -> OfferError:
        return OfferError(
            f"“{self.text}” says two things at once. Separate terms by a semicolon.",
            f"“{self.text}”一句里说了两件事，请用分号分开。",
            self.text,
        )


def condition_on(clause: Clause, word: str, value: str) -> None:
    """Only for one workshop, department, post, worksite or sex."""
    column = _COLUMNS.get(word, word)
    value = _SEX.get(value, value) if column == "sex" else value
    clause.conditions.append(Condition(column, values=(value.removesuffix("的"),)))


def term_of(clause: Clause) -> list[Term]:
    """The terms of a clause: none where it only bounds the whole."""
    if clause.kind is None and clause.of and clause.unit is None and clause.cap_unit is None:
        clause.rate("share", Decimal(1))  # severance plus 2,000: what the law gives, whole
    if clause.kind is None:
        return _bounds_only(clause)
    if clause.bare and clause.unit is None and (clause.amount or 0) < _YUAN_FROM:
        raise OfferError(
            f"“{clause.text}”: write whether {clause.amount} is yuan or months of wage.",
            f"“{clause.text}”：请写明{clause.amount}是多少元，还是几个月工资。",
            clause.text,
        )
    if (clause.kind == "share") != (clause.of is not None):
        raise OfferError(
            f"“{clause.text}”: write a percentage with what it is of, such as 70% of the claim.",
            f"“{clause.text}”：请写明是什么的百分之几，例如“请求总额的70%”。",
            clause.text,
        )
    if clause.kind == "share" and clause.unit:
        raise OfferError(
            f"“{clause.text}”: a share of a claim is not counted by years.",
            f"“{clause.text}”：按比例的部分不再按年计。",
            clause.text,
        )
    _years_that_are_not_full(clause)
    most_units, most_wage = _caps(clause)
    common: dict[str, Any] = {
        "least": clause.least,
        "most": clause.most,
        "least_wage": clause.least_wage,
        "most_wage": most_wage,
        "when": tuple(clause.conditions),
        "otherwise": bool(clause.otherwise),
    }
    assert clause.amount is not None
    return [
        Term(
            clause.kind,
            clause.amount,
            clause.unit,
            clause.of,
            clause.after,
            most_units=most_units,
            plus_wage=clause.plus_wage,
            plus_yuan=clause.plus_yuan,
            **common,
        )
    ]


def _bounds_only(clause: Clause) -> list[Term]:
    if clause.most is not None:
        clause.set("whole_most", clause.most)
    if clause.least is not None:
        clause.set("whole_least", clause.least)
    odd = clause.conditions or clause.unit or clause.of or clause.otherwise or clause.most_units
    if odd or (clause.whole_most is None and clause.whole_least is None):
        raise OfferError(
            f"“{clause.text}” names no amount.", f"“{clause.text}”没有写金额。", clause.text
        )
    return []


_REST = {"up": {"year": "year_begun", "month": "month_begun"}, "asn": {"year": "n"}}
_REST |= {"parts": {"year": "year_part"}}
_BY_YEARS = ("year", "year_begun", "year_part", "n")


def _years_that_are_not_full(clause: Clause) -> None:
    """The unit that says how a year counts that is not full (不满一年按一年算)."""
    if clause.rest is None:
        return
    unit = _REST[clause.rest].get(clause.unit or "", clause.unit)
    if clause.rest == "up" and clause.unit == "n" and clause.kind == "wage":
        unit = "year_begun"
    if unit == clause.unit:
        raise OfferError(
            f"“{clause.text}”: how a part of a year counts needs a rate per year.",
            f"“{clause.text}”：写了不满一年怎么算，就要写每年多少。",
            clause.text,
        )
    clause.unit, clause.rest = unit, None


def _caps(clause: Clause) -> tuple[Decimal | None, Decimal | None]:
    """The cap in units and the cap in months of wage.

    Months that bound wages by the year (半个月工资每年，封顶12个月) are months of wage;
    where each year gives one of them both are the same.
    """
    wage = clause.most_wage
    if (
        clause.kind == "wage"
        and clause.cap_unit == "month"
        and clause.unit in (*_BY_YEARS, "half_year")
    ):
        wage, clause.most_units = clause.most_units, None
    plus = clause.plus_wage is not None or clause.plus_yuan is not None
    same = clause.kind == "wage" and clause.amount == 1 and clause.unit in _BY_YEARS
    if wage is not None and same and not plus and clause.most_units is None:
        return wage, None
    return _cap(clause), wage


def _cap(clause: Clause) -> Decimal | None:
    """The cap in the clause's own unit; years may cap months and half years."""
    if clause.most_units is None:
        return None
    if clause.cap_unit == "month" and clause.unit in _BY_YEARS and clause.most_units % 12:
        raise OfferError(
            f"“{clause.text}”: write the limit of a rate per year in years or in yuan.",
            f"“{clause.text}”：按年计的，请写最多几年或最高多少元。",
            clause.text,
        )
    if clause.unit is None:
        raise OfferError(
            f"“{clause.text}”: a limit in years needs a rate per year.",
            f"“{clause.text}”：有年数上限，就要写每年多少。",
            clause.text,
        )
    months = clause.most_units * (12 if clause.cap_unit == "year" else 1)
    size = 1 if clause.unit.startswith("month") else 6 if clause.unit == "half_year" else 12
    return months / size if clause.cap_unit else clause.most_units
