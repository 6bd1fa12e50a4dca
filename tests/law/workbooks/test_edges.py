"""Small facts about reading at their edges."""

from datetime import date

from gongyou.law.workbooks.tables.namesakes import unlike
from tests.law.workbooks.test_layouts import codes, grid, june, read, rows


def test_half_the_signs_in_common_is_one_person():
    assert not unlike("王芳", "王丽") and unlike("甲一", "乙二")


def test_of_two_months_in_a_title_none_is_taken():
    result = read(工资=[["2023年5月和2023年6月工资"], ["工号", "应发工资"], ["A1", 5100]])
    assert not rows(result, "pay") and "no_month_known" in dict(codes(result))


def test_eight_hours_are_no_overtime_and_ten_are_two():
    marks = [{"√": "8"}.get(mark, mark) for mark in june()]
    marks[0] = "10"
    (row,) = rows(read(考勤=grid(["A1", "甲一", *marks])), "pay")
    assert row["hours_overtime_workday"] == 2 and row["month"] == date(2023, 6, 1)
