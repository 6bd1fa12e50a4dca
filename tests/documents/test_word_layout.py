"""A Word file that a commission takes: A4 tables that fit, rows whole, nothing left alone."""

from io import BytesIO

from docx import Document
from docx.oxml.ns import qn

from gongyou.documents import word
from gongyou.documents.markup import Block

BLOCKS = [
    Block("title", "申请书"),
    Block("table", rows=[["住所", ""], ["法定代表人", "＿＿＿＿"]]),
    Block("heading", "证据"),
    Block("table", rows=[["序号", "证据名称", "日期"],
                         ["1", "2014年1月至2015年4月银行流水", "2016-04-20"]]),
    Block("text", "此致"),
    Block("sign", "申请人："),
    Block("sign", "2026年12月1日"),
    Block("page"),
    Block("heading", "附件"),
    Block("text", "一"),
]  # fmt: skip


def made():
    return Document(BytesIO(word.render(BLOCKS, "zh-hans")))


def test_columns_are_as_wide_as_what_stands_in_them_and_fit_the_page():
    labels, evidence = made().tables
    widths = [cell.width.mm for cell in evidence.rows[1].cells]
    assert widths[0] < widths[2] < widths[1]
    # 210 mm of A4 less two margins of 26 mm
    assert sum(widths) <= 159 and sum(c.width.mm for c in labels.rows[0].cells) <= 159
    assert labels.rows[1].cells[1].width > labels.rows[1].cells[0].width  # room to write in


def test_rows_are_whole_and_only_a_table_with_a_head_repeats_it():
    labels, evidence = made().tables
    rows = [row._tr.trPr for table in (labels, evidence) for row in table.rows]
    assert all(marks.find(qn("w:cantSplit")) is not None for marks in rows)
    assert [marks.find(qn("w:tblHeader")) is not None for marks in rows] == [False] * 2 + [
        True,
        False,
    ]


def test_headings_and_signatures_stay_with_what_they_belong_to():
    held = {p.text: p.paragraph_format.keep_with_next for p in made().paragraphs}
    assert held["证据"] and held["此致"] and held["申请人："]
    assert not held["2026年12月1日"] and not held["一"]


def test_a_new_page_begins_with_its_text_and_leaves_no_empty_line():
    document = made()
    begins = [p.text for p in document.paragraphs if p.paragraph_format.page_break_before]
    assert begins == ["附件"] and all(p.text.strip() for p in document.paragraphs)
    assert not document.element.body.findall(f".//{qn('w:br')}")


def test_a_template_keeps_its_columns_and_its_headings_too():
    text = "# 清单\n## 证据\n| 序号 | 证据名称 |  页数 |\n{% for item in evidence %}\n"
    text += "| {{ loop.index }} | {{ item.title }} | {{ item.pages }} |\n{% endfor %}\n>> 签名"
    content = word.template_from(text, "zh-hans")
    context = {"evidence": [{"title": "工资条", "pages": "1"}, {"title": "合同", "pages": "2"}]}
    document = Document(BytesIO(word.fill(content, context)))
    [table] = document.tables
    assert [[cell.text for cell in row.cells] for row in table.rows][1:] == [
        ["1", "工资条", "1"],
        ["2", "合同", "2"],
    ]
    widths = [cell.width.mm for cell in table.rows[2].cells]
    assert widths[1] > 2 * widths[0] and sum(widths) <= 159
    assert [p.paragraph_format.keep_with_next for p in document.paragraphs if p.text == "证据"] == [
        True
    ]
