"""What the browser page leaves out is said when a form is uploaded, in both languages."""

import pytest
from pyxform.xls2xform import convert

from gongyou.surveys.xform import read_form
from gongyou.surveys.xlsform.browser import browser_findings, long_list
from gongyou.surveys.xlsform.convert import Converted, _validated
from gongyou.surveys.xlsform.findings import from_validate
from gongyou.surveys.xlsform.places import Workbook

KEYED = """
| survey | | | |
| | type | name | label |
| | text | q | Q |
| settings | | |
| | form_id | public_key |
| | f | {key} |
"""
FORM = """
| survey | | | | |
| | type | name | label | appearance |
| | {type} | q | Q | {appearance} |
| choices | | |
| | list_name | name | label |
| | l | a | A |
"""


def said(kind, appearance=""):
    xml = convert(FORM.format(type=kind, appearance=appearance), form_name="data").xform.encode()
    found = browser_findings(xml, read_form(xml), Workbook({}))
    assert all(each.level == "warning" and set(each.message) == {"en", "zh-hans"} for each in found)
    return [each.message["en"] for each in found]


@pytest.mark.parametrize(
    ("kind", "appearance", "word"),
    [
        ("barcode", "", "barcodes"),
        ("image", "annotate", "draw on it"),
        ("select_one l", "search('fruits')", "search()"),
        ("select_one l", "image-map", "list"),
        ("text", "ex:org.app.open", "other apps"),
    ],
)
def test_what_is_left_out_has_a_reason(kind, appearance, word):
    (message,) = said(kind, appearance)
    assert word in message


@pytest.mark.parametrize(
    ("kind", "appearance"),
    [
        ("text", ""), ("integer", ""), ("select_one l", ""), ("image", ""), ("geopoint", ""),
        ("rank l", ""), ("audio", ""), ("video", ""), ("file", ""), ("image", "signature"),
        ("image", "draw"), ("date", "month-year"),
    ],
)  # fmt: skip
def test_nothing_is_said_of_what_works(kind, appearance):
    assert said(kind, appearance) == []


LIST = """
| survey | | | | |
| | type | name | label | choice_filter |
| | text | p | P | |
| | select_one_from_file places.csv | q | Q | {filter} |
"""


@pytest.mark.parametrize(
    ("rows", "narrowed", "warned"),
    [(50_000, "", True), (50_000, "province=${p}", False), (200, "", False)],
)
def test_a_long_list_without_a_filter_is_warned_of(rows, narrowed, warned):
    xml = convert(LIST.format(filter=narrowed), form_name="data").xform.encode()
    content = b"name,label,province\n" + b"a,A,x\n" * rows
    assert (long_list(xml, "places.csv", content) is not None) == warned


def test_a_chinese_question_name_is_explained_in_chinese():
    line = "XPath evaluation: Parse error in XPath path: [/data/题]."
    (finding,) = from_validate(line, "error", Workbook({}))
    assert "拉丁字母" in finding.message["zh-hans"]
    assert "Latin letters" in finding.message["en"]


@pytest.mark.parametrize("typed", ["I am no key", "LS0t", "MIIB IjAN"])
def test_a_public_key_that_nobody_can_use_is_refused_at_its_cell(typed):
    book = Workbook({"settings": [["form_id", "public_key"], ["f", typed]]})
    xml = convert(KEYED.format(key=typed), form_name="data").xform.encode()
    (finding,) = _validated(Converted(xml=xml), book).errors
    assert (finding.sheet, finding.cell) == ("settings", "B2")
    assert "BEGIN" in finding.message["en"]
    assert "公钥" in finding.message["zh-hans"]
