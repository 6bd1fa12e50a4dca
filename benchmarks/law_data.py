"""Facts for the batch benchmark, made once for each size and kept as Parquet files.

Money is in fen and hours in hundredths, whole numbers for every peer.

All have the same 36 pay months, so that OpenFisca, which computes by calendar month, computes no
month in vain.
"""

import tempfile
from pathlib import Path

import duckdb
import pyarrow.parquet as pq

from benchmarks.law_rules import PLACES
from gongyou.law.datasets.cutting import without_gaps

FOLDER = Path(tempfile.gettempdir()) / "gongyou-bench-25"
MONTHS = 36

EMPLOYMENT = """
SELECT i AS worker,
  list_extract({places}, 1 + CAST(hash(i, 'place') % {n_places} AS INTEGER)) AS place,
  DATE '2012-01-01' + CAST(hash(i, 'start') % 4500 AS INTEGER) AS start,
  DATE '2025-05-01' + CAST(hash(i, 'end') % 31 AS INTEGER) AS "end",
  DATE '2012-01-01' + CAST(hash(i, 'start') % 4500 AS INTEGER)
    + CAST(hash(i, 'signed') % 500 AS INTEGER) AS signed,
  CAST(hash(i, 'leave') % 16 AS INTEGER) AS leave_untaken
FROM range({workers}) AS t(i)
"""
PAY = """
SELECT w.worker,
  CAST(DATE '2022-05-01' + to_months(CAST(m AS INTEGER)) AS DATE) AS month,
  CAST(150000 + hash(w.worker, m, 'base') % 600000 AS INTEGER) AS base_wage,
  CAST(150000 + hash(w.worker, m, 'due') % 900000 AS INTEGER) AS due,
  CAST(140000 + hash(w.worker, m, 'paid') % 900000 AS INTEGER) AS paid,
  CAST(hash(w.worker, m, 'w') % 8000 AS INTEGER) AS workday_hours,
  CAST(hash(w.worker, m, 'r') % 3200 AS INTEGER) AS restday_hours,
  CAST(hash(w.worker, m, 'h') % 1600 AS INTEGER) AS holiday_hours
FROM employment AS w, range({months}) AS t(m)
"""


def facts(workers: int) -> dict[str, Path]:
    """The Parquet files of this many workers, made if they are not there."""
    folder = FOLDER / str(workers)
    files = {name: folder / f"{name}.parquet" for name in ("employment", "pay")}
    if not all(f.exists() for f in files.values()):
        folder.mkdir(parents=True, exist_ok=True)
        _make(workers, files)
    return files


def _make(workers: int, files: dict[str, Path]) -> None:
    connection = duckdb.connect()
    connection.execute("SET enable_progress_bar = false").fetchall()
    connection.execute("SET preserve_insertion_order = false").fetchall()
    sql = EMPLOYMENT.format(places=PLACES, n_places=len(PLACES), workers=workers)
    connection.execute(f"CREATE TABLE employment AS {sql}").fetchall()
    connection.execute(f"COPY employment TO '{files['employment']}' (FORMAT parquet)").fetchall()
    pay = PAY.format(months=MONTHS)
    connection.execute(f"COPY ({pay}) TO '{files['pay']}.part' (FORMAT parquet)").fetchall()
    Path(f"{files['pay']}.part").rename(files["pay"])


def sorted_files(files: dict[str, Path], a_part: int = 50_000) -> dict[str, Path]:
    """The same rows in the workers' order, a row group a part, made if they are not there."""
    made = {name: path.with_name(f"{name}_in_order.parquet") for name, path in files.items()}
    if all(path.exists() for path in made.values()):
        return made
    for name, path in files.items():
        table = pq.read_table(path)
        keys = [("worker", "ascending")]
        keys += [("month", "ascending")] if name == "pay" else []
        rows = a_part * (MONTHS if name == "pay" else 1)
        pq.write_table(without_gaps(table.sort_by(keys)), made[name], row_group_size=rows)
    return made
