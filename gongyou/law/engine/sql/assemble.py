# Names come from the packs and values from nobody:
# ruff: noqa: S608
"""Putting the columns together: a chain of SELECTs, one a level, for every table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from .grain import KEY, Grain, Join
from .pieces import Piece, constant

if TYPE_CHECKING:
    from .compile import Compiler


def fact_table(name: str) -> str:
    """The name of a table of prepared facts."""
    return f"facts_{name}"


def keys(grain: Grain) -> list[str]:
    """The key columns of a table."""
    return [KEY + column for column in grain.table.key]


def assemble(compiler: Compiler, root: Grain, goals: list[str]) -> str:
    """The whole query: keys and goals, one row a row of the root table."""
    return Assembly(compiler, root, goals).sql()


class Assembly:
    """The root's chain as common table expressions, with finer tables' chains inside."""

    def __init__(self, compiler: Compiler, root: Grain, goals: list[str]):
        from .compile import closure

        self.compiler, self.root, self.goals = compiler, root, goals
        self.closure = closure
        self.needed = closure(root, goals)
        self.parts: list[str] = []
        self.outer: dict[str, tuple[Grain, int]] = {}

    def sql(self) -> str:
        """WITH each level, and the goals from the last."""
        dialect = self.compiler.dialect
        levels = max((self.root.columns[n].level for n in self.needed), default=0)
        for level in range(levels + 1):
            body = self._level(self.root, level, self.needed, f"r{level - 1}")
            self.parts.append(f"r{level} AS{dialect.materialized} (\n{body}\n)")
        columns = ", ".join([*keys(self.root), *self.goals])
        return "WITH " + ",\n".join(self.parts) + f"\nSELECT {columns} FROM r{levels}"

    def _level(self, grain: Grain, level: int, needed: set[str], before: str) -> str:
        if level == 0:
            return self._facts(grain, needed)
        mine = sorted(n for n in needed if grain.columns[n].level == level)
        joins: dict[str, Join] = {}
        columns = ["t.*"]
        for name in mine:
            column = grain.columns[name]
            if column.join is None:
                columns.append(f"{column.sql} AS {name}")
            else:
                joins[column.join.alias] = column.join
                source = (
                    f"{column.join.alias}.{name}"
                    if column.join.child
                    else column.join.columns[name].sql
                )
                columns.append(f"{source} AS {name}")
        texts = [self._join(grain, join, level, needed) for join in joins.values()]
        return "\n".join([f"SELECT {', '.join(columns)} FROM {before} AS t", *texts])

    def _facts(self, grain: Grain, needed: set[str]) -> str:
        names = sorted(n for n in needed if grain.columns[n].level == 0)
        own = [n for n in names if not grain.columns[n].upper]
        columns = ", ".join([*keys(grain), *own])
        return f"SELECT {columns} FROM {fact_table(grain.table.name)}"

    def _join(self, grain: Grain, join: Join, level: int, needed: set[str]) -> str:
        if join.child is None:
            return join.sql
        if join.chain is not None:
            body = self._restarted(grain, join, level)
        else:
            taken = {n: p for n, p in join.columns.items() if n in needed}
            body = self._grouped(grain, join.child, taken, level)
        on = " AND ".join(f"{join.alias}.{k} = t.{k}" for k in keys(grain))
        return f"LEFT JOIN (\n{body}\n) AS {join.alias} ON {on}"

    def _grouped(self, grain: Grain, child: Grain, taken: dict[str, Piece], level: int) -> str:
        refs = frozenset().union(*(p.refs for p in taken.values()))
        rows = self._rows(grain, child, refs, level)
        key = ", ".join(keys(grain))
        columns = "".join(f", {p.sql} AS {n}" for n, p in taken.items())
        return f"SELECT {key}{columns} FROM (\n{rows}\n) AS t GROUP BY {key}"

    def _restarted(self, grain: Grain, join: Join, level: int) -> str:
        assert join.child is not None
        day, held, begun, months, name = join.chain
        rows = self._rows(grain, join.child, day.refs | held.refs | begun.refs, level)
        key = ", ".join(keys(grain))
        window = f"OVER (PARTITION BY {key} ORDER BY day"
        reach = join.child.dates.add_months(Piece("before"), constant(months), inline=True).sql
        return (
            f"SELECT {key}, max(day) AS {name} FROM (SELECT {key}, day, "
            f"sum(CASE WHEN day <= {reach} THEN 0 ELSE 1 END) {window} "
            f"ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS broken FROM ("
            f"SELECT {key}, day, COALESCE(lag(day) {window}), begun) AS before FROM ("
            f"SELECT {key}, {day.sql} AS day, {begun.sql} AS begun FROM (\n{rows}\n) AS t "
            f"WHERE {held.sql} AND {day.sql} > {begun.sql}) AS w) AS v) AS u "
            f"WHERE broken = 0 GROUP BY {key}"
        )

    def _rows(self, grain: Grain, child: Grain, refs: Iterable[str], level: int) -> str:
        """The finer table's rows with the columns wanted, above it what they need of coarser."""
        needed = self.closure(child, refs)
        self.outer[child.table.name] = (grain, level)
        body = self._base(grain, child, needed, level)
        top = max((child.columns[n].level for n in needed), default=0)
        for step in range(1, top + 1):
            body = self._level(child, step, needed, f"(\n{body}\n)")
        return body

    def _root_columns(self, names: list[str], level: int) -> str:
        """Columns of the root for finer rows to join.

        Those that need no join of their own are computed anew from the facts: a small subquery
        whose size the database estimates well, so that it is the side that is hashed.
        """
        needed = self.closure(self.root, names)
        if any(self.root.columns[n].join for n in needed):
            return f"r{level - 1}"
        body = self._facts(self.root, needed)
        for step in range(1, max(self.root.columns[n].level for n in needed) + 1):
            body = self._level(self.root, step, needed, f"(\n{body}\n)")
        return f"(\n{body}\n)"

    def _base(self, grain: Grain, child: Grain, needed: set[str], level: int) -> str:
        upper = sorted(n for n in needed if child.columns[n].upper)
        own = sorted(
            n for n in needed if not child.columns[n].upper and child.columns[n].level == 0
        )
        columns = [f"c.{k}" for k in keys(child)] + [f"c.{n}" for n in own]
        table = fact_table(child.table.name)
        if not upper:
            return f"SELECT {', '.join(columns)} FROM {table} AS c"
        assert child.parent is not None
        if child.parent is not grain:
            above = f"(\n{self._rows(grain, child.parent, upper, level)}\n)"
        elif grain.parent is None:
            above = self._root_columns(upper, level)
        else:
            beyond, at = self.outer[grain.table.name]
            above = f"(\n{self._rows(beyond, grain, upper, at)}\n)"
        columns += [f"u.{n}" for n in upper]
        on = " AND ".join(f"u.{k} = c.{k}" for k in keys(child.parent))
        return f"SELECT {', '.join(columns)} FROM {table} AS c JOIN {above} AS u ON {on}"
