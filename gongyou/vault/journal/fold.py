"""The state as the journal tells it, and where the tables say something else."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from heapq import merge

import orjson
from django.db import connection

from gongyou.vault.journal import twins
from gongyou.vault.journal.leaves import GONE, SALT, unpack
from gongyou.vault.journal.plan import Table, array, tables
from gongyou.vault.journal.staging import digest

PIECE = 2000
MERGE, DECIDE_ASIDE, MIGRATE = "vault.merge", "vault.decide_aside", "vault.migrate"
ASIDE = "vault_aside"
# Of a data key: nothing that comes later brings it back.
DESTROYED = 3
_ROWS = (
    "SELECT e.at, e.id, c.packed, e.act FROM vault_content c "
    "JOIN vault_entry e ON e.id = c.entry_id ORDER BY e.at, e.id"
)
_ASIDES = (
    "SELECT c.packed, e.act FROM vault_content c JOIN vault_entry e ON e.id = c.entry_id "
    "WHERE e.act IN ('vault.merge', 'vault.decide_aside') ORDER BY e.at, e.id"
)
_KEYS = (
    "SELECT e.at, e.id, k.line, e.act FROM vault_keyleaf k JOIN vault_entry e ON e.id = k.entry_id "
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
    state, _graves = fold_with_graves(further)
    return state


def fold_with_graves(
    further: Iterable[list] = (), beside: Iterable[str] = ()
) -> tuple[State, State]:
    """The state, and what rows that are gone held last.

    Args:
        further: what leaves of no entry say, after all others.
        beside: entries that do not count, besides those that the journal says so of.
    """
    state: State = {name: {} for name in tables()}
    graves: State = {name: {} for name in tables()}
    aside = set_aside().union(beside)
    for said, act, entry in _said():
        if entry in aside:
            _lay_aside(state, graves, said)
        else:
            put(state, graves, said, act)
    for said in further:
        put(state, graves, said, "")
    twins.unite(state)
    return state, graves


def set_aside() -> set[str]:
    """The entries that do not count until a coordinator lets them."""
    state: State = {ASIDE: {}}
    graves: State = {ASIDE: {}}
    for packed, act in _read(_ASIDES):
        for leaf in unpack(bytes(packed)):
            if leaf.line and leaf.said[0] == ASIDE:
                put(state, graves, leaf.said, act)
    return {cells["entry_id"] for cells in state[ASIDE].values() if not cells.get("admitted")}


def _lay_aside(state: State, graves: State, said: list) -> None:
    """What it would have made is kept beside: a row that others built upon comes back with it.

    New data keys count: an entry names the one of its sealed part.
    """
    table, key, what, *cells = said
    if table == "vault_datakey" and what != GONE and cells[0].get("how") != DESTROYED:
        state[table][key] = cells[0] | state[table].get(key, {})
    elif table in graves and what != GONE and key not in state[table]:
        graves[table].setdefault(key, {}).update(cells[0])


def put(state: State, graves: State, said: list, act: str) -> None:
    """Let a leaf count. What a merge says of a row that is there, or an update of a column, takes
    the place of nothing; and an update brings no row back."""
    table, key = said[0], said[1]
    rows = state.get(table)
    if rows is None:
        return
    if said[2] == GONE:
        if key in rows:
            graves[table][key] = rows.pop(key)
        return
    row = rows.get(key)
    if row is None and act == MIGRATE and key in graves[table]:
        graves[table][key] = said[3] | graves[table][key]
    elif row is None:
        rows[key] = graves[table].pop(key, {}) | said[3]
    elif act in {MERGE, MIGRATE}:
        rows[key] = said[3] | row
    elif table == "vault_datakey" and row.get("how") == DESTROYED:
        row.update({name: value for name, value in said[3].items() if value == ""})
    else:
        row.update(said[3])


def _said() -> Iterator[tuple[list, str, str]]:
    """What every leaf says that was not cut, of which act and entry; of one its keys last."""
    rows = ((at, entry, 0, packed, act) for at, entry, packed, act in _read(_ROWS))
    keys = ((at, entry, 1, line, act) for at, entry, line, act in _read(_KEYS))
    for _at, entry, is_key, content, act in merge(rows, keys, key=lambda row: row[:3]):
        of = getattr(entry, "hex", entry)
        if is_key:
            yield orjson.loads(content[2 * SALT :]), act, of
        else:
            yield from ((leaf.said, act, of) for leaf in unpack(bytes(content)) if leaf.line)


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
