"""Files made to hurt, and files broken at random: refused with words, or read with a report."""

import io
import random
import re
import tracemalloc
import zipfile
from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongyou.law.workbooks import CannotRead, Limits, read_workbook
from gongyou.law.workbooks.cells.clean import plain, says_nothing
from gongyou.law.workbooks.cells.dates import STILL
from tests.law.workbooks import books

ROWS = [
    ["工号", "月份", "应发工资", "奖金", "入职日期"],
    *[
        [f"A{i:03d}", date(2014, 1 + i % 12, 1), 3000 + i, "1,000元", "2010年3月"]
        for i in range(30)
    ],
]
MEMORY = 25_000_000
SMALL = Limits(file=2_000_000, unpacked=20_000_000, cells=200_000)


def refused(content, limits=SMALL):
    # Refused before it is unpacked: what it took in memory tells, whatever the machine's speed.
    tracemalloc.start()
    try:
        with pytest.raises(CannotRead) as error:
            read_workbook(content, limits=limits)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < MEMORY
    assert error.value.message("en") and error.value.message("zh-hans")
    return error.value.code


def sheet_xml(change):
    return books.replaced(books.xlsx({"表": ROWS}), "xl/worksheets/sheet1.xml", change)


def test_a_zip_bomb_is_refused():
    bomb = sheet_xml(lambda xml: xml.replace(b"<sheetData>", b"<sheetData>" + b" " * 30_000_000))
    assert len(bomb) < 100_000 and refused(bomb) == "unpacks_too_big"


def test_a_bomb_in_a_part_that_is_never_looked_at_is_refused():
    stream = io.BytesIO(books.xlsx({"表": ROWS}))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/image1.png", b"\0" * 30_000_000)
    assert refused(stream.getvalue()) == "unpacks_too_big"


@pytest.mark.parametrize("cell", [b"XFD2", b"A1048576", b"ZZ9999"])
def test_cells_far_out_do_not_take_memory_for_all_between(cell):
    book = sheet_xml(
        lambda xml: xml.replace(
            b"</sheetData>",
            b'<row r="'
            + cell.lstrip(b"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
            + b'"><c r="'
            + cell
            + b'"><v>1</v></c></row></sheetData>',
        )
    )
    assert refused(book) == "too_many_cells"


def test_sixteen_thousand_columns_are_refused():
    assert refused(",".join("x" for _ in range(16_384)).encode() + b"\n") == "too_many_cells"


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "' + b"&a;" * 100 + b'">]>'


def test_billion_laughs_are_refused():
    assert (
        refused(sheet_xml(lambda xml: xml.replace(b"<worksheet", LAUGHS + b"<worksheet", 1)))
        == "unsafe_xml"
    )
    content = '<?xml version="1.0"?>' + LAUGHS.decode() + "<x>&b;</x>"
    assert refused(books.ods([], content=content)) in ("unsafe_xml", "damaged")


def test_an_ods_that_repeats_one_row_a_million_times_is_refused():
    row = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell '
        'office:value-type="float" office:value="1" table:number-columns-repeated="1000"/>'
        "</table:table-row>"
    )
    content = books._ODS.format(name="x", rows=row)
    assert refused(books.ods([], content=content)) == "too_many_cells"


def test_a_file_with_a_password_and_files_that_are_no_workbooks():
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    assert refused(ole + "EncryptedPackage".encode("utf-16-le")) == "has_password"
    assert refused(ole) == "damaged"
    for content in (
        b"",
        b"%PDF-1.7",
        b"\x89PNG\r\n",
        b"<html><table></table></html>",
        b"PK\x03\x04 nothing",
    ):
        assert refused(content) in ("unknown_format", "damaged")
    assert refused(b"\0\1\2" * 50) in ("unknown_format", "damaged")
    assert refused(b'{"employment": ') == "bad_json"
    assert refused(b"[" * 100_000) == "bad_json"
    assert refused(b"x" * 3_000_000) == "too_big"


def test_a_text_that_looks_like_a_formula_or_a_tag_stays_text():
    odd = ["=cmd|' /C calc'!A0", "<script>", "#import", "'; DROP TABLE", "A" * 5000]
    reading = read_workbook(
        "\n".join(["工号,车间", *[f'A{i},"{t}"' for i, t in enumerate(odd)]]).encode()
    )
    assert reading.tables["employment"].columns["workshop"] == odd


def _mutated(content, seed):
    rng = random.Random(seed)
    data = bytearray(content)
    for _ in range(rng.randint(1, 12)):
        spot, kind = rng.randrange(len(data)), rng.random()
        if kind < 0.5:
            data[spot] = rng.randrange(256)
        elif kind < 0.75:
            del data[spot : spot + rng.randint(1, 40)]
        else:
            data[spot:spot] = data[spot // 2 : spot // 2 + rng.randint(1, 40)]
    return bytes(data)


WHOLE = {
    "xlsx": books.xlsx({"表": ROWS}, merge=[("表", 31, 0, 32, 0, "A1")]),
    "xls": books.xls(ROWS),
    "ods": books.ods(ROWS),
    "csv": "\n".join(",".join(map(str, row)) for row in ROWS).encode("gb18030"),
    "json": b'{"employment": [{"worker": "A", "start": "2010-01-01", "agreed_wage": "3"}]}',
}


@pytest.mark.parametrize("kind", WHOLE)
@pytest.mark.parametrize("seed", range(24))
def test_a_broken_file_is_refused_or_read_with_every_row_accounted_for(kind, seed):
    try:
        reading = read_workbook(_mutated(WHOLE[kind], seed), limits=SMALL)
    except CannotRead:
        return
    assert all(count.balanced for count in reading.counts)


@pytest.mark.parametrize("seed", range(24))
def test_broken_xml_inside_a_sound_archive_gives_no_traceback(seed):
    part = ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml", "xl/workbook.xml"][
        seed % 4
    ]
    broken = books.replaced(WHOLE["xlsx"], part, lambda xml: _mutated(xml, seed))
    try:
        reading = read_workbook(broken, limits=SMALL)
    except CannotRead as error:
        assert error.message("en") and "Traceback" not in error.message("en")
    else:
        assert all(count.balanced for count in reading.counts)


_CELL = st.one_of(
    st.none(),
    st.integers(-10, 10**7),
    st.floats(allow_nan=False, allow_infinity=False, width=32),
    st.booleans(),
    st.dates(date(1900, 3, 1), date(2100, 1, 1)),
    st.sampled_from(
        [
            "A1",
            "A2",
            "合计",
            "2014年8月",
            "工号",
            "应发工资",
            "姓名",
            "月份",
            "3,500",
            "-",
            "是",
            "至今",
            "约3000",
            "#REF!",
            "2014.1",
            "一车间",
            "张三",
            "1.2万",
            "8月",
            "备注",
            "事件",
        ]
    ),
    st.text(max_size=8).filter(lambda s: not s.startswith(("=", "{="))),
)


_HEADS = [
    "入职日期",
    "月份",
    "应发工资",
    "实发",
    "事件",
    "日期",
    "2014年8月",
    "备注",
    "是否签合同",
    "",
]
_ROW_CODES = {"totals_row", "note_row", "repeated_header", "no_worker", "long_number_cut"}


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    head=st.lists(st.sampled_from(_HEADS), max_size=7, unique=True),
    rows=st.lists(st.lists(_CELL, max_size=7), max_size=10),
    title=st.booleans(),
)
def test_every_cell_is_read_or_named(head, rows, title):
    """Nothing is lost without a word, whatever stands in the sheet."""
    numbered = [[f"W{i:02d}", *row] for i, row in enumerate(rows)]
    table = [["2014年工资表"]] * title + [["工号", *head], *numbered]
    reading = read_workbook(books.xlsx({"表": table}))
    (count,) = reading.counts
    assert count.balanced
    if count.read == 0 or (count.title, count.header) != (title, 1):
        return
    named = {p.cell for p in reading.problems if p.severity == "cell"}
    for name in ("employment", "pay", "events"):
        lost = {"pay": {"no_month"}, "events": {"no_event_kind"}}.get(name, set()) | _ROW_CODES
        gone = {int(re.sub(r"\D", "", p.cell)) for p in reading.problems if p.code in lost}
        expected: Counter[str] = Counter()
        for column in reading.mapping.sheets[0].columns:
            if column.table != name or column.fact in ("worker", "source", "month", "note_code"):
                continue
            left = ord(column.column) - 65
            for top, row in enumerate(table[title + 1 :], title + 2):
                value = row[left] if left < len(row) else None
                if top not in gone and f"{column.column}{top}" not in named and _holds(value):
                    expected[column.fact] += 1
        held = reading.tables[name].columns
        known = {fact: sum(v is not None for v in held.get(fact, [])) for fact in expected}
        lost_cells = {fact: n for fact, n in expected.items() if known[fact] < n}
        assert not lost_cells, list(reading.problems)


def _holds(value):
    text = "" if value is None else plain(str(value))
    return not says_nothing(text) and text not in STILL
