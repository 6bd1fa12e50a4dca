"""Who computes the parts: threads of this program, a Dask cluster, a Spark cluster.

Only names of parts travel out and summaries back; each worker reads and writes its own files.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import asdict
from itertools import islice
from typing import Any

from .job import DatasetJob, Summary, one_part

Engine = Callable[[DatasetJob, list[str], str | None], Iterator[Summary]]


def by_threads(job: DatasetJob, parts: list[str], address: str | None) -> Iterator[Summary]:
    """Threads of this program; `address` says how many."""
    hands = int(address or os.cpu_count() or 1)
    with ThreadPoolExecutor(hands) as pool:
        todo = iter(parts)
        running = {pool.submit(one_part, job, part) for part in islice(todo, hands)}
        while running:
            finished = next(as_completed(running))
            running.remove(finished)
            part = next(todo, None)
            if part is not None:
                running.add(pool.submit(one_part, job, part))
            yield finished.result()


def by_dask(job: DatasetJob, parts: list[str], address: str | None) -> Iterator[Summary]:
    """A Dask scheduler at an address, or one of this machine's own."""
    from distributed import Client
    from distributed import as_completed as completed

    with Client(address) if address else Client(processes=True, threads_per_worker=1) as client:
        futures = client.map(one_part, [job] * len(parts), parts, pure=False)
        names = dict(zip(futures, parts, strict=True))
        for future in completed(futures):
            if future.status == "finished":
                yield future.result()
            else:
                yield Summary(names[future], error=repr(future.exception()))


def by_spark(job: DatasetJob, parts: list[str], address: str | None) -> Iterator[Summary]:
    """A Spark master at an address, or this machine's cores; it gives a lost part to others."""
    from pyspark.sql import SparkSession

    # The program's own Python, at the same path on every machine, unless one is named.
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(address or "local[*]").appName("gongyou claims")
    builder = builder.config("spark.python.worker.reuse", "true")
    session = builder.config("spark.ui.enabled", "false").getOrCreate()
    try:
        context = session.sparkContext
        asked = context.parallelize([(job, part) for part in parts], len(parts))
        for found in asked.map(_travelling).toLocalIterator(prefetchPartitions=True):
            yield Summary(**found)
    finally:
        session.stop()


def _travelling(asked: tuple[DatasetJob, str]) -> dict[str, Any]:
    return asdict(one_part(*asked))


ENGINES: dict[str, Engine] = {"threads": by_threads, "dask": by_dask, "spark": by_spark}


def run_parts(
    engine: str, job: DatasetJob, parts: list[str], address: str | None = None
) -> Iterator[Summary]:
    """The summaries of all parts, as they are done."""
    return ENGINES[engine](job, parts, address)
