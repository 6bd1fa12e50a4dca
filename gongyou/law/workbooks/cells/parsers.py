"""The reader of a column's cells by the type that the contract gives it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from gongyou.law.schema import Column
from gongyou.law.workbooks.cells.dates import read_date, read_month
from gongyou.law.workbooks.cells.numbers import Parsed, read_integer, read_money, read_rounded
from gongyou.law.workbooks.cells.words import (
    code_words,
    read_code,
    read_flag,
    read_place,
    read_text,
    read_worker,
)

Parser = Callable[[Any], Parsed]
_WITHHELD = frozenset(["si_personal", "housing_fund_personal", "income_tax"])
"""Amounts that are lawful from nought on, but are often written with a minus."""

_LAST_DAY = frozenset(["end", "contract_end", "end_date"])


def parser_of(
    column: Column,
    factor: Decimal = Decimal(1),
    year: int | None = None,
    day_first: bool | None = None,
) -> Parser:
    """A function from a raw cell to (value, code)."""
    if column.family == "date":
        last = column.name in _LAST_DAY
        return lambda raw: read_date(raw, last=last, year=year, day_first=day_first)
    if column.name == "worker":
        return read_worker
    if column.name == "place":
        return read_place
    return _BY_FAMILY[column.family](column, factor, year)


def _code(column: Column, factor: Decimal, year: int | None) -> Parser:
    words = code_words(column.codes)
    return lambda raw: read_code(raw, words, open=column.open)


def _money(column: Column, factor: Decimal, year: int | None) -> Parser:
    signed = column.signed or column.name in _WITHHELD
    return lambda raw: read_money(raw, column.unit, factor, signed=signed)


def _number(column: Column, factor: Decimal, year: int | None) -> Parser:
    signed = column.signed
    return lambda raw: read_rounded(raw, column.unit, signed=signed)


_BY_FAMILY: dict[str, Callable[[Column, Decimal, int | None], Parser]] = {
    "text": lambda column, factor, year: read_text,
    "code": _code,
    "month": lambda column, factor, year: lambda raw: read_month(raw, year=year),
    "money": _money,
    "number": _number,
    "integer": lambda column, factor, year: lambda raw: read_integer(raw, column.unit),
    "flag": lambda column, factor, year: read_flag,
}
