"""`gongyou claims`: from a file of facts to what is owed."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Annotated, Any

import typer

from gongyou.law.commands.datasets import Asked, claims_of_dataset, is_dataset
from gongyou.law.commands.job import (
    INCOMPLETE,
    NO_FONT,
    REFUSED,
    Job,
    errors,
    prepare,
    progress,
    stop,
)
from gongyou.law.commands.words import help_text, language, say
from gongyou.law.default import DEFAULT_LAW

FORMATS = ("table", "json", "xlsx", "html", "pdf")

File = Annotated[Path, typer.Argument(help=help_text("opt.file"))]
Law = Annotated[str, typer.Option(help=help_text("opt.law"))]
On = Annotated[str | None, typer.Option(help=help_text("opt.on"))]
Readings = Annotated[list[str] | None, typer.Option("--reading", help=help_text("opt.reading"))]
Format = Annotated[str | None, typer.Option(help=help_text("opt.format"))]
Out = Annotated[Path | None, typer.Option(help=help_text("opt.out"))]
Address = Annotated[str, typer.Argument(help=help_text("opt.file"))]
OutAddress = Annotated[str | None, typer.Option(help=help_text("opt.out"))]
Lang = Annotated[str | None, typer.Option(help=help_text("opt.lang"))]
MappingFile = Annotated[Path | None, typer.Option("--mapping", help=help_text("opt.mapping"))]
Year = Annotated[int | None, typer.Option(help=help_text("opt.year"))]


def claims(
    file: Address,
    law: Law = DEFAULT_LAW,
    on: On = None,
    reading: Readings = None,
    format: Format = None,
    out: OutAddress = None,
    lang: Lang = None,
    mapping: MappingFile = None,
    save_mapping: Annotated[Path | None, typer.Option(help=help_text("opt.save_mapping"))] = None,
    explain: Annotated[str | None, typer.Option(help=help_text("opt.explain"))] = None,
    worker: Annotated[list[str] | None, typer.Option(help=help_text("opt.worker"))] = None,
    year: Year = None,
    names: Annotated[bool, typer.Option("--names", help=help_text("opt.names"))] = False,
    problems: Annotated[Path | None, typer.Option(help=help_text("opt.problems"))] = None,
    strict: Annotated[bool, typer.Option("--strict", help=help_text("opt.strict"))] = False,
    engine: Annotated[str, typer.Option(help=help_text("dataset.opt.engine"))] = "threads",
    address: Annotated[str | None, typer.Option(help=help_text("dataset.opt.address"))] = None,
) -> None:
    """Compute what is owed; see `help_text("help.claims")`."""
    said = language(lang)
    if is_dataset(file):
        claims_of_dataset(Asked(file, law, on, reading or [], out, said, engine, address))
        return
    target = Path(out) if out else None
    form = chosen_format(format, target, said)
    job = prepare(
        Path(file), lang=said, law=law, on=on, readings=reading or (), mapping=mapping, year=year
    )
    from gongyou.law.commands.tables import show_reading

    show_reading(job.reading, said, errors)
    if save_mapping:
        job.reading.mapping.save(save_mapping)
    if problems:
        write_report(job, problems)
    if not job.workers:
        raise stop(said, "no_workers", REFUSED)
    if explain:
        from gongyou.law.commands.explain import explain as explain_worker

        explain_worker(job, explain)
    else:
        _write(job, form, target, worker, names)
    lost = job.reading.problems.of("cell") or job.reading.problems.of("row")
    if strict and lost:
        raise typer.Exit(INCOMPLETE)


def chosen_format(format: str | None, out: Path | None, lang: str) -> str:
    """The format asked for, or by the ending of the file to write."""
    form = format or (out.suffix.lstrip(".").lower() if out else "") or "table"
    form = "pdf" if out and not format and not out.suffix else form
    if form not in FORMATS:
        raise stop(lang, "bad_format", text=form)
    if form in ("xlsx", "pdf") and out is None:
        raise stop(lang, "needs_out")
    return form


def write_report(job: Job, path: Path) -> None:
    """The problems report as CSV that Excel opens rightly."""
    fields = ("severity", "code", "sheet", "cell", "held", "why", "how")
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.DictWriter(stream, fields)
        writer.writeheader()
        writer.writerows(
            {k: _safe(v) for k, v in p.to_json(job.lang).items()} for p in job.reading.problems
        )


def _safe(text: str) -> str:
    """A cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t") else text


def _write(job: Job, form: str, out: Path | None, only: list[str] | None, names: bool) -> None:
    from gongyou.law.commands.batch import compute

    if form in ("html", "pdf"):
        _sheets(job, form, out, only, names)
        return
    roster = compute(job, only)
    if form == "table":
        from gongyou.law.commands.tables import show_claims

        show_claims(roster)
    elif form == "json":
        text = json.dumps(_json(job, roster), ensure_ascii=False, indent=1)
        if out is None:
            typer.echo(text)
        else:
            save(out, (text + "\n").encode(), job.lang)
    elif out is not None:
        from gongyou.law.commands.book import write_claims

        with writing(out, job.lang):
            write_claims(roster, out)
        say_written(out, job.lang)


def _json(job: Job, roster: Any) -> dict[str, Any]:
    return {
        "law": job.law,
        "on": job.on.isoformat(),
        "reading": {"facts": job.sources.name, "law": job.answers},
        "workers": [_worker(worker) for worker in roster.workers],
        "total": str(roster.total),
        "assumed": str(roster.assumed),
        "counts": [{**vars(count)} for count in job.reading.counts],
        "problems": [problem.to_json(job.lang) for problem in job.reading.problems],
    }


def _worker(worker: Any) -> dict[str, Any]:
    return {
        "worker": worker.name,
        "total": str(worker.total),
        "assumed": str(worker.assumed),
        "file_by": worker.deadline.isoformat() if worker.deadline else None,
        "results": [
            {
                "entitlement": line.code,
                "status": line.status,
                "amount": None if line.amount is None else str(line.amount),
                "in_total": line.in_best,
                "sure": line.sure,
                "missing": line.missing,
                "file_by": line.deadline.isoformat() if line.deadline else None,
            }
            for line in worker.lines
        ],
    }


def _sheets(job: Job, form: str, out: Path | None, only: list[str] | None, names: bool) -> None:
    """Claim sheets: one file for all, or a PDF a worker when --out is a folder."""
    from gongyou.documents import NoChineseFont
    from gongyou.law.claim_sheets import html_page, pdf_of

    workers = [job.one(worker) for worker in only] if only else job.workers
    folder = out if out and (out.is_dir() or not out.suffix) else None
    if folder:
        folder.mkdir(parents=True, exist_ok=True)
    made = []
    try:
        with progress(job.lang, "computing") as show:
            for done, worker in enumerate(workers, 1):
                sheet = _sheet(job, worker, names)
                if folder:
                    name = "".join(c if c.isalnum() or c in "-_" else "_" for c in worker)
                    text = (
                        pdf_of([sheet], job.lang)
                        if form == "pdf"
                        else html_page([sheet], job.lang).encode()
                    )
                    save(folder / f"{name}.{form}", text, job.lang, quiet=True)
                else:
                    made.append(sheet)
                show(done, len(workers))
        if folder:
            say_written(folder, job.lang)
        elif form == "html":
            _one_html(html_page(made, job.lang), out, job.lang)
        elif out:
            save(out, pdf_of(made, job.lang), job.lang)
    except NoChineseFont as error:
        errors.print(error.message(job.lang), style="bold red", markup=False)
        raise typer.Exit(NO_FONT) from error


def _one_html(page: str, out: Path | None, lang: str) -> None:
    if out is None:
        typer.echo(page)
    else:
        save(out, page.encode(), lang)


def _sheet(job: Job, worker: str, names: bool) -> dict[str, Any]:
    from gongyou.law import claims_by_reading
    from gongyou.law.claim_sheets import Person, sheet_data

    person = Person(
        worker,
        job.rows["employment"][worker][0],
        job.reading.names.get(worker, "") if names else "",
    )
    facts = job.facts(worker)
    ranges = claims_by_reading(facts, job.law, job.on) if job.all_readings else None
    return sheet_data(
        job.claim(worker),
        person,
        job.lang,
        facts=facts,
        answers=job.answers,
        ranges=ranges,
        labels=job.labels,
    )


def save(path: Path, content: bytes, lang: str, *, quiet: bool = False) -> None:
    """Write a file; says where, or why not."""
    with writing(path, lang):
        path.write_bytes(content)
    if not quiet:
        say_written(path, lang)


def say_written(path: Path, lang: str) -> None:
    """Tell where the result is."""
    errors.print(say("written", lang, path=path), markup=False)


class writing:
    """Turns an error of the disk into a sentence."""

    def __init__(self, path: Path, lang: str) -> None:
        self.path, self.lang = path, lang

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: Any, trace: Any) -> None:
        if isinstance(error, OSError):
            text = error.strerror or str(error)
            raise stop(self.lang, "cannot_write", REFUSED, path=self.path, text=text) from error


claims.__doc__ = help_text("help.claims")
