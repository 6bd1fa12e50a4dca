"""Files as payroll programs save them: pages called .xls, Big5, locked ODS, days in two cells.

Requirements: (1) a page or Excel's XML of 2003 gives the people that the same sheet as XLSX gives,
in every encoding; (2) texts in Big5 and GB18030 are told apart, headings of both scripts mean the
same, names stay as written; (3) a locked ODS asks for its word, opens with it, and with no other;
(4) a day in two cells counts once and whole; (5) what stands below a list is nobody, and is told.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
import zlib
from datetime import date
from decimal import Decimal

import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import Blowfish
from cryptography.hazmat.decrepit.ciphers.modes import CFB
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from opencc import OpenCC

from gongyou.law import load_pack
from gongyou.law.workbooks import read_workbook
from gongyou.law.workbooks.cells import clean
from gongyou.law.workbooks.problems import CannotRead

from .books import ods, xlsx

CN = load_pack("cn").schema
ROWS = """<tr><td colspan=4>2024年3月工资表</td></tr>
<tr><td rowspan=2>姓名</td><td rowspan=2>身份证号</td><td colspan=2>工资</td></tr>
<tr><td>应发</td><td>实发</td></tr>
<tr><td>王小明</td><td>440103199001011234</td><td>5,100.00</td><td>4800</td></tr>
<tr><td>李红</td><td></td><td>6100</td></tr>
<tr style="display: none"><td>张三</td><td></td><td>7000</td><td>7000</td></tr>
<tr><td>合计</td><td></td><td>18200</td><td>11800</td></tr>"""
HEAD = '<meta http-equiv=Content-Type content="text/html; charset={}">'
MHT = (
    b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\n'
    b"Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n"
)


def page(charset="", rows=ROWS):
    head = HEAD.format(charset) if charset else ""
    return f"<html><head>{head}</head><body><table><tr><td><table>{rows}</table></table></html>"


PAGES = {
    "gb2312": page("gb2312").encode("gb18030"),
    "gbk unsaid": page().encode("gbk"),
    "big5": page("big5").encode("big5hkscs", "xmlcharrefreplace"),
    "utf-8": page("utf-8").encode("utf-8"),
    "utf-16": page().encode("utf-16"),
    "said wrongly": page("utf-8").encode("gb18030"),
    "one file": MHT + base64.encodebytes(page("gb2312").encode("gb18030")) + b"\r\n--b--\r\n",
    "with a declaration": b'<?xml version="1.0" encoding="UTF-8"?>' + page().encode(),
}


def people(content, **how):
    return read_workbook(content, **how)


def codes(found):
    return [p.code for p in found.problems]


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_called_xls_gives_its_people(kind):
    found = people(PAGES[kind], name="工资.xls")
    pay = found.tables["pay"].columns
    assert sorted(found.names.values()) == sorted(["王小明", "李红", "张三"])
    assert pay["due"] == [Decimal(5100), Decimal(6100), Decimal(7000)]
    assert pay["net_paid"] == [Decimal(4800), None, Decimal(7000)]
    assert set(pay["month"]) == {date(2024, 3, 1)}
    assert {"totals_row", "hidden_rows"} <= set(codes(found))
    assert all(count.balanced for count in found.counts)


def test_excels_xml_of_2003_keeps_places_and_types():
    cell = '<Cell{}><Data ss:Type="{}">{}</Data></Cell>'
    head = cell.format("", "String", "姓名") + cell.format("", "String", "入职日期")
    head += cell.format(' ss:Index="4"', "String", "应发工资")
    row = cell.format("", "String", "王小明")
    row += cell.format("", "DateTime", "2020-03-01T00:00:00.000")
    row += cell.format(' ss:Index="4"', "Number", "5100")
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    book = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}">'
    book += f'<Worksheet ss:Name="2024年3月"><Table><Row>{head}</Row>'
    book += f'<Row ss:Index="3">{row}</Row></Table></Worksheet></Workbook>'
    found = people(book.encode())
    assert found.tables["employment"].columns["start"] == [date(2020, 3, 1)]
    assert found.tables["pay"].columns["due"] == [Decimal(5100)]
    with pytest.raises(CannotRead) as refused:
        people(book.replace("<Workbook", '<!DOCTYPE a [<!ENTITY b "c">]><Workbook').encode())
    assert refused.value.code == "unsafe_xml"


@pytest.mark.parametrize("spans", ['rowspan="99999999"', 'colspan="99999"'])
def test_a_page_that_swells_is_refused_or_small(spans):
    try:
        found = people(f"<table><tr><td {spans}>姓名</td></tr></table>".encode())
    except CannotRead as refused:
        assert refused.code == "too_many_cells"
    else:
        assert found.workers == []


TEXT = (
    "姓名,入職日期,應發工資,月份\n陳大文,2020-03-01,5100,2024-03\n黃麗華,2021-05-01,6100,2024-03\n"
)


@pytest.mark.parametrize("encoding", ["big5", "big5hkscs", "gb18030", "utf-8", "utf-16-le"])
def test_both_scripts_and_all_encodings_mean_the_same(encoding):
    found = people((TEXT + "合計,,11200,\n").encode(encoding))
    assert list(found.names.values()) == ["陳大文", "黃麗華"]
    assert found.tables["employment"].columns["start"] == [date(2020, 3, 1), date(2021, 5, 1)]
    assert found.tables["pay"].columns["due"] == [Decimal(5100), Decimal(6100)]
    assert "totals_row" in codes(found)


@pytest.mark.parametrize("name", ["龚褚", "欧阳翠花", "禤鑫", "王伟", "闫婷婷"])
def test_rare_names_in_gb18030_are_not_taken_for_big5(name):
    found = people(f"姓名;底薪;月份\n{name};5100;2024-03\n".encode("gb18030"))
    assert list(found.names.values()) == [name]


# --- locked OpenDocument -----------------------------------------------------------------------

SALT, VECTOR = b"s" * 16, b"v" * 16


def locked(kind, password="工友2024"):
    """A document locked as ODF 1.2 says; the steps of LibreOffice, written once more."""
    plain = zipfile.ZipFile(
        io.BytesIO(ods([["姓名", "应发工资", "月份"], ["王小明", 5100, "2024-03"]]))
    )
    content = plain.read("content.xml")
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = deflate.compress(content) + deflate.flush()
    start = hashlib.sha1 if kind == "blowfish" else hashlib.sha256
    digest = start(password.encode()).digest()
    derive = 'm:key-derivation-name="PBKDF2" m:iteration-count="1024"'
    if kind == "blowfish":
        key = hashlib.pbkdf2_hmac("sha1", digest, SALT, 1024, 16)
        crypt = Cipher(Blowfish(key), CFB(VECTOR[:8])).encryptor()
        data, algorithm = crypt.update(packed) + crypt.finalize(), "Blowfish CFB"
    elif kind == "aes":
        key = hashlib.pbkdf2_hmac("sha1", digest, SALT, 1024, 32)
        crypt = Cipher(algorithms.AES(key), modes.CBC(VECTOR)).encryptor()
        pad = 16 - len(packed) % 16
        data = crypt.update(packed + bytes(pad - 1) + bytes([pad])) + crypt.finalize()
        algorithm = "http://www.w3.org/2001/04/xmlenc#aes256-cbc"
    else:
        made = Argon2id(salt=SALT, length=32, iterations=1, lanes=1, memory_cost=64)
        data = VECTOR[:12] + AESGCM(made.derive(digest)).encrypt(VECTOR[:12], packed, None)
        algorithm = "http://www.w3.org/2009/xmlenc11#aes256-gcm"
        derive = 'm:key-derivation-name="urn:x:argon2id" l:argon2-iterations="1" '
        derive += 'l:argon2-memory="64" l:argon2-lanes="1"'
    vector = base64.b64encode(
        VECTOR[:8] if kind == "blowfish" else VECTOR[: 12 if kind == "gcm" else 16]
    )
    generated = "SHA1" if kind == "blowfish" else "http://www.w3.org/2000/09/xmldsig#sha256"
    size = 16 if kind == "blowfish" else 32
    manifest = f"""<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
 xmlns:l="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0">
<m:file-entry m:full-path="content.xml" m:size="{len(content)}"><m:encryption-data>
<m:algorithm m:algorithm-name="{algorithm}" m:initialisation-vector="{vector.decode()}"/>
<m:key-derivation {derive} m:key-size="{size}" m:salt="{base64.b64encode(SALT).decode()}"/>
<m:start-key-generation m:start-key-generation-name="{generated}" m:key-size="20"/>
</m:encryption-data></m:file-entry></m:manifest>"""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            zipfile.ZipInfo("mimetype"), "application/vnd.oasis.opendocument.spreadsheet"
        )
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", data)
    return stream.getvalue()


@pytest.mark.parametrize("kind", ["aes", "blowfish", "gcm"])
def test_a_locked_ods_opens_with_its_word_and_no_other(kind):
    for password, code in ((None, "has_password"), ("falsch", "wrong_password")):
        with pytest.raises(CannotRead) as refused:
            people(locked(kind), password=password)
        assert refused.value.code == code
    found = people(locked(kind), password="工友2024")
    assert found.tables["pay"].columns["due"] == [Decimal(5100)]


# --- days in two cells -------------------------------------------------------------------------

DAYS = list(range(1, 32))
WEEK = ["五六日一二三四"[(d - 1) % 7] for d in DAYS]  # March 2024 began on a Friday
MARKS = ["休" if w in "六日" else "√" for w in WEEK]
AT_WORK = [m == "√" for m in MARKS]  # 21 days


def grid(rows, **how):
    found = people(xlsx({"考勤": [["2024年3月考勤表"], *rows]}, **how), known=CN)
    return found, found.tables["pay"].columns


def test_two_rows_of_heads_with_merged_cells():
    rows = [["姓名", "日期", *[""] * 30], ["", *DAYS], ["", *[f"星期{w}" for w in WEEK]]]
    merge = [("考勤", 1, 0, 3, 0, "姓名"), ("考勤", 1, 1, 1, 31, "日期")]
    found, pay = grid([*rows, ["王小明", *MARKS], ["李红", *MARKS]], merge=merge)
    assert (list(found.names.values()), pay["days_worked"]) == (["王小明", "李红"], [21, 21])


def test_work_and_overtime_side_by_side_are_hours_and_no_money():
    heads = [cell for d in DAYS for cell in (f"{d}日", "")]
    kinds = ["出勤", "加班"] * 31
    cells = [c for work in AT_WORK for c in ((1, 2) if work else ("", 3))]
    found, pay = grid([["姓名", *heads], ["", *kinds], ["王小明", *cells]])
    assert pay["hours_overtime_workday"] == [42] and pay["hours_overtime_restday"] == [30]
    assert not any(pay.get("overtime_pay_paid", [None])) and len(found.workers) == 1


def test_a_line_of_overtime_below_each_person_is_theirs():
    more = [2 if work else "" for work in AT_WORK]
    lines = [["001", "王小明", *MARKS], ["", "", *more], ["002", "李红", *MARKS]]
    found, pay = grid([["工号", "姓名", *DAYS], ["", "", *WEEK], *lines])
    assert pay["hours_overtime_workday"] == [42, 0] and pay["days_worked"] == [21, 21]
    assert "no_worker" not in codes(found)


def test_morning_and_afternoon_are_halves_of_one_day():
    absent = ["休" if m == "休" or d == 4 else m for d, m in zip(DAYS, MARKS, strict=True)]
    lines = [["王小明", "上午", *MARKS], ["", "下午", *absent]]
    _, pay = grid([["姓名", "时段", *DAYS], *lines])
    assert pay["days_worked"] == [Decimal("20.5")]
    strange = ["病" if m == "√" and d == 4 else m for d, m in zip(DAYS, MARKS, strict=True)]
    found, pay = grid([["姓名", "时段", *DAYS], lines[0], ["", "下午", *strange]])
    assert "unknown_mark" in codes(found) and not any(pay.get("days_worked", [None]))


def test_the_month_is_taken_from_the_heads_where_no_title_names_it():
    heads = [date(2024, 3, d) for d in DAYS]
    found = people(xlsx({"考勤": [["姓名", *heads], ["", *WEEK], ["王小明", *MARKS]]}), known=CN)
    pay = found.tables["pay"].columns
    assert (pay["month"], pay["days_worked"]) == ([date(2024, 3, 1)], [21])


# --- what stands below a list ------------------------------------------------------------------

BELOW = [
    *(
        "合计",
        "小计",
        "总计（2人）",
        "合 计 人 数：2",
        "人数",
        "共2人",
        "以上共计2人",
        "一车间小计",
    ),
    *(
        "平均工资",
        "最高",
        "TOTAL",
        "Grand total:",
        "部门汇总",
        "大写：壹万元整",
        "会计：",
        "制表人：张三",
    ),
    *("总经理签字", "注：含社保", "填报日期：2024-03-31"),
]


def test_totals_averages_and_signatures_are_nobody_and_are_told():
    rows = [["姓名", "应发工资", "月份"], ["王小明", 5100, "2024-03"], ["单小计", 5200, "2024-03"]]
    rows[2][0] = "Max"
    found = people(xlsx({"工资": [*rows, *[[who, 11200, "2024-03"] for who in BELOW]]}))
    assert list(found.names.values()) == ["王小明", "Max"]
    told = {p.cell for p in found.problems if p.code in ("totals_row", "note_row")}
    assert told == {f"A{n}" for n in range(4, 4 + len(BELOW))}


def test_headings_of_the_other_script_become_what_opencc_makes_of_them():
    both = OpenCC("t2s").convert(clean._TRADITIONAL)
    assert clean.folded(clean._TRADITIONAL) == both
