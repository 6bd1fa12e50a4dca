"""Headers and cells of other hands: short headings, reasons, forms, rates, months of words."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law.schema import schema_of
from gongyou.law.workbooks import read_workbook

from . import books

CN = schema_of("cn")
MAY = date(2024, 5, 1)


def read(rows, sheet="2024年5月"):
    return read_workbook(books.xlsx({sheet: rows}), known=CN)


def rows(result, table):
    return list(result.tables[table].rows())


def codes(result):
    return {problem.code for problem in result.problems}


def test_short_headings_and_reasons_for_leaving():
    head = ["工号", "入职", "离职", "离职原因"]
    left = ["A1", "2015-3-1", "2024-2-29", "裁员"]
    stays = ["A2", "2016-4-2", "在职", ""]
    sent = ["A3", "2017-5-6", "2024-1-5", "被辞退"]
    result = read([head, left, stays, sent])
    one, two, three = rows(result, "employment")
    assert (one["start"], one["end"]) == (date(2015, 3, 1), date(2024, 2, 29))
    assert (one["end_kind"], one["end_reason"]) == ("layoff", "裁员")
    assert (two["end"], two["end_kind"]) == (None, "ongoing")
    assert (three["end_kind"], three["end_reason"]) == (None, "被辞退")  # lawful or not: not told


def test_english_headings_stand_over_what_they_say():
    head = ["Employee ID", "Contract start date", "Contract end date", "Contract type"]
    leaving = ["A1", "2015-03-01", "2018-02-28", "permanent", "laid off"]
    (row,) = rows(read([[*head, "Reason for leaving"], leaving]), "employment")
    assert (row["contract_start"], row["contract_end"]) == (date(2015, 3, 1), date(2018, 2, 28))
    assert (row["contract_type"], row["end_kind"]) == ("open_ended", "layoff")
    assert row.get("dismissal_article") is None


@pytest.mark.parametrize(
    "heading", ["加班工资(元/小时)", "加班费（元/天）", "overtime pay (yuan/hour)"]
)
def test_a_rate_by_the_hour_is_no_amount_of_the_month(heading):
    result = read([["工号", "应发工资", heading], ["A1", 3000, 25]])
    (row,) = rows(result, "pay")
    assert row.get("overtime_pay_paid") is None and row["due"] == 3000
    assert "other_unit" in codes(result)


def test_hours_of_holidays_are_no_yuan_and_hours_of_no_kind_are_asked():
    (row,) = rows(read([["工号", "平时加班", "周末加班", "法定加班"], ["A1", 35, 16, 8]]), "pay")
    assert (row["hours_overtime_holiday"], row.get("overtime_pay_paid")) == (8, None)
    result = read([["No", "Employee ID", "OT Hours", "OT Pay"], [1, "A1", 20, 500]])
    (row,) = rows(result, "pay")
    assert (row.get("hours_overtime_workday"), row["overtime_pay_paid"]) == (None, 500)
    assert "kind_of_hours_unsaid" in codes(result)


def test_a_month_in_which_only_words_stand_is_there_and_unknown():
    result = read(
        [["工号", "2024-01", "2024-02"], ["A1", 3000, "未发"], ["A2", 3100, "欠"]], "工资"
    )
    held = {(row["worker"], row["month"]): row.get("due") for row in rows(result, "pay")}
    assert held["A1", date(2024, 2, 1)] is None and held["A2", date(2024, 2, 1)] is None
    assert held["A1", date(2024, 1, 1)] == 3000 and len(held) == 4


def test_an_item_a_line_and_a_form_of_labels_make_no_people_out_of_words():
    items = read([["姓名", "项目", "金额"], ["张三", "基本工资", 2000], ["张三", "加班费", 500]])
    assert (items.workers, codes(items)) == ([], {"one_item_a_line"})
    form = read(
        [["姓名", "张三", "性别", "男"], ["入职日期", "2015-3-1", "月工资", 3000]], "登记表"
    )
    assert (form.workers, codes(form)) == ([], {"form_of_pairs"})
    assert all(count.balanced and count.reported for r in (items, form) for count in r.counts)


@pytest.mark.parametrize(
    ("cell", "people"), [("钱七 孙八", 0), ("张 三", 1), ("欧阳 娜娜", 1), ("阿依古丽 买买提", 1)]
)
def test_two_whole_names_in_a_cell_are_two_people(cell, people):
    result = read([["姓名", "应发工资"], [cell, 8000]])
    assert len(result.workers) == people
    assert people or "several_people" in codes(result)


@pytest.mark.parametrize("written", ["2015年3月1日星期日", "2015、3、1", "2015-3-1（周日）"])
def test_days_with_their_weekday_and_between_chinese_commas(written):
    (row,) = rows(read([["工号", "入职日期"], ["A1", written]]), "employment")
    assert row["start"] == date(2015, 3, 1)


def test_amounts_stay_what_they_were():
    (row,) = rows(read([["工号", "应发工资（千元）", "加班费(万元)"], ["A1", 3.5, 0.02]]), "pay")
    assert (row["due"], row["overtime_pay_paid"]) == (Decimal(3500), Decimal(200))
