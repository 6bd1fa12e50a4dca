"""Tables of facts by column, as they come out of reading: plain lists, rows, Arrow."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from gongyou.law.schema import TABLES


@dataclass
class FactTable:
    """One table of the contract by columns; all lists are of one length, None is unknown."""

    name: str
    columns: dict[str, list[Any]] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(next(iter(self.columns.values()), []))

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows as dicts."""
        names = list(self.columns)
        for values in zip(*self.columns.values(), strict=True):
            yield dict(zip(names, values, strict=True))

    def of_worker(self, worker: str) -> list[dict[str, Any]]:
        """The rows of one worker, without what is unknown."""
        return [
            {key: value for key, value in row.items() if value is not None}
            for row in self.rows()
            if row["worker"] == worker
        ]

    def to_arrow(self) -> Any:
        """The table as Arrow: dates, decimals of two (money) or four places, text, flags."""
        import pyarrow as pa

        types = {
            "text": pa.string(),
            "code": pa.string(),
            "date": pa.date32(),
            "month": pa.date32(),
            "money": pa.decimal128(18, 2),
            "number": pa.decimal128(18, 4),
            "integer": pa.int64(),
            "flag": pa.bool_(),
        }
        shared = TABLES[self.name].columns if self.name in TABLES else {}
        held = {name: column.family for name, column in shared.items()} | self.types
        return pa.table(
            {
                name: pa.array(values, types[held[name]] if name in held else None)
                for name, values in self.columns.items()
            }
        )

    @classmethod
    def from_rows(cls, name: str, rows: Iterable[dict[str, Any]]) -> FactTable:
        """A table from dicts; facts that a row lacks are unknown."""
        rows = list(rows)
        names = dict.fromkeys(key for row in rows for key in row)
        return cls(name, {key: [row.get(key) for row in rows] for key in names})
