"""A register read: the header by known words, days and amounts however they are written."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from gongyou.advocacy.sheets.cells import (
    EMPTY_WORDS,
    cell_name,
    day_of,
    head_of,
    is_blank,
    order_of,
    text_of,
)
from gongyou.advocacy.sheets.heads import Found, find
from gongyou.advocacy.sheets.shapes import Column, Kind, Trouble

NOTHING = frozenset({"", "na", "n/a", "null", "none", "-", *EMPTY_WORDS})
SIGNS = str.maketrans("", "", "$£€¥￥,， \u00a0")


def _column(name: str, kind: str, *heads: str) -> Column:
    return Column(name, kind, tuple(head_of(head) for head in heads))


CLAIMS = Kind(
    "wage_claims",
    (
        _column("id", "id", "case_uuid", "case number", "claim no", "case no", "case id",
                "claim number", "案号"),
        _column("opened", "day", "date_opened", "case open/re-open", "date opened", "opened",
                "date filed", "claim received", "date received", "received", "立案日期"),
        _column("closed", "day", "date_closed", "case close/reclose date", "date closed",
                "closed", "closed date", "date resolved", "结案日期"),
        _column("claimed", "number", "amount_claimed", "claim amt", "claim amount",
                "amount claimed", "wages claimed", "申请金额"),
        _column("assessed", "number", "amount_assessed", "verified claim amt", "amount assessed",
                "wages due", "amount due", "amount found due", "裁定金额"),
        _column("paid", "number", "amount_paid", "amount paid", "wages paid", "total wages",
                "amount collected", "amount recovered", "支付金额"),
        _column("status", "text", "case_status", "case status", "status", "disposition", "状态"),
    ),
    finish=lambda facts, notes: None,
)  # fmt: skip


@dataclass(frozen=True)
class Claim:
    """One row: amounts and days as far as the register tells them."""

    id: str = ""
    opened: date | None = None
    closed: date | None = None
    claimed: Decimal | None = None
    assessed: Decimal | None = None
    paid: Decimal | None = None
    status: str = ""

    @property
    def owed(self) -> Decimal | None:
        """What was owed: as assessed, else as paid, else as claimed."""
        told = (self.assessed, self.paid, self.claimed)
        return next((amount for amount in told if amount is not None), None)

    @property
    def days(self) -> int | None:
        """From opening to closing; None while it is open, or where a day is missing."""
        return (self.closed - self.opened).days if self.opened and self.closed else None


@dataclass
class Register:
    """The claims, what no cell could be read as, and the sum of every column of amounts."""

    claims: list[Claim] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    sums: dict[str, Decimal] = field(default_factory=dict)
    columns: dict[str, str] = field(default_factory=dict)

    @property
    def last_day(self) -> date | None:
        """The last day that the register tells of: what is open was open then."""
        days = [d for c in self.claims for d in (c.opened, c.closed) if d]
        return max(days, default=None)


def read_register(content: bytes, name: str = "") -> Register:
    """Every sheet that has the columns of a register; CSV, a workbook, also packed by gzip.

    Raises:
        CannotRead: the file is none that may be read.
        ValueError: no sheet has amounts or days under known heads.
    """
    from gongyou.law.workbooks import open_sheets

    if content[:2] == b"\x1f\x8b":
        content, name = gzip.decompress(content), name.removesuffix(".gz")
    register = Register()
    for sheet in open_sheets(content, name):
        rows = [[_plain(value) for value in row] for row in sheet.rows]
        found = find(rows, [CLAIMS])
        if found:
            _take(register, rows, found)
    if not register.columns:
        raise ValueError("no sheet with columns of claims")
    return register


def _plain(value: Any) -> Any:
    return value.held if hasattr(value, "held") else value


def _take(register: Register, rows: list[list], found: Found) -> None:
    types = {column.name: column.type for column in CLAIMS.columns}
    body = rows[found.last + 1 :]
    days = [at for at, name in found.columns.items() if types[name] == "day"]
    order = order_of(row[at] for row in body for at in days if at < len(row))
    register.columns |= {name: found.heads[at] for at, name in found.columns.items()}
    for number, row in enumerate(body, found.last + 2):
        if all(map(is_blank, row)):
            continue
        told: dict[str, Any] = {}
        for at, name in found.columns.items():
            text = text_of(row[at]) if at < len(row) else ""
            if text.casefold() in NOTHING:
                continue
            value = _read(row[at], text, types[name], order)
            if value is None:
                code = "no_day" if types[name] == "day" else "no_number"
                register.troubles.append(Trouble(code, cell_name(number, at), text, name))
            else:
                told[name] = value
        register.claims.append(Claim(**told))
    for at, head in enumerate(found.heads):
        amounts = [amount_of(row[at]) for row in body if at < len(row)]
        known = [each for each in amounts if each is not None]
        if head and known:
            register.sums[head] = register.sums.get(head, Decimal(0)) + sum(known)


def _read(value: Any, text: str, kind: str, order: str) -> Any:
    if kind == "number":
        return amount_of(value)
    if kind != "day":
        return text
    if isinstance(value, datetime):
        return value.date()
    return day_of(value, order) or day_of(text[:10], order)


def amount_of(value: Any) -> Decimal | None:
    """An amount with or without signs of money; None where the cell is none.

    >>> amount_of("$1,275.50"), amount_of("undet.")
    (Decimal('1275.50'), None)
    """
    if isinstance(value, bool) or is_blank(value):
        return None
    text = text_of(value).translate(SIGNS)
    if text.startswith("(") and text.endswith(")"):
        text = f"-{text[1:-1]}"
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
