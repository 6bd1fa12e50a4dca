"""What the program made once, laid again: the same rows, without the work that made them.

A thousand tests begin with the same eight people. The first test in a process has the program
make them; those after get the rows that this left in the empty tables, and the same keys. Laid
is only into tables that are as they were then; else, and outside a transaction, or on another
engine, the program makes them anew.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection

STAGED = "vault_staged"


@dataclass(frozen=True)
class Rows:
    """Table → how many rows there were before, and the rows that came."""

    before: dict[str, int]
    came: dict[str, list[tuple]]

    def lay(self) -> bool:
        """Insert them, unless the tables are not as they were; whether it was done."""
        with connection.cursor() as cursor:
            counts = ", ".join(f'(SELECT count(*) FROM "{table}")' for table in self.before)
            cursor.execute(f"SELECT {counts}")
            if cursor.fetchone() != tuple(self.before.values()):
                return False
            for table, rows in self.came.items():
                if table != STAGED:
                    _insert(cursor, table, rows)
            # The triggers noted these rows too; what the program left unsaid is noted instead.
            cursor.execute(f'DELETE FROM "{STAGED}"')
            if STAGED in self.came:
                _insert(cursor, STAGED, self.came[STAGED])
        # Limits are counted by person, and these people were there before.
        cache.clear()
        return True


def _insert(cursor, table: str, rows: list[tuple]) -> None:
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f'INSERT INTO "{table}" VALUES ({marks})', rows)


def noting(make: Callable) -> tuple[object, Rows | None]:
    """What `make` returns, and the rows that it left; None where it changed one that was there."""
    before = _all()
    made = make()
    after, came = _all(), {}
    for table, rows in after.items():
        had = set(before[table])
        if not had <= set(rows):
            return made, None
        if new := [row for row in rows if row not in had]:
            came[table] = new
    return made, Rows({table: len(before[table]) for table in came}, came)


def _all() -> dict[str, list[tuple]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%%'"
        )
        return {table: _rows(cursor, table) for (table,) in cursor.fetchall()}


def _rows(cursor, table: str) -> list[tuple]:
    cursor.execute(f'SELECT * FROM "{table}" ORDER BY rowid')
    return [tuple(row) for row in cursor.fetchall()]
