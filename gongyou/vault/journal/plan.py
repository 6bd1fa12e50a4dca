"""Which tables the journal holds, column by column, and how a value stands in it.

A value has one form in the journal, whatever the database: ids as 32 digits, bytes as hex,
times in UTC with microseconds, decimals as text, JSON as it is.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b

from django.apps import apps
from django.db import connection, models

from gongyou.vault.merge_kinds import JOURNALLED, merge_kind_of

# Written by the journal itself.
OWN = ("vault_entry",)
# Of parts that we use: which of their columns hold secrets.
OTHERS_KEYS = {"mfa.Authenticator": ("data",)}
OTHERS_DERIVED = {"mfa.Authenticator": ("last_used_at",)}


@dataclass(frozen=True)
class Column:
    """One column: its name, its kind, and what makes its value out of what the database gives."""

    name: str
    kind: str
    field: models.Field
    read: Callable | None = None


@dataclass(frozen=True)
class Table:
    """One table that is journalled."""

    name: str
    model: type[models.Model]
    key: str
    columns: tuple[Column, ...]
    # Columns of wrapped keys, which lie in leaves of their own; large ones, kept by digest.
    key_columns: frozenset[str]
    digested: frozenset[str]
    # Columns that follow from other rows (`computed_columns` of a model): no person decided them,
    # and they are computed anew when laptops come together (`on_merge`).
    computed: frozenset[str] = frozenset()
    readers: tuple = field(default=(), compare=False)

    @property
    def names(self) -> tuple[str, ...]:
        """The columns' names."""
        return tuple(column.name for column in self.columns)

    @property
    def not_decided(self) -> frozenset[str]:
        """The columns of which no person says what stands."""
        return self.key_columns | self.computed

    def values(self, raw: list) -> list:
        """The values of a row in the journal's form, from what the trigger or `select` gave."""
        for at, read in self.readers:
            if raw[at] is not None:
                raw[at] = read(raw[at])
        return raw


@cache
def tables() -> dict[str, Table]:
    """Every table that is journalled, by its name."""
    found = [model for model in apps.get_models(include_auto_created=True) if _kept(model)]
    return {table.name: table for table in map(_table, sorted(found, key=_name))}


def forget() -> None:
    """Look at the models anew (tests add some)."""
    tables.cache_clear()
    earlier_columns.cache_clear()
    stamp.cache_clear()


@cache
def earlier_columns() -> dict[str, dict[str, str]]:
    """Of tables with renamed columns: what a column was called earlier, and is called now.

    A model says it, so that what a laptop with an earlier release wrote counts:
    `earlier_columns = {"shop_floor": "workshop"}`.
    """
    found = {name: getattr(table.model, "earlier_columns", {}) for name, table in tables().items()}
    return {name: names for name, names in found.items() if names}


@cache
def stamp() -> str:
    """Tells which tables and columns this program knows: each entry carries it."""
    text = "\n".join(f"{name} {' '.join(table.names)}" for name, table in tables().items())
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _name(model) -> str:
    return model._meta.db_table


def _kept(model) -> bool:
    managed = model._meta.managed and not model._meta.proxy
    return managed and _name(model) not in OWN and merge_kind_of(model) in JOURNALLED


def _table(model) -> Table:
    label = model._meta.label
    derived = {*getattr(model, "derived_columns", ()), *OTHERS_DERIVED.get(label, ())}
    columns = tuple(
        _column(field) for field in model._meta.concrete_fields if field.name not in derived
    )
    keys = {*getattr(model, "key_columns", ()), *OTHERS_KEYS.get(label, ())}
    named = {field.name: field.column for field in model._meta.concrete_fields}
    readers = tuple((at, column.read) for at, column in enumerate(columns) if column.read)
    return Table(
        _name(model),
        model,
        model._meta.pk.column,
        columns,
        frozenset(named[name] for name in keys),
        frozenset(named[name] for name in getattr(model, "digested_columns", ())),
        frozenset(named[name] for name in getattr(model, "computed_columns", ())),
        readers,
    )


def _column(field: models.Field) -> Column:
    plain = field
    while plain.is_relation:
        plain = plain.target_field  # type: ignore[attr-defined]
    kind = plain.get_internal_type()
    embedded = connection.vendor == "sqlite"
    return Column(field.column, kind, field, _reader(kind, plain) if embedded else None)  # type: ignore[arg-type]


def _reader(kind: str, field: models.Field) -> Callable | None:
    """From how SQLite keeps a value; PostgreSQL's triggers give it as it shall be."""
    if kind == "BooleanField":
        return bool
    if kind == "DateTimeField":
        return lambda text: text if len(text) > 19 else f"{text}.000000"
    if kind == "DecimalField":
        form = f".{field.decimal_places}f"  # type: ignore[attr-defined]
        return lambda number: format(number, form)
    return None


def expression(column: Column, row: str, digested: bool = False) -> str:
    """The SQL of a column's value as an element of a JSON array; `row` is OLD., NEW. or ""."""
    name = f'{row}"{column.name}"'
    if digested:
        return f"length({name})"
    forms = _EMBEDDED if connection.vendor == "sqlite" else _SERVER
    return forms.get(column.kind, "{}").format(name)


_EMBEDDED = {"BinaryField": "iif({0} IS NULL, NULL, hex({0}))", "JSONField": "json({})"}
_SERVER = {
    "BinaryField": "upper(encode({}, 'hex'))",
    "UUIDField": "replace({}::text, '-', '')",
    "DateTimeField": "to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')",
    "DecimalField": "{}::text",
    "DateField": "{}::text",
}


def array(table: Table, row: str, changed: bool = False) -> str:
    """The SQL of a whole row as text: a JSON array of its columns.

    Args:
        changed: of a large value say whether it is another than it was.
    """
    parts = ", ".join(
        _other(column.name)
        if changed and column.name in table.digested
        else expression(column, row, column.name in table.digested)
        for column in table.columns
    )
    return f"json_array({parts})" if connection.vendor == "sqlite" else f"json_build_array({parts})"


def _other(name: str) -> str:
    same = "IS" if connection.vendor == "sqlite" else "IS NOT DISTINCT FROM"
    return f'CASE WHEN OLD."{name}" {same} NEW."{name}" THEN length(OLD."{name}") ELSE -1 END'


def identifier(row: str) -> uuid.UUID | None:
    """The id of a row as a UUID; None for a table with ids of another kind."""
    return uuid.UUID(hex=row) if len(row) == 32 else None
