"""The facts contract: the tables that the engine reads, whoever fills them.

`employment` has one row a spell of work, `pay` one row a worker and month,
`events` one row a dated happening. Every table may carry `source`: rows for the
same key with different sources stand beside each other until a reading of the
facts picks between them. None means unknown, never zero.
"""

from gongyou.law.schema.column import Code, Column, Table
from gongyou.law.schema.employment import EMPLOYMENT
from gongyou.law.schema.events import EVENTS
from gongyou.law.schema.export import json_schema
from gongyou.law.schema.pay import PAY

TABLES: dict[str, Table] = {
    "employment": Table(
        "employment",
        ("worker", "source"),
        {"en": "Employment", "zh-hans": "劳动关系"},
        {c.name: c for c in EMPLOYMENT},
    ),
    "pay": Table(
        "pay",
        ("worker", "month", "source"),
        {"en": "Pay records", "zh-hans": "工资记录"},
        {c.name: c for c in PAY},
    ),
    "events": Table(
        "events",
        ("worker", "kind", "date", "source"),
        {"en": "Events", "zh-hans": "事件"},
        {c.name: c for c in EVENTS},
    ),
}

__all__ = ["TABLES", "Code", "Column", "Table", "column", "json_schema", "label"]


def column(table: str, name: str) -> Column:
    """The column `name` of `table`; KeyError when the contract has none."""
    return TABLES[table].columns[name]


def label(name: str, lang: str, table: str | None = None) -> str:
    """The label of a column in `lang` ("en" or "zh-hans"), looked for in all tables."""
    for held in [TABLES[table]] if table else TABLES.values():
        if name in held.columns:
            return held.columns[name].label[lang]
    raise KeyError(name)
