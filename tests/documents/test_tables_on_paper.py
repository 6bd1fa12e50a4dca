"""Tables on paper: what is to be written in by hand has room, a label stands on one line."""

import subprocess

import pytest

from gongyou.documents import Block, paper

ANNEX = [
    ["序号", "姓名", "身份证号", "金额（元）", "签名"],
    ["1", "林芳刚", "", "6,977.61", ""],
    ["", "合计", "", "6,977.61", ""],
]
FORM = [["Applicant", "Han"], ["Legal representative or person in charge", "____, post: ____"]]
A4 = 595


@pytest.fixture(scope="module")
def places():
    """Word → (left, right) in points of a page with both tables."""
    made = paper.render([[Block("table", rows=ANNEX), Block("table", rows=FORM)]], "zh-hans")
    told = subprocess.run(
        ["pdftotext", "-bbox", "-", "-"], input=made, capture_output=True, check=True
    )
    found = {}
    for line in told.stdout.decode().splitlines():
        if line.strip().startswith("<word"):
            marks = line.split('"')
            found[line.split(">")[1].split("<")[0]] = (float(marks[1]), float(marks[5]))
    return found


def test_columns_to_be_filled_by_hand_take_what_the_page_leaves(places):
    # 18 digits of an identity number by hand need some four centimetres.
    room = places["金额（元）"][0] - places["身份证号"][0]
    assert room > 110
    assert A4 - 68 - places["签名"][0] > 110


def test_a_label_stands_on_one_line_and_the_answer_beside_it(places):
    assert places["charge"][1] < places["post:"][0] < places["charge"][1] + 60
