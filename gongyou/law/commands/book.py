"""Claims and offers as workbooks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gongyou.law.commands.batch import Roster
from gongyou.law.commands.words import say
from gongyou.law.workbooks import WorkbookResult


class Book:
    """A workbook written row by row; text that looks like a formula stays text."""

    def __init__(self, path: Path) -> None:
        import xlsxwriter

        self.book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
        self.head = self.book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
        self.money = self.book.add_format({"num_format": "#,##0.00"})
        self.share = self.book.add_format({"num_format": "0.0%"})
        self.day = self.book.add_format({"num_format": "yyyy-mm-dd"})

    def sheet(
        self,
        name: str,
        heads: Sequence[str],
        kinds: str,
        rows: Iterable[Sequence[Any]],
        widths: Sequence[int] = (),
    ) -> None:
        """One sheet. `kinds`, a sign a column: t text, n number, m money, s share, d day."""
        sheet = self.book.add_worksheet(name[:31])
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        sheet.freeze_panes(1, 1)
        sheet.write_row(0, 0, heads, self.head)
        writers = [self._writer(sheet, kind) for kind in kinds]
        for top, row in enumerate(rows, 1):
            for left, (write, value) in enumerate(zip(writers, row, strict=True)):
                if value is not None and value != "":
                    write(top, left, value)

    def _writer(self, sheet: Any, kind: str) -> Any:
        number = sheet.write_number
        return {
            "t": sheet.write_string,
            "n": number,
            "m": lambda top, left, value: number(top, left, float(value), self.money),
            "s": lambda top, left, value: number(top, left, float(value), self.share),
            "d": lambda top, left, value: sheet.write_datetime(top, left, value, self.day),
        }[kind]

    def close(self) -> None:
        """Finish the file."""
        self.book.close()


def write_claims(roster: Roster, path: Path) -> None:
    """Sheets: summary by entitlement, a row a worker, every line, problems."""
    lang = roster.job.lang
    book = Book(path)
    book.sheet(
        say("sheet.summary", lang),
        [
            say(key, lang)
            for key in (
                "entitlement",
                "law.code",
                "workers_due",
                "amount",
                "in_best",
                "undetermined",
            )
        ],
        "ttnmmn",
        (
            (roster.labels[code], code, due, amount, best, unknown)
            for code, due, amount, best, unknown in roster.by_entitlement()
        ),
        (34, 28, 10, 16, 16, 10),
    )
    _workers(book, roster, lang)
    _detail(book, roster, lang)
    write_problems(book, roster.job.reading, lang)
    book.close()


def _workers(book: Book, roster: Roster, lang: str) -> None:
    codes = [code for code, due, *_ in roster.by_entitlement() if due]
    heads = [say(key, lang) for key in ("worker", "claim", "assumed_part", "file_by", "open")]
    rows = []
    for worker in roster.workers:
        held = {line.code: line.amount for line in worker.lines}
        rows.append(
            [
                worker.name,
                worker.total,
                worker.assumed,
                worker.deadline,
                worker.open,
                *(held.get(code) for code in codes),
            ]
        )
    book.sheet(
        say("sheet.workers", lang),
        [*heads, *(roster.labels[code] for code in codes)],
        "tmmdn" + "m" * len(codes),
        rows,
        (12, 14, 14, 12, 8, *[16] * len(codes)),
    )


def _detail(book: Book, roster: Roster, lang: str) -> None:
    from gongyou.law import fact_label

    names: dict[str, str] = {}

    def label(name: str) -> str:
        if name not in names:
            names[name] = fact_label(roster.job.law, name, lang)
        return names[name]

    rows = (
        (
            worker.name,
            roster.labels[line.code],
            line.code,
            say(f"status.{line.status}", lang),
            line.amount,
            "✓" if line.in_best else "",
            line.deadline,
            ("、" if lang == "zh-hans" else ", ").join(map(label, line.missing)),
        )
        for worker in roster.workers
        for line in worker.lines
    )
    book.sheet(
        say("sheet.detail", lang),
        [
            say(key, lang)
            for key in (
                "worker",
                "entitlement",
                "law.code",
                "status",
                "amount",
                "in_best",
                "file_by",
                "missing",
            )
        ],
        "ttttmtdt",
        rows,
        (12, 30, 26, 12, 14, 9, 12, 50),
    )


def write_problems(book: Book, reading: WorkbookResult, lang: str) -> None:
    """The problems report as a sheet."""
    rows = (
        (p.sheet, p.cell, say(f"severity.{p.severity}", lang), p.held, p.why(lang), p.how(lang))
        for p in reading.problems
    )
    book.sheet(
        say("sheet.problems", lang),
        [say(key, lang) for key in ("sheet", "cell", "severity", "held", "why", "how")],
        "tttttt",
        rows,
        (16, 10, 14, 24, 50, 60),
    )
