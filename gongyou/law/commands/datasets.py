"""`gongyou claims DATASET/` and `gongyou parts`: more workers than memory holds."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from gongyou.law.commands.job import (
    INCOMPLETE,
    REFUSED,
    check_law,
    errors,
    parse_day,
    parse_readings,
    progress,
    stop,
)
from gongyou.law.commands.tables import grid, money, out
from gongyou.law.commands.words import help_text, language, say
from gongyou.law.default import DEFAULT_LAW

if TYPE_CHECKING:
    from gongyou.law.datasets import Dataset, DatasetJob, Summary

RESULTS = "-claims"


@dataclass(frozen=True)
class Asked:
    """What was asked on the command line of a dataset."""

    address: str
    law: str
    on: str | None
    readings: list[str]
    out: str | None
    lang: str
    engine: str
    master: str | None


def is_dataset(address: str) -> bool:
    """A folder, or storage somewhere else."""
    return "://" in address or Path(address).is_dir()


def claims_of_dataset(asked: Asked) -> None:
    """Compute what is not done, part by part; show sums, name the parts that failed."""
    from gongyou.law.datasets import ENGINES, DatasetError

    lang = asked.lang
    check_law(asked.law, lang)
    if asked.engine not in ENGINES:
        raise stop(lang, "dataset.bad_engine", text=asked.engine, some=", ".join(ENGINES))
    try:
        dataset, job = _looked_at(asked)
    except DatasetError as error:
        errors.print(error.message(lang), style="bold red", markup=False)
        raise typer.Exit(REFUSED) from error
    for table, names in dataset.unknown_columns.items():
        text = say("dataset.unknown_columns", lang, table=table, names=", ".join(names))
        errors.print(text, style="yellow", markup=False)
    summaries = _computed(asked, dataset, job)
    failed = [summary for summary in summaries if summary.error]
    _show(asked, job, [summary for summary in summaries if not summary.error])
    for summary in failed:
        text = say("dataset.failed", lang, part=summary.part, text=summary.error)
        errors.print(text, style="bold red", markup=False)
    if failed:
        errors.print(say("dataset.again", lang), markup=False)
        raise typer.Exit(INCOMPLETE)


def _looked_at(asked: Asked) -> tuple[Dataset, DatasetJob]:
    from gongyou.law import load_pack
    from gongyou.law.datasets import DatasetJob, look
    from gongyou.law.datasets.job import check_results
    from gongyou.law.datasets.places import Place

    _, answers, _ = parse_readings(asked.readings, asked.law, asked.lang)
    day = parse_day(asked.on, asked.lang)
    errors.print(say("dataset.looking", asked.lang), markup=False)
    dataset = look(Place(asked.address), load_pack(asked.law))
    name = ", ".join(f"{k}={v}" for k, v in sorted(answers.items())) or "default"
    job = DatasetJob(
        law=asked.law,
        on=day.isoformat(),
        readings=((name, tuple(sorted(answers.items()))),),
        dataset=asked.address,
        results=asked.out or asked.address.rstrip("/") + RESULTS,
        files=tuple((part, tuple(sorted(f.items()))) for part, f in dataset.files.items()),
        absent=tuple(sorted(dataset.given.absent)),
        complete=tuple(sorted(dataset.given.complete)),
    )
    check_results(job, dataset.parts)
    return dataset, job


def _computed(asked: Asked, dataset: Dataset, job: DatasetJob) -> list[Summary]:
    """Those that were done before, then the others as they come."""
    from gongyou.law.datasets import run_parts
    from gongyou.law.datasets.job import done

    held = [summary for part in dataset.parts if (summary := done(job, part))]
    known = {summary.part for summary in held}
    missing = [part for part in dataset.parts if part not in known]
    if held:
        text = say("dataset.resumed", asked.lang, done=len(held), total=len(dataset.parts))
        errors.print(text, markup=False)
    with progress(asked.lang, "dataset.parts") as show:
        show(len(held), len(dataset.parts))
        for summary in run_parts(asked.engine, job, missing, asked.master) if missing else ():
            held.append(summary)
            show(len(held), len(dataset.parts))
    return sorted(held, key=lambda summary: summary.part)


def _show(asked: Asked, job: DatasetJob, summaries: list[Summary]) -> None:
    from gongyou.law import load_pack
    from gongyou.law.datasets.job import totals

    pack, lang = load_pack(asked.law), asked.lang
    (reading, _), *_ = job.readings
    table = grid(
        say("dataset.title", lang),
        say("entitlement", lang),
        say("workers_due", lang),
        say("amount", lang),
        say("undetermined", lang),
        numbers=(1, 2, 3),
    )
    for code, (counted, total) in totals(summaries, reading).items():
        due, _, unknown, *_ = counted
        held = pack.entitlements[code]
        if (due or unknown) and held.unit == pack.currency:
            label = pack.text(f"entitlement.{code}", lang)
            table.add_row(Text(label), f"{due:,}", money(total or Decimal(0)), f"{unknown:,}")
    out.print(table)
    workers = sum(summary.workers for summary in summaries)
    text = say(
        "dataset.written",
        lang,
        workers=f"{workers:,}",
        parts=len(summaries),
        rows=f"{sum(s.rows for s in summaries):,}",
        path=job.results,
    )
    errors.print(text, markup=False)


def parts(
    source: Annotated[Path, typer.Argument(help=help_text("dataset.opt.source"))],
    dataset: Annotated[str, typer.Argument(help=help_text("dataset.opt.dataset"))],
    law: Annotated[str, typer.Option(help=help_text("opt.law"))] = DEFAULT_LAW,
    workers: Annotated[int, typer.Option(help=help_text("dataset.opt.workers"))] = 20_000,
    lang: Annotated[str | None, typer.Option(help=help_text("opt.lang"))] = None,
) -> None:
    """Cut files into a dataset; see `help_text("help.parts")`."""
    from gongyou.law import load_pack
    from gongyou.law.datasets import DatasetError, cut
    from gongyou.law.datasets.places import Place

    said = language(lang)
    check_law(law, said)
    written = 0
    try:
        with progress(said, "dataset.cutting") as show:
            for number, total in cut(source, Place(dataset), load_pack(law), workers):
                written = number
                show(number, total)
    except DatasetError as error:
        errors.print(error.message(said), style="bold red", markup=False)
        raise typer.Exit(REFUSED) from error
    errors.print(say("dataset.cut", said, parts=written, path=dataset), markup=False)


parts.__doc__ = help_text("help.parts")
