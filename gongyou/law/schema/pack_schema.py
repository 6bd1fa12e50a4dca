"""The columns that are known while a workbook is read: the contract's and a pack's own.

A pack may publish columns with labels, codes and headers in its `facts.py` as EMPLOYMENT,
PAY, EVENTS; for the rest its declared facts are taken under their names and labels.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from typing import Any

from gongyou.law.schema import TABLES, Code, Column, Table
from gongyou.law.schema.shared import SOURCE, WORKER

_TYPES = {
    "money": "money",
    "integer": "integer",
    "yes or no": "flag",
    "date": "date",
    "month": "month",
    "text": "text",
    "code": "code",
}


class Known:
    """Tables of columns, by name; `bounds`: what figures of a column a law can take."""

    def __init__(
        self,
        tables: Mapping[str, Table],
        bounds: Mapping[tuple[str, str], tuple[int, int]] | None = None,
    ) -> None:
        self.tables = dict(tables)
        self.bounds = dict(bounds or {})

    @cached_property
    def monthly(self) -> bool:
        """Whether pay is kept by months."""
        return "pay" in self.tables and "month" in self.tables["pay"].columns

    @cached_property
    def eventful(self) -> bool:
        """Whether there are events of some kind."""
        return "events" in self.tables and "kind" in self.tables["events"].columns

    def column(self, table: str | None, fact: str | None) -> Column | None:
        """A column, or None where there is none."""
        held = self.tables.get(table or "")
        return held.columns.get(fact or "") if held else None

    def keys(self, table: str) -> tuple[str, ...]:
        """The columns whose values make rows of a table rivals."""
        return self.tables[table].key


STANDARD = Known(TABLES)
"""The contract alone."""


@cache
def known_to(pack: str) -> Known:
    """The columns that a pack of this name knows: "cn" has the contract and its own."""
    from gongyou.law.library import load_pack

    loaded = load_pack(pack)
    published = _published(pack)
    tables: dict[str, Table] = {}
    for name, declared in loaded.tables.items():
        shared = TABLES.get(name) if "month" in declared.key or name != "pay" else None
        shared = shared if published or name == "employment" else None
        columns = dict(shared.columns) if shared and published else {"worker": WORKER}
        columns.update({c.name: c for c in published.get(name, ())})
        for fact in loaded.facts.values():
            if fact.table is declared and fact.name != "on" and fact.column not in columns:
                columns[fact.column] = _declared(loaded, fact)
        columns["source"] = SOURCE
        key = shared.key if shared else (*declared.key, "source")
        label = shared.label if shared else {"en": name, "zh-hans": name}
        tables[name] = Table(name, key, label, columns)
    bounds = {
        (fact.table.name, fact.column): (fact.type.least, fact.type.most)
        for fact in loaded.facts.values()
        if fact.type.most
    }
    return Known(tables, bounds)


def _published(pack: str) -> dict[str, Iterable[Column]]:
    try:
        module = importlib.import_module(f"gongyou.law.packs.{pack}.facts")
    except ModuleNotFoundError:
        return {}
    names = {"employment": "EMPLOYMENT", "pay": "PAY", "events": "EVENTS"}
    return {table: getattr(module, name, ()) for table, name in names.items()}


def _declared(pack: Any, fact: Any) -> Column:
    label = {lang: pack.fact_label(fact.name, lang) for lang in ("en", "zh-hans")}
    codes = tuple(Code(name, {"en": name, "zh-hans": name}) for name in fact.type.codes)
    kind = _TYPES.get(fact.type.name, "number")
    if kind == "code" and not codes:
        kind = "text"
    return Column(fact.column, kind, label, _unit(fact), tuple(fact.aliases), codes)


def _unit(fact: Any) -> str | None:
    named = fact.unit or fact.type.unit
    return named if named in ("hours", "days", "months", "years", "yuan") else None
