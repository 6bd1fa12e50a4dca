"""Payrolls and rosters as they come: what is read, and what is said about the rest."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law.workbooks import Mapping, read_workbook
from tests.law.workbooks import books

AUGUST, SEPTEMBER = date(2014, 8, 1), date(2014, 9, 1)


def read(content, **more):
    """Read, and check of every book that all its rows are accounted for."""
    reading = read_workbook(content, **more)
    assert all(count.balanced for count in reading.counts), reading.counts
    return reading


def pay(reading):
    return {
        (r["worker"], r["month"]): {
            k: v for k, v in r.items() if v is not None and k not in ("worker", "month", "source")
        }
        for r in reading.tables["pay"].rows()
    }


def roster(reading):
    return {
        r["worker"]: {k: v for k, v in r.items() if v is not None and k not in ("worker", "source")}
        for r in reading.tables["employment"].rows()
    }


def said(reading, severity=None):
    return {
        (p.sheet, p.cell, p.code)
        for p in reading.problems
        if severity is None or p.severity == severity
    }


def codes(reading):
    return {p.code for p in reading.problems}


def test_01_titles_stand_above_the_header_and_signatures_below_the_data():
    book = books.xlsx(
        {
            "花名册": [
                ["某某五金厂2014年工友名册"],
                [None],
                ["序号", "工号", "姓名", "入职日期", "车间"],
                [1, "A1", "甲", "2010-03-05", "一车间"],
                [2, "A2", "乙", "2011/5/6", "二车间"],
                [None, "合计", None, None, "2人"],
                [None, "制表：丙", None, None, None],
            ]
        }
    )
    reading = read(book)
    assert roster(reading) == {
        "A1": {"start": date(2010, 3, 5), "workshop": "一车间"},
        "A2": {"start": date(2011, 5, 6), "workshop": "二车间"},
    }
    assert {("花名册", "B6", "totals_row"), ("花名册", "B7", "note_row")} <= said(reading)


def test_02_a_header_of_two_rows_with_merged_cells():
    book = books.xlsx(
        {
            "工资": [
                [None] * 6,
                [None, None, "平时", "周末", "节假日", None],
                ["A1", "2014年8月", 20, 16, 8, 3500],
            ]
        },
        merge=[
            ("工资", 0, 0, 1, 0, "工号"),
            ("工资", 0, 1, 1, 1, "月份"),
            ("工资", 0, 2, 0, 4, "加班工时"),
            ("工资", 0, 5, 1, 5, "应发工资"),
        ],
    )
    assert pay(read(book)) == {
        ("A1", AUGUST): {
            "hours_overtime_workday": 20,
            "hours_overtime_restday": 16,
            "hours_overtime_holiday": 8,
            "due": 3500,
        }
    }


def test_03_the_columns_of_a_real_payslip_sheet():
    header = [
        "发送状态",
        "邮箱",
        "序号",
        "姓名",
        "工资卡号",
        "合计工资",
        "加班",
        "补助",
        "奖金",
        "过节费",
        "提成",
        "其他",
        "出勤天数",
        "应发工资",
        "累计应发工资",
        "累计专项附加扣除合计",
        "代扣社保(个人)",
        "累计代扣社保(个人)",
        "累计个人所得税",
        "本月代扣个人所得税",
        "代扣公积金(个人)",
        "累计代扣公积金（个人）",
        "工资实发合计",
    ]
    row = [
        "",
        "x@example.org",
        1,
        "甲",
        "6222",
        3000,
        200,
        100,
        300,
        50,
        60,
        0,
        22,
        3710,
        9999,
        0,
        300,
        900,
        30,
        10,
        100,
        300,
        3300,
    ]
    reading = read(books.xlsx({"2019年3月": [header, row]}))
    assert pay(reading) == {
        ("P-0001", date(2019, 3, 1)): {
            "due": 3710,
            "overtime_pay_paid": 200,
            "allowances": 150,
            "bonus": 360,
            "other_pay": 0,
            "days_worked": 22,
            "si_personal": 300,
            "income_tax": 10,
            "housing_fund_personal": 100,
            "net_paid": 3300,
            "paid": 3710,
        }
    }
    unused = {p.held for p in reading.problems if p.code == "column_not_used"}
    assert unused == {
        "累计应发工资",
        "累计专项附加扣除合计",
        "累计代扣社保(个人)",
        "累计个人所得税",
        "累计代扣公积金（个人）",
    }
    assert not any("6222" in p.held or "@" in p.held or p.held == "甲" for p in reading.problems)


def test_04_one_sheet_a_month_named_after_it_and_a_year_that_carries_on():
    sheets = {
        name: [["工号", "应发工资"], ["A1", 3000 + i]]
        for i, name in enumerate(["2014年11月", "12月", "1月工资表"])
    }
    reading = read(books.xlsx(sheets))
    assert pay(reading) == {
        ("A1", date(2014, 11, 1)): {"due": 3000},
        ("A1", date(2014, 12, 1)): {"due": 3001},
        ("A1", date(2015, 1, 1)): {"due": 3002},
    }
    assert "year_taken" in codes(reading)


def test_05_the_month_stands_in_the_title_only():
    book = books.xlsx(
        {"Sheet1": [["XX厂 2014 年 8 月工资发放表"], ["工号", "应发工资"], ["A1", 3000]]}
    )
    assert pay(read(book)) == {("A1", AUGUST): {"due": 3000}}


def test_06_wide_with_a_column_a_month():
    book = books.xlsx(
        {
            "应发": [
                ["姓名", "2014年8月", "2014.9", "合计"],
                ["甲", 3000, "3,100.50", 6100.5],
                ["乙", "—", 3200, 3200],
            ]
        }
    )
    assert pay(read(book)) == {
        ("P-0001", AUGUST): {"due": 3000},
        ("P-0001", SEPTEMBER): {"due": Decimal("3100.50")},
        ("P-0002", SEPTEMBER): {"due": 3200},
    }


def test_07_wide_with_several_facts_under_each_month():
    book = books.xlsx(
        {
            "工资": [
                [None] * 5,
                [None, "应发", "加班费", "应发", "加班费"],
                ["A1", 3000, 200, 3100, 0],
            ]
        },
        merge=[
            ("工资", 0, 0, 1, 0, "工号"),
            ("工资", 0, 1, 0, 2, "2014年8月"),
            ("工资", 0, 3, 0, 4, "2014年9月"),
        ],
    )
    assert pay(read(book)) == {
        ("A1", AUGUST): {"due": 3000, "overtime_pay_paid": 200},
        ("A1", SEPTEMBER): {"due": 3100, "overtime_pay_paid": 0},
    }


def test_08_months_in_the_header_without_years_turn_at_new_year():
    book = books.xlsx({"2014年工资": [["工号", "11月", "12月", "1月"], ["A1", 1, 2, 3]]})
    assert [m for _, m in pay(read(book))] == [
        date(2014, 11, 1),
        date(2014, 12, 1),
        date(2015, 1, 1),
    ]


@pytest.mark.parametrize(
    "written",
    [
        "2014年8月5日",
        "2014.8.5",
        "2014-8-5",
        "2014/8/5",
        "20140805",
        20140805,
        41856,
        "41856",
        date(2014, 8, 5),
        "２０１４年８月５日",
        "二〇一四年八月五日",
        "5-Aug-2014",
        " 2014 年 8 月 5 日 ",
        "2014-08-05 00:00:00",
        "2014-08-05T08:00:00",
        "25/8/2014",
        "2014年08月05号",
    ],
)
def test_09_days_are_written_in_many_ways(written):
    day = date(2014, 8, 25) if written == "25/8/2014" else date(2014, 8, 5)
    assert roster(read(books.xlsx({"册": [["工号", "入职日期"], ["A1", written]]}))) == {
        "A1": {"start": day}
    }


@pytest.mark.parametrize(
    "written",
    [
        "2014年8月",
        "2014.8",
        "2014-8",
        "201408",
        201408,
        2014.8,
        "2014/08",
        "二零一四年八月",
        "Aug 2014",
        "2014年8月份",
    ],
)
def test_10_months_are_written_in_many_ways(written):
    book = books.xlsx({"表": [["工号", "月份", "应发工资"], ["A1", written, 1]]})
    assert list(pay(read(book))) == [("A1", AUGUST)]
    days = roster(
        read(books.xlsx({"册": [["工号", "入职日期", "离职日期"], ["A1", written, written]]}))
    )
    assert days == {"A1": {"start": AUGUST, "end": date(2014, 8, 31)}}


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2014.1.32", "impossible_date"),
        ("2014年2月30日", "impossible_date"),
        (2014.1, "ambiguous_month_number"),
        ("8/5/2014", "ambiguous_day_month"),
        ("14.8.5", "two_digit_year"),
        ("2014年", "only_year"),
        (2014, "only_year"),
        ("去年", "not_a_date"),
        ("1902-01-01", "date_out_of_range"),
        ("2014年8月-2015年3月", "range_of_dates"),
        (True, "not_a_date"),
        ("#REF!", "error_cell"),
        (-5, "not_a_date"),
    ],
)
def test_11_a_date_that_is_not_clear_is_reported_and_the_row_still_counts(written, code):
    reading = read(books.xlsx({"册": [["工号", "入职日期", "车间"], ["A1", written, "一"]]}))
    assert roster(reading) == {"A1": {"workshop": "一"}}
    assert said(reading, "cell") == {("册", "B2", code)}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("3500", "3500"),
        ("３，５００．５０", "3500.50"),
        ("￥3,500", "3500"),
        ("3500元", "3500"),
        ("3500元/月", "3500"),
        ("0.35万", "3500"),
        ("1.2万元", "12000"),
        (3500.005, "3500.01"),
        (4321.1000000000004, "4321.10"),
        ("3 500", "3500"),
        ("RMB 3500", "3500"),
        ("3500.", "3500"),
        ("0", "0"),
        (0, "0"),
    ],
)
def test_12_amounts_are_written_in_many_ways(written, value):
    reading = read(books.xlsx({"册": [["工号", "月工资", "车间"], ["A1", written, "x"]]}))
    assert roster(reading)["A1"]["agreed_wage"] == Decimal(value)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("3500-4000", "range_of_values"),
        ("约3500", "approximate"),
        ("3500左右", "approximate"),
        ("$500", "other_currency"),
        ("HKD 500", "other_currency"),
        ("3.500,00", "ambiguous_separator"),
        ("12小时", "wrong_unit"),
        ("三千五", "not_a_number"),
        ("无", "not_a_number"),
        (-3500, "negative"),
        ("13800138000", "implausible"),
        (date(2014, 8, 5), "date_in_number"),
        ("#DIV/0!", "error_cell"),
        ("####", "error_cell"),
        (True, "not_a_number"),
        ("1e5", "not_a_number"),
    ],
)
def test_13_an_amount_that_is_not_clear_is_reported_with_its_cell(written, code):
    reading = read(
        books.xlsx({"册": [["工号", "车间", "月工资"], ["A1", "x", 1], ["A2", "y", written]]})
    )
    assert roster(reading)["A2"] == {"workshop": "y"}
    assert said(reading, "cell") == {("册", "C3", code)}
    (problem,) = reading.problems.of("cell")
    assert problem.why("zh-hans") and problem.how("en")


@pytest.mark.parametrize(
    "nothing", ["-", "—", "——", "/", "", "  ", "　", "N/A", "未知", "不详", "?"]
)
def test_14_dashes_and_the_like_mean_unknown_not_nought(nothing):
    reading = read(books.xlsx({"册": [["工号", "月工资", "车间"], ["A1", nothing, "x"]]}))
    assert roster(reading) == {"A1": {"workshop": "x"}} and not reading.problems.of("cell")


def test_15_yes_and_no_in_the_ways_people_tick():
    marks = ["是", "否", "有", "无", "√", "×", "Y", "n", "已签", "未签", 1, 0, "好像有"]
    rows = [[f"A{i:02d}", mark] for i, mark in enumerate(marks)]
    reading = read(books.xlsx({"册": [["工号", "是否签合同"], *rows]}))
    held = [row.get("contract_written") for row in roster(reading).values()]
    assert held == [True, False] * 6 + [None]
    assert said(reading, "cell") == {("册", "B14", "not_yes_no")}


def test_16_units_stand_in_the_header():
    book = books.xlsx(
        {
            "2014年8月": [
                ["工号", "应发工资（万元）", "平时加班(小时)", "奖金/元"],
                ["A1", 0.35, "12小时", 100],
            ]
        }
    )
    assert pay(read(book)) == {
        ("A1", AUGUST): {"due": 3500, "hours_overtime_workday": 12, "bonus": 100}
    }


def test_17_formulas_give_their_stored_values_and_errors_are_seen():
    book = books.xlsx(
        {"2014年8月": [["工号", "应发工资", "奖金", "加班费"], ["A1"], ["A2"]]},
        formulas={
            ("2014年8月", 1, 1): ("=1500*2", 3000),
            ("2014年8月", 1, 2): ("=1/0", "#DIV/0!"),
            ("2014年8月", 2, 1): ("=B2+1", 3001),
        },
    )
    stripped = books.replaced(
        book, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v>3001</v>", b"")
    )
    reading = read(stripped)
    assert pay(reading) == {("A1", AUGUST): {"due": 3000}, ("A2", AUGUST): {}}
    assert said(reading, "cell") == {
        ("2014年8月", "C2", "error_cell"),
        ("2014年8月", "B3", "formula_not_computed"),
    }


def test_18_hidden_rows_columns_and_sheets_are_read_and_named():
    book = books.xlsx(
        {
            "2014年8月": [["工号", "应发工资", "奖金"], ["A1", 1, 2], ["A2", 3, 4]],
            "2014年9月": [["工号", "应发工资"], ["A1", 5]],
        },
        hide_rows=[("2014年8月", 2)],
        hide_columns=[("2014年8月", 2)],
        hide_sheets=["2014年9月"],
    )
    reading = read(book)
    assert len(pay(reading)) == 3
    assert {
        ("2014年8月", "", "hidden_rows"),
        ("2014年8月", "", "hidden_columns"),
        ("2014年9月", "", "hidden_sheet"),
    } <= said(reading)


def test_19_numbers_with_and_without_leading_zeros_are_one_worker():
    book = books.xlsx(
        {
            "册": [["工号", "入职日期"], ["00123", "2010-1-1"]],
            "2014年8月": [["工号", "应发工资"], [123, 3000]],
        }
    )
    reading = read(book)
    assert list(roster(reading)) == ["00123"] and list(pay(reading)) == [("00123", AUGUST)]
    assert "ids_joined" in codes(reading)


def test_20_numbers_that_differ_inside_one_sheet_are_two_workers():
    book = books.xlsx({"册": [["工号", "车间"], ["00123", "一"], ["123", "二"]]})
    assert list(roster(read(book))) == ["00123", "123"]


def test_21_names_become_codes_and_stay_out_of_tables_and_report():
    book = books.xlsx(
        {
            "册": [["姓名", "入职日期"], ["张小花", "2010-1-1"], ["李大山", "x"]],
            "2014年8月": [["姓名", "应发工资"], ["李大山", 1], ["张小花", "y"]],
        }
    )
    reading = read(book)
    assert list(roster(reading)) == ["P-0001", "P-0002"]
    assert pay(reading) == {("P-0002", AUGUST): {"due": 1}, ("P-0001", AUGUST): {}}
    assert reading.names == {"P-0001": "张小花", "P-0002": "李大山"}
    shown = str([list(t.rows()) for t in reading.tables.values()])
    shown += str([p.to_json(lang) for p in reading.problems for lang in ("en", "zh-hans")])
    assert "张小花" not in shown and "李大山" not in shown


def test_22_a_name_that_two_numbers_share_does_not_choose_one():
    book = books.xlsx(
        {
            "册": [["工号", "姓名", "车间"], ["A1", "张伟", "一"], ["A2", "张伟", "二"]],
            "2014年8月": [["姓名", "应发工资"], ["张伟", 3000]],
        }
    )
    reading = read(book)
    assert pay(reading) == {} and said(reading, "row") == {("2014年8月", "A2", "name_ambiguous")}


def test_23_the_same_row_twice_counts_once_and_a_contradiction_is_named():
    book = books.xlsx(
        {"2014年8月": [["工号", "应发工资"], ["A1", 3000], ["A1", 3000], ["A1", 3100]]}
    )
    reading = read(book)
    assert pay(reading) == {("A1", AUGUST): {"due": 3000}}
    assert said(reading) >= {
        ("2014年8月", "3", "duplicate_row"),
        ("2014年8月", "B4", "conflicting_value"),
    }


def test_24_two_headers_alike_and_two_columns_for_one_fact():
    book = books.xlsx(
        {"2014年8月": [["工号", "应发工资", "应发工资", "合计工资"], ["A1", 1, 2, 3]]}
    )
    reading = read(book)
    assert pay(reading) == {("A1", AUGUST): {"due": 1}}
    assert {("2014年8月", "C", "duplicate_header"), ("2014年8月", "D", "second_column")} <= said(
        reading
    )


def test_25_the_header_again_on_each_printed_page_blank_and_subtotal_rows():
    head = ["工号", "月份", "应发工资"]
    book = books.xlsx(
        {
            "表": [
                head,
                ["A1", "2014-08", 1],
                ["小计", None, 1],
                [],
                head,
                ["A2", "2014-08", 2],
                ["总计：", None, 3],
            ]
        }
    )
    reading = read(book)
    assert list(pay(reading)) == [("A1", AUGUST), ("A2", AUGUST)]
    (count,) = reading.counts
    assert (count.read, count.reported, count.blank) == (2, 3, 1)


def test_26_csv_in_gb18030_with_tabs_and_utf8_with_a_mark():
    text = "工号\t月份\t应发工资\nA1\t2014.8\t3000\n"
    for content in (
        text.encode("gb18030"),
        text.encode("utf-8-sig"),
        text.encode("utf-16"),
        text.replace("\t", ",").encode(),
        text.replace("\t", ";").encode("gbk"),
    ):
        assert pay(read(content)) == {("A1", AUGUST): {"due": 3000}}


def test_27_csv_with_quotes_ragged_rows_and_cells_beyond_the_header():
    content = '工号,月份,应发工资\n"A1",2014-08,"3,000"\nA2,2014-08\nA3,2014-08,1,留言\n'.encode()
    reading = read(content)
    assert pay(reading) == {("A1", AUGUST): {"due": 3000}, ("A3", AUGUST): {"due": 1}}
    assert ("data", "D4", "cell_beyond_header") in said(reading)


def test_28_xls_and_ods():
    rows = [
        ["工号", "月份", "应发工资", "发放日期"],
        ["A1", "2014年8月", 3000.5, date(2014, 9, 10)],
    ]
    for content in (books.xls(rows), books.ods(rows)):
        assert pay(read(content)) == {
            ("A1", AUGUST): {"due": Decimal("3000.50"), "paid_on": date(2014, 9, 10)}
        }


def test_29_merged_workers_run_down_their_rows_but_amounts_do_not():
    rows = [
        ["工号", "月份", "应发工资"],
        [None, "2014-08", 1],
        [None, "2014-09", 2],
        ["A2", "2014-08", None],
        ["A3", "2014-08", None],
    ]
    book = books.xlsx({"表": rows}, merge=[("表", 1, 0, 2, 0, "A1"), ("表", 3, 2, 4, 2, 5000)])
    reading = read(book)
    assert list(pay(reading)) == [("A1", AUGUST), ("A1", SEPTEMBER)]
    assert ("表", "C4", "merged_amount") in said(reading, "cell")


def test_30_a_worker_written_only_once_a_block_needs_the_word_of_the_user():
    rows = "工号,月份,应发工资\nA1,2014-08,1\n,2014-09,2\n".encode()
    strict = read(rows)
    assert list(pay(strict)) == [("A1", AUGUST)] and ("data", "3", "no_worker") in said(strict)
    mapping = Mapping.from_json(strict.mapping.to_json())
    mapping.sheets[0].fill_down = True
    assert list(pay(read(rows, mapping=mapping))) == [("A1", AUGUST), ("A1", SEPTEMBER)]


def test_31_the_worker_and_the_employer_say_different_things():
    book = books.xlsx(
        {"2014年8月": [["工号", "应发工资（工友自述）", "应发工资（工资条）"], ["A1", 4000, 3200]]}
    )
    rows = list(read(book).tables["pay"].rows())
    assert [(r["source"], r["due"]) for r in rows] == [("worker", 4000), ("payslip", 3200)]


def test_32_a_column_of_sources_and_a_sheet_of_one():
    book = books.xlsx(
        {
            "表": [
                ["工号", "月份", "应发工资", "来源"],
                ["A1", "2014-08", 1, "银行流水"],
                ["A1", "2014-08", 2, "工友说"],
            ],
            "工资条2014年8月": [["工号", "应发工资"], ["A1", 3]],
        }
    )
    rows = list(read(book).tables["pay"].rows())
    assert {(r["source"], r["due"]) for r in rows} == {("bank", 1), ("worker", 2), ("payslip", 3)}


def test_33_a_saved_mapping_reads_the_next_file_alike(tmp_path):
    first = read(books.xlsx({"2014年8月": [["编号", "到手", "怪列"], ["A1", 3000, 7]]}))
    mapping = first.mapping
    mapping.sheets[0].columns[2].table, mapping.sheets[0].columns[2].fact = "pay", "bonus"
    mapping.save(tmp_path / "map.json")
    next_month = books.xlsx({"2014年9月": [["九月"], ["怪列", "编号", "到手"], [8, "A1", 3100]]})
    reading = read(next_month, mapping=Mapping.load(tmp_path / "map.json"))
    assert pay(reading)[("A1", SEPTEMBER)]["bonus"] == 8


def test_34_events_and_two_spells_of_work():
    book = books.xlsx(
        {
            "册": [
                ["工号", "入职日期", "离职日期"],
                ["A1", "2008-1-1", "2010-12-31"],
                ["A1", "2012-1-1", "至今"],
            ],
            "2012年8月": [["工号", "应发工资"], ["A1", 3000]],
            "事件": [
                ["工号", "事件", "日期"],
                ["A1", "劳动监察投诉", "2014-1-2"],
                ["A1", None, "2014-1-3"],
            ],
        }
    )
    reading = read(book)
    assert roster(reading)["A1/2"] == {"start": date(2012, 1, 1), "end_kind": "ongoing"}
    assert list(pay(reading)) == [("A1/2", date(2012, 8, 1))]
    (event,) = reading.tables["events"].rows()
    assert (event["kind"], event["date"]) == ("complaint_to_authority", date(2014, 1, 2))
    assert ("事件", "3", "no_event_kind") in said(reading, "row")


def test_35_places_by_name_or_code():
    names = ["深圳市宝安区", "440306", 440306, "广东东莞", "朝阳区", "某地"]
    book = books.xlsx({"册": [["工号", "工作地点"], *[[f"A{i}", n] for i, n in enumerate(names)]]})
    reading = read(book)
    assert [r.get("place") for r in roster(reading).values()] == ["440306"] * 3 + [
        "441900",
        None,
        None,
    ]
    assert said(reading, "cell") == {("册", "B6", "ambiguous_place"), ("册", "B7", "unknown_place")}
    asked = next(problem for problem in reading.problems if problem.code == "ambiguous_place")
    assert asked.why("zh-hans") == "有几个地方同名：北京市朝阳区、吉林省长春市朝阳区。"


def test_35b_places_of_one_name_in_one_province_leave_the_province_with_a_note():
    reading = read(books.xlsx({"册": [["工号", "工作地点"], ["A1", "江苏鼓楼区"]]}))
    assert roster(reading)["A1"]["place"] == "320000"  # in Nanjing or in Xuzhou
    assert ("册", "B2", "place_by_province") in said(reading, "note")


def test_36_what_is_withheld_may_be_written_as_negative():
    book = books.xlsx(
        {
            "2014年8月": [
                ["工号", "应发工资", "个税", "社保", "实发工资"],
                ["A1", 3000, -10, -200, 2790],
            ]
        }
    )
    assert pay(read(book))[("A1", AUGUST)]["paid"] == 3000


def test_37_sheets_that_hold_no_facts_are_reported_whole():
    book = books.xlsx(
        {
            "说明": [["这是说明"], ["请勿修改"]],
            "空": [],
            "图": [["x", 1], ["y", 2]],
            "2014年8月": [["工号", "应发工资"], ["A1", 1]],
        }
    )
    reading = read(book)
    assert {c.sheet: c.reported for c in reading.counts} == {
        "说明": 2,
        "空": 0,
        "图": 2,
        "2014年8月": 0,
    }
    assert {("说明", "", "no_header"), ("空", "", "empty_sheet")} <= said(reading)


def test_38_long_numbers_cut_by_the_spreadsheet_name_nobody():
    book = books.xlsx({"册": [["身份证号", "入职日期"], [4.40306199001011e17, "2010-1-1"]]})
    book_2 = books.xlsx({"册": [["工号", "入职日期"], [4.40306199001011e17, "2010-1-1"]]})
    assert roster(read(book_2)) == {} and "long_number_cut" in codes(read(book_2))
    assert "440306199001" not in str([p.to_json() for p in read(book).problems])


def test_39_json_by_the_schema_with_its_own_report():
    content = b"""{"employment": [{"worker": "A1", "start": "2010-01-01", "agreed_wage": "3500.50",
        "contract_written": false, "strange": 1}, {"start": "2010-01-01"}, 7],
        "pay": [{"worker": "A1", "month": "2014-08", "due": 3000.10}], "other": []}"""
    reading = read(content)
    assert roster(reading) == {
        "A1": {
            "start": date(2010, 1, 1),
            "contract_written": False,
            "agreed_wage": Decimal("3500.50"),
        }
    }
    assert pay(reading) == {("A1", AUGUST): {"due": Decimal("3000.10")}}
    assert codes(reading) == {"not_in_contract", "no_worker", "not_an_object"}


def test_40_a_duration_is_hours_and_percents_are_shares():
    book = books.xlsx(
        {"2014年8月": [["工号", "平时加班"], ["A1", None]]},
        formulas={("2014年8月", 1, 1): ("=1/2", 0.5)},
    )
    timed = books.replaced(book, "xl/styles.xml", lambda xml: xml)
    assert pay(read(timed)) == {("A1", AUGUST): {"hours_overtime_workday": Decimal("0.5")}}


def test_41_roster_and_pay_in_one_row_and_workers_missing_from_the_roster():
    book = books.xlsx(
        {
            "2014年8月": [["工号", "入职日期", "部门", "应发工资"], ["A1", "2010-1-1", "质检", 1]],
            "2014年9月": [["工号", "入职日期", "应发工资"], ["A1", "2010-1-1", 2], ["A9", None, 3]],
        }
    )
    reading = read(book)
    assert roster(reading) == {"A1": {"start": date(2010, 1, 1), "department": "质检"}, "A9": {}}
    assert len(pay(reading)) == 3


def test_42_a_cell_mended_by_hand_is_read_in_place_of_the_old_one():
    content = "工号,月份,应发工资\nA1,2014-08,约3000\n".encode()
    reading = read(content, fixes={("data", "C2"): "3000", ("data", "zz"): "x", ("no", "A1"): 1})
    assert pay(reading) == {("A1", AUGUST): {"due": 3000}} and not reading.problems.of("cell")


def test_43_a_list_of_names_alone_tells_who_works_there():
    book = books.xlsx({"册": [["工号", "姓名"], ["K1", "张小花"], ["K2", "李大山"]]})
    reading = read(book)
    assert list(roster(reading)) == reading.workers == ["K1", "K2"]
    assert reading.names == {"K1": "张小花", "K2": "李大山"}
