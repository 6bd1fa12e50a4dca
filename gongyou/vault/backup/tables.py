"""A PostgreSQL database as the tables of its archives, without a file in clear on the way.

Both archives are read in one snapshot over a connection of their own, piece by piece straight
into the encryption. They are put back in one transaction, which the caller lets count only when
the archives have proved whole. See decision 0022.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.utils.translation import gettext as _
from psycopg import sql

from gongyou.vault.backup.archive import PIECE, BadArchive
from gongyou.vault.backup.parts import (
    DESTROYED,
    KEPT_FILES,
    KEY_TABLES,
    MIGRATIONS,
    Parts,
    emptied,
)
from gongyou.vault.schema import reach

FIRST = "tables.json"
_COLUMNS = (
    "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass "
    "AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
)
_HEADS = "SELECT id::text, head_seq, encode(head_hash, 'hex') FROM vault_stream"
# In the data archive, so that rows have something to point to; restoring brings the line's.
_BLANK = {
    ("vault_datakey", "wrap"): sql.SQL("''::bytea"),
    ("vault_keyleaf", "line"): sql.SQL(
        "CASE WHEN \"table\" = 'vault_datakey' THEN NULL ELSE line END"
    ),
}


# --- out -----------------------------------------------------------------------------------


@contextmanager
def parts() -> Iterator[Parts]:
    """The database as it is at this moment, for as long as the block lasts."""
    tables = sorted(set(_tables()) - emptied())
    own = connection.copy()
    own.connect()
    try:
        raw = own.connection
        raw.execute("SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0")
        raw.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        about = {
            "heads": _rows(raw, _HEADS),
            "migrations": _rows(raw, MIGRATIONS),
            "destroyed": _rows(raw, DESTROYED)[0][0],
        }
        yield Parts(
            about=about,
            media=[location for (location,) in _rows(raw, KEPT_FILES)],
            data=_entries(raw, tables, about["migrations"], _BLANK),
            keys=_entries(raw, KEY_TABLES, about["migrations"], {}),
        )
    finally:
        own.close()


def _tables() -> list[str]:
    """The program's own tables that are there."""
    return connection.introspection.django_table_names(only_existing=True)


def _rows(raw, query: str, *parameters) -> list[list]:
    return [list(row) for row in raw.execute(query, parameters or None)]


def _entries(raw, tables, migrations: list, instead: dict) -> Iterator[tuple[str, bytes]]:
    columns = {table: [name for (name,) in _rows(raw, _COLUMNS, table)] for table in tables}
    yield FIRST, json.dumps({"migrations": migrations, "columns": columns}).encode()
    for table, names in columns.items():
        wanted = [instead.get((table, name), sql.Identifier(name)) for name in names]
        query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT").format(
            sql.SQL(", ").join(wanted), sql.Identifier(table)
        )
        for number, piece in enumerate(_pieces(raw, query)):
            yield f"tables/{table}/{number:06}", zlib.compress(piece, 1)


def _pieces(raw, query) -> Iterator[bytes]:
    piece = bytearray()
    with raw.cursor() as cursor, cursor.copy(query) as copy:
        for row in copy:
            piece += row
            if len(piece) >= PIECE:
                yield bytes(piece)
                piece.clear()
    if piece:
        yield bytes(piece)


# --- back ----------------------------------------------------------------------------------


class Filling:
    """Takes the entries of an archive: lays the tables as they were, then fills them.

    The line of keys comes after the data: the tables are brought to where they were when it was
    made, and its tables take the place of those that the data archive brought.
    """

    def __init__(self, cursor, stack: ExitStack, keys: bool):
        self.cursor, self.stack, self.keys = cursor, stack, keys
        self.columns: dict[str, list[str]] = {}
        self.table, self.copy = "", None

    def take(self, name: str, source) -> None:
        """One entry."""
        if name == FIRST:
            self._begin(json.loads(source.read()))
            return
        _, table, _ = name.split("/")
        if table != self.table:
            self._open(table)
        self.copy.write(zlib.decompress(source.read()))  # type: ignore[attr-defined]

    def _begin(self, described: dict) -> None:
        reach(described["migrations"])
        self.cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        self.columns = described["columns"]
        known = KEY_TABLES if self.keys else _tables()
        if not set(self.columns) <= set(known):
            raise BadArchive(_("it holds what doesn't belong there"))
        for table in self.columns if self.keys else ():
            self.cursor.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)))

    def _open(self, table: str) -> None:
        self.stack.close()
        names = sql.SQL(", ").join(map(sql.Identifier, self.columns[table]))
        query = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), names)
        self.table, self.copy = table, self.stack.enter_context(self.cursor.copy(query))


@contextmanager
def filling(keys: bool = False) -> Iterator[Filling]:
    """Fill tables from one archive; leaving the block proves that every row points to another."""
    with connection.wrap_database_errors, connection.cursor() as cursor:
        with ExitStack() as stack:
            yield Filling(cursor, stack, keys)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def finish() -> None:
    """After both archives: what has no wrap was destroyed, and numbers go on from the last."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault_datakey SET how = 3 WHERE wrap = ''")
        for statement in connection.ops.sequence_reset_sql(no_style(), apps.get_models()):
            cursor.execute(statement)
