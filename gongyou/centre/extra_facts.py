"""Facts that only one law knows: kept as JSON in `more`, shown and read like the others."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from gongyou.law import schema
from gongyou.law.schema import Column
from gongyou.ui.public import RoughDay, exact


def extra_columns(pack: str, table: str) -> dict[str, Column]:
    """Columns of a table that the law has beside the shared ones; all of a table of its own."""
    known = schema.schema_of(pack)
    held = known.tables.get(table)
    own = table in {own.name for own in known.own()}
    shared = {} if own or table not in schema.TABLES else schema.TABLES[table].columns
    return {
        name: column
        for name, column in (held.columns if held else {}).items()
        if not (name in shared and shared[name].family == column.family)
        and name not in ("worker", "source")
    }


def column_of(pack: str, table: str, name: str) -> Column:
    """A column of a law, or a shared one that it does not read; KeyError for neither."""
    found = schema.schema_of(pack).column(table, name)
    return found or schema.TABLES[table].columns[name]


_CODE = re.compile(r"\s*[（(][^（(]*(code|代码)[）)]$")


def label_of(column: Column, lang: str) -> str:
    """What a column is called on a page, where codes are shown in words."""
    return _CODE.sub("", column.label[lang])


def plain(value):
    """A fact as JSON keeps it."""
    if isinstance(value, bool) or value is None or isinstance(value, int | str):
        return value
    return exact(value).isoformat() if isinstance(value, date) else str(value)


def more_of(pack: str, table: str, facts: dict) -> dict:
    """What of these facts lies in `more`: those that only the law knows, as JSON keeps them."""
    own = extra_columns(pack, table)
    kept = {n: plain(value) for n, value in facts.items() if n in own and value is not None}
    return kept | rough_of(facts)


READ: dict[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "month": date.fromisoformat,
    "money": Decimal,
    "number": Decimal,
    "integer": int,
}


ROUGH = "rough"
"""Where `more` keeps which days are known only roughly: {"start": "2024-03-01/2024-03-31"}."""


def rough_days(row: dict) -> dict:
    """The days among a row's facts, in columns or in `more`, that are known only roughly."""
    kept = (row.get("more") or {}).get(ROUGH) or {}
    return {name: RoughDay.read(days) for name, days in kept.items()}


def rough_of(facts: dict) -> dict:
    """What of these facts is a day known only roughly, as `more` keeps it; {} for none."""
    rough = {name: value.kept for name, value in facts.items() if isinstance(value, RoughDay)}
    return {ROUGH: rough} if rough else {}


def typed(pack: str, table: str, more: dict) -> dict:
    """The facts of `more` with their types again; names that the pack lost are left out."""
    columns = extra_columns(pack, table)
    found: dict = {}
    for name, value in more.items():
        if name in columns and value is not None:
            read = READ.get(columns[name].family)
            found[name] = read(value) if read and isinstance(value, str) else value
    return found
