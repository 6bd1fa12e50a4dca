"""A pay list or a bank's file: who was paid how much on which day, and every row that says not.

    found = read_payments(content, "工资.xlsx")
    found.rows      # what can be read
    found.unread    # every other row that holds something, with the reason

Grain: one row a line of the file. Money in the unit of its heading (元; 万元 is multiplied).
Nothing is guessed: a sum, a refused transfer, a line without an amount is told, never counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from gongyou.law.workbooks.cells.clean import plain
from gongyou.law.workbooks.cells.dates import order_of_days, read_date
from gongyou.law.workbooks.cells.numbers import read_money
from gongyou.law.workbooks.files.kinds import load, read_sheets
from gongyou.law.workbooks.files.sheets import Limits, Sheet, is_empty
from gongyou.law.workbooks.problems import CannotRead

SEARCHED = 40  # rows in which a heading is looked for
MOST_ROWS = 20_000

HEADINGS = {
    "name": (
        r"姓\s*名|户\s*名|名\s*字|收款人(名称|姓名|户名)?|收款方(名称|户名)?|对方(户名|账户名称|名称)"
        r"|(员工|职工|工人)姓名|(full |employee )?name|payee( name)?|beneficiary( name)?"
        r"|account name|recipient"
    ),
    "pseudonym": r"代\s*号|pseudonym",
    "number": (r"工\s*号|员工(编号|号)|人员编号|职工号|(staff|employee) (no\.?|number|id)"),
    "id_number": r"身份证(号码?|件号)?|证件号码?|id (card )?(no\.?|number)|identity number",
    "phone": r"手\s*机(号码?)?|(联系)?电话|phone|mobile( number)?",
    "amount": (
        r"实发(工资|金额|数|合计)?|实付(金额|工资)?|到账金额|转账金额|交易金额|支付金额"
        r"|付款金额|代发金额|收入金额|贷方(金额|发生额)|金\s*额|amount( paid)?|net pay|paid"
        r"|credit( amount)?|sum"
    ),
    "on": (
        r"(支付|付款|交易|发放|到账|转账|入账|记账)?(日期|时间)"
        r"|(payment |value |posting |transaction )?date|paid on"
    ),
    "state": r"(交易|处理|转账|支付|代发)?(状态|结果)|status|result",
}
# Of several headings with money the one that says what arrived, and never what is left.
SUREST = re.compile(r"实发|实付|到账|net pay|paid", re.I)
TEN_THOUSAND = re.compile(r"万元")
TOTAL = re.compile(r"^(合\s*计|总\s*计|小\s*计|共\s*计|grand total|sub-?total|total)s?", re.I)
REFUSED = re.compile(
    r"失\s*败|退\s*(回|汇|票)|撤\s*销|未(支付|到账|发放|成功)|fail|reject|return|revers", re.I
)


@dataclass(frozen=True)
class PaidRow:
    """One line that says that somebody was paid: `on` None where it names no day."""

    cell: str
    amount: Decimal
    on: date | None
    name: str = ""
    pseudonym: str = ""
    number: str = ""
    id_number: str = ""
    phone: str = ""


@dataclass(frozen=True)
class UnreadRow:
    """One line that was not taken: `code` says why, `held` what it holds."""

    cell: str
    code: str
    held: str


@dataclass
class PayList:
    """What came of a file; `stated` are the totals that it states itself."""

    rows: list[PaidRow] = field(default_factory=list)
    unread: list[UnreadRow] = field(default_factory=list)
    stated: list[Decimal] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """What the rows taken add up to."""
        return sum((row.amount for row in self.rows), Decimal(0))


def read_payments(content: bytes, name: str = "", password: str | None = None) -> PayList:
    """Every line of every sheet.

    Raises:
        CannotRead: no workbook or table of a kind that is read; no heading with people and money.
    """
    limits = Limits()
    content, stem = load(content, name, limits)
    found, headed = PayList(), False
    for sheet in read_sheets(content, stem, limits, password):
        if not sheet.visible:
            continue
        head = _head(sheet)
        if head is None:
            _without_heading(sheet, found)
            continue
        headed = True
        _rows(sheet, *head, found)
    if not headed:
        raise CannotRead("no_header", stem)
    return found


def _head(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The row of headings with at least somebody and an amount, and what its columns are."""
    for index, row in enumerate(sheet.rows[:SEARCHED]):
        columns = _columns(row)
        if "amount" in columns and columns.keys() & {"name", "pseudonym", "number", "id_number"}:
            return index, columns
    return None


def _columns(row: list[Any]) -> dict[str, int]:
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        words = _heading(cell)
        if not words:
            continue
        for meaning, pattern in HEADINGS.items():
            if not re.fullmatch(pattern, words, re.I):
                continue
            held = found.get(meaning)
            better = meaning == "amount" and held is not None and SUREST.search(words)
            if held is None or (better and not SUREST.search(_heading(row[held]))):
                found[meaning] = column
    return found


def _heading(cell: Any) -> str:
    """A heading without what stands in brackets and its unit."""
    words = plain(str(cell or "")).strip()
    return re.sub(r"[(（\[【].*?[)）\]】]|[:：*＊]", "", words).strip().casefold()


def _rows(sheet: Sheet, head: int, columns: dict[str, int], found: PayList) -> None:
    heading = str(sheet.rows[head][columns["amount"]])
    factor = Decimal(10_000) if TEN_THOUSAND.search(heading) else Decimal(1)
    days = [_cell(row, columns.get("on")) for row in sheet.rows[head + 1 :]]
    day_first = order_of_days(day for day in days if not is_empty(day))
    for index in range(head + 1, min(len(sheet.rows), MOST_ROWS)):
        row = sheet.rows[index]
        if all(is_empty(cell) for cell in row) or _columns(row) == columns:
            continue
        where = f"{sheet.name}!{index + 1 + sheet.offset}"
        _row(where, row, columns, factor, day_first, found)


def _row(where, row, columns, factor, day_first, found: PayList) -> None:
    held = " · ".join(_text(cell) for cell in row if not is_empty(cell))[:200]
    said = {name: _text(_cell(row, columns.get(name))) for name in HEADINGS}
    amount, code = read_money(_cell(row, columns["amount"]), "yuan", factor, signed=True)
    if any(TOTAL.match(_text(cell)) for cell in row if not is_empty(cell)):
        if amount is not None:
            found.stated.append(amount)
        found.unread.append(UnreadRow(where, "total", held))
        return
    on, day_code = None, None
    if said["on"]:
        on, day_code = read_date(_cell(row, columns["on"]), day_first=day_first)
    why = _why_not(said, amount, code, on, day_code)
    if why:
        found.unread.append(UnreadRow(where, why, held))
        return
    assert amount is not None
    who = {name: said[name] for name in ("name", "pseudonym", "number", "id_number", "phone")}
    found.rows.append(PaidRow(where, amount, on, **who))


def _why_not(said, amount, code, on, day_code) -> str:
    """Why a line is not taken; nothing where it is."""
    if REFUSED.search(said["state"]):
        return "refused"
    if not any(said[name] for name in ("name", "pseudonym", "number", "id_number")):
        return "nobody"
    if amount is None:
        return "no_amount" if not said["amount"] else f"amount:{code}"
    if amount <= 0:
        return "not_paid"
    if day_code in ("month_only", "month_only_last") or (said["on"] and on is None):
        return "no_day"
    return ""


def _without_heading(sheet: Sheet, found: PayList) -> None:
    """A sheet in which nothing could be understood: its rows are told, and none is lost."""
    for index, row in enumerate(sheet.rows[:MOST_ROWS]):
        held = " · ".join(_text(cell) for cell in row if not is_empty(cell))[:200]
        if held:
            where = f"{sheet.name}!{index + 1 + sheet.offset}"
            found.unread.append(UnreadRow(where, "no_heading", held))


def _cell(row: list[Any], column: int | None) -> Any:
    return row[column] if column is not None and column < len(row) else None


def _text(cell: Any) -> str:
    if is_empty(cell):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return plain(str(cell)).strip()
