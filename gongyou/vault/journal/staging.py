"""What changed in the transaction that runs: noted by triggers, taken by the next entry."""

from hashlib import blake2b

import orjson
from django.db import IntegrityError, connection
from django.utils.translation import gettext_lazy as _

from gongyou.vault.journal.leaves import GONE, PUT, KeyRow, Taken, make, salts
from gongyou.vault.journal.plan import Table, array, expression, tables

_TAKE = 'DELETE FROM vault_staged RETURNING id, "table", op, old, new'
_LEFT = 'SELECT DISTINCT "table" FROM vault_staged WHERE id > %s'


class Unjournalled(IntegrityError):
    """A transaction changed rows, and no entry tells of it: it is not committed."""

    def __init__(self, names):
        self.tables = sorted(names)
        super().__init__(_("changed without an entry in the journal: ") + ", ".join(self.tables))


def left(after: int = 0) -> set[str]:
    """The tables whose changes no entry has taken yet."""
    with connection.cursor() as cursor:
        cursor.execute(_LEFT, [after])
        return {name for (name,) in cursor.fetchall()}


def last_number() -> int:
    """The number of the last change noted; 0 for none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(max(id), 0) FROM vault_staged")
        return cursor.fetchone()[0]


def take(whole: bool = False) -> Taken:
    """All that changed since the last entry, a leaf a row, and the leaves of wrapped keys.

    Args:
        whole: let each leaf say all of its row, since the older ones are going to be cut.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TAKE)
        staged = cursor.fetchall()
    if not staged:
        return Taken()
    staged.sort()
    changes = changes_of(staged)
    return leaves_of(_whole(changes) if whole else changes)


def _whole(changes: dict) -> dict:
    """The same rows with all their cells."""
    return {
        (name, row): (cells if cells is None else cells_of(tables()[name], row), fresh)
        for (name, row), (cells, fresh) in changes.items()
    }


def cells_of(table: Table, row: str) -> dict:
    """A row as it is, in the journal's form."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {array(table, "")} FROM "{table.name}" WHERE "{table.key}" = %s',  # noqa: S608
            [row],
        )
        (found,) = cursor.fetchone()
    raw = orjson.loads(found) if isinstance(found, str) else found
    return dict(zip(table.names, table.values(raw), strict=True))


def changes_of(staged: list) -> dict:
    """(table, row) → what it became: cells, or None when it went. In order of the first change."""
    changes: dict = {}
    for _number, name, op, old, new in staged:
        table = tables()[name]
        if op == "d":
            row = str(orjson.loads(old)[0])
            known = changes.pop((name, row), None)
            if known is None or not known[1]:
                changes[name, row] = (None, False)
            continue
        after = table.values(orjson.loads(new))
        row = str(after[_at(table)])
        cells, fresh = changes.get((name, row), ({}, op == "i"))
        if cells is None:
            cells, fresh = {}, False
        if op == "i":
            cells = dict(zip(table.names, after, strict=True))
        else:
            before = table.values(orjson.loads(old))
            cells |= {
                column: value
                for column, was, value in zip(table.names, before, after, strict=True)
                if was != value
            }
        changes[name, row] = (cells, fresh)
    return changes


def _at(table: Table) -> int:
    return table.names.index(table.key)


def leaves_of(changes: dict) -> Taken:
    """The leaves of changed rows: (table, row) → (cells or None, whether the row is new)."""
    said, keys, taken = [], [], Taken()
    for (name, row), (changed, fresh) in changes.items():
        table, cells = tables()[name], changed
        if table.key_columns and not fresh and (cells is None or table.key_columns & cells.keys()):
            taken.replaced.append(row)
        if cells is None:
            said.append([name, row, GONE])
            continue
        if large := table.digested & cells.keys():
            cells = cells | digests(table, row, large)
        wrapped = {column: cells[column] for column in table.key_columns & cells.keys()}
        plain = {column: value for column, value in cells.items() if column not in wrapped}
        if plain or not wrapped:
            said.append([name, row, PUT, plain])
        if wrapped:
            whole = wrapped.keys() == table.key_columns
            keys.append([name, row, PUT, wrapped if whole else _keys_of(table, row)])
    fresh = iter(salts(len(said) + len(keys)))
    taken.leaves = [make(what, next(fresh)) for what in said]
    taken.keys = [KeyRow(make(what, next(fresh)), what[0], what[1]) for what in keys]
    return taken


def _keys_of(table: Table, row: str) -> dict:
    """All wrapped keys of a row: a new leaf of keys takes the place of the older ones."""
    columns = [column for column in table.columns if column.name in table.key_columns]
    listed = ", ".join(expression(column, "") for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {listed} FROM "{table.name}" WHERE "{table.key}" = %s',  # noqa: S608
            [row],
        )
        values = cursor.fetchone()
    return dict(zip((column.name for column in columns), values, strict=True))


def digests(table: Table, row: str, columns) -> dict:
    """The digests of large values of a row, by column."""
    names = sorted(columns)
    listed = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            f'SELECT {listed} FROM "{table.name}" WHERE "{table.key}" = %s',  # noqa: S608
            [row],
        )
        found = cursor.fetchone() or [None] * len(names)
    return {name: digest(value) for name, value in zip(names, found, strict=True)}


def digest(value) -> str | None:
    """How a large value stands in the journal."""
    return None if value is None else blake2b(bytes(value), digest_size=32).hexdigest()
