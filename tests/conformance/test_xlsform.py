"""XLSForm corpus. Requirements:

1. Every workbook is accepted or refused as its manifest says, by pyxform and ODK Validate.
2. A refusal names sheet and cell, in both languages.
3. What is accepted can be read as tables and fields.
"""

import json
from functools import cache
from pathlib import Path

import pytest

from gongyou.surveys.schema import Schema
from gongyou.surveys.xlsform.convert import convert

FORMS = Path(__file__).parent / "forms"
MANIFEST = json.loads((FORMS / "MANIFEST.json").read_text())["forms"]
ACCEPTED = [e for e in MANIFEST if e["pyxform_4_5"] == "ok" and e["odk_validate"] == "ok"]
REFUSED = [e for e in MANIFEST if e not in ACCEPTED]


@cache
def converted(name):
    path = FORMS / name
    return convert(path.read_bytes(), path.stem)


@pytest.mark.parametrize("entry", ACCEPTED, ids=lambda e: e["file"])
def test_a_valid_workbook_is_accepted_and_readable(entry):
    found = converted(entry["file"])
    assert found.errors == []
    assert found.schema.form_id
    assert Schema.from_json(found.schema.to_json()) == found.schema
    wanted = {name.split(" (")[0] for name in entry["languages"]}
    assert wanted == {name.split(" (")[0] for name in found.schema.languages}
    assert bool(found.itemsets) == bool(entry["features"].get("external_sel"))


@pytest.mark.parametrize("entry", REFUSED, ids=lambda e: e["file"])
def test_an_invalid_workbook_is_refused_at_its_cell(entry):
    found = converted(entry["file"])
    assert found.xml is None
    error = found.errors[0]
    assert (error.sheet, error.cell) == {
        "onadata__MCH_v1.xlsx": ("survey", "A17"),
        "onadata__error_test_form.xlsx": ("survey", "E5"),
    }[entry["file"]]
    assert error.message["en"] != error.message["zh-hans"]
    assert any("\u4e00" <= letter <= "\u9fff" for letter in error.message["zh-hans"])


def test_repeats_become_tables_with_their_parents():
    tables = converted("onadata__childrens_survey_sw.xlsx").schema.tables
    assert [(t.path, t.parent) for t in tables] == [
        ("", None),
        ("children", ""),
        ("children/cartoons", "children"),
        ("children/cartoons/characters", "children/cartoons"),
    ]


def test_files_a_form_speaks_of_are_named():
    assert converted("pyxform__pull_data.xlsx").schema.files == ["fruits.csv"]
    assert "itemsets.csv" in converted("onadata__subdistrict_profiling_tool.xlsx").schema.files
    assert converted("onadata__trees_registration.xlsx").schema.entity_lists == ["trees"]


def test_warnings_stand_at_their_row_too():
    warnings = converted("onadata__good_eats_multilang.xlsx").warnings
    assert [w.cell for w in warnings if w.code == "MAX_PIXELS"] == ["A8", "A10"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"hello", "UNREADABLE"),
        (b"PK\x03\x04 broken", "UNREADABLE"),
        (b"\xd0\xcf\x11\xe0 broken", "UNREADABLE"),
        (b"<html/>", "NOT_A_FORM"),
        (b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>', "NOT_A_FORM"),
        (b"x" * (21 * 1024 * 1024), "TOO_BIG"),
    ],
)
def test_what_is_no_form_is_refused_with_a_sentence(content, code):
    found = convert(content)
    assert found.xml is None
    assert [e.code for e in found.errors] == [code]
