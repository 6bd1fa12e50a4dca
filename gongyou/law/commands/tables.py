"""Claims as tables on the screen."""

from __future__ import annotations

import sys
from decimal import Decimal
from typing import Any

from rich.console import Console
from rich.table import Table

from gongyou.law.commands.batch import Roster
from gongyou.law.commands.words import say
from gongyou.law.workbooks import WorkbookResult

MOST_LINES = 25
out = Console(highlight=False, width=None if sys.stdout.isatty() else 140)


def money(amount: Decimal | None) -> str:
    """1234.5 → 1,234.50; a dash where it is unknown."""
    return "–" if amount is None else f"{amount.quantize(Decimal('0.01')):,}"


def grid(title: str, *columns: str, numbers: tuple[int, ...] = ()) -> Table:
    """An empty table; columns numbered in `numbers` are set to the right."""
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        header_style="bold",
        box=None,
        pad_edge=False,
    )
    for index, name in enumerate(columns):
        table.add_column(name, justify="right" if index in numbers else "left", overflow="fold")
    return table


def show_claims(roster: Roster) -> None:
    """Sums by entitlement, the workers, what is missing most."""
    lang = roster.job.lang
    table = grid(
        say("summary", lang),
        *(
            say(key, lang)
            for key in ("entitlement", "workers_due", "amount", "in_best", "undetermined")
        ),
        numbers=(1, 2, 3, 4),
    )
    for code, due, amount, best, unknown in roster.by_entitlement():
        table.add_row(roster.labels[code], str(due), money(amount), money(best), str(unknown))
    table.add_section()
    table.add_row(
        say("total", lang), str(len(roster.workers)), "", money(roster.total), "", style="bold"
    )
    if roster.assumed:
        table.add_row(say("assumed", lang), "", "", money(roster.assumed), "")
    out.print(table)
    out.print()
    out.print(_workers(roster))
    out.print()
    _missing(roster)


def _workers(roster: Roster) -> Table:
    lang = roster.job.lang
    table = grid(
        "",
        *(say(key, lang) for key in ("worker", "claim", "assumed_part", "file_by", "open")),
        numbers=(1, 2, 4),
    )
    for worker in roster.workers[:MOST_LINES]:
        table.add_row(
            worker.name,
            money(worker.total),
            money(worker.assumed) if worker.assumed else "–",
            str(worker.deadline or "–"),
            str(worker.open),
        )
    if len(roster.workers) > MOST_LINES:
        table.add_section()
        table.add_row(say("more", lang, count=len(roster.workers) - MOST_LINES))
    return table


def _missing(roster: Roster) -> None:
    from gongyou.law import fact_label

    lang, rows = roster.job.lang, roster.missing()
    if not rows:
        return
    table = grid("", say("missing", lang), say("of_workers", lang), numbers=(1,))
    for name, count in rows[:12]:
        table.add_row(fact_label(roster.job.law, name, lang), str(count))
    out.print(table)


def show_reading(reading: WorkbookResult, lang: str, console: Console) -> None:
    """One line on what was read, one on what was not, the first problems or, of nobody, all."""
    sizes = {name: len(table) for name, table in reading.tables.items()}
    console.print(
        say(
            "read",
            lang,
            rows=sum(count.held for count in reading.counts),
            sheets=len({count.sheet for count in reading.counts}),
            workers=len(reading.workers),
            months=sizes.get("pay", 0),
            events=sizes.get("events", 0),
        ),
        markup=False,
    )
    cells, rows, notes = (reading.problems.of(kind) for kind in ("cell", "row", "note"))
    shown = [*cells, *rows][:10] if reading.workers else list(reading.problems)
    if not cells and not rows:
        console.print(say("no_problems", lang), markup=False)
    else:
        held = {"cells": len(cells), "rows": len(rows), "notes": len(notes)}
        console.print(say("problems", lang, **held), markup=False)
    if shown:
        console.print(problem_table(shown, lang))


def problem_table(problems: list[Any], lang: str) -> Table:
    """Problems with their place, what stood there, why, and what to do."""
    table = grid(
        say("problems_title", lang),
        *(say(key, lang) for key in ("sheet_cell", "held", "why", "how")),
    )
    for problem in problems:
        table.add_row(
            *map(
                _literal,
                (
                    f"{problem.sheet} {problem.cell}",
                    problem.held,
                    problem.why(lang),
                    problem.how(lang),
                ),
            )
        )
    return table


def _literal(text: str) -> Any:
    """Text that came from a file, never read as markup."""
    from rich.text import Text

    return Text(text)
