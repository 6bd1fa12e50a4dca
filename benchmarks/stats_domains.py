"""Means of 20 domains in a stratified cluster sample, beside R's survey package.

The table is in memory on both sides; describing the design counts, reading files does not.
"""

import argparse
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from benchmarks.report import say
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


def run(size: int = 1_000_000) -> None:
    """Measure, and say how far the numbers are from R's."""
    table = answers(size)
    seconds = min(ours(table)[0] for _ in range(3))
    found = ours(table)[1]
    peer = of_r(table)
    apart, their = None, None
    if peer is not None:
        their, numbers = peer
        apart = float(np.abs(np.concatenate([found.values, found.errors]) / numbers - 1).max())
    say(
        "stats_domains",
        f"20 domains, stratified clusters, {size:,} answers, seconds, beside R survey",
        ours=seconds,
        peer=their,
        ratio=their and their / seconds,
        bar="5 s and sooner than R",
        kept=seconds <= 5 and (their is None or seconds < their),
        largest_relative_difference=apart,
    )


def main() -> None:
    """A million answers, or fewer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    run(10_000 if parser.parse_args().quick else 1_000_000)


if __name__ == "__main__":
    main()
