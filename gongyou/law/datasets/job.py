"""One part of a dataset computed, its results written, a summary given back.

A part's results and then its summary are each put in place as a whole: whatever is killed, a part
is done or it is not. What is computed twice gives the same files.
"""

from __future__ import annotations

import hashlib
import json
import time
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from ..engine.compile.entitlements import DUE, UNITS
from ..engine.compile.law import ONE, family_of, law_of
from ..engine.compile.parts import ANYTHING, Given
from ..engine.pack import Pack
from ..engine.results import STATUSES
from ..engine.run.exactly import complete
from ..engine.run.feed import Fed, feed
from ..engine.run.many import bound_of, compute
from ..engine.run.results import Results
from ..engine.run.tables import read_file
from ..library import load_pack
from .errors import DatasetError
from .places import Place

RESULTS, SUMMARY = "claims.parquet", "summary.json"
ZERO = Decimal(0)


@dataclass(frozen=True)
class DatasetJob:
    """What is asked of every part. Plain values: it travels to other processes and machines."""

    law: str
    on: str
    readings: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    dataset: str
    results: str
    files: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    absent: tuple[str, ...] = ()
    complete: tuple[str, ...] = ()

    @property
    def asked(self) -> str:
        """What its results depend on beside the facts."""
        return _asked(self.law, self.on, self.readings)

    @property
    def given(self) -> Given:
        """What is known of the facts of all parts."""
        return Given(frozenset(self.absent), frozenset(self.complete))


@dataclass
class Summary:
    """What a part came to: workers, and of each entitlement the counts and the sum."""

    part: str
    workers: int = 0
    rows: int = 0
    left: int = 0
    seconds: float = 0.0
    error: str | None = None
    asked: str = ""
    source: str = ""
    counts: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    sums: dict[str, dict[str, str]] = field(default_factory=dict)


@cache
def _asked(law: str, on: str, readings: tuple) -> str:
    asked = [law, on, readings, law_mark(load_pack(law))]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:16]


def law_mark(pack: Pack) -> str:
    """A mark of a law: it changes with what its rules compute, its figures and its calendars."""
    law = law_of(pack, size=ONE)
    said = hashlib.sha256(law.wasm)
    for _, content in law.layout.blobs:
        said.update(content)
    for name in sorted(pack.parameters):
        for figure in pack.parameters[name].figures:
            shown = (name, figure.keys, figure.valid_from, figure.valid_to, figure.value)
            said.update(repr(shown).encode())
    return said.hexdigest()[:16]


def done(job: DatasetJob, part: str) -> Summary | None:
    """The summary of a part that was computed so before, from the same files."""
    held = Place(job.results).read_json(part, SUMMARY)
    if not held or held.get("error") or held["asked"] != job.asked:
        return None
    return Summary(**held) if held["source"] == source_of(job, part) else None


def source_of(job: DatasetJob, part: str) -> str:
    """A mark of a part's files: a file that was written anew is computed anew."""
    place = Place(job.dataset)
    names = dict(dict(job.files)[part]).values()
    infos = place.files.get_file_info([place.path(part, name) for name in names])
    return hashlib.sha256(repr([(i.size, i.mtime_ns) for i in infos]).encode()).hexdigest()[:16]


def one_part(job: DatasetJob, part: str) -> Summary:
    """Compute a part unless it is done; what fails is said in its summary."""
    held = done(job, part)
    if held is not None:
        return held
    try:
        return _computed(job, part)
    except Exception as error:  # a part that fails is named, the others go on
        return Summary(part, error=f"{type(error).__name__}: {error}")


def _computed(job: DatasetJob, part: str) -> Summary:
    began = time.monotonic()
    pack, place, results_place = load_pack(job.law), Place(job.dataset), Place(job.results)
    source = source_of(job, part)
    family = family_of(pack)
    bound = bound_of(family, pack)
    fed = feed(bound, _tables(job, place, part, pack))
    law = law_of(pack, given=_fitting(fed, job.given))
    made = Summary(part, fed.size, asked=job.asked, source=source)
    temporary = results_place.temporary(part, RESULTS)
    writer: pq.ParquetWriter | None = None
    with results_place.files.open_output_stream(temporary) as file:
        for name, answers in job.readings:
            results = compute(law, bound, fed, date.fromisoformat(job.on), dict(answers), 1)
            made.left += complete(results, fed, pack, date.fromisoformat(job.on), dict(answers))
            table = results.table(_repeated(fed, len(results.codes)), name, repeated=True)
            writer = writer or _writer(file, table.schema)
            writer.write_table(table)
            made.rows += table.num_rows
            _sum(made, results, name)
        assert writer is not None
        writer.close()
    results_place.keep(temporary, part, RESULTS)
    made.seconds = round(time.monotonic() - began, 3)
    results_place.write(json.dumps(asdict(made)).encode(), part, SUMMARY)
    return made


def _repeated(fed: Fed, times: int) -> dict[str, Any]:
    """The keys of all rows of results, over one dictionary: they are written once."""
    numbers = pa.array(np.tile(np.arange(fed.size, dtype=np.int32), times))
    found = {}
    for name, key in fed.keys.items():
        texts = key.combine_chunks() if isinstance(key, pa.ChunkedArray) else key
        found[name] = pa.DictionaryArray.from_arrays(numbers, texts)
    return found


def _writer(file: Any, schema: pa.Schema) -> pq.ParquetWriter:
    """Without statistics: nobody looks for a worker by them, and they take a third of the time."""
    return pq.ParquetWriter(
        file, schema, compression="zstd", store_decimal_as_integer=True, write_statistics=False
    )


def _tables(job: DatasetJob, place: Place, part: str, pack: Pack) -> dict[str, Any]:
    """A part's tables: the columns that the law names, and keys."""
    found = {}
    for table, name in dict(job.files)[part]:
        wanted = {f.column for f in pack.facts.values() if f.table.name == table}
        columns = [*pack.tables[table].key, *sorted(wanted - set(pack.tables[table].key))]
        found[table] = read_file(place.path(part, name), columns, place.files)
    return found


def _fitting(fed: Fed, known: Given) -> Given:
    """What is known of all parts, if it holds of this one too; else nothing."""
    here = fed.given
    holds = known.absent <= here.absent and known.complete <= here.complete
    return known if holds else ANYTHING


def _sum(made: Summary, results: Results, reading: str) -> None:
    """Counts by status and the sum of amounts, an entitlement at a time."""
    counts, sums = made.counts.setdefault(reading, {}), made.sums.setdefault(reading, {})
    for number, code in enumerate(results.codes):
        status = results.status[number]
        counts[code] = np.bincount(status, minlength=len(STATUSES)).tolist()
        if results.has_amount(code):
            total = _exact_sum(results.amount[number][status == DUE])
            sums[code] = str(Decimal(total) / UNITS)


def _exact_sum(units: Any) -> int:
    """Without overflow: the upper and the lower halves apart."""
    return (int((units >> 32).sum()) << 32) + int((units & 0xFFFFFFFF).sum())


def totals(summaries: list[Summary], reading: str) -> dict[str, tuple[list[int], Decimal]]:
    """Counts by status and sums of all parts."""
    found: dict[str, tuple[list[int], Decimal]] = {}
    for summary in summaries:
        for code, counted in summary.counts.get(reading, {}).items():
            before, total = found.get(code, ([0] * len(counted), ZERO))
            more = Decimal(summary.sums.get(reading, {}).get(code, 0))
            found[code] = ([a + b for a, b in zip(before, counted, strict=True)], total + more)
    return found


def check_results(job: DatasetJob, parts: list[str]) -> None:
    """Refuse a folder that holds results of another day, law or reading."""
    place = Place(job.results)
    there = [name for name in place.folders() if name in parts]
    for part in there:
        held = place.read_json(part, SUMMARY)
        if held and held["asked"] != job.asked:
            raise DatasetError("other_results", place=job.results, part=part)
