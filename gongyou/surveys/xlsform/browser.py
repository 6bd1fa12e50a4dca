"""What the browser page cannot do of a form, said when the form is uploaded.

ODK Collect does all of it. Web Forms 0.22 leaves these out without a word, so a survey that
is filled by links would miss answers.
"""

import re

from gongyou.surveys.safe_xml import local, parse
from gongyou.surveys.schema import Schema
from gongyou.surveys.xlsform.findings import Finding
from gongyou.surveys.xlsform.places import Workbook

FEATURES = {
    "barcode": (
        "The browser page cannot scan barcodes: the code is typed there. ODK Collect scans it.",
        "浏览器填写页不能扫条码，只能手工输入；ODK Collect 可以扫。",
    ),
    "annotating": (
        "The browser page takes a picture here but cannot draw on it; ODK Collect can.",
        "浏览器填写页在这里只能选照片，不能在照片上标注；ODK Collect 可以。",
    ),
    "search": (
        "search() works in ODK Collect only. Use select_one_from_file for the browser page.",
        "search() 只在 ODK Collect 中有效；浏览器填写页请改用 select_one_from_file。",
    ),
    "external": (
        "The browser page does not narrow select_one_external. Use select_one_from_file.",
        "浏览器填写页不会按条件筛选 select_one_external 的选项；请改用 select_one_from_file。",
    ),
    "image-map": (
        "The browser page shows the choices of this picture as a list.",
        "浏览器填写页把这张图的选项显示为列表。",
    ),
    "app": (
        "The browser page cannot open other apps or printers.",
        "浏览器填写页不能打开其他应用或打印机。",
    ),
    "background-audio": (
        "The browser page does not record sound in the background.",
        "浏览器填写页不会在后台录音。",
    ),
    "audit": (
        "The browser page keeps no log of the interview.",
        "浏览器填写页不记录填写过程（audit）。",
    ),
}
# Web Forms makes every choice of a list before it shows the first: fifty thousand take 20 seconds.
MOST_CHOICES = 20_000
LONG_LIST = {
    "en": "A question offers all {rows} rows of {name}; the browser page opens slowly with so many,"
    " half a minute or more on a phone. ODK Collect copes.",
    "zh-hans": "有题目一次列出 {name} 的全部 {rows} 行，浏览器填写页打开较慢，"
    "在手机上要半分钟以上。ODK Collect 不受影响。",
}
APPEARANCES = (
    ("annotating", re.compile(r"\bannotate\b")),
    ("search", re.compile(r"\bsearch\s*\(")),
    ("image-map", re.compile(r"\bimage-map\b")),
    ("app", re.compile(r"\b(ex:|printer:)")),
)


def browser_findings(xml: bytes, schema: Schema, book: Workbook) -> list[Finding]:
    """One warning a question and feature."""
    found = []
    for each in schema.fields:
        if each.type == "barcode":
            found.append(("barcode", each.name))
        elif each.path == "meta/audit":
            found.append(("audit", "audit"))
    for element in parse(xml).iter():
        found += [(feature, _name(element)) for feature in _of_element(element)]
    return [_finding(feature, name, book) for feature, name in dict.fromkeys(found)]


def long_list(xml: bytes, name: str, content: bytes) -> Finding | None:
    """A warning where a question offers all of a long file's rows at once."""
    rows = content.count(b"\n")
    if not name.endswith(".csv") or rows <= MOST_CHOICES:
        return None
    root = parse(xml)
    ids = {
        each.get("id") for each in root.iter()
        if local(each) == "instance" and (each.get("src") or "").endswith("/" + name)
    }  # fmt: skip
    whole = {f"instance('{each}')/root/item" for each in ids}
    if not any(each.get("nodeset") in whole for each in root.iter() if local(each) == "itemset"):
        return None
    message = {lang: text.format(name=name, rows=rows) for lang, text in LONG_LIST.items()}
    return Finding("warning", "BROWSER", "", None, "", "", message)


def _of_element(element) -> list[str]:
    if local(element) == "recordaudio":
        return ["background-audio"]
    features = ["external"] if element.get("query") else []
    appearance = element.get("appearance") or ""
    return features + [name for name, pattern in APPEARANCES if pattern.search(appearance)]


def _name(element) -> str:
    return (element.get("ref") or "").rpartition("/")[2]


def _finding(feature: str, name: str, book: Workbook) -> Finding:
    english, chinese = FEATURES[feature]
    row = book.find("survey", "name", name) if name else None
    return Finding(
        level="warning", code="BROWSER", sheet=book.sheet_name("survey") if row else "", row=row,
        column="name" if row else "", cell=book.cell("survey", row, "name") if row else "",
        message={"en": english, "zh-hans": chinese},
    )  # fmt: skip
