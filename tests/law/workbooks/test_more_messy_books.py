"""Books as a volunteer gets them: several tables on a sheet, hours of a clock, other calendars."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.law.places import find_place
from gongyou.law.workbooks import CannotRead, read_workbook

from . import books
from .test_messy_books import AUGUST, SEPTEMBER, codes, pay, read, roster, said


def test_01_workshops_stand_one_below_the_other_each_with_its_header():
    rows = [
        ["一车间 2014年8月"],
        ["工号", "应发工资"],
        ["A1", 5000],
        ["合计", 5000],
        [],
        ["二车间 2014年8月"],
        ["工号", "应发工资", "加班费"],
        ["B1", 6000, 300],
        ["合计", 6000, 300],
    ]
    reading = read(books.xlsx({"全厂": rows}))
    assert pay(reading) == {
        ("A1", AUGUST): {"due": 5000},
        ("B1", AUGUST): {"due": 6000, "overtime_pay_paid": 300},
    }
    assert said(reading) == {("全厂", "A4", "totals_row"), ("全厂", "A9", "totals_row")}


def test_02_the_next_month_stands_below_under_the_same_header():
    head = ["工号", "应发工资"]
    rows = [["2014年8月工资表"], head, ["A1", 1], [], ["2014年9月工资表"], head, ["A1", 2]]
    reading = read(books.xlsx({"工资": rows}))
    assert pay(reading) == {("A1", AUGUST): {"due": 1}, ("A1", SEPTEMBER): {"due": 2}}


def test_03_the_same_header_again_without_a_new_month_is_a_printed_page():
    head = ["工号", "应发工资"]
    reading = read(books.xlsx({"2014年8月": [head, ["A1", 1], head, ["A2", 2]]}))
    assert pay(reading) == {("A1", AUGUST): {"due": 1}, ("A2", AUGUST): {"due": 2}}
    assert codes(reading) == {"repeated_header"}


def test_04_a_roster_and_the_pay_below_it():
    rows = [
        ["姓名", "入职日期"],
        ["张小花", "2010-1-1"],
        ["李大山", "2011-1-1"],
        [],
        ["姓名", "月份", "应发工资"],
        ["李大山", "2014-08", 3000],
    ]
    reading = read(books.xlsx({"册": rows}))
    starts = {"P-0001": {"start": date(2010, 1, 1)}, "P-0002": {"start": date(2011, 1, 1)}}
    assert roster(reading) == starts
    assert pay(reading) == {("P-0002", AUGUST): {"due": 3000}}


def test_05_a_mapping_saved_for_two_tables_reads_both_again(tmp_path):
    rows = [["2014年8月"], ["工号", "应发工资"], ["A1", 1], ["工号", "月份", "加班费"]]
    book = books.xlsx({"册": [*rows, ["A1", "2014-09", 5]]})
    first = read(book)
    first.mapping.save(tmp_path / "map.json")
    again = read(book, mapping=type(first.mapping).load(tmp_path / "map.json"))
    assert pay(again) == pay(first) != {}
    assert [held.part for held in again.mapping.sheets] == [0, 1]


def test_06_a_cell_of_the_lower_table_is_mended_under_its_own_address():
    rows = [["2014年8月"], ["工号", "应发工资"], ["A1", 1], ["工号", "月份", "加班费"]]
    book = books.xlsx({"册": [*rows, ["A1", "2014-09", "约5"]]})
    assert ("册", "C5", "approximate") in said(read(book))
    mended = read(book, fixes={("册", "C5"): 5})
    assert pay(mended)["A1", SEPTEMBER] == {"overtime_pay_paid": 5}


def test_07_figures_above_the_header_are_named():
    rows = [["A0", 4000, 3900], ["工号", "应发工资", "实发工资"], ["A1", 5000, 4900]]
    reading = read(books.xlsx({"2014年8月": rows}))
    assert pay(reading) == {("A1", AUGUST): {"due": 5000, "net_paid": 4900}}
    assert ("2014年8月", "1", "row_above_header") in said(reading, "row")


@pytest.mark.parametrize(
    ("written", "hours"),
    [("12:30", "12.5"), ("8:00", 8), ("36小时30分", "36.5"), ("2h15", "2.25"), ("0:45", "0.75")],
)
def test_08_hours_are_written_as_on_a_clock(written, hours):
    book = books.xlsx({"2014年8月": [["工号", "平时加班小时"], ["A1", written]]})
    assert pay(read(book)) == {("A1", AUGUST): {"hours_overtime_workday": Decimal(hours)}}


def test_09_a_time_of_day_is_no_amount_and_sixty_minutes_are_no_minutes():
    rows = [["工号", "应发工资", "平时加班小时"], ["A1", "12:30", "8:75"]]
    reading = read(books.xlsx({"2014年8月": rows}))
    assert said(reading, "cell") == {
        ("2014年8月", "B2", "not_a_number"),
        ("2014年8月", "C2", "not_a_number"),
    }


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        *(("一万二千元", 12000), ("三千五百元整", 3500), ("壹万贰仟元整", 12000)),
        *(("一万零五百", 10500), ("十二元", 12), ("1.2w", 12000), ("5k", 5000)),
        *(("¥12,000.-", 12000), ("二十", 20)),
    ],
)
def test_10_amounts_are_written_in_words_and_in_short(written, yuan):
    book = books.xlsx({"2014年8月": [["工号", "应发工资"], ["A1", written]]})
    assert pay(read(book)) == {("A1", AUGUST): {"due": yuan}}


@pytest.mark.parametrize("written", ["三千五", "一万二", "万", "一二三", "两千多"])
def test_11_a_number_in_words_that_leaves_a_place_unsaid_is_left_to_people(written):
    reading = read(books.xlsx({"2014年8月": [["工号", "应发工资"], ["A1", written]]}))
    assert [p.cell for p in reading.problems.of("cell")] == ["B2"]


@pytest.mark.parametrize("written", ["民國103年8月5日", "民国一〇三年八月五日", "民国103/8/5"])
def test_12_years_of_the_republic_are_counted_from_1912(written):
    book = books.xlsx({"册": [["工号", "入职日期"], ["A1", written]]})
    assert roster(read(book)) == {"A1": {"start": date(2014, 8, 5)}}


@pytest.mark.parametrize("written", ["农历2014年正月初五", "2014年腊月初八", "阴历2014.8.5"])
def test_13_a_lunar_day_is_named_as_such(written):
    book = books.xlsx({"册": [["工号", "入职日期", "部门"], ["A1", written, "质检"]]})
    reading = read(book)
    assert roster(reading) == {"A1": {"department": "质检"}}
    assert said(reading, "cell") == {("册", "B2", "lunar_date")}


def test_14_a_month_whose_only_figure_cannot_be_read_is_there_and_unknown():
    rows = [["工号", "2014年8月", "2014年9月"], ["A1", 3000, "病假"], ["A2", "未入职", 3100]]
    reading = read(books.xlsx({"册": rows}))
    assert pay(reading) == {
        ("A1", AUGUST): {"due": 3000},
        ("A1", SEPTEMBER): {},
        ("A2", SEPTEMBER): {"due": 3100},
    }
    assert ("册", "C2", "not_a_number") in said(reading, "cell")
    assert ("册", "B3", "not_employed") in said(reading, "note")


def test_15_english_heads_with_stops_brackets_and_short_words():
    rows = [
        ["Emp. No.", "Month", "Gross Pay (RMB)", "OT hrs (weekday)", "OT Hrs (Sat/Sun)"],
        ["E01", "Aug 2014", "RMB 5,000.00", "12.5 hrs", "8"],
    ]
    assert pay(read(books.xlsx({"Payroll": rows}))) == {
        ("E01", AUGUST): {
            "due": 5000,
            "hours_overtime_workday": Decimal("12.5"),
            "hours_overtime_restday": 8,
        }
    }


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *(("东莞长安镇", "441900"), ("深圳市宝安区沙井街道", "440306")),
        *(("广州番禺大石镇", "440113"), ("广东省东莞市虎门镇", "441900")),
    ],
)
def test_16_a_township_is_where_its_city_or_district_is(written, code):
    assert find_place(written) == (code, None)


@pytest.mark.parametrize("written", ["长安镇", "广州/深圳", "某某街道"])
def test_17_a_township_alone_or_two_places_are_no_place(written):
    assert find_place(written)[0] is None


def test_18_a_header_without_rows_and_files_that_hold_nothing():
    reading = read(books.xlsx({"工资": [["工号", "月份", "应发工资"]]}))
    assert codes(reading) == {"only_header"}
    assert codes(read(books.xlsx({"Sheet1": []}))) == {"empty_sheet"}
    with pytest.raises(CannotRead) as refused:
        read_workbook(b"", name="empty.csv")
    assert refused.value.code == "unknown_format"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8-sig", "utf-16", "utf-8"])
@pytest.mark.parametrize("between", [",", ";", "\t", "|"])
def test_19_text_files_in_every_dress(encoding, between):
    lines = [["工号", "月份", "应发工资", "实发工资"], ["A1", "2014-08", "5000", "4800"]]
    text = "\r\n".join(between.join(line) for line in lines)
    mark = "\ufeff" if encoding == "gb18030" else ""
    reading = read((mark + text).encode(encoding))
    assert pay(reading) == {("A1", AUGUST): {"due": 5000, "net_paid": 4800}}


def test_20_two_hundred_thousand_rows_are_all_there():
    rows = [f"A{n % 6000},{2012 + n // 72000}-{n // 6000 % 12 + 1:02d},{3000 + n % 97}"
            for n in range(200_000)]  # fmt: skip
    reading = read("\n".join(["工号,月份,应发工资", *rows]).encode())
    assert len(reading.tables["pay"]) == 200_000 and len(reading.workers) == 6000
    assert not list(reading.problems)


RECORDS = """[
    {"工号": "A1", "入职日期": "2008/3/1", "约定月工资": "3,500", "备用": {"a": 1}},
    {"工号": "A2", "约定月工资": 3000.10}
]"""


def test_21_json_in_the_words_of_its_maker_is_read_like_a_sheet():
    reading = read(RECORDS.encode())
    assert roster(reading) == {
        "A1": {"start": date(2008, 3, 1), "agreed_wage": 3500},
        "A2": {"agreed_wage": Decimal("3000.10")},
    }
    assert codes(reading) == {"column_not_used"}


SHEETS = """{
    "工厂": "某鞋厂",
    "花名册": [["工号", "入职日期"], ["A1", "2008-03-01"]],
    "工资": [{"工号": "A1", "月份": "2014-08", "应发工资": [1, 2], "实发工资": "4,800"}]
}"""


def test_22_json_with_sheets_by_name_reports_what_is_no_table():
    reading = read(SHEETS.encode())
    assert roster(reading) == {"A1": {"start": date(2008, 3, 1)}}
    assert pay(reading) == {("A1", AUGUST): {"net_paid": 4800}}
    assert {"no_header", "wrong_json_type"} <= codes(reading)
    assert all(count.balanced for count in reading.counts)


def test_23_json_with_a_field_a_record_is_refused_before_it_fills_the_memory():
    many = ",".join(f'{{"f{n}": 1}}' for n in range(1100))
    with pytest.raises(CannotRead) as refused:
        read(f"[{many}]".encode())
    assert refused.value.code == "too_many_cells"
