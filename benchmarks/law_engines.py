"""The nine rules on DuckDB, PostgreSQL and Spark in local mode: the same cents, and how long.

PostgreSQL is a throw-away server from Debian's packages.
"""

import argparse
import time
from typing import Any

from benchmarks.law_data import facts
from benchmarks.law_peers import ON
from benchmarks.law_rules import law
from benchmarks.report import say
from gongyou.law.engine.batch import run
from gongyou.law.engine.prepare import Prepared, prepare
from gongyou.law.engine.servers import Postgres, Spark
from tests.postgres import server

DEFAULT = [("default", {})]


def cents(table: Any) -> list[tuple]:
    """Every worker's amounts, in one order."""
    columns = ("worker", "entitlement", "status", "amount")
    return sorted(zip(*(table[c].to_pylist() for c in columns), strict=True))


def on_postgres(prepared: Prepared) -> tuple[float, list[tuple]]:
    """Seconds of the query after loading, and the cents."""
    with server() as url, Postgres(url) as database:
        database.load(prepared)
        began = time.perf_counter()
        made = database.run(prepared, DEFAULT, load=False)
        return time.perf_counter() - began, cents(made)


def on_spark(prepared: Prepared) -> tuple[float, list[tuple]]:
    """The same on Spark."""
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.master("local[2]").config("spark.ui.enabled", "false")
    quiet = builder.config("spark.ui.showConsoleProgress", "false")
    session = quiet.config("spark.sql.shuffle.partitions", "2").getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    try:
        engine = Spark(session)
        engine.load(prepared)
        engine.run(prepared, DEFAULT, load=False)
        began = time.perf_counter()
        made = engine.run(prepared, DEFAULT, load=False)
        return time.perf_counter() - began, cents(made)
    finally:
        session.stop()


def main() -> None:
    """Compare the engines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=10_000)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    workers = 1000 if asked.quick else asked.workers
    files = {k: f"read_parquet('{v}')" for k, v in facts(workers).items()}
    prepared = prepare(law, files, ON, smallest_units=True)
    began = time.perf_counter()
    ours = cents(run(prepared, DEFAULT))
    duckdb = time.perf_counter() - began
    for name, way in (("PostgreSQL", on_postgres), ("Spark", on_spark)):
        took, theirs = way(prepared)
        say(
            "law_engines",
            f"{workers:,} workers, nine rules: {name} gives the same cents as DuckDB",
            ours=duckdb,
            peer=took,
            bar="the same cents",
            kept=ours == theirs,
        )


if __name__ == "__main__":
    main()
