"""Means of 20 domains in a stratified cluster sample, beside R's survey package.

The table is in memory on both sides; describing the design counts, reading files does not.
"""

import shutil
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from pyarrow import csv

from gongyou import stats

R_SCRIPT = """
suppressMessages(library(survey))
answers <- read.csv(commandArgs(TRUE)[1])
took <- system.time({
  design <- svydesign(id = ~psu, strata = ~stratum, weights = ~w, data = answers, nest = TRUE)
  found <- svyby(~y, ~domain, design, svymean)
})
cat(format(c(took[["elapsed"]], found$y, found$se), digits = 17), sep = "\\n")
"""


def answers(size: int, seed: int = 1) -> pa.Table:
    """Answers of 50 strata with 40 clusters each, clusters alike inside, 20 domains."""
    random = np.random.default_rng(seed)
    stratum, psu = random.integers(0, 50, size), random.integers(0, 40, size)
    domain = random.integers(0, 20, size)
    alike = random.normal(size=(50, 40))[stratum, psu]
    y = alike + random.normal(size=size) + domain * 0.1
    weights = random.uniform(5, 30, size)
    return pa.table({"stratum": stratum, "psu": psu, "domain": domain, "y": y, "w": weights})


def ours(table: pa.Table) -> tuple[float, stats.Estimates]:
    """Seconds and estimates of our own."""
    start = time.perf_counter()
    design = stats.design(table, weights="w", strata="stratum", clusters="psu", nest=True)
    found = design.mean("y", by="domain")
    return time.perf_counter() - start, found


def of_r(table: pa.Table) -> tuple[float, np.ndarray] | None:
    """Seconds and numbers of R's survey package; None where R is not installed."""
    program = shutil.which("Rscript")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        data, script = Path(folder) / "answers.csv", Path(folder) / "domains.R"
        csv.write_csv(table, data)
        script.write_text(R_SCRIPT)
        done = subprocess.run(
            [program, str(script), str(data)], capture_output=True, text=True, check=True
        )
    numbers = np.array([float(line) for line in done.stdout.split()])
    return float(numbers[0]), numbers[1:]


def run(size: int = 1_000_000) -> list[dict[str, Any]]:
    """One row for the time, one for the largest relative difference of the numbers."""
    table = answers(size)
    seconds = min(ours(table)[0] for _ in range(3))
    found = ours(table)[1]
    peer = of_r(table)
    name = f"stats: 20 domains, stratified clusters, {size:,} answers"
    rows = [
        {
            "bench": name,
            "what": "time",
            "value": seconds,
            "unit": "s",
            "peer": "R survey",
            "peer_value": None if peer is None else peer[0],
            "ratio": None if peer is None else peer[0] / seconds,
        }
    ]
    if peer is not None:
        mine = np.concatenate([found.values, found.errors])
        apart = float(np.abs(mine / peer[1] - 1).max())
        rows.append(
            {
                "bench": name,
                "what": "largest relative difference",
                "value": apart,
                "unit": "",
                "peer": "R survey",
                "peer_value": 0.0,
                "ratio": None,
            }
        )
    return rows


if __name__ == "__main__":
    for row in run():
        print(row)
