"""One indicator from one table, by groups: values, their uncertainty, and what is withheld."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from hashlib import sha256
from typing import Any

import numpy as np
import pyarrow as pa

from gongyou.advocacy.indicators.catalogue import Indicator
from gongyou.advocacy.indicators.measures import MEASURE, Part
from gongyou.stats import DesignSpec
from gongyou.stats.disclosure import THRESHOLD

LEAST = 30
"""Answers below which a sample's estimate is not shown (rule n30)."""


@dataclass(frozen=True)
class Value:
    """One number. `group` is the level of the column by which it is told apart, "" for all.

    low, high: interval of a sample, or range of readings and sources; floor, ceiling: what the
    missing answers leave possible; n: those told of; missing: those not told of; withheld: the
    reason, and then no number stands here.
    """

    part: str
    group: str = ""
    value: float | None = None
    low: float | None = None
    high: float | None = None
    floor: float | None = None
    ceiling: float | None = None
    n: int | None = None
    missing: int | None = None
    withheld: str = ""


@dataclass(frozen=True)
class Figure:
    """An indicator as it came out of one table on one day."""

    indicator: str
    table: str
    basis: str
    by: str
    values: tuple[Value, ...]
    left_out: Mapping[str, int]
    digest: str
    note: str = ""

    def get(self, part: str = "", group: str = "") -> Value | None:
        """One value; the first part of the group where none is named."""
        for value in self.values:
            if value.group == group and part in ("", value.part):
                return value
        return None

    def to_json(self) -> dict[str, Any]:
        """For storing; withheld values hold no number."""
        return asdict(self) | {"values": [asdict(value) for value in self.values]}

    @classmethod
    def from_json(cls, held: Mapping[str, Any]) -> "Figure":
        """From what was stored."""
        values = tuple(Value(**value) for value in held["values"])
        return cls(**{**held, "values": values})


@dataclass(frozen=True)
class Source:
    """The rows an indicator is computed from, and how they came."""

    name: str
    basis: str
    rows: pa.Table
    left_out: Mapping[str, int]
    spec: DesignSpec | None = None
    seen: dict[str, np.ndarray] = field(default_factory=dict, repr=False, compare=False)
    groups: dict[str, tuple[np.ndarray, list[str]]] = field(
        default_factory=dict, repr=False, compare=False
    )

    def column(self, name: str) -> np.ndarray:
        """A column as numbers (yes 1, no 0, unknown not a number) or as texts and None."""
        if name not in self.seen:
            self.seen[name] = self._column(name)
        return self.seen[name]

    def _column(self, name: str) -> np.ndarray:
        found = self.rows.column(name)
        kind = found.type
        if pa.types.is_boolean(kind):
            found = found.cast(pa.int8())
            kind = found.type
        if pa.types.is_integer(kind) or pa.types.is_floating(kind) or pa.types.is_decimal(kind):
            return np.asarray(found.cast(pa.float64()).to_numpy(zero_copy_only=False))
        return np.asarray(found.to_pandas().to_numpy(dtype=object))

    def has(self, names: tuple[str, ...]) -> bool:
        """Whether all columns are there."""
        return set(names) <= set(self.rows.column_names)


class NotComputable(ValueError):
    """A table that lacks what an indicator reads; holds the columns."""


def digest_of(source: Source, columns: tuple[str, ...]) -> str:
    """What enters, as a digest: it changes with any cell, and not with the order of the rows."""
    names = sorted({name for name in columns if source.has((name,))})
    mixed = np.zeros(len(source.rows), dtype=np.uint64)
    for name in names:
        mixed = mixed * np.uint64(0x9E3779B97F4A7C15) + _hashes(source, name)
    mixed ^= mixed >> np.uint64(29)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    told = (len(mixed), int(mixed.sum(dtype=np.uint64)), int(np.bitwise_xor.reduce(mixed)))
    return sha256(repr((names, told)).encode()).hexdigest()[:16]


def _hashes(source: Source, name: str) -> np.ndarray:
    key = f"#{name}"
    if key not in source.seen:
        from pandas.util import hash_array

        source.seen[key] = hash_array(source.column(name))
    return source.seen[key]


def compute(one: Indicator, source: Source, by: str = "", k: int = THRESHOLD) -> Figure:
    """One indicator, for all and by the levels of a column.

    Raises:
        NotComputable: the table lacks a column.
    """
    lacking = [c for c in (*one.columns, *([by] if by else ())) if not source.has((c,))]
    if lacking:
        raise NotComputable(*lacking)
    groups, levels = _groups(source, by)
    parts = MEASURE[one.measure](one, source, groups, levels, k)
    values = tuple(_value(part, one, source, levels) for part in parts)
    return Figure(
        one.code,
        source.name,
        source.basis,
        by,
        values,
        dict(source.left_out),
        digest_of(source, (*one.columns, *([by] if by else ()))),
    )


def _groups(source: Source, by: str) -> tuple[np.ndarray, list[str]]:
    if by not in source.groups:
        source.groups[by] = _grouped(source, by)
    return source.groups[by]


def _grouped(source: Source, by: str) -> tuple[np.ndarray, list[str]]:
    """The group of each row, -1 for unknown, and the names of the groups."""
    if not by:
        return np.full(len(source.rows), -1), []
    encoded = source.rows.column(by).combine_chunks().dictionary_encode()
    codes = np.asarray(encoded.indices.fill_null(-1).to_numpy(zero_copy_only=False))
    names = [str(name) for name in encoded.dictionary.to_pylist()]
    order = np.argsort(names) if names else np.array([], dtype=int)
    place = np.empty(len(names) + 1, dtype=int)
    place[order] = np.arange(len(names))
    place[-1] = -1
    return place[codes], [names[n] for n in order]


def _value(part: Part, one: Indicator, source: Source, levels: list[str]) -> Value:
    group = levels[part.group] if part.group >= 0 else ""
    value = Value(
        part.name, group, part.value, part.low, part.high, part.floor, part.ceiling,
        part.n, part.missing, part.withheld,
    )  # fmt: skip
    few = "n30" in one.rules and source.basis == "sample" and (part.n or 0) < LEAST
    if few and not value.withheld:
        value = replace(value, withheld="few")
    if value.withheld:
        return Value(value.part, value.group, withheld=value.withheld)
    return value
