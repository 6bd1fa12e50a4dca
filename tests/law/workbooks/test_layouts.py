"""Sheets as people lay them out: side by side, turned, a column a day, titles that name the month.

Each is small and built here; what must come out is counted by hand.
"""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest

from gongyou.law.schema import schema_of
from gongyou.law.workbooks import CannotRead, read_workbook
from gongyou.law.workbooks.cells.dates import month_of_period

CN = schema_of("cn")
JUNE = date(2023, 6, 1)


def book(**sheets) -> bytes:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def read(**sheets):
    return read_workbook(book(**sheets), name="表.xlsx", known=CN)


def rows(result, table, **where):
    return [
        {k: v for k, v in row.items() if v is not None}
        for row in result.tables[table].rows()
        if all(row.get(k) == v for k, v in where.items())
    ]


def codes(result):
    return [(p.code, p.cell) for p in result.problems]


# --- several people on a line ------------------------------------------------------------------


def test_two_blocks_of_columns_are_two_people_a_line():
    head = ["工号", "姓名", "应发工资"]
    result = read(
        **{"2023年6月": [[*head, None, *head], ["A1", "甲一", 5100, None, "A2", "乙二", 6000],
                       ["A3", "丙三", 4050, None, None, None, None]]}
    )  # fmt: skip
    assert {r["worker"]: r["due"] for r in rows(result, "pay")} == {
        "A1": 5100, "A2": 6000, "A3": 4050,
    }  # fmt: skip
    assert ("people_side_by_side", "") in codes(result)


def test_three_blocks_by_name_with_a_running_number_before_each():
    head = ["序号", "姓名", "实发工资", "签名"]
    result = read(
        **{"2023年6月": [["2023年6月工资表"], head * 3,
                       [1, "甲一", 100, "", 2, "乙二", 200, "", 3, "丙三", 300, ""]]}
    )  # fmt: skip
    assert sorted(result.names.values()) == ["丙三", "乙二", "甲一"]
    assert sorted(r["net_paid"] for r in rows(result, "pay")) == [100, 200, 300]


def test_a_cell_of_the_second_block_is_called_as_the_spreadsheet_calls_it():
    head = ["工号", "应发工资"]
    result = read(**{"2023年6月": [head * 2, ["A1", 5100, "A2", "约六千"]]})
    assert ("approximate", "D2") in codes(result)


def test_a_contacts_name_further_right_is_nobody_of_the_sheet():
    result = read(
        名册=[["姓名", "入职日期", "紧急联系人", "姓名", "电话"],
            ["甲一", date(2020, 1, 2), "妻", "乙二", "13800138000"]]
    )  # fmt: skip
    assert list(result.names.values()) == ["甲一"]


def test_two_names_in_one_cell_are_reported_not_joined():
    result = read(**{"2023年6月": [["姓名", "应发工资"], ["甲一、乙二", 9000], ["丙三", 4000]]})
    assert ("several_people", "A2") in codes(result) and len(result.workers) == 1


# --- people of one name ------------------------------------------------------------------------

HEAD = ["姓名", "工作地点", "入职日期", "离职日期"]
END = date(2023, 6, 30)


def test_three_people_of_one_name_are_three_people():
    result = read(
        名册=[HEAD, ["丁四", "深圳", date(2019, 3, 5), END],
            ["丁四", "广州", date(2020, 7, 1), END],
            ["丁四", "佛山", date(2021, 1, 15), END]]
    )  # fmt: skip
    assert [r["start"].year for r in rows(result, "employment")] == [2019, 2020, 2021]
    assert ("namesakes", "") in codes(result)


def test_another_sheet_knows_a_namesake_by_the_workshop_and_reports_the_rest():
    roster = [["姓名", "车间", "入职日期"], ["丁四", "一车间", date(2019, 3, 5)],
              ["丁四", "二车间", date(2020, 7, 1)]]  # fmt: skip
    pay = [["姓名", "车间", "应发工资"], ["丁四", "二车间", 6000], ["丁四", "三车间", 7000],
           ["丁四", "", 8000]]  # fmt: skip
    result = read(名册=roster, **{"2023年6月": pay})
    second = next(r["worker"] for r in rows(result, "employment") if r["start"].year == 2020)
    assert rows(result, "pay") == [
        {"worker": second, "month": JUNE, "due": Decimal(6000)} | _source(result)
    ]
    assert [c for c in codes(result) if c[0] == "name_ambiguous"] == [
        ("name_ambiguous", "A3"), ("name_ambiguous", "A4"),
    ]  # fmt: skip


def _source(result):
    found = rows(result, "pay")[0].get("source")
    return {"source": found} if found else {}


def test_later_spells_and_other_months_of_a_name_stay_one_person():
    spells = [HEAD, ["丁四", "深圳", date(2015, 1, 1), date(2017, 1, 1)],
              ["丁四", "深圳", date(2019, 1, 1), END]]  # fmt: skip
    assert len(read(名册=spells).names) == 1
    at_once = [HEAD, ["丁四", "深圳", date(2015, 1, 1), date(2019, 6, 1)],
               ["丁四", "深圳", date(2019, 1, 1), END]]  # fmt: skip
    assert len(read(名册=at_once).names) == 2  # nobody begins anew before he has left
    months = [["姓名", "月份", "应发工资"], ["丁四", "2023-05", 5000], ["丁四", "2023-06", 5100]]
    result = read(工资=months)
    assert len(result.names) == 1 and len(rows(result, "pay")) == 2


def test_a_number_beside_another_name_opens_a_person_and_is_reported():
    result = read(
        **{
            "2023年6月": [
                ["工号", "姓名", "应发工资"],
                ["A1", "甲一", 5100],
                ["A1", "欧阳春", 6000],
            ]
        }
    )
    assert sorted(r["due"] for r in rows(result, "pay")) == [5100, 6000]
    assert ("number_of_two", "A3") in codes(result)


def test_a_slip_of_the_pen_in_a_name_is_no_second_person():
    result = read(
        名册=[["工号", "姓名", "入职日期"], ["A1", "李晓红", date(2020, 1, 2)]],
        **{"2023年6月": [["工号", "姓名", "应发工资"], ["A1", "李小红", 5100]]},
    )
    assert result.workers == ["A1"] and len(rows(result, "pay")) == 1


def test_what_stands_behind_a_name_is_told_and_the_person_known():
    result = read(
        **{"2023年5月": [["姓名", "应发工资"], ["王芳", 5000]],
           "2023年6月": [["姓名", "应发工资"], ["王芳6月15离职", 2500]]}
    )  # fmt: skip
    assert len(result.workers) == 1 and len(rows(result, "pay")) == 2
    assert ("words_behind_name", "A2") in codes(result)


# --- people in columns -------------------------------------------------------------------------


def test_people_in_columns_are_turned_and_cells_keep_their_names():
    result = read(
        名册=[["工号", "A1", "A2"], ["姓名", "甲一", "乙二"], ["工作地点", "深圳", "火星"],
            ["入职日期", date(2019, 3, 5), date(2020, 7, 1)]]
    )  # fmt: skip
    assert {r["worker"]: r["start"].year for r in rows(result, "employment")} == {
        "A1": 2019, "A2": 2020,
    }  # fmt: skip
    assert ("unknown_place", "C3") in codes(result) and ("turned_sheet", "") in codes(result)


def test_a_form_of_one_person_is_read_too():
    result = read(登记表=[["姓名", "甲一"], ["入职日期", date(2019, 3, 5)], ["月工资", 4000]])
    assert rows(result, "employment")[0]["agreed_wage"] == 4000


# --- units -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cell", "amount"),
    [("应发工资万元", 0.38, 3800), ("应发工资（万元）", 0.38, 3800), ("应发工资(千元)", 3.8, 3800),
     ("应发工资（单位：元）", 3800, 3800)],
)  # fmt: skip
def test_the_unit_of_a_header_counts(header, cell, amount):
    result = read(**{"2023年6月": [["工号", header], ["A1", cell]]})
    assert rows(result, "pay")[0]["due"] == amount


def test_the_unit_of_the_title_counts_for_amounts_alone():
    title = ["2023年6月工资表（单位：万元）"]
    result = read(工资=[title, ["工号", "应发工资", "平时加班小时"], ["A1", 0.51, 10]])
    (row,) = rows(result, "pay")
    assert (row["due"], row["hours_overtime_workday"]) == (5100, 10)
    assert ("unit_in_title", "") in codes(result)
    result = read(工资=[title, ["工号", "应发工资", "出勤天数"], ["A1", 0.51, 21]])
    (row,) = rows(result, "pay")
    assert (row["due"], row["days_worked"]) == (5100, 21)


def test_hours_are_never_read_as_yuan():
    result = read(
        **{"2023年6月": [
            ["工号", "应发工资", "加班（h）", "加班（元）", "加班4小时以上（单位：次）"],
            ["A1", 5100, 10, 250, 2]]}
    )  # fmt: skip
    (row,) = rows(result, "pay")
    assert row["overtime_pay_paid"] == 250 and not any(v in (10, 2) for v in row.values())
    assert ("kind_of_hours_unsaid", "C") in codes(result)


# --- days and months ---------------------------------------------------------------------------


def test_a_column_that_proves_the_day_first_reads_all_its_days():
    result = read(
        Sheet=[["Employee ID", "City", "Start date", "Last day"],
               ["A1", "Shenzhen", "05/03/2019", "01/06/2023"],
               ["A2", "Foshan", "15/01/2021", "02/06/2023"]]
    )  # fmt: skip
    assert [r["start"] for r in rows(result, "employment")] == [
        date(2019, 3, 5), date(2021, 1, 15),
    ]  # fmt: skip
    assert rows(result, "employment")[0]["end"] == date(2023, 6, 1)  # the same hand


def test_a_month_first_is_proved_alike_and_contradiction_proves_nothing():
    american = [["Employee ID", "Start date"], ["A1", "03/05/2019"], ["A2", "01/15/2021"]]
    assert rows(read(Sheet=american), "employment")[0]["start"] == date(2019, 3, 5)
    both = [*american, ["A3", "15/01/2021"]]
    assert ("ambiguous_day_month", "B2") in codes(read(Sheet=both))


@pytest.mark.parametrize(
    "title",
    ["工资明细表（2023.6.1至2023.6.30）", "2023年6月1日-6月30日工资", "工资 2023-06",
     "2023/6 工资表", "Payroll June 2023", "Wages Jun. 2023", "工资表202306", "二〇二三年六月工资"],
)  # fmt: skip
def test_the_month_is_found_in_the_title(title):
    result = read(工资=[[title], ["工号", "应发工资"], ["A1", 5100]])
    assert [r["month"] for r in rows(result, "pay")] == [JUNE], codes(result)


@pytest.mark.parametrize("title", ["2023年工资", "2023年1月1日至12月31日工资", "工资表"])
def test_no_month_is_guessed(title):
    result = read(工资=[[title], ["工号", "应发工资"], ["A1", 5100]])
    assert not rows(result, "pay") and "no_month_known" in dict(codes(result))


def test_a_pay_cycle_is_the_month_of_most_of_its_days_and_is_told():
    result = read(
        工资=[["工资表（2023年3月26日至2023年4月25日）"], ["工号", "应发工资"], ["A1", 5100]]
    )
    assert rows(result, "pay")[0]["month"] == date(2023, 4, 1)
    assert ("pay_cycle", "") in codes(result)


@pytest.mark.parametrize(
    ("first", "last", "month"),
    [
        (date(2023, 3, 26), date(2023, 4, 25), date(2023, 4, 1)),  # 6 days and 25
        (date(2023, 3, 5), date(2023, 4, 4), date(2023, 3, 1)),  # 27 days and 4
        (date(2023, 3, 17), date(2023, 4, 15), date(2023, 4, 1)),  # 15 days each: the later
        (date(2023, 3, 16), date(2023, 4, 15), date(2023, 3, 1)),  # 16 days and 15
        (date(2023, 2, 1), date(2023, 2, 28), date(2023, 2, 1)),
    ],
)
def test_a_pay_cycle_is_the_month_in_which_more_of_its_days_lie(first, last, month):
    assert month_of_period(first, last) == month


# --- attendance --------------------------------------------------------------------------------


def grid(*people, title="2023年6月考勤表", days=range(1, 31)):
    return [[title], ["工号", "姓名", *days], *people]


def june(**marks):
    """June 2023: days off on weekends and the two free days around the festival."""
    off = {3, 4, 10, 11, 17, 18, 22, 23, 24}
    return [marks.get(f"d{n}", "休" if n in off else "√") for n in range(1, 31)]


def test_days_are_added_up_by_the_laws_calendar():
    # 30 days, 9 off; Sunday the 25th is worked by the calendar; two extra hours on three workdays,
    # 8 hours on Saturday the 3rd (rest), 8 on the 22nd (public holiday), one day sick.
    marks = june(d1="8+2", d2="8+2", d25="8+2", d3="8", d22="8", d29="病")
    result = read(考勤=grid(["A1", "甲一", *marks]))
    (row,) = rows(result, "pay")
    assert row["month"] == JUNE
    assert (row["days_worked"], row["days_sick"], row["days_absent"]) == (22, 1, 0)
    assert row["hours_overtime_workday"] == 6
    assert (row["hours_overtime_restday"], row["hours_overtime_holiday"]) == (8, 8)


def test_a_mark_without_hours_on_a_rest_day_leaves_those_hours_unknown():
    result = read(考勤=grid(["A1", "甲一", *june(d1="8+2", d3="√")]))
    (row,) = rows(result, "pay")
    assert row["hours_overtime_workday"] == 2 and "hours_overtime_restday" not in row
    assert "hours_of_holidays_unsaid" in dict(codes(result))


def test_a_mark_that_is_not_understood_leaves_the_persons_month_open():
    result = read(
        考勤=grid(["A1", "甲一", *june(d1="8+2", d5="⚑")], ["A2", "乙二", *june(d1="8+2")])
    )
    assert ("unknown_mark", "G3") in codes(result)
    assert [r["worker"] for r in rows(result, "pay")] == ["A2"]
    assert sorted(result.workers) == ["A1", "A2"]


def test_a_workday_that_says_nothing_leaves_the_month_open():
    result = read(考勤=grid(["A1", "甲一", *june(d1="8+2", d7="")]))
    assert not rows(result, "pay") and result.workers == ["A1"]


def test_the_sheets_own_legend_counts():
    people = ["A1", "甲一", *june(d1="8+1", d5="△", d6="○")]
    result = read(考勤=[*grid(people), ["说明：○年假 △病假 √出勤"]])
    (row,) = rows(result, "pay")
    assert (row["days_sick"], row["leave_days_taken"]) == (1, 1)


def test_a_cycle_of_days_over_the_turn_of_a_month_keeps_its_dates():
    days = [*range(26, 32), *range(1, 26)]  # 26 May to 25 June 2023
    marks = ["√"] * 31
    marks[2] = "8"  # Sunday 28 May
    title = "考勤表（2023年5月26日至2023年6月25日）"
    result = read(考勤=grid(["A1", "甲一", *marks], title=title, days=days))
    (row,) = rows(result, "pay")
    assert row["month"] == JUNE and row["days_worked"] == 31


# --- English forms, locked files, ODS ----------------------------------------------------------


def test_an_english_form_is_understood():
    result = read(
        Responses=[
            ["Timestamp", "Full name", "City", "When did you start work?", "Last working day",
             "How did your job end?", "Do you have a written contract?", "Monthly salary (RMB)"],
            ["2023/07/01 9:30:00", "Li Na", "Shenzhen", date(2019, 3, 5), END,
             "laid off", "No", 5100]]
    )  # fmt: skip
    (row,) = rows(result, "employment")
    assert (row["place"], row["start"], row["end"]) == ("440300", date(2019, 3, 5), END)
    assert (row["end_kind"], row["contract_written"], row["agreed_wage"]) == ("layoff", False, 5100)


def locked(word: str) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    plain = book(名册=[["工号", "入职日期"], ["A1", date(2019, 3, 5)]])
    OOXMLFile(io.BytesIO(plain)).encrypt(word, out)
    return out.getvalue()


def test_a_locked_workbook_asks_for_its_word_and_opens_with_it():
    content = locked("春天 2023")
    for word, code in ((None, "has_password"), ("", "has_password"), ("x", "wrong_password")):
        with pytest.raises(CannotRead) as refused:
            read_workbook(content, name="表.xlsx", known=CN, password=word)
        assert refused.value.code == code
    opened = read_workbook(content, name="表.xlsx", known=CN, password="春天 2023")
    assert opened.workers == ["A1"]


def test_every_line_of_people_is_read_or_reported():
    """Forty odd people in four layouts: in = out + rows of the report."""
    head = ["工号", "姓名", "应发工资"]
    side = [head * 2, *[[f"S{n}", f"甲{n}", n, f"T{n}", f"乙{n}", n] for n in range(1, 6)]]
    turned = [["工号", *[f"U{n}" for n in range(1, 6)]], ["姓名", *"春夏秋冬梅"],
              ["入职日期", *[date(2020, n, 1) for n in range(1, 6)]]]  # fmt: skip
    names = [HEAD, *[["丁四", "深圳", date(2010 + n, 1, 1), END] for n in range(1, 6)]]
    broken = [head, ["", "", 5000], ["V1", "戊一", 100], ["甲一、乙二", "甲一、乙二", 9]]
    result = read(**{"2023年6月": side, "卡片": turned, "名册": names, "2023年7月": broken})
    lost = [p for p in result.problems if p.severity == "row"]
    assert len(result.workers) + len(lost) == 10 + 5 + 5 + 3
    assert all(count.balanced for count in result.counts)


def test_what_is_no_fact_is_kept_beside_the_person_in_memory():
    result = read(
        名册=[["工号", "姓名", "手机号", "联系电话", "身份证号", "家庭住址", "备注", "入职日期"],
            ["A1", "甲一", 13800138000, "0755-1234567 / 13800138000", "440301199001011234",
             "宝安区某村", "骨干", date(2019, 3, 5)]],
        **{"2023年6月": [["工号", "应发工资", "备注"], ["A1", 5100, "少发"]]},
    )  # fmt: skip
    assert result.identities["A1"] == {
        "phone": ["13800138000", "0755-1234567"],
        "id_number": "440301199001011234",
        "address": "宝安区某村",
        "remark": "骨干；少发",
    }
    told = " ".join(f"{p.held}{p.more}" for p in result.problems)
    assert "骨干" not in told and "13800138000" not in told
    assert "phone" not in result.tables["employment"].columns
