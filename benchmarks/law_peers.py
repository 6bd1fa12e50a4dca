"""The same nine rules as others would write them: SQL by hand, and OpenFisca in two ways.

Each way runs in a process of its own (`python -m benchmarks.law_peers WAY WORKERS`) and prints
one JSON line: seconds, peak memory, and the sum of every result in fen.
"""

import json
import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from benchmarks.law_data import MONTHS, facts, sorted_files
from benchmarks.law_rules import PLACES, average_wages, law, minimum_wages
from benchmarks.report import peak_gib
from gongyou.law.engine.compile.entitlements import DUE
from gongyou.law.engine.compile.law import family_of
from gongyou.law.engine.run.feed import feed
from gongyou.law.engine.run.many import bound_of, compute, for_roster

ITEMS = ("severance", "overtime", "unpaid", "shortfall", "double_wage", "leave")
ON = date(2025, 6, 1)

# --- ours --------------------------------------------------------------------------------------


def of_gongyou(files: dict[str, Path]) -> tuple[float, dict[str, int], float]:
    """The compiled law from the same files, missing names included."""
    began = time.perf_counter()
    sums: dict[str, int] = {}
    _add(sums, {name: str(path) for name, path in files.items()})
    return time.perf_counter() - began, sums, 0.0


def in_parts(files: dict[str, Path]) -> tuple[float, dict[str, int], float]:
    """The same from files sorted by worker, a part at a time."""
    tables = {name: pq.ParquetFile(path) for name, path in sorted_files(files).items()}
    began = time.perf_counter()
    sums: dict[str, int] = {}
    for group in range(tables["employment"].num_row_groups):
        _add(sums, {name: file.read_row_group(group) for name, file in tables.items()})
    return time.perf_counter() - began, sums, 0.0


def _add(sums: dict[str, int], tables: dict[str, Any]) -> None:
    """Fen a rule, of some workers, to those of others."""
    family = family_of(law)
    bound = bound_of(family, law)
    fed = feed(bound, tables, units=True)
    results = compute(for_roster(family, law, fed), bound, fed, ON, {})
    for number, code in enumerate(results.codes):
        due = results.amount[number][results.status[number] == DUE]
        sums[code] = sums.get(code, 0) + int(due.sum()) // 100


# --- SQL by hand -------------------------------------------------------------------------------

BY_HAND = """
WITH terms AS (
  SELECT worker, place, start, "end", leave_untaken,
    CAST(date_trunc('month', "end") AS DATE) AS until_month,
    CAST(date_trunc('month', "end") - INTERVAL 12 MONTH AS DATE) AS from_month,
    CAST(start + INTERVAL 1 MONTH AS DATE) AS second_from,
    least(signed - 1, CAST(start + INTERVAL 12 MONTH AS DATE) - 1, "end") AS second_to,
    "end" + 1 AS after
  FROM employment
),
sums AS (
  SELECT p.worker,
    sum(p.due) FILTER (WHERE month >= from_month AND month < until_month) AS year_due,
    count(*) FILTER (WHERE month >= from_month AND month < until_month) AS year_months,
    sum(CAST(base_wage AS BIGINT) * (workday_hours * 15 + restday_hours * 20
      + holiday_hours * 30)) AS overtime_parts,
    sum(greatest(due - paid, 0)) AS unpaid,
    sum(greatest(m.value - due, 0)) AS shortfall,
    coalesce(sum(due) FILTER (WHERE month BETWEEN second_from AND second_to), 0) AS second_wage
  FROM pay AS p JOIN terms AS t ON p.worker = t.worker
  JOIN monthly AS m ON m.place = t.place AND m.month_start = p.month
  GROUP BY p.worker
),
served AS (
  SELECT t.worker, t.place, t."end", t.leave_untaken, s.*  EXCLUDE (worker),
    (year(after) - year(start)) * 12 + month(after) - month(start)
      - CASE WHEN day(after) < least(day(start), day(last_day(after))) THEN 1 ELSE 0 END AS months,
    start
  FROM terms AS t JOIN sums AS s ON s.worker = t.worker
),
counted AS (
  SELECT *, months // 12 * 2 + CASE WHEN months % 12 >= 6 THEN 2
      WHEN months % 12 > 0 OR CAST(start + to_months(CAST(months AS INTEGER)) AS DATE) <= "end"
      THEN 1 ELSE 0 END AS half_years,
    CAST(year_due AS BIGINT) AS year_fen
  FROM served
),
priced AS (
  SELECT c.*, greatest(year_fen, w.value * 100 * year_months) AS wage_fen, a.value * 300 AS ceiling
  FROM counted AS c
  JOIN minimum_wage AS w ON w.place = c.place AND c."end" BETWEEN w.d1 AND w.d2
  JOIN local_average AS a ON a.place = c.place
    AND make_date(year(c."end") - 1, 12, 31) BETWEEN a.d1 AND a.d2
)
SELECT worker,
  CASE WHEN wage_fen > ceiling * year_months THEN ceiling * least(half_years, 24) // 2
    ELSE (wage_fen * half_years + year_months) // (2 * year_months) END AS severance,
  CAST((overtime_parts + 87000) // 174000 AS BIGINT) AS overtime,
  CAST(unpaid AS BIGINT) AS unpaid,
  CAST(shortfall AS BIGINT) AS shortfall,
  CAST(second_wage AS BIGINT) AS double_wage,
  (2 * year_fen * leave_untaken * 200 + year_months * 2175) // (2 * year_months * 2175) AS leave
FROM priced
"""


def _intervals(rows: list[dict]) -> pa.Table:
    """Figures with the day before the next as their end."""
    made = []
    for place in PLACES:
        mine = [r for r in rows if r["place"] == place]
        ends = [r["valid_from"] for r in mine[1:]] + ["9999-12-31"]
        for row, end in zip(mine, ends, strict=True):
            first = date.fromisoformat(row["valid_from"])
            last = date.fromordinal(date.fromisoformat(end).toordinal() - 1)
            made.append({"place": place, "d1": first, "d2": last, "value": int(row["value"])})
    return pa.Table.from_pylist(made)


def by_hand(files: dict[str, Path]) -> tuple[float, dict[str, int], float]:
    """What a careful person writes for exactly this."""
    connection = duckdb.connect()
    minimum, average = _intervals(minimum_wages()), _intervals(average_wages())
    began = time.perf_counter()
    for name, given in (("minimum", minimum), ("average", average)):
        connection.register(name, given)
    for statement in (
        "CREATE TABLE minimum_wage AS SELECT * FROM minimum",
        "CREATE TABLE local_average AS SELECT * FROM average",
        "CREATE TABLE monthly AS SELECT place, CAST(m AS DATE) AS month_start, "
        "CAST(value * 100 AS INTEGER) AS value FROM minimum_wage, "
        "range(DATE '2015-07-01', DATE '2026-01-01', INTERVAL 1 MONTH) AS r(m) "
        "WHERE m BETWEEN d1 AND d2",
        f"CREATE VIEW employment AS FROM read_parquet('{files['employment']}')",
        f"CREATE VIEW pay AS FROM read_parquet('{files['pay']}')",
    ):
        connection.execute(statement).fetchall()
    table = connection.sql(BY_HAND).to_arrow_table()
    took = time.perf_counter() - began
    return took, {i: sum(table[i].to_numpy().astype(object).tolist()) for i in ITEMS}, 0.0


# --- OpenFisca ---------------------------------------------------------------------------------


def of_openfisca(files: dict[str, Path], tuned: bool) -> tuple[float, dict[str, int], float]:
    """OpenFisca-core, with its own parameters or with look-ups by hand (`tuned`)."""
    from benchmarks.law_openfisca import simulate

    return simulate(files, tuned=tuned, months=MONTHS)


WAYS = {
    "gongyou": of_gongyou,
    "gongyou_sorted": in_parts,
    "sql_by_hand": by_hand,
    "openfisca": lambda files: of_openfisca(files, False),
    "openfisca_tuned": lambda files: of_openfisca(files, True),
}


def main() -> None:
    """Run one way and print what it took."""
    way, workers = sys.argv[1], int(sys.argv[2])
    files = facts(workers)
    sorted_files(files)  # made once, outside of what is measured
    pa.array([1]).to_pandas()  # Arrow looks for pandas once, whoever asks
    began = time.process_time()
    took, sums, ready = WAYS[way](files)
    found: dict[str, Any] = {"way": way, "workers": workers, "seconds": took, "prepare": ready}
    found["processor"] = time.process_time() - began
    found |= {"peak_gib": peak_gib(), "fen": {k: int(v) for k, v in sums.items()}}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
