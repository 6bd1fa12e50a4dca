"""Sheets in, whole, and given back."""

import json
from datetime import date

import pytest

from gongyou.advocacy.codebook.words import code_cell
from gongyou.advocacy.sheets import give_back, read_file
from gongyou.advocacy.sheets.cells import band_of, day_of, id_of, number_of
from gongyou.advocacy.told_numbers import told_numbers
from gongyou.law.workbooks import CannotRead, open_sheets
from tests.advocacy.sheets import CLB_HEADS, CLB_ROWS, book, clb, data

OCTOBER, APRIL, DECEMBER = (
    f"{month}-Work-Stoppages.xlsx" for month in ("October-2019", "April-2020", "December-2020")
)


def _rows(content, name="x.xlsx"):
    return [row for sheet in open_sheets(content, name) for row in sheet.rows]


@pytest.mark.parametrize(
    ("content", "form"),
    [
        (data(OCTOBER), "xlsx"),
        (data(APRIL), "xlsx"),
        (data(DECEMBER), "xlsx"),
        (clb(), "xlsx"),
        (book(["a", 1.5, None], [], ["'=1+1", 214.70000000000005, True]), "xlsx"),
        (data("work-stoppages-2020.json"), "json"),
    ],
    ids=["october", "april", "december", "clb", "odd cells", "bls"],
)
def test_each_cell_comes_back(content, form):
    read = read_file(content, f"x.{form}")
    held = give_back([(r.name, [(row.number, row.cells) for row in r.rows]) for r in read], form)
    before, after = _rows(content), _rows(held, f"x.{form}")
    assert _full(before) == _full(after)


def test_a_number_comes_back_with_all_its_digits():
    """The library that writes workbooks cuts each fourth of them at the sixteenth."""
    numbers = [0.1 + 0.2, 1 / 3, 214.70000000000005, 1e300, 36084.0]
    held = give_back([("a", [(1, numbers)])], "xlsx")
    assert _rows(held) == [numbers]


def _full(rows):
    return [
        (n, at, value)
        for n, row in enumerate(rows)
        for at, value in enumerate(row)
        if value not in (None, "")
    ]


@pytest.mark.parametrize(
    ("name", "totals"),
    [
        (OCTOBER, [("cases", 12), ("unit", 36084), ("cases", 13), ("unit", 36999)]),
        (APRIL, [("cases", 6), ("unit", 4184)]),
        (DECEMBER, [("cases", 7), ("unit", 1191), ("cases", 2), ("unit", 367)]),
    ],
)
def test_the_totals_that_a_sheet_states_are_found_and_hold(name, totals):
    (sheet,) = read_file(data(name), name)
    assert [(total.what, total.stated) for total in sheet.totals] == totals
    assert all(total.holds for total in sheet.totals)


def test_a_total_that_does_not_hold_is_told():
    heads = ["Employer", "Case Number", "BU", "City, State", "Start Date"]
    (sheet,) = read_file(
        book(heads, ["2 Ended Cases", "", 30], ["A", "1", 10, "X, NY", "1/2/2020"]), "x.xlsx"
    )
    assert [(t.stated, t.counted, t.holds) for t in sheet.totals] == [
        (2, 1, False),
        (30, 10, False),
    ]


def test_a_case_on_two_rows_is_one_in_the_total():
    heads = ["Employer", "Case Number", "BU", "City, State", "Start Date"]
    rows = [["A", "1", 5, "X, NY", "1/2/2020"], ["A", "1", 5, "X, NY", "1/2/2020"]]
    rows.append(["B", "2", 20, "X, NY", "1/2/2020"])
    (sheet,) = read_file(book(heads, ["2 Ended Cases", "", 30], *rows), "x.xlsx")
    assert [(t.stated, t.counted, t.holds) for t in sheet.totals] == [(2, 2, True), (30, 30, True)]


def test_layouts_are_known_by_their_words():
    """Blank leading column, banner, line feeds in heads, parties in one cell."""
    (sheet,) = read_file(data(OCTOBER), OCTOBER)
    assert sheet.period == ("2019-10-01", "2019-10-31")
    first = sheet.reports[0].facts
    assert (first["case_number"], first["state"]) == ("202090080001", "ongoing")
    assert first["start"] == date(2019, 10, 14)
    turned = book(
        ["Some banner"],
        [
            "",
            "End\nDate",
            "Case  Number",
            "Employer  Name",
            "# Idled",
            "Affected\nState",
            "Start Date",
        ],
        ["", "2/3/2021", "55", "Acme", "1,800", "NY", "2/1/2021"],
    )
    (sheet,) = read_file(turned, "x.xlsx")
    facts = sheet.reports[0].facts
    assert (facts["idled"], facts["end"], facts["region"]) == (1800, date(2021, 2, 3), "NY")


def test_a_shifted_sheet_is_refused_with_its_columns():
    (sheet,) = read_file(data("work-stoppages-2021.json"), "x.json")
    assert sheet.refused == ["Work stoppage beginning date", "Number of workers"]
    (sound,) = read_file(data("work-stoppages-2020.json"), "x.json")
    assert sound.refused == []


def test_what_is_not_understood_is_listed_with_its_cell():
    (sheet,) = read_file(clb(), "x.xlsx")
    found = {(t.code, t.cell) for t in sheet.troubles}
    assert {
        ("no_code", "J6"),
        ("no_place", "D6"),
        ("no_name", "G4"),
        ("place_against_title", "D4"),
        ("number_against_band", "F6"),
    } <= found
    assert len(sheet.reports) == len(CLB_ROWS)


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        (["A", "1", "X, NY", "1/2/0025", ""], "day_outside", "D2"),
        (["A", "1", "X, NY", "soon", ""], "no_day", "D2"),
        (["A", "1", "X, NY", "1/9/2020", "1/2/2020"], "end_before_start", "E2"),
        (["A", 201711820079.0, "X, NY", "1/2/2020", ""], "id_was_a_number", "B2"),
        (["A", "1", "Elsewhere", "1/2/2020", ""], "no_place", "C2"),
    ],
)
def test_a_cell_that_cannot_be_is_a_problem_and_is_kept(row, code, cell):
    heads = ["Employer", "Case Number", "City, State", "Start Date", "End Date"]
    (sheet,) = read_file(book(heads, row), "x.xlsx")
    assert (code, cell) in {(t.code, t.cell) for t in sheet.troubles}
    assert sheet.reports[0].cells[: len(row)] == row or code == "id_was_a_number"


def test_a_number_that_became_a_float_is_the_id_it_was():
    assert id_of(201711820079.0) == ("201711820079", True)
    assert id_of("201711820079.0") == ("201711820079", True)
    assert id_of("2019N0400240") == ("2019N0400240", False)


def test_codes_are_cut_at_commas_only_around_known_phrases():
    assert code_cell("clb", "demand", "Wage Arrears,") == (["wage_arrears"], [])
    assert code_cell("clb", "demand", "blue, moon, Pension") == (["pension"], ["blue, moon"])
    assert code_cell("clb", "act", "threaten to jump off")[0] == ["self_harm"]


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("1-100 Persons", (1, 100, "band")),
        ("10000+ Persons", (10000, None, "at_least")),
        ("1,800", (1800, 1800, "exact")),
        ("many", None),
    ],
)
def test_bands_hold_both_ends(text, band):
    assert band_of(text) == band


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Over 100 workers strike", [(100, None, "at_least")]),
        ("Hundreds of taxi drivers on strike", [(200, 999, "words")]),
        ("1,000 workers march, 40 people are arrested", [(1000, 1000, "exact")]),
        ("近百名农民工，300多名工人", [(300, None, "at_least")]),
        ("40 are arrested", []),
    ],
)
def test_people_who_are_arrested_are_no_participants(text, told):
    assert [(t.low, t.high, t.basis) for t in told_numbers(text)] == told


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("3/4/2020", date(2020, 3, 4)),
        ("2020-03-04", date(2020, 3, 4)),
        ("2020年3月4日", date(2020, 3, 4)),
        ("31/12/2020", None),
        ("04.03.2020", date(2020, 3, 4)),
        ("20200304", date(2020, 3, 4)),
        (20200304, date(2020, 3, 4)),
        ("4-Mar-20", date(2020, 3, 4)),
        ("Wed, March 4th, 2020", date(2020, 3, 4)),
        ("Sept. 4, 2020", date(2020, 9, 4)),
        ("4 Foo 2020", None),
        ("２０２０年３月４日", date(2020, 3, 4)),
        (43894, date(2020, 3, 4)),
        (True, None),
        (12, None),
    ],
)
def test_days_are_read_as_printed(text, day):
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("column", "day"),
    [
        (["31/12/2019", "3/4/2020"], date(2020, 4, 3)),
        (["12/31/2019", "3/4/2020"], date(2020, 3, 4)),
    ],
)
def test_which_part_is_the_month_is_told_by_the_whole_column(column, day):
    heads = ["Employer", "Case Number", "City, State", "Start Date"]
    rows = [[f"A{n}", f"{n}", "X, NY", text] for n, text in enumerate(column)]
    (sheet,) = read_file(book(heads, *rows), "x.xlsx")
    assert sheet.reports[1].facts["start"] == day


def test_a_row_that_adds_up_is_no_report():
    heads = ["Employer", "Case Number", "BU", "City, State", "Start Date"]
    (sheet,) = read_file(
        book(heads, ["A", "1", 10, "X, NY", "1/2/2020"], ["Total", "", 10]), "x.xlsx"
    )
    assert [row.role for row in sheet.rows] == ["header", "report", "note"]


YEARS = """Financial Year,Opened cases,Closed cases,Closed cases with arrears,Strike rate,Arrears,\
SCCS Arrears,Total Arrears
2018/19,"2,823","3,018","1,357",45%,"£18,372,007","£6,075,912","£24,447,919"
2019/20*,"3,576","3,376**","1,260",42%***,"£20,581,253","£255,356","£20,836,609"
"""  # UK BEIS, 24 February 2021, Open Government Licence v3.0


def test_the_printed_rate_of_2019_is_shown_and_not_corrected():
    (sheet,) = read_file(YEARS.replace("\\\n", "").encode(), "years.csv")
    assert sheet.reports[0].facts["total"] == 24_447_919
    assert [(t.code, t.cell, t.held) for t in sheet.troubles] == [("rate_differs", "E3", "42 ≠ 37")]


def test_employers_named_in_sentences_and_in_a_table():
    lines = (
        "G1 Venues Ltd, trading as Arta Restaurant, Glasgow, neglected to pay £45,124.00 to 2895 "
        "workers\nMinara Enterprises Ltd, Fakenham, neglected to pay £11,696.47 to 1 worker\n"
    )
    (sheet,) = read_file(lines.encode(), "x.txt")
    assert [(r.facts["arrears"], r.facts["workers"]) for r in sheet.reports] == [
        (45124, 2895),
        (11696.47, 1),
    ]
    table = book(
        ["Round 15"],
        ["Employer name", "Town", "Total arrears", "Number of workers"],
        ["Example Ltd", "Leeds", "£1,234.50", 12],
    )
    (sheet,) = read_file(table, "x.xlsx")
    assert (sheet.kind, sheet.reports[0].facts["arrears"]) == ("uk_nmw_named", 1234.5)


def test_numbers_keep_their_sense():
    assert [number_of(v) for v in ("1,800", "0.21", "[4]", "12-14", 7)] == [
        1800,
        0.21,
        None,
        None,
        7,
    ]


def test_a_foreign_sheet_is_read_by_a_mapping_and_not_without():
    foreign = book(["When", "Where", "How many"], ["2024-05-01", "Paris", "50-60"])
    assert [sheet.kind for sheet in read_file(foreign, "x.xlsx")] == [""]
    mapping = {"When": "start", "Where": "city", "How many": "participants"}
    (sheet,) = read_file(foreign, "x.xlsx", mapping)
    assert sheet.reports[0].facts["low"] == 50
    with pytest.raises(ValueError, match="mapping"):
        read_file(foreign, "x.xlsx", {"Where": "city"})


def test_renamed_heads_are_still_the_columns():
    rows = json.loads(data("work-stoppages-2020.json"))
    renamed = [
        {("Organizations involved" if k == "Employers involved" else k): v for k, v in row.items()}
        for row in rows
    ]
    (sheet,) = read_file(json.dumps(renamed).encode(), "x.json")
    assert (sheet.kind, len(sheet.reports)) == ("bls", 10)


def test_what_is_no_sheet_is_refused():
    with pytest.raises(CannotRead):
        read_file(b"%PDF-1.4", "x.pdf")


def test_every_head_of_the_strike_map_is_known():
    (sheet,) = read_file(clb(), "x.xlsx")
    assert sorted(sheet.columns) == list(range(len(CLB_HEADS)))


@pytest.mark.django_db
def test_words_of_many_rows_are_read_with_few_questions(people, django_assert_max_num_queries):
    from gongyou.advocacy.models import Report
    from gongyou.advocacy.report_texts import titles_of
    from gongyou.advocacy.services.events import add_source
    from gongyou.advocacy.services.imports import import_sheet, upload_sheet

    by = people.lawyer
    source = add_source(by=by, compartment=people.inside, kind="ngo")
    sheet = upload_sheet(
        by=by, compartment=people.inside, source=source, upload=clb(), name="x.xlsx"
    )
    import_sheet(by=by, sheet=sheet)
    with django_assert_max_num_queries(12):
        assert len(titles_of(by, Report.objects.all())) == len(CLB_ROWS)


@pytest.mark.parametrize("notes", [45, 120])
def test_a_header_below_many_rows_of_notes_is_found(notes):
    heads = ["Employer", "Case Number", "BU", "City, State", "Start Date"]
    said = [[f"Note {n}: employers and start dates are as reported."] for n in range(notes)]
    (sheet,) = read_file(book(*said, heads, ["A", "1", 5, "X, NY", "1/2/2020"], heads), "x.xlsx")
    assert (sheet.kind, sheet.header) == ("fmcs", notes + 1)
    assert [row.number for row in sheet.reports] == [notes + 2]
    assert sheet.rows[-1].role == "header", "printed again on the next page, it is no report"
