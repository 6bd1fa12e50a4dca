"""Facts that only one law pack knows: kept as JSON in `more`, shown and read like the others."""

import importlib
import re
from datetime import date
from decimal import Decimal
from functools import cache

from gongyou.law import schema
from gongyou.law.schema import Column

NAMES = {"employment": "EMPLOYMENT", "pay": "PAY", "events": "EVENTS"}


@cache
def extra_columns(pack: str, table: str) -> dict[str, Column]:
    """Columns of a table that the pack adds to the contract."""
    try:
        module = importlib.import_module(f"gongyou.law.packs.{pack}.facts")
    except ModuleNotFoundError:
        return {}
    found = getattr(module, NAMES[table], ())
    known = schema.TABLES[table].columns
    return {c.name: c for c in found if isinstance(c, Column) and c.name not in known}


def column_of(pack: str, table: str, name: str) -> Column:
    """A column of the contract, or one that the pack adds; KeyError for neither."""
    known = schema.TABLES[table].columns
    return known[name] if name in known else extra_columns(pack, table)[name]


_CODE = re.compile(r"\s*[（(][^（(]*(code|代码)[）)]$")


def label_of(column: Column, lang: str) -> str:
    """What a column is called on a page, where codes are shown in words."""
    return _CODE.sub("", column.label[lang])


def plain(value):
    """A fact as JSON keeps it."""
    if isinstance(value, bool) or value is None or isinstance(value, int | str):
        return value
    return value.isoformat() if isinstance(value, date) else str(value)


READ = {
    "date": date.fromisoformat,
    "month": date.fromisoformat,
    "money": Decimal,
    "number": Decimal,
    "integer": int,
}


def typed(pack: str, table: str, more: dict) -> dict:
    """The facts of `more` with their types again; names that the pack lost are left out."""
    columns = extra_columns(pack, table)
    found = {}
    for name, value in more.items():
        if name in columns and value is not None:
            read = READ.get(columns[name].type)
            found[name] = read(value) if read and isinstance(value, str) else value
    return found
