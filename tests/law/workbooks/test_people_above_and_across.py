"""People above their tables, people across and months down, times of a clock, deep headers.

Each book is small; who must come out, and what of whom, is counted by hand.
"""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law.schema import schema_of
from gongyou.law.workbooks import read_workbook

from .books import ods, xls, xlsx

CN = schema_of("cn")
JANUARY, FEBRUARY, MARCH = date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)
DAYS = list(range(1, 32))


def read(rows, name="工资", merge=()):
    return read_workbook(
        xlsx({name: rows}, merge=[(name, *held) for held in merge]), known=CN, name="表.xlsx"
    )


def pay(result):
    """By name and month what is known."""
    return {
        (result.names[row["worker"]], row["month"]): {
            k: v for k, v in row.items() if v is not None and k not in ("worker", "month", "source")
        }
        for row in result.tables["pay"].rows()
    }


def codes(result):
    return {problem.code for problem in result.problems}


# --- named above -------------------------------------------------------------------------------

HEAD = ["月份", "应发工资", "实发工资"]
BLOCKS = {
    "one cell": (["姓名：张三", "", "工号：A01"], ["姓名：李四", "", "工号：A02"]),
    "all in one cell": (["姓名：张三  工号：A01"], ["姓名：李四  工号：A02"]),
    "label and value": (["姓名", "张三", "工号", "A01"], ["姓名", "李四", "工号", "A02"]),
    "with a first day": (["员工姓名:", "张三", "入职日期:", "2020-3-1"], ["员工姓名:", "李四"]),
    "english": (["Employee: 张三"], ["Employee: 李四"]),
}


@pytest.mark.parametrize("kind", BLOCKS)
def test_a_name_above_a_table_is_that_of_its_rows(kind):
    first, second = BLOCKS[kind]
    head = ["Month", "Gross pay", "Net pay"] if kind == "english" else HEAD
    rows = [
        first,
        head,
        ["2024-01", 5000, 4500],
        ["2024-02", 5100, 4600],
        ["合计", 10100, 9100],
        [],
        second,
        head,
        ["2024-01", 6000, 5500],
        ["合计", 6000, 5500],
    ]
    found = read(rows)
    assert pay(found) == {
        ("张三", JANUARY): {"due": 5000, "net_paid": 4500},
        ("张三", FEBRUARY): {"due": 5100, "net_paid": 4600},
        ("李四", JANUARY): {"due": 6000, "net_paid": 5500},
    }
    assert {"names_above", "totals_row"} <= codes(found)
    starts = found.tables["employment"].columns.get("start", [])
    assert [s for s in starts if s] == ([date(2020, 3, 1)] if "first day" in kind else [])


def test_a_header_of_names_is_nobody_above():
    rows = [["2024年3月"], ["姓名", "工资", "", "", ""], ["", "应发", "", "实发", ""]]
    rows += [["", "基本", "加班", "银行", "现金"], ["张三", 3000, 500, 3000, 500]]
    found = read(rows, merge=[(1, 0, 3, 0, "姓名"), (1, 1, 1, 4, "工资"), (2, 1, 2, 2, "应发")])
    assert list(found.names.values()) == ["张三"]
    [held] = pay(found).values()
    assert held["base_wage"] == 3000 and held["overtime_pay_paid"] == 500
    assert "due" not in held


# --- months down -------------------------------------------------------------------------------


def test_people_across_and_months_down_are_turned_by_what_the_title_names():
    rows = [
        ["2024年各月应发工资（元）"],
        ["月份", "张三", "李四"],
        ["1月", 5000, 5200],
        ["2月", 5100, None],
        ["合计", 10100, 5200],
    ]
    found = read(rows)
    assert pay(found) == {
        ("张三", JANUARY): {"due": 5000},
        ("李四", JANUARY): {"due": 5200},
        ("张三", FEBRUARY): {"due": 5100},
    }
    mended = read_workbook(xlsx({"工资": rows}), known=CN, fixes={("工资", "C4"): 5300})
    assert pay(mended)["李四", FEBRUARY] == {"due": 5300}


def test_what_the_amounts_are_is_asked_where_nothing_says_so():
    found = read([["月份", "张三", "李四"], ["2024年1月", 5, 6], ["2024年2月", 7, 8]], "表")
    assert not found.names and {"amounts_unsaid", "no_header"} <= codes(found)


# --- times of a clock --------------------------------------------------------------------------


def at_work(mark, other=""):
    """March 2025: 21 days from Monday to Friday, no public holiday."""
    return [mark if date(2025, 3, day).weekday() < 5 else other for day in DAYS]


def sheets_of_times():
    yield "range", [["姓名", *DAYS], ["张三", *at_work("08:00-20:00")]]
    yield "one below the other", [["姓名", *DAYS], ["张三", *at_work("8:00\n20:00")]]
    yield "two rows", [["姓名", "", *DAYS], ["张三", "上班", *at_work("08:00")],
                       ["", "下班", *at_work("20:00")]]  # fmt: skip
    pairs = [cell for pair in zip(at_work("08:00"), at_work("20:00"), strict=True) for cell in pair]
    yield "two columns", [["姓名", *(c for day in DAYS for c in (day, ""))],
                          ["", *["上班", "下班"] * 31], ["张三", *pairs]]  # fmt: skip


@pytest.mark.parametrize(("kind", "rows"), list(sheets_of_times()))
def test_times_tell_days_worked_and_leave_the_hours_of_overtime_open(kind, rows):
    found = read([["2025年3月考勤表"], *rows], "考勤")
    [held] = pay(found).values()
    assert held["days_worked"] == 21 and "hours_overtime_workday" not in held
    # On rest days nobody came: no hours there.
    assert held["hours_overtime_restday"] == held["hours_overtime_holiday"] == 0
    [told] = [problem for problem in found.problems if problem.code == "clock_times"]
    assert told.more == "252.0 h: 21 d"


def test_work_on_a_saturday_by_the_clock_leaves_those_hours_open_too():
    marks = at_work("08:00-20:00", "休")
    marks[7] = "20:00-06:00"  # Saturday the 8th, over midnight
    found = read([["2025年3月考勤表"], ["姓名", *DAYS], ["张三", *marks]], "考勤")
    [held] = pay(found).values()
    assert held["days_worked"] == 22 and "hours_overtime_restday" not in held


@pytest.mark.parametrize("odd", ["08:00", "08:00-10:30", "8点来的"])
def test_one_time_alone_or_a_short_stay_is_asked(odd):
    marks = at_work("08:00-20:00")
    marks[9] = odd
    found = read([["2025年3月考勤表"], ["姓名", *DAYS], ["张三", *marks]], "考勤")
    assert "unknown_mark" in codes(found)
    assert all("days_worked" not in held for held in pay(found).values())


# --- rosters -----------------------------------------------------------------------------------


def test_a_roster_of_a_month_tells_who_was_there_and_pays_nobody():
    rows = [
        ["XX电子厂2024年12月在职员工花名册"],
        ["姓名", "入职时间", "离职时间", "月工资", "合同"],
        ["张三", "2015.3", "至今", "5千", "有"],
        ["李四", "2016年7月份", "2024.11.30辞退", "6500元/月", "无"],
        ["王五", "2018-1-1", "2024年6月底", "4500-5000", "有"],
        ["", "合计：3人"],
    ]
    found = read(rows, "花名册")
    people = found.tables["employment"].columns
    assert list(found.names.values()) == ["张三", "李四", "王五"] and not pay(found)
    assert people["end"] == [None, date(2024, 11, 30), date(2024, 6, 30)]
    assert people["contract_written"] == [True, False, True]
    assert people["agreed_wage"] == [Decimal(5000), Decimal(6500), None]
    assert {"totals_row", "range_of_values", "month_only_last"} <= codes(found)


def test_a_total_that_counts_people_is_nobody():
    rows = [["部门", "姓名", "应发"], ["生产部", "张三", 1], ["", "李四", 2], ["总计", "2人", 3]]
    for book in (xlsx({"2024年3月": rows}), xls(rows, "2024年3月"), ods(rows, "2024年3月")):
        found = read_workbook(book, known=CN)
        assert set(pay(found)) == {("张三", MARCH), ("李四", MARCH)}
        assert "totals_row" in codes(found)


def test_a_column_whose_header_is_sure_is_read_though_most_cells_are_not_clear():
    rows = [["2024年3月工资表"], ["姓名", "应发工资", "离职时间"]]
    rows += [["张三", 1, "24.6"], ["李四", 2, "23.5"], ["王五", 3, "2024-03-15"]]
    found = read(rows)
    assert found.tables["employment"].columns["end"] == [None, None, date(2024, 3, 15)]
    unclear = [p.cell for p in found.problems if p.code == "two_digit_year"]
    assert unclear == ["C3", "C4"]
