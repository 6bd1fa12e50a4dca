"""From a file to claims: what the commands share."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from gongyou.law.commands.words import LANGUAGES, say
from gongyou.law.schema import Schema, schema_of
from gongyou.law.sources import (
    BY_BEST_EVIDENCE,
    READINGS,
    FactsReading,
    facts_reading,
    origins,
    resolve_tables,
)
from gongyou.law.workbooks import CannotRead, Mapping, WorkbookResult, read_workbook

USAGE, REFUSED, INCOMPLETE, NO_FONT = 2, 3, 4, 5
"""Exit codes besides 0."""

errors = Console(stderr=True, highlight=False, soft_wrap=True)
ALL = "all"
PASSWORD = "GONGYOU_FILE_PASSWORD"  # noqa: S105 - the name of a variable


def stop(lang: str, key: str, code: int = USAGE, **values: Any) -> typer.Exit:
    """Say what is wrong and what to do; `raise` what this returns."""
    errors.print(say(key, lang, **values), style="bold red", markup=False)
    return typer.Exit(code)


@contextmanager
def progress(lang: str, key: str) -> Iterator[Callable[[int, int], None]]:
    """A progress bar on standard error while something long goes on."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=errors, transient=True) as bar:
        task = bar.add_task(say(key, lang), total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)


@dataclass
class Job:
    """A file read under one reading of the facts, and the law to apply on a day."""

    lang: str
    law: str
    on: date
    reading: WorkbookResult
    sources: FactsReading
    answers: dict[str, str] = field(default_factory=dict)
    all_readings: bool = False

    @cached_property
    def tables(self) -> dict[str, Any]:
        """Arrow tables with one row a key, as the engine takes them."""
        return resolve_tables(self.reading.arrow(), self.sources, self.schema)

    @cached_property
    def schema(self) -> Schema:
        """The tables and columns of the law."""
        return schema_of(self.law)

    @cached_property
    def workers(self) -> list[str]:
        """The workers, in the order of the file."""
        return list(dict.fromkeys(self.tables[self.schema.root.name]["worker"].to_pylist()))

    @cached_property
    def rows(self) -> dict[str, dict[str, list[dict[str, Any]]]]:
        """Table → worker → rows."""
        found: dict[str, dict[str, list[dict[str, Any]]]] = {}
        for name, table in self.tables.items():
            by_worker = found[name] = {}
            for row in table.to_pylist():
                by_worker.setdefault(row["worker"], []).append(row)
        return found

    @cached_property
    def labels(self) -> dict[str, dict[str, str]]:
        """The names of the law's facts in both languages."""
        from gongyou.law import load_pack

        pack = load_pack(self.law)
        return {
            name: {lang: pack.fact_label(name, lang) for lang in LANGUAGES} for name in pack.facts
        }

    def facts(self, worker: str) -> Any:
        """One worker's facts for the engine."""
        from gongyou.law import Facts

        root, *finer = self.tables
        held: dict[str, Any] = {root: self.rows[root][worker][0]}
        held.update({name: self.rows[name].get(worker, []) for name in finer})
        return Facts(**held)

    def claim(self, worker: str) -> Any:
        """One worker's claim with every step; a fact the law refuses stops the command."""
        from gongyou.law import claim
        from gongyou.law.schema.types import FactError

        try:
            return claim(self.facts(worker), pack=self.law, on=self.on, reading=self.answers)
        except FactError as error:
            raise stop(self.lang, "bad_fact", REFUSED, worker=worker, text=error) from error

    def origins(self, worker: str) -> dict[str, str]:
        """Where each fact of the worker's employment was taken from."""
        rows = self.reading.tables[self.schema.root.name].of_worker(worker)
        return origins(self.schema.root, rows, self.sources)

    def one(self, worker: str) -> str:
        """The worker, or a stop that names some there are."""
        if worker not in self.workers:
            some = ", ".join(self.workers[:8])
            raise stop(self.lang, "no_such_worker", worker=worker, some=some)
        return worker


def prepare(
    file: Path,
    *,
    lang: str,
    law: str,
    on: str | None,
    readings: Sequence[str] = (),
    mapping: Path | None = None,
    year: int | None = None,
    password: str | None = None,
) -> Job:
    """Read the file under the options of a command."""
    check_law(law, lang)
    sources, answers, every = parse_readings(readings, law, lang)
    day = parse_day(on, lang)
    try:
        given = Mapping.load(mapping) if mapping else None
        held = _read(file, given, year, law, lang, password)
    except CannotRead as error:
        errors.print(error.message(lang), style="bold red", markup=False)
        raise typer.Exit(REFUSED) from error
    return Job(lang, law, day, held, sources, answers, every)


def _read(
    file: Path, given: Mapping | None, year: int | None, law: str, lang: str, password: str | None
) -> WorkbookResult:
    """The workbook; the password of a locked one is asked for where somebody sits there."""
    try:
        with progress(lang, "reading") as show:
            return read_workbook(
                file,
                mapping=given,
                year=year,
                known=schema_of(law),
                progress=lambda _, done, total: show(done, total),
                password=password or os.environ.get(PASSWORD),
            )
    except CannotRead as error:
        if error.code != "has_password" or not sys.stdin.isatty():
            raise
    word = typer.prompt(say("file_password", lang), hide_input=True, err=True)
    return _read(file, given, year, law, lang, word)


def check_law(law: str, lang: str) -> None:
    """Stop when there is no such law."""
    from gongyou.law import pack_names

    if law not in pack_names():
        raise stop(lang, "bad_law", text=law, some=", ".join(pack_names()))


def parse_day(text: str | None, lang: str) -> date:
    """A day by the command line; today when none is given."""
    if text is None:
        return date.today()  # noqa: DTZ011 - the day where the user is
    from gongyou.law.workbooks.cells.dates import read_date

    value, code = read_date(text)
    if value is None or code:
        raise stop(lang, "bad_date", text=text)
    return value


def parse_readings(
    given: Sequence[str], law: str, lang: str
) -> tuple[FactsReading, dict[str, str], bool]:
    """Readings of facts and of law told apart: (order of sources, answers, all of the law's)."""
    from gongyou.law import load_pack
    from gongyou.law.workbooks.cells.source_words import SOURCES

    questions = load_pack(law).questions
    sources, answers, every = BY_BEST_EVIDENCE, dict[str, str](), False
    for text in given:
        if text == ALL:
            every = True
        elif "=" in text:
            answers |= _answers(text, questions, lang)
        elif text in READINGS or all(part.strip() in SOURCES for part in text.split(",")):
            sources = facts_reading(text)
        elif text != "default":
            raise _bad_reading(text, questions, lang)
    return sources, answers, every


def _answers(text: str, questions: Any, lang: str) -> dict[str, str]:
    found = {}
    for part in text.split(","):
        question, _, option = (piece.strip() for piece in part.partition("="))
        if question not in questions or option not in questions[question].options:
            raise _bad_reading(text, questions, lang)
        found[question] = option
    return found


def _bad_reading(text: str, questions: Any, lang: str) -> typer.Exit:
    law = "; ".join(f"{q.name}={'|'.join(q.options)}" for q in questions.values())
    return stop(lang, "bad_reading", text=text, facts=", ".join(READINGS), law=law)
