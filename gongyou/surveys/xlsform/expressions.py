"""What can be seen of a form's formulas without ODK Validate: grammar, and paths that lead nowhere.

XPath 1.0 as libxml2 reads it. Functions of ODK are not known to it, so they are not judged; what
ODK Validate finds beyond this (types, circles, arguments) stays unseen, and the findings say so.
"""

import re

from lxml import etree

from gongyou.surveys.safe_xml import local, parse
from gongyou.surveys.xlsform.findings import Finding
from gongyou.surveys.xlsform.places import BINDS, Workbook
from gongyou.surveys.xlsform.wording import CHINESE, ENGLISH

FORMULAS = ("relevant", "constraint", "calculate", "required", "readonly")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
ABSOLUTE = re.compile(r"(?<![\w\])/.'\"])(/[A-Za-z_][\w.-]*(?:/[A-Za-z_][\w.-]*)+)")


def wrong_expressions(xml: bytes, book: Workbook) -> list[Finding]:
    """An error for each formula that can't be read or names what isn't there."""
    root = parse(xml)
    places = _places(root)
    found = []
    for bind in root.iter():
        if local(bind) != "bind":
            continue
        for kind in FORMULAS:
            formula = bind.get(kind)
            if formula and (wrong := _wrong(formula, places)):
                found.append(_finding(wrong, formula, kind, bind.get("nodeset", ""), book))
    return found


def _wrong(formula: str, places: set[str]) -> str:
    """The code of what is wrong with a formula; "" for nothing."""
    try:
        etree.XPath(formula.replace("jr:", ""))
    except etree.XPathSyntaxError:
        return "EXPRESSION"
    named = ABSOLUTE.findall(QUOTED.sub("''", formula))
    return "NO_PLACE" if any(path not in places for path in named) else ""


def _places(root) -> set[str]:
    """Every path of the form's first instance."""
    instance = next((one for one in root.iter() if local(one) == "instance"), None)
    found: set[str] = set()

    def walk(element, path: str) -> None:
        found.add(path)
        for child in element:
            if isinstance(child.tag, str):
                walk(child, f"{path}/{local(child)}")

    for top in instance if instance is not None else ():
        if isinstance(top.tag, str):
            walk(top, f"/{local(top)}")
    return found


def _finding(code: str, formula: str, kind: str, nodeset: str, book: Workbook) -> Finding:
    column = BINDS.get(kind, kind)
    row = book.find("survey", "name", nodeset.rpartition("/")[2])
    message = {
        "en": ENGLISH[code].format(text=formula),
        "zh-hans": CHINESE[code].format(text=formula),
    }
    return Finding(
        level="error", code=code, sheet=book.sheet_name("survey") if row else "", row=row,
        column=column, cell=book.cell("survey", row, column) if row else "", message=message,
    )  # fmt: skip
