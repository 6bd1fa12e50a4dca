"""A dataset's parts handed out by threads, Dask, and a Spark cluster of which a worker is killed.

Spark runs standalone with two workers on this machine's loopback; one is killed when a third of the
parts are done. All must give the same cents and the same counts, part by part.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.law_before import ON
from benchmarks.law_whole import FOLDER
from benchmarks.report import say

MASTER_PORT = 17_077


def dataset(workers: int, parts: int) -> Path:
    """Small parts, so that a worker dies among them."""
    import pyarrow.parquet as pq

    from tests.law.engine.wild import plain

    folder = FOLDER / f"clusters-{workers}-{parts}"
    for number in range(parts):
        part = folder / f"part={number:05d}"
        if part.exists():
            continue
        part.mkdir(parents=True)
        for name, table in plain(workers // parts, seed=number).items():
            names = [[f"{number}-{w}" for w in table["worker"].to_pylist()]]
            pq.write_table(table.set_column(0, "worker", names), part / f"{name}.parquet")
    return folder


def started(folder: Path, results: Path, *more: str) -> subprocess.Popen:
    """The command, begun."""
    shutil.rmtree(results, ignore_errors=True)
    command = [sys.executable, "-m", "gongyou.cli", "claims", str(folder), "--on", str(ON)]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.Popen([*command, "--out", str(results), *more], **quiet)


def sums(results: Path) -> dict[str, tuple]:
    """What each part came to."""
    held = [json.loads(p.read_text()) for p in results.glob("*/summary.json")]
    return {h["part"]: (h["workers"], h["counts"], h["sums"]) for h in held}


@contextmanager
def spark_cluster() -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """A master and two workers on loopback."""
    import pyspark

    home = Path(pyspark.__file__).parent
    scratch = FOLDER / "spark"
    scratch.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
    }
    address = f"spark://127.0.0.1:{MASTER_PORT}"
    package = "org.apache.spark.deploy"

    def begin(*words: str) -> subprocess.Popen:
        command = [str(home / "bin" / "spark-class"), *words]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        return subprocess.Popen(
            command, env=environment, cwd=scratch, start_new_session=True, **quiet
        )

    master = begin(
        f"{package}.master.Master", "--host", "127.0.0.1", "--port", str(MASTER_PORT),
        "--webui-port", "0",
    )  # fmt: skip
    time.sleep(6)
    workers = [
        begin(
            f"{package}.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g",
            "--webui-port", "0", "--work-dir", str(scratch / f"work{n}"), address,
        )
        for n in range(2)
    ]  # fmt: skip
    try:
        yield address, workers
    finally:
        for process in (*workers, master):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def by_spark(folder: Path, results: Path, parts: int) -> tuple[float, bool]:
    """With a worker killed midway; seconds, and whether it was midway."""
    with spark_cluster() as (address, workers):
        began = time.perf_counter()
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        running = started(folder, results, "--engine", "spark", "--address", address)
        while running.poll() is None and len(sums(results)) < parts // 3:
            time.sleep(0.2)
        midway = running.poll() is None
        os.killpg(workers[0].pid, signal.SIGKILL)
        running.wait(900)
        return time.perf_counter() - began, midway and running.returncode == 0


def main() -> None:
    """Measure and judge: the same cents."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=40_000)
    parser.add_argument("--parts", type=int, default=24)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    workers, parts = (2400, 12) if asked.quick else (asked.workers, asked.parts)
    folder = dataset(workers, parts)
    places = {name: FOLDER / f"clusters-by-{name}" for name in ("threads", "dask", "spark")}
    took = {}
    for name in ("threads", "dask"):
        began = time.perf_counter()
        started(folder, places[name], "--engine", name).wait(900)
        took[name] = time.perf_counter() - began
    took["spark"], killed = by_spark(folder, places["spark"], parts)
    expected = sums(places["threads"])
    for name in ("dask", "spark"):
        same = sums(places[name]) == expected and len(expected) == parts
        say(
            "law_clusters",
            f"{workers:,} workers in {parts} parts by {name}"
            + (", a worker killed midway" if name == "spark" else ""),
            ours=took[name],
            peer=took["threads"],
            same_cents=same,
            bar="the same cents",
            kept=same and (killed or name != "spark"),
        )


if __name__ == "__main__":
    main()
