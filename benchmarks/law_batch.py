"""A roster and a city: nine common rules over workers and 36 pay months, beside their peers.

    python -m benchmarks.law_batch [--sizes 10000 100000 1000000] [--rounds 3] [--quick]

Each way runs in a process of its own, in turn, and the best of some rounds counts: processor
seconds from the Parquet files to every worker's results. Ours twice: from the files as they were
made, whose pay rows lie in no order, and from the same rows sorted by worker, as the parts of a
dataset are. For OpenFisca, which wants an array a month and
variable, `rules_only` says what of it is left without reading the files. All must give the same
fen (OpenFisca, which computes in float32: nearly).
"""

import argparse
import json
import subprocess
import sys
from typing import Any

from benchmarks.law_data import MONTHS, facts
from benchmarks.report import say

WAYS = ("gongyou", "gongyou_sorted", "sql_by_hand", "openfisca", "openfisca_tuned")
BARS = {
    ("gongyou_sorted", "sql_by_hand"): ("at most 0.8 of it", 1 / 0.8),
    ("gongyou", "sql_by_hand"): ("at most 1.3 of it", 1 / 1.3),
    ("gongyou_sorted", "openfisca"): ("12 times as fast", 12.0),
    ("gongyou_sorted", "openfisca_tuned"): ("3 times as fast", 3.0),
}
NEARLY = 1e-4


def measure(workers: int, rounds: int) -> dict[str, dict[str, Any]]:
    """The best of each way's rounds."""
    best: dict[str, dict[str, Any]] = {}
    for _ in range(rounds):
        for way in WAYS:
            command = [sys.executable, "-m", "benchmarks.law_peers", way, str(workers)]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
            found = json.loads(done.stdout.splitlines()[-1])
            found["rules_only"] = found["seconds"]
            found["seconds"] += found["prepare"]
            if way not in best or found["processor"] < best[way]["processor"]:
                best[way] = found
    return best


def agrees(one: dict[str, int], other: dict[str, int], exactly: bool) -> bool:
    """Whether the sums of every item are the same, or nearly."""
    if exactly:
        return one == other
    return all(abs(one[k] - other[k]) <= NEARLY * one[k] for k in one)


def report(workers: int, best: dict[str, dict[str, Any]]) -> None:
    """One line a peer, and one for memory."""
    judged = workers >= 1_000_000
    for (way, peer), (bar, least) in BARS.items():
        ours, theirs = best[way], best[peer]
        ratio = theirs["processor"] / ours["processor"]
        same = agrees(ours["fen"], theirs["fen"], exactly=peer == "sql_by_hand")
        say(
            "law_batch",
            f"{workers:,} workers x {MONTHS} months, processor seconds, {way} beside {peer}",
            ours=ours["processor"],
            peer=theirs["processor"],
            ratio=ratio,
            same_fen=same,
            seconds=[ours["seconds"], theirs["seconds"]],
            peer_rules_only=theirs["rules_only"],
            bar=bar if judged else None,
            kept=(ratio >= least and same) if judged else same,
        )
    ours = best["gongyou_sorted"]
    say(
        "law_batch",
        f"{workers:,} workers: peak memory, GiB (beside SQL by hand)",
        ours=ours["peak_gib"],
        peer=best["sql_by_hand"]["peak_gib"],
        openfisca=best["openfisca"]["peak_gib"],
        bar="at most 2" if judged else None,
        kept=ours["peak_gib"] <= 2,
    )


def main() -> None:
    """Measure the sizes asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    sizes, rounds = ([10_000], 1) if asked.quick else (asked.sizes, asked.rounds)
    for workers in sizes:
        facts(workers)
        report(workers, measure(workers, rounds))


if __name__ == "__main__":
    main()
