"""The state as the journal tells it, and where the tables say something else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge
from itertools import groupby

import orjson
from django.db import connection

from gongyou.vault.journal.leaves import GONE, SALT, unpack
from gongyou.vault.journal.plan import Table, array, tables
from gongyou.vault.journal.staging import digest

PIECE = 2000
_ROWS = (
    "SELECT e.at, e.id, c.packed FROM vault_content c JOIN vault_entry e ON e.id = c.entry_id "
    "ORDER BY e.at, e.id"
)
_KEYS = (
    "SELECT e.at, e.id, k.line FROM vault_keyleaf k JOIN vault_entry e ON e.id = k.entry_id "
    "WHERE k.line IS NOT NULL ORDER BY e.at, e.id"
)

State = dict[str, dict[str, dict]]
"""Table → id of a row → column → value."""


@dataclass(frozen=True)
class Difference:
    """A row that isn't what the journal says. `kind`: changed, added, deleted.

    `fresh` are those of the columns of which the journal never told: a migration added them.
    """

    table: str
    row: str
    kind: str
    columns: tuple[str, ...] = ()
    fresh: tuple[str, ...] = ()

    def __str__(self):
        named = f" ({', '.join(self.columns)})" if self.columns else ""
        return f"{self.table} {self.row[:8]}: {self.kind}{named}"


def fold(further: Iterable[list] = ()) -> State:
    """The state that the journal tells, entry by entry in the order of their moments.

    Args:
        further: what leaves of no entry say, after all others.
    """
    state: State = {name: {} for name in tables()}
    for said in _said():
        put(state, said)
    for said in further:
        put(state, said)
    return state


def put(state: State, said: list) -> None:
    """Let a leaf count."""
    rows = state.get(said[0])
    if rows is None:
        return
    if said[2] == GONE:
        rows.pop(said[1], None)
        return
    row = rows.get(said[1])
    if row is None:
        rows[said[1]] = said[3]
    else:
        row.update(said[3])


def _said() -> Iterator[list]:
    """What every leaf says that was not cut, in order; of one entry its keys last."""
    rows = ((at, 0, entry, packed) for at, entry, packed in _read(_ROWS))
    keys = ((at, 1, entry, line) for at, entry, line in _read(_KEYS))
    for (_at, is_key), group in groupby(
        merge(rows, keys, key=lambda row: row[:2]), key=lambda row: row[:2]
    ):
        for *_, content in group:
            if is_key:
                yield orjson.loads(content[2 * SALT :])
            else:
                yield from (leaf.said for leaf in unpack(bytes(content)) if leaf.line)


def _read(query: str) -> Iterator[tuple]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(query)
        while rows := cursor.fetchmany(PIECE):
            yield from rows


def rows_of(table: Table, only: Iterable[str] = ()) -> Iterator[tuple[str, dict]]:
    """The rows of a table as they are, in the journal's form."""
    large = sorted(table.digested)
    listed = "".join(f', "{name}"' for name in large)
    at = table.names.index(table.key)
    query = f'SELECT {array(table, "")}{listed} FROM "{table.name}"'  # noqa: S608
    for text, *values in _read(query):
        raw = orjson.loads(text) if isinstance(text, str) else text
        cells = dict(zip(table.names, table.values(raw), strict=True))
        cells.update(zip(large, map(digest, values), strict=True))
        yield str(raw[at]), cells


def differences(state: State | None = None, names: Iterable[str] = ()) -> Iterator[Difference]:
    """Every row that isn't what the journal says; nothing when all is whole.

    Args:
        state: what the journal tells, if it was folded already; it is used up.
        names: only these tables.
    """
    state = fold() if state is None else state
    for name in names or tables():
        yield from _differences(tables()[name], state[name])


def _differences(table: Table, told: dict) -> Iterator[Difference]:
    for row, cells in rows_of(table):
        known = told.pop(row, None)
        if known is None:
            yield Difference(table.name, row, "added")
            continue
        other = tuple(name for name, value in cells.items() if known.get(name) != value)
        if other:
            fresh = tuple(name for name in other if name not in known)
            yield Difference(table.name, row, "changed", other, fresh)
    for row in told:
        yield Difference(table.name, row, "deleted")
