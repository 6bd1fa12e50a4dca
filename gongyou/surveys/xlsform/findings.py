"""What is wrong with a workbook, each finding at its cell and in two languages."""

import re
from dataclasses import asdict, dataclass

from gongyou.surveys.xlsform.places import BINDS, Workbook
from gongyou.surveys.xlsform.wording import (
    CHINESE,
    ENGLISH,
    VALIDATE_CHINESE,
    VALIDATE_ENGLISH,
)

PREFIX = re.compile(r"^\[row : \d+\]\s*(?:On the '[^']+' sheet, )?")
REFERENCE = re.compile(r"\$\{([^}]+)\}")
PATH = re.compile(r"path: \[/(?:[^\]/]+/)*([^\]/]+)\]")


@dataclass(frozen=True)
class Finding:
    """One error or warning. `message` has the keys en and zh-hans."""

    level: str
    code: str
    sheet: str
    row: int | None
    column: str
    cell: str
    message: dict

    def to_json(self) -> dict:
        """Plain data for storing."""
        return asdict(self)


def from_conversion(told: dict, level: str, book: Workbook) -> Finding:
    """A message of the converter."""
    context = dict(told["context"])
    sheet, column = context.get("sheet", ""), context.get("column", "")
    row = int(context["row"]) if context.get("row", "").isdigit() else None
    if told["code"] == "UNKNOWN_TYPE":
        sheet, column = "survey", "type"
        row = book.find(sheet, column, context["value"])
    elif told["code"] in _COLUMNS:
        sheet, column = "survey", _COLUMNS[told["code"]]
        row = row or book.find(sheet, column, context.get("value", ""))
    elif row and not sheet:
        sheet = "survey"
    return Finding(
        level=level, code=told["code"], sheet=book.sheet_name(sheet), row=row, column=column,
        cell=book.cell(sheet, row, column) if row else "",
        message=_message(told["code"], context, told["text"]),
    )  # fmt: skip


_COLUMNS = {
    "MAX_PIXELS": "parameters",
    "NO_LABEL": "label",
    "NO_NAME": "name",
    "NO_TYPE": "type",
    "NO_LIST": "type",
    "NO_CALCULATION": "calculation",
    "NO_EXTERNAL_LIST": "type",
    "OLD_DEVICE": "type",
    "SKIPPED_ROW": "type",
}


class _Told(dict):
    def __missing__(self, key):
        return "?"


def _message(code: str, context: dict, text: str) -> dict:
    plain = PREFIX.sub("", text).strip()
    english = ENGLISH.get(code)
    chinese = CHINESE.get(code, CHINESE["OTHER"])
    values = _Told(context, text=plain)
    return {
        "en": english.format_map(values) if english else plain[:1].upper() + plain[1:],
        "zh-hans": chinese.format_map(values),
    }


def from_validate(text: str, level: str, book: Workbook) -> list[Finding]:
    """Messages of ODK Validate, which names questions as ${name}."""
    found = []
    for line in _sentences(text):
        name = REFERENCE.search(line) or PATH.search(line)
        column = next((BINDS[word] for word in BINDS if re.search(rf"\b{word}\b", line)), "name")
        row = book.find("survey", "name", name.group(1)) if name else None
        found.append(
            Finding(
                level=level, code="ODK_VALIDATE", sheet=book.sheet_name("survey") if row else "",
                row=row, column=column if row else "",
                cell=book.cell("survey", row, column) if row else "",
                message={"en": _said(line, VALIDATE_ENGLISH) or line, "zh-hans": _chinese(line)},
            )
        )  # fmt: skip
    return found


NOISE = (
    "The following files failed",
    "Result: ",
    ">> XForm is invalid",
    ">> Something broke the parser",
    "${form}",
    "Caused by: org.javarosa",
    "... ",
    "/",
    "XForm is",
)


def _sentences(text: str) -> list[str]:
    lines = [line.strip(" :\t") for line in text.splitlines()]
    return list(dict.fromkeys(x for x in lines if x and not x.startswith(NOISE)))


def _chinese(line: str) -> str:
    return _said(line, VALIDATE_CHINESE) or CHINESE["ODK_VALIDATE"].format(text=line)


def _said(line: str, wordings: list) -> str:
    for pattern, template in wordings:
        match = re.search(pattern, line)
        if match:
            return template.format(**match.groupdict())
    return ""
