"""What the SQL engines say differently.

The query is written for DuckDB. For PostgreSQL and Spark the few constructs that mean different
things there are written as marker functions, and sqlglot turns the parsed query into the
dialect, markers and all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import sqlglot
from sqlglot import exp


class Dialect:
    """DuckDB: integers of 64 and 128 bits, exact integer division by //."""

    name = "duckdb"
    materialized = ""

    def wide(self, x: str) -> str:
        """An integer of 128 bits."""
        return f"CAST({x} AS HUGEINT)"

    def narrow(self, x: str) -> str:
        """An integer of 64 bits, or an error."""
        return f"CAST({x} AS BIGINT)"

    def quotient(self, n: str, d: str, wide: bool) -> str:
        """The whole quotient of numbers that are not negative."""
        return f"({n} // {d})"

    def summand(self, x: str, wide: bool) -> str:
        """What to sum so that a sum of more than 64 bits is exact."""
        return x

    def days_between(self, a: str, b: str) -> str:
        """Days from a to b."""
        return f"({b} - {a})"

    def add_days(self, day: str, n: str) -> str:
        """A date so many days later."""
        return f"({day} + {n if n.strip('()-').isdigit() else f'CAST({n} AS INTEGER)'})"

    def make_date(self, year: str, month: str, day: str) -> str:
        """A date from its parts."""
        parts = (f"CAST({p} AS INTEGER)" for p in (year, month, day))
        return f"make_date({', '.join(parts)})"

    def part(self, name: str, day: str) -> str:
        """Year, month or day of a date, an integer of 64 bits."""
        return f"{name}({day})"

    def latest(self, x: str, by: str, where: str) -> str:
        """The x of the greatest (by, x) among the rows for which the condition holds."""
        return f"max_by({x}, struct_pack(b := {by}, x := {x})) FILTER (WHERE {where})"

    def render(self, sql: str) -> str:
        """The finished query."""
        return sql


class Portable(Dialect):
    """Markers for the constructs that differ; `render` gives each dialect its own."""

    materialized = " MATERIALIZED"

    def wide(self, x: str) -> str:
        """A marker for 128 bits."""
        return f"GY_WIDE({x})"

    def narrow(self, x: str) -> str:
        """A marker for 64 bits."""
        return f"GY_NARROW({x})"

    def quotient(self, n: str, d: str, wide: bool) -> str:
        """A marker for the whole quotient."""
        return f"GY_QUOTIENT{'_WIDE' if wide else ''}({n}, {d})"

    def summand(self, x: str, wide: bool) -> str:
        """Wide already, where the sum will be."""
        return self.wide(x) if wide else x

    def days_between(self, a: str, b: str) -> str:
        """A marker for the days between dates."""
        return f"GY_DAYS({a}, {b})"

    def add_days(self, day: str, n: str) -> str:
        """A marker for a later date."""
        return f"GY_ADD_DAYS({day}, {n})"

    def make_date(self, year: str, month: str, day: str) -> str:
        """A marker for a date from its parts."""
        return f"GY_MAKE_DATE({year}, {month}, {day})"

    def part(self, name: str, day: str) -> str:
        """A marker for a part of a date."""
        return f"GY_{name.upper()}({day})"

    def latest(self, x: str, by: str, where: str) -> str:
        """A marker for the value of the last row."""
        return f"GY_LATEST({x}, {by}, {where})"

    markers: dict[str, Callable[[list[str]], str]] = {}

    def render(self, sql: str) -> str:
        """The query in the dialect, its markers replaced."""
        tree = sqlglot.parse_one(sql, read="duckdb")
        return self._replace(tree).sql(dialect=self.name)

    def _replace(self, tree: Any) -> Any:
        found = [n for n in tree.find_all(exp.Anonymous) if n.name.upper() in self.markers]
        for marker in reversed(found):
            arguments = [a.sql(dialect=self.name) for a in marker.expressions]
            text = self.markers[marker.name.upper()](arguments)
            marker.replace(sqlglot.parse_one(text, read=self.name))
        return tree


def _part(name: str) -> Callable[[list[str]], str]:
    return lambda a: f"CAST(EXTRACT({name} FROM {a[0]}) AS BIGINT)"


def _made(a: list[str]) -> str:
    return f"MAKE_DATE({', '.join(f'CAST({part} AS INT)' for part in a)})"


PARTS = {f"GY_{name}": _part(name) for name in ("YEAR", "MONTH", "DAY")}
PARTS["GY_MAKE_DATE"] = _made


class Postgres(Portable):
    """PostgreSQL: wide integers are NUMERIC, divided by div()."""

    name = "postgres"
    markers = {
        **PARTS,
        "GY_WIDE": lambda a: f"CAST({a[0]} AS NUMERIC)",
        "GY_NARROW": lambda a: f"CAST({a[0]} AS BIGINT)",
        "GY_QUOTIENT": lambda a: f"({a[0]} / {a[1]})",
        "GY_QUOTIENT_WIDE": lambda a: f"DIV(CAST({a[0]} AS NUMERIC), CAST({a[1]} AS NUMERIC))",
        "GY_DAYS": lambda a: f"CAST({a[1]} - {a[0]} AS BIGINT)",
        "GY_ADD_DAYS": lambda a: f"({a[0]} + CAST({a[1]} AS INT))",
        "GY_LATEST": lambda a: (
            f"(ARRAY_AGG({a[0]} ORDER BY {a[1]} DESC, {a[0]} DESC) FILTER(WHERE {a[2]}))[1]"
        ),
    }


class Spark(Portable):
    """Spark: wide integers are DECIMAL(38, 0); DIV is the whole quotient."""

    name = "spark"
    materialized = ""
    markers = {
        **PARTS,
        "GY_WIDE": lambda a: f"CAST({a[0]} AS DECIMAL(38, 0))",
        "GY_NARROW": lambda a: f"CAST({a[0]} AS BIGINT)",
        "GY_QUOTIENT": lambda a: f"({a[0]} DIV {a[1]})",
        "GY_QUOTIENT_WIDE": lambda a: (
            f"(CAST({a[0]} AS DECIMAL(38, 0)) DIV CAST({a[1]} AS DECIMAL(38, 0)))"
        ),
        "GY_DAYS": lambda a: f"CAST(DATEDIFF({a[1]}, {a[0]}) AS BIGINT)",
        "GY_ADD_DAYS": lambda a: f"DATE_ADD({a[0]}, CAST({a[1]} AS INT))",
        "GY_LATEST": lambda a: f"MAX_BY({a[0]}, STRUCT({a[1]}, {a[0]})) FILTER(WHERE {a[2]})",
    }


DIALECTS: dict[str, type[Dialect]] = {"duckdb": Dialect, "postgres": Postgres, "spark": Spark}
