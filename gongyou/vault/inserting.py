"""Insert rows by a statement made once for each model: making it takes longer than running it.

For the rows that every act and every submission adds. Values are complete: nothing is filled in,
no signal is sent.
"""

import uuid
from collections.abc import Callable
from functools import cache, lru_cache, partial
from typing import Any

from django.db import connection, models

# Rows that go in together. Each one stepped through by itself hands Python's lock to another
# thread and waits for it again.
TOGETHER = 64
PLAIN = (models.CharField, models.TextField, models.IntegerField, models.BinaryField)


def as_parameter(identifier: uuid.UUID):
    """An id as the database takes it."""
    return identifier if connection.features.has_native_uuid_field else identifier.hex


@cache
def turn_of(field: models.Field, vendor: str) -> Callable | None:
    """What makes a parameter of a field's value; None where the value is one."""
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined]
    if type(field) in PLAIN:
        return None
    if isinstance(field, models.UUIDField):
        return None if connection.features.has_native_uuid_field else _hex
    if type(field) is models.DateTimeField:
        # One moment stands in several columns of several rows.
        return lru_cache(maxsize=256)(connection.ops.adapt_datetimefield_value)
    return partial(field.get_db_prep_save, connection=connection)


def _hex(value: uuid.UUID | str | None) -> str | None:
    # A row created under an id in words carries the words until it is read again.
    if isinstance(value, str):
        value = uuid.UUID(value)
    return value.hex if value is not None else None


@cache
def _plan(model: type[models.Model], vendor: str):
    """The statement for a model of this database, and its fields; a counted key is left out."""
    concrete = model._meta.concrete_fields
    fields = [field for field in concrete if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(str(f.column)) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    turns = [(field.attname, turn_of(field, vendor)) for field in fields]
    return f"INSERT INTO {table} ({names}) VALUES ", f"({marks})", turns  # noqa: S608


def insert(cursor, rows: list, ending: str = "") -> list[Any]:
    """Insert unsaved rows of one model; gives what a RETURNING gives.

    Args:
        ending: what stands behind the values, such as ON CONFLICT …
    """
    given: list[Any] = []
    for start in range(0, len(rows), TOGETHER):
        part = rows[start : start + TOGETHER]
        head, marks, fields = _plan(type(part[0]), connection.vendor)  # type: ignore[arg-type]
        parameters = [
            turn(getattr(row, name)) if turn else getattr(row, name)
            for row in part
            for name, turn in fields
        ]
        cursor.execute(f"{head}{', '.join([marks] * len(part))} {ending}".rstrip(), parameters)
        if "RETURNING" in ending:
            given += cursor.fetchall()
    for row in rows:
        row._state.adding = False
    return given
