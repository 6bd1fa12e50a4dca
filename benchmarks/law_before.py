"""The law as it was computed before it was compiled: commit 04e4e70, in a folder of its own.

What stands here is run with that commit's code instead of ours: `whole` computes the whole Chinese
pack by columns in parts of 20,000 workers, `offers` is its roster with five offers, `one` a claim.
"""

import json
import os
import resource
import subprocess
import sys
import time
from datetime import date
from importlib import import_module
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

COMMIT, ON, PART = "04e4e70", date(2024, 12, 1), 20_000
TABLES = ("employment", "pay", "events")


def before(way: str, argument: str) -> dict[str, Any]:
    """What a way of the commit measured, in a process of its own."""
    from benchmarks.commits import checked_out

    folder = checked_out(COMMIT)
    command = [sys.executable, __file__, way, argument]
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


def whole(folder: str) -> dict[str, Any]:
    """The whole pack over files whose rows lie in the workers' order."""
    load_pack = import_module("gongyou.law").load_pack
    run_columns = import_module("gongyou.law.engine.columns").run_columns
    prepare = import_module("gongyou.law.engine.prepare").prepare
    pack = load_pack("cn")
    pa.array([1]).to_pandas()
    began, rows = time.process_time(), 0
    tables = {n: pq.read_table(f"{folder}/{n}.parquet") for n in TABLES}
    workers = tables["employment"].num_rows
    months = tables["pay"].num_rows // workers
    for first in range(0, workers, PART):
        part = {
            "employment": tables["employment"].slice(first, PART),
            "pay": tables["pay"].slice(first * months, PART * months),
        }
        rows += run_columns(prepare(pack, part, ON), [("default", {})]).num_rows
    took = time.process_time() - began
    return {"processor": took, "rows": rows, "codes": list(pack.entitlements)}


def offers(workers: str) -> dict[str, Any]:
    """Claims and five offers for everybody."""
    from benchmarks.law_roster import roster, with_offers

    tables = roster(int(workers))
    with_offers(tables)
    spans = []
    for _ in range(5):
        began, wall = time.process_time(), time.perf_counter()
        with_offers(tables)
        spans.append((time.process_time() - began, time.perf_counter() - wall))
    return {"processor": min(spans)[0], "seconds": min(s for _, s in spans)}


def one(rounds: str) -> dict[str, Any]:
    """A claim, and a claim with every step read."""
    from benchmarks.law_one import claim, explained, load_pack, worker

    pack, facts = load_pack("cn"), worker()

    def median(read: bool) -> float:
        spans = []
        for _ in range(int(rounds)):
            began = time.thread_time()
            made = claim(facts, pack, ON)
            if read:
                explained(made)
            spans.append(time.thread_time() - began)
        return sorted(spans)[len(spans) // 2] * 1000

    return {"ms": median(read=False), "and_all_read_ms": median(read=True)}


WAYS = {"whole": whole, "offers": offers, "one": one}

if __name__ == "__main__":
    found = WAYS[sys.argv[1]](sys.argv[2])
    found["peak_gib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps(found))
