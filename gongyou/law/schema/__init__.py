"""The schema of facts: the tables that the law reads, whoever fills them.

`employment` has one row a spell of work, `pay` one row a worker and month,
`events` one row a dated happening. Every table may carry `source`: rows for the
same key with different sources stand beside each other until a reading of the
facts picks between them. None means unknown, never zero. These three tables are shared by rooms and
packs; a pack may add columns to them and declare tables of its own (`Schema.of(pack)`).
"""

from gongyou.law.schema.column import Code, Column, Table
from gongyou.law.schema.employment import EMPLOYMENT
from gongyou.law.schema.events import EVENTS
from gongyou.law.schema.export import json_schema
from gongyou.law.schema.pack_schema import Schema
from gongyou.law.schema.pay import PAY
from gongyou.law.schema.types import FactError

TABLES: dict[str, Table] = {
    "employment": Table(
        "employment",
        ("worker",),
        {"en": "Employment", "zh-hans": "劳动关系"},
        {c.name: c for c in EMPLOYMENT},
    ),
    "pay": Table(
        "pay",
        ("worker", "month"),
        {"en": "Pay records", "zh-hans": "工资记录"},
        {c.name: c for c in PAY},
        parent="employment",
    ),
    "events": Table(
        "events",
        ("worker", "date", "kind"),
        {"en": "Events", "zh-hans": "事件"},
        {c.name: c for c in EVENTS},
        parent="employment",
        empty="none",
        whole_by=("worker", "kind"),
    ),
}

STANDARD = Schema(TABLES.values())
"""The shared tables alone, for reading without a law."""

__all__ = [
    "STANDARD",
    "TABLES",
    "Code",
    "Column",
    "FactError",
    "Schema",
    "Table",
    "column",
    "json_schema",
    "label",
    "schema_of",
]


def schema_of(law: str) -> Schema:
    """The tables and columns that the law of this name knows."""
    from gongyou.law.library import load_pack

    return load_pack(law).schema


def column(table: str, name: str) -> Column:
    """The column `name` of `table`; KeyError when it has none."""
    return TABLES[table].columns[name]


def label(name: str, lang: str, table: str | None = None) -> str:
    """The label of a column in `lang` ("en" or "zh-hans"), looked for in all tables."""
    for held in [TABLES[table]] if table else TABLES.values():
        if name in held.columns:
            return held.columns[name].label[lang]
    raise KeyError(name)
