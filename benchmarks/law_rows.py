"""100,000 rows of a messy payroll read: nobody lost, and how long it takes.

People with numbers, without, of one name, several on a cell, titles, totals, figures that cannot
be read. The peer is what opening the book costs with pandas and openpyxl, without understanding it.
"""

import argparse
import tempfile
import time
from pathlib import Path

import xlsxwriter

from benchmarks.law_workbook import reading_with_pandas
from benchmarks.report import say
from gongyou.law import DEFAULT_LAW
from gongyou.law.schema import schema_of
from gongyou.law.workbooks import read_workbook

HEAD = ["工号", "姓名", "车间", "入职日期", "应发工资（元）", "平时加班小时", "周末加班（h）"]


def messy(path: Path, rows: int) -> int:
    """Write the book; give how many people stand in it, whom a reader must find or report."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    people, left, month = 0, rows, 0
    while left > 0:
        month += 1
        sheet = book.add_worksheet(f"{2010 + month // 13}年{(month - 1) % 12 + 1}月 {month}")
        sheet.write_row(0, 0, ["工资明细表"])
        sheet.write_row(1, 0, HEAD)
        for n in range(min(left, 50_000)):
            people += _write(sheet, n + 2, month, n)
        left -= 50_000
    book.close()
    return people


def _write(sheet, row: int, month: int, n: int) -> int:
    """One row; gives how many people it is about (0 for totals and notes)."""
    day = f"{2000 + n % 20}.{n % 12 + 1}.{n % 28 + 1}"
    name, pay = f"员工{chr(0x4E00 + n % 9000)}{chr(0x4E00 + n // 9000)}", 2000 + n % 4000
    cells = [f"{month}-{n:06d}", name, f"{n % 9}车间", day, pay, n % 40, n % 9]
    if n % 997 == 5:
        cells = ["小计", "", "", "", 123456, 99, 9]
    elif n % 503 == 7:
        cells[4] = "约三千"
    elif n % 701 == 11:
        cells[0] = ""  # known by name alone
        cells[1] = f"{name}{month}"
    elif n % 1409 == 13:
        cells[0], cells[1] = "", "张三、李四"
    elif n % 1777 == 17:
        cells[3] = "2019/13/45"
    sheet.write_row(row, 0, cells)
    return 0 if cells[0] == "小计" else 1


def main() -> None:
    """Write the book, read it, count the people, judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    rows = 4_000 if asked.quick else asked.rows
    known = schema_of(DEFAULT_LAW)
    with tempfile.TemporaryDirectory() as folder:
        book = Path(folder) / "messy.xlsx"
        people = messy(book, rows)
        took, cpu = [], []
        for _ in range(1 if asked.quick else 2):
            began, busy = time.perf_counter(), time.process_time()
            result = read_workbook(book, known=known)
            took.append(time.perf_counter() - began)
            cpu.append(time.process_time() - busy)
        peer = reading_with_pandas(book)
    reported = len(result.problems.of("row"))
    lost = people - len(result.workers) - reported
    say(
        "law_rows",
        f"messy payroll of {rows:,} rows read, seconds",
        ours=min(took),
        cpu=min(cpu),
        peer=peer,
        ratio=peer / min(took),
        people=people,
        read=len(result.workers),
        reported=reported,
        lost=lost,
        bar="at most 5, nobody lost" if rows >= 100_000 else "nobody lost",
        kept=(min(took) <= 5 or rows < 100_000) and lost == 0,
    )
    if lost:
        raise SystemExit(f"{lost} people are neither read nor reported")


if __name__ == "__main__":
    main()
