"""A column of facts as whole numbers of 64 or 32 bits, checked against its declaration.

Unknown cells hold the least number there is. What a declaration does not allow stops the batch
with the table, the column, how many values and an example.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gongyou.law.schema.types import (
    BOOL_KIND,
    DATE_KIND,
    FIRST_YEAR,
    LAST_YEAR,
    MONTH,
    NUM,
    TEXT_KIND,
    FactError,
)

from ..compile.code import MIN32, MIN64
from ..dates import number_of
from ..pack import Fact

Array = Any
FIRST, LAST = number_of(date(FIRST_YEAR, 1, 1)), number_of(date(LAST_YEAR, 12, 31))
YES_OR_NO = {"true": True, "t": True, "false": False, "f": False, "1": True, "0": False}
MOST_DENOMINATOR = 10**9
WHOLE_DIGITS = 18


class Wrong(Exception):
    """Values that the declaration does not allow: which rows."""

    def __init__(self, rows: Array):
        self.rows = rows


def numbers(
    fact: Fact, given: Any, number_of_text: Callable[[str], int], *, units: bool = False
) -> dict[str, Array]:
    """A fact's column, and for an exact fraction its denominators; nothing if all is unknown.

    `units`: whole numbers count the smallest unit already (fen, hundredths of an hour).
    """
    column = one_piece(given)
    if column.null_count == len(column):
        return {}
    try:
        if fact.type.exact:
            return _fractions(fact, column)
        if fact.type.kind == TEXT_KIND:
            return {fact.name: _texts(fact, column, number_of_text)}
        return {fact.name: _numbers(fact, column, units)}
    except Wrong as wrong:
        bad = wrong.rows
        sample = column.filter(pa.array(bad))[0].as_py()
        raise FactError(
            f"{fact.table.name}.{fact.column}: {int(bad.sum())} values are no {fact.type.name} "
            f"as declared, for example {sample!r}"
        ) from None


def one_piece(given: Any) -> pa.Array:
    """A column as one array, without a dictionary."""
    if isinstance(given, pa.ChunkedArray):
        given = given.chunk(0) if given.num_chunks == 1 else given.combine_chunks()
    if isinstance(given, pa.ChunkedArray):
        given = given.chunk(0) if given.num_chunks else pa.array([], given.type)
    if pa.types.is_dictionary(given.type):
        given = given.dictionary_decode()
    if given.type in (pa.large_string(), pa.string_view()):
        given = given.cast(pa.string())
    return given


def _nulls(column: pa.Array) -> Array | None:
    return np.asarray(column.is_null()) if column.null_count else None


def _numbers(fact: Fact, column: pa.Array, units: bool) -> Array:
    kind = fact.type.kind
    if kind == NUM:
        quick = _decimals(fact, column) or _integers(fact, column, units) or _floats(fact, column)
        least = MIN64
    elif kind == DATE_KIND:
        quick, least = _days(fact, column), MIN32
    else:
        quick, least = _booleans(column), MIN32
    if quick is None:
        return _by_value(fact, column)
    found, bad = quick
    none = _nulls(column)
    if none is not None:
        found[none] = least
        bad = None if bad is None else bad & ~none
    if bad is not None and bad.any():
        raise Wrong(bad)
    return found


def _outside(values: Array, least: int, most: int) -> Array | None:
    """Which values are beyond the ends; None if none is, which two passes tell."""
    if not len(values) or (values.min() >= least and values.max() <= most):
        return None
    return (values < least) | (values > most)


Quick = tuple[Array, Array | None] | None


def _decimals(fact: Fact, column: pa.Array) -> Quick:
    """Decimals: the low words of their 128 bits."""
    type_ = column.type
    if not pa.types.is_decimal128(type_) or type_.scale > fact.type.scale:
        return None
    words = np.frombuffer(column.buffers()[1], np.int64)
    words = words[2 * column.offset : 2 * (column.offset + len(column))]
    low, high = words[0::2], words[1::2]
    least, most = _bounds(fact, type_.scale)
    bad = _outside(low, least, most)
    if type_.precision > WHOLE_DIGITS:
        far = high != low >> 63
        bad = far if bad is None else bad | far
    factor = 10 ** (fact.type.scale - type_.scale)
    if factor == 1 and not column.null_count:
        return low, bad  # where they lie: they are copied a chunk at a time
    return low * factor, bad


def _integers(fact: Fact, column: pa.Array, units: bool) -> Quick:
    if not pa.types.is_integer(column.type) or column.type == pa.uint64():
        return None
    given = np.asarray(column.fill_null(0) if column.null_count else column)
    least, most = _bounds(fact, fact.type.scale if units else 0)
    bad = _outside(given, least, most)
    if units and not column.null_count:
        return given, bad  # where they lie: they are copied, and widened, a chunk at a time
    whole = given.astype(np.int64)
    return whole if units else whole * 10**fact.type.scale, bad


def _floats(fact: Fact, column: pa.Array) -> Quick:
    """Binary floats that are the nearest to a decimal of the places kept."""
    if not pa.types.is_floating(column.type):
        return None
    given = np.asarray(column.fill_null(0.0)).astype(np.float64)
    scale = 10.0**fact.type.scale
    least, most = fact.type.least, fact.type.most
    bad = ~((given >= least) & (given <= most))
    units = np.rint(np.where(bad, 0, given) * scale)
    back = units / scale
    if column.type == pa.float32():
        back = back.astype(np.float32).astype(np.float64)
    return units.astype(np.int64), bad | (back != np.where(bad, 0, given))


def _bounds(fact: Fact, decimals: int) -> tuple[int, int]:
    return int(fact.type.least) * 10**decimals, int(fact.type.most) * 10**decimals


def _days(fact: Fact, column: pa.Array) -> Quick:
    type_ = column.type
    if pa.types.is_timestamp(type_) or type_ == pa.date64():
        column = column.cast(pa.date32(), safe=False)
    elif type_ != pa.date32():
        return None
    days = column.view(pa.int32())
    found = np.array(days.fill_null(0)) if days.null_count else np.asarray(days)
    bad = _outside(found, FIRST, LAST)
    if fact.type is MONTH and bad is None:
        found = _month_starts().take(found - FIRST, mode="clip")
    return found, bad


@cache
def _month_starts() -> Array:
    """For each day that a fact may have the first of its month."""
    days = np.arange(FIRST, LAST + 1, dtype=np.int32)
    return (
        days.astype("datetime64[D]")
        .astype("datetime64[M]")
        .astype("datetime64[D]")
        .astype(np.int32)
    )


def _booleans(column: pa.Array) -> Quick:
    if pa.types.is_boolean(column.type):
        found = np.asarray(column.fill_null(False)).astype(np.int32)
        return found, None
    return None


def _coded(column: pa.Array) -> tuple[list[Any], Array]:
    """The different values, and which of them each row has; -1 for none."""
    coded = pc.dictionary_encode(column)
    return coded.dictionary.to_pylist(), np.asarray(coded.indices.fill_null(-1))


def _read_each(fact: Fact, column: pa.Array, read: Callable[[Any], Any]) -> tuple[list, Array]:
    """Each different value read once; empty texts are none."""
    values, places = _coded(column)
    found, wrong = [], []
    for number, value in enumerate(values):
        try:
            found.append(None if value == "" else read(value))
        except (FactError, ValueError):
            found.append(None)
            wrong.append(number)
    if wrong:
        raise Wrong(np.isin(places, wrong))
    return [*found, None], places


def _by_value(fact: Fact, column: pa.Array) -> Array:
    """Texts and other kinds, value by value."""
    kind = fact.type.kind
    found, places = _read_each(fact, column, lambda value: _cell(fact, value))
    number = np.int64 if kind == NUM else np.int32
    least = MIN64 if kind == NUM else MIN32
    return np.array([least if v is None else v for v in found], number)[places]


def _cell(fact: Fact, value: Any) -> int | None:
    """A value as the number that stands for it."""
    if isinstance(value, float):
        value = repr(value)
    if fact.type.kind == BOOL_KIND and isinstance(value, str):
        value = YES_OR_NO.get(value.lower(), value)
    cell = fact.type.reader()(value, fact.name)
    if cell is None or fact.type.kind == NUM:
        return cell
    return number_of(cell) if fact.type.kind == DATE_KIND else int(cell)


def _fractions(fact: Fact, column: pa.Array) -> dict[str, Array]:
    def read(value: Any) -> tuple[int, int] | None:
        cell = fact.type.reader()(repr(value) if isinstance(value, float) else value, fact.name)
        if cell is not None and cell[1] > MOST_DENOMINATOR:
            raise FactError("too fine a fraction")
        return cell

    found, places = _read_each(fact, column, read)
    tops = np.array([MIN64 if v is None else v[0] for v in found], np.int64)
    below = np.array([1 if v is None else v[1] for v in found], np.int64)
    return {fact.name: tops[places], f"{fact.name}/": below[places]}


def _texts(fact: Fact, column: pa.Array, number_of_text: Callable[[str], int]) -> Array:
    read = fact.type.reader()
    found, places = _read_each(fact, column, lambda value: read(value, fact.name))
    numbers_ = [MIN32 if text is None else number_of_text(text) for text in found]
    return np.array(numbers_, np.int32)[places]
