"""Tables of facts to the columns that the compiled law reads; keys checked.

A worker's finer rows must lie together: they are sorted where they do not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from gongyou.law.schema.types import NUM, TEXT_KIND, FactError

from ..compile.code import MIN32, MIN64
from ..compile.layout import Layout
from ..compile.parts import Given
from ..language.nodes import Table
from ..pack import Fact
from .bind import NO_ROOM, Bound
from .columns import numbers, one_piece
from .tables import as_table

Array = Any
BETWEEN_KEYS = "\x1f"


@dataclass
class Sheet:
    """A table as it was given, where each coarser row's rows begin, and their order."""

    table: pa.Table
    starts: Array = None
    order: Array | None = None


@dataclass
class Fed:
    """A roster ready to be computed."""

    pack: Any
    size: int
    keys: dict[str, Any]
    columns: dict[str, Array]
    sheets: dict[str, Sheet]
    outside: Array | None = None

    @property
    def given(self) -> Given:
        """Which facts nobody has, and which nobody lacks."""
        facts = self.pack.facts.values()
        absent = {f.name for f in facts if f.name not in self.columns and f.name != "on"}
        whole = {f.name for f in facts if f.name in self.columns and self._nobody_lacks(f)}
        return Given(frozenset(absent), frozenset(whole))

    def _nobody_lacks(self, fact: Fact) -> bool:
        """Whether a fact is known in every row; only an empty text is none without being null."""
        given = self.sheets[fact.table.name].table[fact.column]
        if not given.null_count and pa.types.is_primitive(given.type):
            return True
        return bool(self.columns[fact.name].min(initial=0) != _none(fact))

    def first_row(self, table: str, worker: int) -> int:
        """Where the rows of a worker begin in a table; one past the last: its end."""
        found = self.pack.tables[table]
        if found.parent is None:
            return worker
        return int(self.sheets[table].starts[self.first_row(found.parent.name, worker)])

    def rows(self, table: str, worker: int) -> range:
        """The numbers of a worker's rows in a table."""
        return range(self.first_row(table, worker), self.first_row(table, worker + 1))


def _none(fact: Fact) -> int:
    return MIN64 if fact.type.kind == NUM else MIN32


def feed(bound: Bound, tables: Mapping[str, Any], *, units: bool = False) -> Fed:
    """Read and check the tables of a roster; `units`: whole numbers count smallest units."""
    pack, layout = bound.pack, bound.layout
    root = pack.root
    if tables.get(root.name) is None:
        raise FactError(f"the table {root.name} is not given")
    employment = _given(tables[root.name], root)
    keys = {k: employment[k] for k in root.key}
    fed = Fed(pack, employment.num_rows, keys, {}, {root.name: Sheet(employment)})
    _check_unique(root, employment)
    above: dict[str, tuple[pa.Table, Array | None]] = {root.name: (employment, None)}
    for table in pack.tables.values():
        if table.parent is not None:
            given = tables.get(table.name)
            empty = given is None or (isinstance(given, list) and not given)
            parent, order = above[table.parent.name]
            if empty:
                fed.sheets[table.name] = Sheet(
                    pa.table({}), np.zeros(parent.num_rows + 1, np.int64)
                )
                above[table.name] = (pa.table({}), None)
                continue
            found = _given(given, table)
            sheet = _below(table, found, parent, order)
            fed.sheets[table.name] = sheet
            above[table.name] = (found, sheet.order)
    _read_columns(fed, bound, layout, units)
    return fed


def _given(given: Any, table: Table) -> pa.Table:
    found = as_table(given, table.name)
    for key in table.key:
        if key not in found.column_names:
            raise FactError(f"{table.name} lacks its key column {key}")
    return found


def _key(table: pa.Table, names: tuple[str, ...]) -> Any:
    """What identifies rows: one column, or several put together."""
    columns = [table[name] for name in names]
    if len(columns) == 1:
        return columns[0]
    texts = [column.cast(pa.string()) for column in columns]
    return pc.binary_join_element_wise(*texts, BETWEEN_KEYS)


def _check_unique(root: Table, employment: pa.Table) -> None:
    key = one_piece(_key(employment, root.key))
    if key.null_count:
        raise FactError(f"{root.name}: {key.null_count} rows have no {', '.join(root.key)}")
    if pc.all(pc.greater(key[1:], key[:-1])).as_py() in (True, None):
        return  # in their order, as in a part that was cut: none twice
    if pc.count_distinct(key).as_py() < employment.num_rows:
        counted = key.value_counts()
        several = counted.filter(pc.greater(counted.field("counts"), 1))
        example = several.field("values")[0].as_py()
        raise FactError(
            f"{root.name}: {len(several)} keys ({', '.join(root.key)}) stand in several rows, "
            f"for example {example!r}"
        )


def _below(table: Table, found: pa.Table, parent: pa.Table, parent_order: Array | None) -> Sheet:
    """A finer table: where the rows of each coarser row begin, and their order."""
    assert table.parent is not None
    mine, theirs = _key(found, table.parent.key), _key(parent, table.parent.key)
    if mine.type != theirs.type:
        mine, theirs = mine.cast(pa.string()), theirs.cast(pa.string())
    owners, lengths = _runs(mine, theirs)
    lost = int(lengths[owners < 0].sum())
    if lost:
        row = int(np.repeat(owners < 0, lengths).argmax())
        raise FactError(
            f"{table.name}: {lost} rows belong to no {table.parent.name} row, "
            f"for example {mine[row].as_py()!r}"
        )
    if parent_order is not None:  # the coarser rows were sorted
        place = np.empty(len(parent_order), np.int64)
        place[parent_order] = np.arange(len(parent_order))
        owners = place[owners]
    mixed = len(owners) == found.num_rows  # no two rows of one together: nothing to weigh
    counts = np.bincount(owners, None if mixed else lengths, parent.num_rows)
    starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    if (owners[1:] >= owners[:-1]).all():
        return Sheet(found, starts)
    of_rows = owners if mixed else np.repeat(owners, lengths)
    return Sheet(found, starts, np.argsort(of_rows, kind="stable"))


def _runs(mine: Any, theirs: Any) -> tuple[Array, Array]:
    """For each run of equal keys the row above (-1 for none), and how long it is."""
    mine, theirs = one_piece(mine), one_piece(theirs)
    if not len(mine):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    another = pc.not_equal(mine[1:], mine[:-1])
    if another.null_count:
        another = another.fill_null(True)
    begins = np.zeros(1 + pc.sum(another, min_count=0).as_py(), np.int64)
    begins[1:] = np.asarray(pc.indices_nonzero(another)) + 1
    lengths = np.diff(begins, append=len(mine))
    keys = mine if len(begins) == len(mine) else mine.take(pa.array(begins))
    if keys.equals(theirs):  # as in a part that was cut
        return np.arange(len(keys)), lengths
    place = pc.index_in(keys, value_set=theirs)
    if keys.null_count:
        place = pc.if_else(pc.is_null(keys), pa.scalar(None, pa.int32()), place)
    return np.asarray(place.fill_null(-1) if place.null_count else place), lengths


def _read_columns(fed: Fed, bound: Bound, layout: Layout, units: bool) -> None:
    for name, fact in layout.facts.items():
        sheet = fed.sheets[fact.table.name]
        if fact.column not in sheet.table.column_names:
            continue
        found = numbers(fact, sheet.table[fact.column], bound.number, units=units)
        for key, column in found.items():
            fed.columns[key] = column if sheet.order is None else column[sheet.order]
        if fact.type.kind == TEXT_KIND and name in fed.columns:
            _leave_unnumbered(fed, fact)


def _leave_unnumbered(fed: Fed, fact: Fact) -> None:
    """Workers with texts for which there is no room are left to the meaning."""
    rows = np.flatnonzero(fed.columns[fact.name] == NO_ROOM)
    if not len(rows):
        return
    if fed.outside is None:
        fed.outside = np.zeros(fed.size, bool)
    table: Table | None = fact.table
    while table is not None and table.parent is not None:
        rows = np.searchsorted(fed.sheets[table.name].starts, rows, side="right") - 1
        table = table.parent
    fed.outside[rows] = True
    fed.columns[fact.name][fed.columns[fact.name] == NO_ROOM] = 0


def check_all(fed: Fed, layout: Layout) -> None:
    """Also what no entitlement asked for reads is as it is declared."""
    for fact in fed.pack.facts.values():
        sheet = fed.sheets[fact.table.name]
        if fact.name not in layout.facts and fact.column in sheet.table.column_names:
            numbers(fact, sheet.table[fact.column], lambda _: 0)


def chunks(fed: Fed, layout: Layout) -> Iterator[tuple[int, int]]:
    """Stretches of workers whose rows have room; workers with too many rows are left out."""
    size, first = layout.size, 0
    ends = [_ends(fed, table) for table in layout.finer]
    if ends:
        many = np.zeros(fed.size, bool)
        for starts in ends:
            many |= np.diff(starts) > size.most_rows
        if many.any():
            fed.outside = many if fed.outside is None else fed.outside | many
            yield from _around(fed, layout, many)
            return
    while first < fed.size:
        last = min(fed.size, first + size.workers)
        while any(s[last] - s[first] > size.rows for s in ends):
            last = first + max(1, (last - first) // 2)
        yield first, last
        first = last


def _ends(fed: Fed, table: Table) -> Array:
    """For each worker where its rows of a table begin, and the end of the last."""
    starts = fed.sheets[table.name].starts
    if table.parent is not None and table.parent.parent is not None:
        return starts[_ends(fed, table.parent)]
    return starts


def _around(fed: Fed, layout: Layout, many: Array) -> Iterator[tuple[int, int]]:
    """One by one where some have too many rows: it is rare."""
    for worker in np.flatnonzero(~many).tolist():
        yield worker, worker + 1
