"""Insert rows by a statement made once for each model: making it takes longer than running it.

For the rows that every act adds. Values are complete: nothing is filled in, no signal is sent.
"""

import uuid
from collections.abc import Callable
from functools import cache, partial

from django.db import connection, models


def as_parameter(identifier: uuid.UUID):
    """An id as the database takes it."""
    return identifier if connection.features.has_native_uuid_field else identifier.hex


@cache
def _plan(model: type[models.Model], vendor: str):
    """The statement for a model of this database, and its fields; a counted key is left out."""
    concrete = model._meta.concrete_fields
    fields = [field for field in concrete if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(str(f.column)) for f in fields)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    return statement, [(field.attname, _turn(field)) for field in fields]


def _turn(field: models.Field) -> Callable | None:
    """What makes a parameter of a field's value; None where the value is one."""
    while field.is_relation:
        field = field.target_field  # type: ignore[attr-defined]
    plain = (models.CharField, models.TextField, models.IntegerField, models.BinaryField)
    return None if type(field) in plain else partial(field.get_db_prep_save, connection=connection)


def insert(cursor, rows: list, ending: str = "") -> None:
    """Insert unsaved rows of one model.

    Args:
        ending: what stands behind the values, such as ON CONFLICT …
    """
    if not rows:
        return
    statement, fields = _plan(type(rows[0]), connection.vendor)  # type: ignore[arg-type]
    cursor.executemany(
        f"{statement} {ending}".rstrip(),
        [
            [turn(getattr(row, name)) if turn else getattr(row, name) for name, turn in fields]
            for row in rows
        ],
    )
    for row in rows:
        row._state.adding = False
