"""More workers than memory holds: parts cut once, computed one by one, resumed after a kill.

1. all parts together are what the roster is at once, to the cent and result by result
2. what is wrong is refused by name and part before anything is computed
3. a part that fails is named, the others finish; a second run does only what is missing
4. whatever moment the program is killed at, the next run gives the same sums
"""

import os
import pickle
import signal
import subprocess
import sys
from decimal import Decimal

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
import typer
from typer.testing import CliRunner

from gongyou.law import claims, load_pack
from gongyou.law.commands import register
from gongyou.law.datasets import DatasetError, cut, job, look
from gongyou.law.datasets.cutting import without_gaps
from gongyou.law.datasets.places import Place
from tests.law.engine.wild import plain, wild

CN, ON = load_pack("cn"), "2024-12-01"
WORKERS, A_PART = 60, 20
SOAK = bool(os.environ.get("GONGYOU_SOAK"))
APP = typer.Typer()
register(APP)


@pytest.fixture(scope="module")
def roster():
    return plain(WORKERS, months=6)


@pytest.fixture
def dataset(tmp_path, roster):
    """The roster's files, unsorted, cut into parts."""
    source = tmp_path / "source"
    source.mkdir()
    for name, table in roster.items():
        mixed = table.take(pa.array([*range(1, table.num_rows, 2), *range(0, table.num_rows, 2)]))
        pq.write_table(mixed, source / f"{name}.parquet")
    place = Place(str(tmp_path / "data"))
    (*_, last) = cut(source, place, CN, A_PART)
    assert last == (3, 3)
    return tmp_path / "data"


def job_of(dataset, **more):
    """What the command would ask of the parts."""
    held = look(Place(str(dataset)), CN)
    files = tuple((p, tuple(sorted(f.items()))) for p, f in held.files.items())
    given = {"absent": tuple(held.given.absent), "complete": tuple(held.given.complete)}
    asked = {"law": "cn", "on": ON, "readings": (("default", ()),), "dataset": str(dataset)}
    return job.DatasetJob(**asked, results=f"{dataset}-claims", files=files, **given, **more)


def run(dataset, *more):
    """The command, in English."""
    return CliRunner().invoke(APP, ["claims", str(dataset), "--on", ON, "--lang", "en", *more])


def results(dataset):
    """All results, in an order of their own."""
    parts = sorted((dataset.parent / f"{dataset.name}-claims").glob("part=*/claims.parquet"))
    tables = [pq.read_table(path, partitioning=None) for path in parts]
    return in_order(pa.concat_tables(t.unify_dictionaries() for t in tables))


def in_order(table):
    rows = table.to_pylist()
    return sorted(rows, key=lambda row: (row["worker"], row["entitlement"]))


def test_all_parts_are_what_the_roster_is_at_once(dataset, roster):
    done = run(dataset)
    assert done.exit_code == 0, done.output
    assert results(dataset) == in_order(claims(roster, "cn", job.date.fromisoformat(ON)))


def test_the_sums_shown_are_those_of_the_roster(dataset, roster):
    asked = job_of(dataset)
    summaries = [job.one_part(asked, part) for part, _ in asked.files]
    assert [summary.error for summary in summaries] == [None] * 3
    assert sum(summary.workers for summary in summaries) == WORKERS
    whole = claims(roster, "cn", job.date.fromisoformat(ON))
    for code, (counted, total) in job.totals(summaries, "default").items():
        mine = whole.filter(pc.equal(whole["entitlement"].cast(pa.string()), code))
        statuses = mine["status"].to_pylist()
        assert counted[0] == statuses.count("amount")
        assert total == (pc.sum(mine["amount"]).as_py() or Decimal(0))


def test_parts_hold_whole_workers_each_once(dataset, roster):
    seen = []
    for part in sorted(dataset.iterdir()):
        mine = pq.read_table(part / "employment.parquet", partitioning=None)["worker"].to_pylist()
        theirs = pq.read_table(part / "pay.parquet", partitioning=None)["worker"].to_pylist()
        assert mine == sorted(mine) and list(dict.fromkeys(theirs)) == mine
        seen += mine
    assert sorted(seen) == sorted(roster["employment"]["worker"].to_pylist())


def test_a_part_declares_the_columns_without_gaps_and_no_others():
    given = pa.table({"worker": ["a", "b"], "due": [1, None], "paid": [2, 3]})
    declared = without_gaps(given)
    assert [field.nullable for field in declared.schema] == [False, True, False]
    assert declared.to_pylist() == given.to_pylist()


def test_wild_facts_come_out_the_same_in_parts_of_csv(tmp_path):
    from pyarrow import csv

    tables = wild(CN, 24, seed=5)
    for number, workers in enumerate((range(12), range(12, 24))):
        names = {tables["employment"][n]["worker"] for n in workers}
        folder = tmp_path / "data" / f"part={number}"
        folder.mkdir(parents=True)
        for name, rows in tables.items():
            mine = [row for row in rows if row["worker"] in names]
            if mine:
                csv.write_csv(pa.Table.from_pylist(mine), folder / f"{name}.csv")
    done = run(tmp_path / "data")
    assert done.exit_code == 0, done.output
    assert results(tmp_path / "data") == in_order(claims(tables, "cn", job.date.fromisoformat(ON)))


# --- refused before anything is computed ------------------------------------------------------


def change(dataset, part, table, make):
    """Write a table of a part anew."""
    path = dataset / part / f"{table}.parquet"
    pq.write_table(make(pq.read_table(path, partitioning=None)), path)


@pytest.mark.parametrize(
    ("part", "table", "make", "said"),
    [
        (
            "part=00001",
            "pay",
            lambda t: t.drop_columns(["worker"]),
            "part=00001: pay lacks .*worker",
        ),
        (
            "part=00002",
            "pay",
            lambda t: t.set_column(2, "due", pa.array([True] * t.num_rows)),
            "part=00002: pay.due is bool, but money is declared",
        ),
        (
            "part=00000",
            "employment",
            lambda t: t.set_column(2, "start", pa.array(range(t.num_rows))),
            "part=00000: employment.start is int64",
        ),
    ],
)
def test_a_wrong_key_or_type_is_refused_with_its_part(dataset, part, table, make, said):
    change(dataset, part, table, make)
    with pytest.raises(DatasetError, match=said):
        look(Place(str(dataset)), CN)
    assert run(dataset).exit_code == 3
    assert not (dataset.parent / "data-claims").exists()


def test_a_worker_in_two_parts_is_refused_with_both(dataset):
    twin = pq.read_table(dataset / "part=00000/employment.parquet", partitioning=None).slice(0, 1)
    change(dataset, "part=00002", "employment", lambda t: pa.concat_tables([t, twin]))
    name = twin["worker"][0].as_py()
    with pytest.raises(DatasetError, match=f"{name} stands 2 times, in part=00000, part=00002"):
        look(Place(str(dataset)), CN)


def test_a_part_without_workers_and_a_file_that_is_none_are_refused(dataset):
    (dataset / "part=00001/pay.parquet").write_bytes(b"no parquet")
    with pytest.raises(DatasetError, match=r"part=00001/pay.parquet cannot be read"):
        look(Place(str(dataset)), CN)
    (dataset / "part=00001/employment.parquet").unlink()
    with pytest.raises(DatasetError, match="part=00001: the table employment is not there"):
        look(Place(str(dataset)), CN)


def test_errors_are_said_in_chinese_too(dataset):
    change(dataset, "part=00001", "pay", lambda t: t.drop_columns(["worker"]))
    done = CliRunner().invoke(APP, ["claims", str(dataset), "--lang", "zh-hans"])
    assert "part=00001：表 pay 缺少主键列 worker" in done.output


def test_results_of_another_day_are_not_mixed(dataset):
    assert run(dataset).exit_code == 0
    done = CliRunner().invoke(APP, ["claims", str(dataset), "--on", "2023-01-01", "--lang", "en"])
    assert done.exit_code == 3 and "another law, day or reading" in done.output


# --- what fails, what is killed ----------------------------------------------------------------


def test_a_part_that_fails_is_named_and_only_it_is_computed_again(dataset):
    path = dataset / "part=00001" / "pay.parquet"
    good = path.read_bytes()
    due = lambda t: pa.array([Decimal(-(10**9))] * t.num_rows, pa.decimal128(18, 2))  # noqa: E731
    change(dataset, "part=00001", "pay", lambda t: t.set_column(2, "due", due(t)))
    done = run(dataset)
    assert done.exit_code == 4
    assert "part=00001 failed: FactError: pay.due:" in done.output
    folder = dataset.parent / "data-claims"
    assert {p.parent.name for p in folder.glob("*/summary.json")} == {"part=00000", "part=00002"}
    before = {p: p.stat().st_mtime_ns for p in folder.glob("*/claims.parquet")}
    path.write_bytes(good)
    assert run(dataset).exit_code == 0
    assert {p: p.stat().st_mtime_ns for p in before} == before
    assert len(list(folder.glob("*/summary.json"))) == 3


def test_a_part_whose_facts_changed_is_computed_again(dataset):
    assert run(dataset).exit_code == 0
    change(dataset, "part=00002", "employment", lambda t: t.slice(1))
    change(dataset, "part=00002", "pay", lambda t: t.slice(6))
    change(dataset, "part=00002", "events", lambda t: t.slice(0, 0))
    assert run(dataset).exit_code == 0
    assert len({row["worker"] for row in results(dataset)}) == WORKERS - 1


DYING = """
import os, pickle, signal, sys
from gongyou.law.datasets import job
from gongyou.law.datasets.places import Place
seen, last = 0, int(sys.argv[2])
def dying(call):
    def counted(*about):
        global seen
        seen += 1
        if seen == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*about)
    return counted
Place.temporary, Place.keep = dying(Place.temporary), dying(Place.keep)
asked = pickle.loads(bytes.fromhex(sys.argv[1]))
for part, _ in asked.files:
    job.one_part(asked, part)
"""


@pytest.mark.parametrize("moment", range(1, 13) if SOAK else (4, 6))
def test_killed_at_any_moment_the_next_run_gives_the_same(dataset, roster, moment):
    """Four moments a part: before and after its results, before and after its summary."""
    asked = pickle.dumps(job_of(dataset)).hex()
    died = subprocess.run([sys.executable, "-c", DYING, asked, str(moment)], check=False)
    assert died.returncode == -signal.SIGKILL
    assert run(dataset).exit_code == 0
    assert results(dataset) == in_order(claims(roster, "cn", job.date.fromisoformat(ON)))
    assert len(list((dataset.parent / "data-claims").rglob("claims.parquet"))) == 3
