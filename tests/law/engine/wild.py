"""Invented rosters of a pack: `plain` as a plant has them, `wild` with every fact at random."""

import random
from datetime import date, timedelta
from decimal import Decimal

import numpy as np
import pyarrow as pa

from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.language.nodes import walk

PLACES = ["440306", "440100", "310000", "110000", "440600"]
OTHER_PLACES = ["440305", "320500", "500000", "999999"]


def decimals(units, scale=2):
    """Whole numbers of the smallest unit as an Arrow column of decimals."""
    both = np.stack([units, units >> 63], axis=1).astype(np.int64)
    type_ = pa.decimal128(18, scale)
    return pa.Array.from_buffers(type_, len(units), [None, pa.py_buffer(both.tobytes())])


def plain(workers, months=36, seed=1):
    """A city's roster for the Chinese pack: three years of pay months, some demands."""
    draw = np.random.default_rng(seed)

    def one_of(texts):
        return pa.array(texts).take(pa.array(draw.integers(0, len(texts), workers)))

    names = pa.array([f"G-{number:07d}" for number in range(workers)])
    start = (np.datetime64("2015-01-01") + draw.integers(0, 2000, workers)).astype("datetime64[D]")
    end = (np.datetime64("2023-01-01") + draw.integers(0, 700, workers)).astype("datetime64[D]")
    employment = {
        "worker": names,
        "place": one_of(PLACES),
        "start": pa.array(start),
        "end": pa.array(end),
        "end_kind": one_of(["resigned", "layoff", "unlawful_dismissal", "expired"]),
        "contract_written": pa.array(draw.random(workers) < 0.7),
        "full_time": pa.array(np.ones(workers, bool)),
        "agreed_wage": decimals(draw.integers(3000, 9000, workers) * 100),
        "working_time_system": one_of(["standard"]),
        "total_service_years": decimals(draw.integers(1, 25, workers) * 100),
        "leave_taken_days": decimals(draw.integers(0, 6, workers) * 100),
    }
    owner, rows = np.repeat(np.arange(workers), months), workers * months
    back = np.tile(np.arange(1, months + 1), workers)
    due = draw.integers(250_000, 900_000, rows)
    short = np.array([0, 0, 5000, 30_000])[draw.integers(0, 4, rows)]
    pay = {
        "worker": names.take(pa.array(owner)),
        "month": pa.array((end.astype("datetime64[M]")[owner] - back).astype("datetime64[D]")),
        "due": decimals(due),
        "paid": decimals(due - short),
        "hours_normal": decimals(np.full(rows, 17_400)),
        "hours_overtime_workday": decimals(draw.integers(0, 40, rows) * 100),
        "hours_overtime_restday": decimals(draw.integers(0, 20, rows) * 100),
        "hours_overtime_holiday": decimals(np.zeros(rows, np.int64)),
    }
    some = np.flatnonzero(draw.random(workers) < 0.3)
    events = {
        "worker": names.take(pa.array(some)),
        "kind": pa.array(["demand_to_employer"] * len(some)),
        "date": pa.array(end[some] + 100),
    }
    return {
        n: pa.table(t) for n, t in (("employment", employment), ("pay", pay), ("events", events))
    }


class Wild:
    """Draws rows in which every fact of a pack may stand, with gaps."""

    def __init__(self, pack, seed=1):
        self.pack, self.draw = pack, random.Random(seed)
        self.words = texts_of(pack)

    def value(self, fact, start, end, gaps):
        """A value that the fact's declaration allows, or None."""
        draw, kind = self.draw, fact.type
        if draw.random() < gaps or kind.name == "month":
            return None
        if kind.kind == "bool":
            return draw.random() < 0.5
        if kind.kind == "date":
            near = end + timedelta(days=draw.randrange(-500, 500))
            return draw.choice(
                [start + timedelta(days=draw.randrange(-400, 4000)), near, start, end]
            )
        if kind.kind == "text":
            return draw.choice(kind.codes or self.words.get(fact.name) or ["x", "y"])
        if kind.exact:
            return f"{draw.randrange(-40, 200)}/{draw.choice([1, 2, 3, 12, 7])}"
        most = min(int(kind.most), draw.choice([1, 3, 12, 30, 400, 9000, 20_000]))
        least, scale = max(int(kind.least), -most), 10**kind.scale
        return Decimal(draw.randrange(least * scale, most * scale + 1)).scaleb(-kind.scale)

    def row(self, table, start, end, gaps, **given):
        """A row of a table."""
        for fact in self.pack.facts.values():
            if fact.table.name == table and fact.name != "on" and fact.column not in given:
                given[fact.column] = self.value(fact, start, end, gaps)
        return given

    def worker(self, name):
        """A spell, its pay months and events: one row a key."""
        draw = self.draw
        gaps = draw.choice([0, 0, 0.05, 0.25, 0.6])
        start = date(1995, 1, 1) + timedelta(days=draw.randrange(10_500))
        end = min(start + timedelta(days=draw.randrange(1, 9000)), date(2025, 6, 1))
        start = min(start, end - timedelta(days=draw.randrange(1, 300)))
        spell = self.row("employment", start, end, gaps, worker=name)
        for column, value in (("start", start), ("end", end)):
            if draw.random() > gaps / 2:
                spell[column] = value
        if draw.random() > gaps:
            spell["place"] = draw.choice(PLACES + OTHER_PLACES)
        pay, events = {}, {}
        for back in range(draw.choice([0, 1, 5, 14, 36])):
            index = end.year * 12 + end.month - 1 - back + draw.choice([0, 0, 1])
            month = date(index // 12, index % 12 + 1, 1)
            lack = gaps * draw.choice([0, 1])
            pay[month] = self.row("pay", start, end, lack, worker=name, month=month)
        for _ in range(draw.choice([0, 0, 1, 3])):
            event = self.row("events", start, end, 0, worker=name)
            events[event["date"], event["kind"]] = event
        return spell, list(pay.values()), list(events.values())


def wild(pack, workers, seed=1):
    """A roster of the Chinese pack in which anything may stand and anything be missing."""
    made = Wild(pack, seed)
    people = [made.worker(f"W{number:05d}") for number in range(workers)]
    return {
        "employment": [spell for spell, _, _ in people],
        "pay": [row for _, pay, _ in people for row in pay],
        "events": [row for _, _, events in people for row in events],
    }


def texts_of(pack):
    """Texts that rules compare a fact with."""
    found = {}
    for expr in walk(graph_of(pack).roots):
        if expr.op in ("eq", "in") and expr.args[0].op == "fact" and expr.args[0].kind == "text":
            texts = expr.data if expr.op == "in" else [expr.args[1].data]
            found.setdefault(expr.args[0].data.name, []).extend(t for t in texts if t)
    return found
