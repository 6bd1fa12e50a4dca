"""Claims of a whole roster, put in the shapes that tables and workbooks show."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gongyou.law.commands.job import REFUSED, Job, progress, stop

ZERO = Decimal(0)
FEW = 60
"""Up to so many workers are computed one by one: faster than preparing a query."""


@dataclass
class Line:
    """One result of one worker, as the engine's long table has it."""

    worker: str
    code: str
    status: str
    amount: Decimal | None
    reason: str | None
    missing: list[str]
    deadline: date | None
    in_best: bool
    sure: bool = True
    """Whether the amount rests on nothing that was assumed."""


@dataclass
class Worker:
    """One worker's results that matter: due, or undetermined money claims."""

    name: str
    lines: list[Line] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """The best lawful combination."""
        return sum((line.amount or ZERO for line in self.lines if line.in_best), ZERO)

    @property
    def assumed(self) -> Decimal:
        """The part of the total that rests on what nobody told or confirmed."""
        held = (line for line in self.lines if line.in_best and not line.sure)
        return sum((line.amount or ZERO for line in held), ZERO)

    @property
    def deadline(self) -> date | None:
        """The first day by which something must be filed."""
        days = [line.deadline for line in self.lines if line.in_best and line.deadline]
        return min(days, default=None)

    @property
    def open(self) -> int:
        """How many claims are undetermined."""
        return sum(line.status == "undetermined" for line in self.lines)


@dataclass
class Roster:
    """All workers, and sums by entitlement."""

    job: Job
    workers: list[Worker]
    labels: dict[str, str]

    @property
    def total(self) -> Decimal:
        """The sum of all workers' best combinations."""
        return sum((worker.total for worker in self.workers), ZERO)

    @property
    def assumed(self) -> Decimal:
        """The part of the sum that rests on what nobody told or confirmed."""
        return sum((worker.assumed for worker in self.workers), ZERO)

    def by_entitlement(self) -> list[tuple[str, int, Decimal, Decimal, int]]:
        """Code, workers due, their sum, what counts in the total, undetermined; pack order."""
        due: Counter[str] = Counter()
        unknown: Counter[str] = Counter()
        sums: dict[str, Decimal] = {}
        best: dict[str, Decimal] = {}
        for line in (line for worker in self.workers for line in worker.lines):
            if line.status == "amount":
                due[line.code] += 1
                sums[line.code] = sums.get(line.code, ZERO) + (line.amount or ZERO)
                best[line.code] = best.get(line.code, ZERO) + (
                    (line.amount or ZERO) if line.in_best else ZERO
                )
            elif line.status == "undetermined":
                unknown[line.code] += 1
        return [
            (code, due[code], sums.get(code, ZERO), best.get(code, ZERO), unknown[code])
            for code in self.labels
            if due[code] or unknown[code]
        ]

    def missing(self) -> list[tuple[str, int]]:
        """Facts that are missing and how many workers wait for them, most first."""
        counts: Counter[str] = Counter()
        for worker in self.workers:
            counts.update({name for line in worker.lines for name in line.missing})
        return counts.most_common()

    def claims(self) -> dict[str, dict[str, Decimal | None]]:
        """Worker → what offers compare with: the claim, and each entitlement that is known."""
        found: dict[str, dict[str, Decimal | None]] = {}
        for worker in self.workers:
            held: dict[str, Decimal | None] = dict.fromkeys(self.labels, ZERO)
            held |= {line.code: line.amount for line in worker.lines}
            found[worker.name] = {**held, "claim": worker.total}
        return found


def compute(job: Job, only: list[str] | None = None) -> Roster:
    """The claims of all workers (or of `only` these): one by one if few, else in one query."""
    from gongyou.law import load_pack

    pack = load_pack(job.law)
    labels = {
        code: pack.text(f"entitlement.{code}", job.lang)
        for code, held in pack.entitlements.items()
        if held.unit == pack.currency and held.in_total
    }
    names = [job.one(worker) for worker in only] if only else job.workers
    make = _one_by_one if len(names) <= FEW else _in_one_query
    return Roster(job, make(job, names, labels), labels)


def _one_by_one(job: Job, names: list[str], labels: dict[str, str]) -> list[Worker]:
    from gongyou.law.certainty import certain_part

    found = []
    with progress(job.lang, "computing") as show:
        for done, name in enumerate(names, 1):
            claim = job.claim(name)
            assumed = certain_part(claim, job.facts(name), job.answers).by
            lines = [
                _line(name, result, claim.best.members, result.code not in assumed)
                for result in claim.results
                if result.code in labels and result.status != "not_due"
            ]
            found.append(Worker(name, lines))
            show(done, len(names))
    return found


def _line(worker: str, result: Any, best: list[str], sure: bool) -> Line:
    limit = result.limitation.last_safe_filing_date if result.limitation else None
    return Line(
        worker,
        result.code,
        result.status,
        result.amount,
        result.reason,
        list(result.missing),
        limit,
        result.code in best,
        sure,
    )


def _in_one_query(job: Job, names: list[str], labels: dict[str, str]) -> list[Worker]:
    import pyarrow as pa
    import pyarrow.compute as pc

    from gongyou.law import claims
    from gongyou.law.certainty import sure_amounts
    from gongyou.law.schema.types import FactError

    tables = job.tables
    if len(names) < len(job.workers):
        keep = pa.array(names, pa.string())
        tables = {name: t.filter(pc.is_in(t["worker"], keep)) for name, t in tables.items()}
    try:
        with progress(job.lang, "computing"):
            answers = job.answers or "default"
            table = claims(tables, pack=job.law, on=job.on, readings=[answers])
            sure = sure_amounts(tables, job.law, job.on, answers)
    except FactError as error:
        raise stop(job.lang, "bad_fact", REFUSED, worker="", text=error) from error
    return _workers(table, names, labels, sure)


def _workers(
    table: Any, names: list[str], labels: dict[str, str], sure: dict[tuple[str, str], Decimal]
) -> list[Worker]:
    """The lines of money claims that are due or undetermined, by worker."""
    import pyarrow as pa
    import pyarrow.compute as pc

    mask = pc.and_(
        pc.is_in(table["entitlement"], pa.array(list(labels), pa.string())),
        pc.not_equal(table["status"], "not_due"),
    )
    kept = table.filter(mask)
    columns = (
        "worker",
        "entitlement",
        "status",
        "amount",
        "reason",
        "missing",
        "limitation_date",
        "in_best",
    )
    found = {name: Worker(name) for name in names}
    for values in zip(*(kept[name].to_pylist() for name in columns), strict=True):
        worker, code, status, amount, reason, missing, deadline, in_best = values
        told = status != "amount" or sure.get((worker, code)) == amount
        line = Line(
            worker, code, status, amount, reason, list(missing or ()), deadline, bool(in_best), told
        )
        found[worker].lines.append(line)
    return list(found.values())
