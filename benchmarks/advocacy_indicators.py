"""All indicators over a hundred thousand cases and ten thousand answers, by every group.

    python -m benchmarks advocacy_indicators

Bar: 30 s for the whole catalogue, tables in memory.
"""

import json
import time

import numpy as np
import pyarrow as pa

from gongyou.advocacy.indicators import catalogue
from gongyou.advocacy.indicators.compute import Source, compute

SIZES = {"cases": 100_000, "answers": 10_000, "members": 20_000, "promises": 2_000}
SIZES |= {"detentions": 500, "events": 10_000}
LEVELS = {"place": 21, "sector": 15, "size": 5, "sex": 2, "migrant": 2, "year": 8, "represents": 2}
BAR = 30.0


def main() -> None:
    """Print one JSON line."""
    chance = np.random.default_rng(2026)
    tables = {kind: _table(kind, size, chance) for kind, size in SIZES.items()}
    began, done, figures = time.process_time(), time.perf_counter(), 0
    for one in catalogue().values():
        for kind in one.tables:
            basis = {"answers": "sample", "events": "events"}.get(kind, "register")
            source = Source(kind, basis, tables[kind], {})
            for by in ("", *one.by):
                compute(one, source, by)
                figures += 1
    wall, cpu = time.perf_counter() - done, time.process_time() - began
    what = f"{len(catalogue())} indicators, {figures} figures, 100,000 cases + 10,000 answers"
    row = {"bench": "advocacy_indicators", "what": what, "ours": round(cpu, 1), "bar": BAR}
    print(json.dumps(row | {"wall": round(wall, 1), "kept": cpu <= BAR}))


def _table(kind: str, size: int, chance: np.random.Generator) -> pa.Table:
    columns: dict[str, pa.Array] = {}
    for name, levels in LEVELS.items():
        codes = chance.integers(0, levels, size)
        names = pa.array([f"{name}{n:02}" for n in range(levels)])
        columns[name] = pa.DictionaryArray.from_arrays(pa.array(codes), names).cast(pa.string())
    for one in catalogue().values():
        if kind not in one.tables:
            continue
        for name in one.columns:
            columns.setdefault(name, _column(name, one, size, chance))
    return pa.table(columns)


def _column(name: str, one, size: int, chance: np.random.Generator) -> pa.Array:
    unknown = chance.random(size) < 0.1
    if name in (one.uses.get("flag"), one.uses.get("where")) and "over" not in one.uses:
        return pa.array(chance.random(size) < 0.4, mask=unknown)
    if name == one.uses.get("of"):
        levels = np.array(one.uses["levels"])
        return pa.array(levels[chance.integers(0, len(levels), size)], mask=unknown)
    if name == one.uses.get("end"):
        return pa.array(chance.integers(0, 3, size).astype(float), mask=unknown)
    if name == one.uses.get("days"):
        return pa.array(chance.integers(0, 700, size).astype(float), mask=unknown)
    return pa.array(np.round(chance.lognormal(3, 0.8, size)), mask=unknown)


if __name__ == "__main__":
    main()
