"""Workers drawn from a pack's declarations alone: every fact at its edges, some unknown."""

import random
from datetime import date, timedelta
from decimal import Decimal

from gongyou.law import Facts

ON = date(2026, 11, 24)
PLACES = (
    "440100", "440300", "440306", "440400", "310000", "310115", "110000", "330100", "441900",
    "130000", "320500", "510100",
)  # fmt: skip
NO_KEYS = ("date", "kind", "source")
"""Columns of keys that say what happened and need not differ."""
SHARES = (0.15, 0.5, 0.9, 1.0)


def invented(pack, seed: int, number: int) -> list[tuple]:
    """(facts, day, reading, asked) for so many workers."""
    draw = random.Random(seed)
    return [_worker(pack, draw) for _ in range(number)]


def _worker(pack, draw: random.Random) -> tuple:
    start = date(draw.randint(1994, 2026), draw.randint(1, 12), draw.choice([1, 2, 15, 28]))
    share = draw.choice(SHARES)
    rows: dict[str, list[dict]] = {pack.root.name: [{"worker": "G-1"}]}
    tables = {pack.root.name: _values(pack, pack.root.name, draw, start, share)}
    if "place" in pack.facts and draw.random() < 0.9:
        tables[pack.root.name]["place"] = draw.choice(PLACES)
    for name, table in pack.tables.items():
        if table.parent is not None and draw.random() < 0.9:
            above = rows.get(table.parent.name, [])
            rows[name] = [
                _values(pack, name, draw, start, share) | row
                for row in _rows(table, above, draw, pack.root)
            ]
            tables[name] = rows[name]
    reading = {
        q.name: draw.choice(q.options) for q in pack.questions.values() if draw.random() < 0.2
    }
    asked = [f"events:{kind}" for kind in ("injury", "payment", "birth") if draw.random() < 0.2]
    return Facts(**tables), ON, reading, asked


def _rows(table, above, draw, root):
    """The keys of rows of a finer table under those above: months, weeks back, or numbers."""
    own = [c for c in table.key if c not in table.parent.key and c not in NO_KEYS]
    for parent in above:
        for number in range(draw.choice([0, 1, 3, 12, 13, 36] if table.parent is root else [0, 2])):
            key = {name: _key(name, number) for name in own}
            yield {name: parent[name] for name in table.parent.key if name in parent} | key


def _key(name: str, number: int):
    if name == "month":
        months = ON.year * 12 + ON.month - 1 - number
        return date(months // 12, months % 12 + 1, 1)
    return ON - timedelta(days=7 * number) if name == "week" else number + 1


def _values(pack, table: str, draw: random.Random, start: date, share: float) -> dict:
    return {
        fact.column: _value(fact, draw, start)
        for fact in pack.facts.values()
        if fact.table.name == table and fact.name != "on" and draw.random() < share
    }


def _value(fact, draw: random.Random, start: date):
    kind = fact.type
    if kind.kind == "bool":
        return draw.random() < 0.5
    if kind.kind == "date":
        steps = [0, 1, 29, 30, 31, 180, 365, 366, 730, 3650, draw.randint(-400, 6000)]
        day = start + timedelta(days=draw.choice(steps))
        return min(max(day, date(1990, 1, 1)), date(2027, 6, 30))
    if kind.kind == "text":
        return draw.choice(kind.codes or _texts(fact))
    if kind.exact:
        return f"{draw.randint(0, 99)}/{draw.randint(1, 13)}"
    if kind.name == "money":
        cents = [0, 1, 99, 100, 150000, 250000, 300000, draw.randint(0, 5_000_000)]
        return Decimal(draw.choice(cents)) / 100
    if kind.scale == 0:
        return draw.choice([0, 1, 2, 3, 5, 10, 12, 30, draw.randint(0, 400)])
    return Decimal(
        draw.choice([0, 5, 10, 80, 160, 360, 1760, draw.randint(0, 3000)])
    ) / draw.choice([1, 10, 100])


def _texts(fact) -> tuple[str, ...]:
    if fact.column == "kind":
        return ("injury", "injury_grade", "birth", "payment", "leave_taken", "mediation")
    return PLACES if "place" in fact.name else ("A", "B", "440100", "month", "year")
