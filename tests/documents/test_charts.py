"""Charts on paper: text is text, every sign is there, and grey print tells series apart."""

import re
import subprocess
import zipfile
from decimal import Decimal
from io import BytesIO
from itertools import pairwise

import pytest

from gongyou.documents import Block, charts, fonts, paper, word

BARS = {
    "kind": "bar",
    "unit": "CNY",
    "categories": ["一月", "二月"],
    "series": [
        {"name": "请求金额", "values": [Decimal("12000"), Decimal("91200.50")]},
        {"name": "已收到", "values": [2000, None]},
        {"name": "差额", "values": [10000, 51200]},
    ],
}
LINES = BARS | {"kind": "line", "unit": "percent"}
EVENTS = {
    "kind": "timeline",
    "events": [
        {"date": "2014-12-06", "label": "停工", "lane": "行动"},
        {"date": "2014-12-17", "label": "谈判", "lane": "会谈", "end": "2015-01-03"},
    ],
}
ONE = {
    "kind": "bar",
    "horizontal": True,
    "categories": ["拖欠工资", "加班费"],
    "series": [{"name": "人数", "values": [41, 12345]}],
}


def texts(svg: str) -> list[str]:
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


@pytest.mark.parametrize("chart", [BARS, LINES, EVENTS, ONE, BARS | {"kind": "distribution"}])
def test_every_kind_is_drawn_with_its_words_as_text(chart):
    said = " ".join(texts(charts.svg(chart, "zh-hans")))
    words = (
        [one["name"] for one in chart.get("series", [])] if len(chart.get("series", "")) > 1 else []
    )
    words += chart.get("categories", []) if chart is not EVENTS else ["行动", "会谈", "停工"]
    for word_ in words:
        assert word_ in said, word_


def test_figures_are_said_as_on_the_page_in_both_languages():
    assert "¥8万" in texts(charts.svg(BARS, "zh-hans")) and "¥80k" in texts(charts.svg(BARS, "en"))
    assert "12,345" in texts(charts.svg(ONE, "en")) or "12.3k" in texts(charts.svg(ONE, "en"))


def test_text_of_a_chart_can_be_selected_in_a_pdf_and_fonts_are_inside(tmp_path):
    made = paper.render([[Block("title", "图"), Block("chart", "按月金额", chart=BARS)]], "zh-hans")
    file = tmp_path / "chart.pdf"
    file.write_bytes(made)
    said = subprocess.run(["pdftotext", file, "-"], capture_output=True, check=True, text=True)
    for words in ("请求金额", "二月", "按月金额"):
        assert words in said.stdout
    held = subprocess.run(["pdffonts", file], capture_output=True, check=True, text=True).stdout
    assert all(" yes yes yes " in line for line in held.splitlines()[2:])


def test_word_gets_text_and_a_picture_for_programs_that_show_none():
    made = word.render([Block("chart", "按月金额", chart=BARS)], "zh-hans")
    archive = zipfile.ZipFile(BytesIO(made))
    names = archive.namelist()
    (svg,) = [name for name in names if name.endswith(".svg")]
    assert "请求金额" in archive.read(svg).decode()
    assert [archive.read(n)[1:4] for n in names if n.endswith(".png")] == [b"PNG"]
    assert "svgBlip" in archive.read("word/document.xml").decode()


def test_grey_print_tells_bars_apart():
    drawn = charts.svg(BARS, "zh-hans")
    fills = dict.fromkeys(re.findall(r'<path d="[^"]*" fill="(#\w{6})" stroke="#1d2b36"', drawn))
    greys = sorted(
        sum(int(c[n : n + 2], 16) * w for n, w in ((1, 0.3), (3, 0.59), (5, 0.11))) for c in fills
    )
    assert len(greys) == 3
    assert min(b - a for a, b in pairwise(greys)) > 40


def test_lines_differ_by_their_dashes():
    dashes = set(re.findall(r'stroke-dasharray="([^"]+)"', charts.svg(LINES, "zh-hans")))
    assert len(dashes) >= 2


def test_a_sign_that_no_font_has_stands_as_its_number_and_never_as_an_empty_box():
    assert fonts.missing_signs("工友 \U00031350") == {"\U00031350"}
    chart = ONE | {"categories": ["\U00031350氏", "加班费"]}
    assert "[U+31350]氏" in texts(charts.svg(chart, "zh-hans"))
    made = paper.render([[Block("text", "申请人：\U00031350")]], "zh-hans")
    said = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True)
    assert "[U+31350]" in said.stdout.decode()


def test_figures_that_make_no_chart_are_refused_by_name():
    with pytest.raises(charts.ChartError):
        charts.svg({"kind": "bar"}, "en")


def test_page_and_paper_draw_with_the_same_files():
    from django.contrib.staticfiles import finders

    assert finders.find("vendor/echarts/echarts.min.js") == str(charts.ECHARTS / "echarts.min.js")
    assert finders.find("charts/options.js") == str(charts.SCRIPTS / "options.js")
