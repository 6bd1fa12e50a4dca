"""Inserting and finding rows without the ORM's detours: a third of the time of bulk_create."""

from functools import cache

from django.db import connection
from django.db.models.base import ModelState

from gongyou.vault.public import insert_rows, turn_of


@cache
def _defaults(model) -> dict:
    # The key is made anew each time; no other column here has a default that is made.
    fields = (field for field in model._meta.concrete_fields if not field.primary_key)
    return {field.attname: field.get_default() for field in fields}


def bare(model, **values):
    """An unsaved instance from column values, without the detours of a model's constructor."""
    instance = model.__new__(model)
    instance._state = ModelState()
    instance.__dict__.update(_defaults(model), id=model._meta.pk.default(), **values)
    return instance


def insert(instances: list) -> None:
    """Insert unsaved instances of one model whose values are complete."""
    with connection.cursor() as cursor:
        insert_rows(cursor, instances)


def insert_new(instances: list, names: tuple[str, str]) -> set:
    """Insert those that no constraint knows yet; the two named values of each one inserted."""
    columns = ", ".join(connection.ops.quote_name(name) for name in names)
    with connection.cursor() as cursor:
        return set(insert_rows(cursor, instances, f"ON CONFLICT DO NOTHING RETURNING {columns}"))


def known_pairs(model, names: tuple[str, str], pairs: list) -> set:
    """Those of many pairs of values that stand in two columns of one row."""
    if not pairs:
        return set()
    fields = [model._meta.get_field(name) for name in names]
    turns = [turn_of(field, connection.vendor) or _same for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    marks = ", ".join(["(%s, %s)"] * len(pairs))
    wanted = {tuple(turn(v) for turn, v in zip(turns, pair, strict=True)): pair for pair in pairs}
    statement = (
        f"SELECT {columns} FROM {quote(model._meta.db_table)}"  # noqa: S608
        f" WHERE ({columns}) IN (VALUES {marks})"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [value for pair in wanted for value in pair])
        return {wanted[found] for found in cursor.fetchall()}


def _same(value):
    return value
