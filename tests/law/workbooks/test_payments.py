"""Pay lists and bank files: every line is read or told."""

import io
from datetime import date
from decimal import Decimal

import pytest
from openpyxl import Workbook

from gongyou.law.workbooks import CannotRead, read_payments

BANK = """某某银行代发明细
户名,账号,金额(元),交易时间,处理结果
韩云,6222020000000000001,"3,500.00",2026-11-05 14:03:22,成功
张三,6222,3500,2026-11-05,失败
李四,6222,,2026-11-05,成功
,6222,100,2026-11-05,成功
王五,6222,-200,2026-11-05,成功
赵六,6222,1200,2026年11月,成功
合计,,"7,000.00",,
"""


def test_what_did_not_arrive_is_told_and_not_counted():
    found = read_payments(BANK.encode("gb18030"), "bank.csv")
    assert [(r.name, r.amount, r.on) for r in found.rows] == [
        ("韩云", Decimal("3500.00"), date(2026, 11, 5))
    ]
    assert [row.code for row in found.unread] == ["refused", "no_amount", "nobody", "not_paid",
                                                  "no_day", "total"]  # fmt: skip
    assert found.stated == [Decimal("7000.00")] and found.total == Decimal(3500)


def test_a_heading_in_ten_thousands_is_multiplied():
    found = read_payments("姓名,实发金额(万元)\n徐英,1.25\n".encode(), "x.csv")
    assert [row.amount for row in found.rows] == [Decimal(12500)]


def test_of_several_sums_what_arrived_is_taken_and_every_sheet_is_read():
    book = Workbook()
    book.active.append(["序号", "姓名", "应发工资", "扣款", "实发工资"])
    book.active.append([1, "韩云", 4000, 500, 3500])
    second = book.create_sheet("11月")
    second.append(["Employee name", "Net pay", "Date"])
    second.append(["Chen Wei", 812.5, date(2026, 11, 3)])
    held = io.BytesIO()
    book.save(held)
    found = read_payments(held.getvalue(), "pay.xlsx")
    assert [(r.name, r.amount) for r in found.rows] == [
        ("韩云", 3500),
        ("Chen Wei", Decimal("812.5")),
    ]


@pytest.mark.parametrize("content", [b"", "甲,乙\n1,2\n".encode(), b"%PDF-1.4 nothing"])
def test_what_is_no_list_of_payments_is_refused(content):
    with pytest.raises(CannotRead):
        read_payments(content, "x.csv")
