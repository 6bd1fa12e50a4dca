"""The schema of facts as JSON Schema 2020-12, for those who write facts by program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gongyou.law.schema.column import Column, Table

_FORMS: dict[str, dict[str, Any]] = {
    "text": {"type": ["string", "null"]},
    "code": {"type": ["string", "null"]},
    "date": {"type": ["string", "null"], "format": "date"},
    "month": {"type": ["string", "null"], "pattern": r"^\d{4}-\d{2}(-\d{2})?$"},
    "money": {"type": ["string", "number", "null"], "pattern": r"^-?\d+(\.\d+)?$"},
    "number": {"type": ["string", "number", "null"], "pattern": r"^-?\d+(\.\d+)?$"},
    "integer": {"type": ["integer", "null"]},
    "flag": {"type": ["boolean", "null"]},
}


def json_schema(tables: Iterable[Table]) -> dict[str, Any]:
    """The schema of a facts file: an object of tables, each a list of rows."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "gongyou facts",
        "type": "object",
        "properties": {table.name: _rows(table) for table in tables},
        "required": ["employment"],
        "additionalProperties": False,
    }


def _rows(table: Table) -> dict[str, Any]:
    row = {
        "type": "object",
        "properties": {name: _column(column) for name, column in table.columns.items()},
        "required": [name for name, column in table.columns.items() if column.required],
    }
    return {"title": table.label["en"], "type": "array", "items": row}


def _column(column: Column) -> dict[str, Any]:
    form: dict[str, Any] = {**_FORMS[column.family], "title": column.label["en"]}
    form["x-label-zh-hans"] = column.label["zh-hans"]
    if column.unit:
        form["x-unit"] = column.unit
    if column.codes:
        form["x-codes" if column.open else "enum"] = [*_names(column), *_null(column)]
    return form


def _names(column: Column) -> list[str]:
    return [code.name for code in column.codes]


def _null(column: Column) -> list[None]:
    return [] if column.open else [None]
