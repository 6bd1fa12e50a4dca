"""A questionnaire made from the grievance list and the facts that the law asks for.

Its answers can open an intake, or be computed as a claim, with the worker's consent.
"""

import io

import xlsxwriter
from django.utils import timezone

from gongyou import law
from gongyou.centre.public import grievances
from gongyou.law import schema

FORM_ID = "rights_check"
TYPES = {"date": "date", "money": "decimal", "integer": "integer", "number": "decimal"}
OWN = {
    "note_hello": (
        "We ask about your work. You may leave out what you do not want to say.",
        "我们想了解您的工作情况。不想回答的题可以不答。",
    ),
    "grievances": ("What has happened at your work?", "您在工作中遇到了哪些问题？"),
    "employer": ("Name of the employer", "用人单位名称"),
    "consent_help": (
        "May we open a record with your answers and work out what you are owed?",
        "您是否同意我们用这些回答为您登记，并计算您应得的款项？",
    ),
    "name": ("Your name", "您的姓名"),
    "phone": ("How can we reach you?", "如何联系您？"),
    "story": ("Is there anything else we should know?", "还有什么需要我们了解的吗？"),
}
YES_NO = (("yes", "Yes", "是"), ("no", "No", "否"))
LABELS = ("label::English (en)", "label::中文 (zh)")


def _question(kind: str, name: str, labels, relevant: str = "") -> list:
    return [kind, name, *labels, relevant]


def asked(pack: str = law.DEFAULT_LAW) -> tuple[str, ...]:
    """Which questions of the law's facts a worker can answer at the gate: the pack says so."""
    return law.load_pack(pack).desk.asked("survey")


def _column(name: str, pack: str = law.DEFAULT_LAW) -> schema.Column:
    return schema.schema_of(pack).root.columns[name]


def _fact(name: str) -> list:
    column = _column(name)
    labels = (column.label["en"], column.label["zh-hans"])
    kind = TYPES.get(column.family, "text")
    if column.codes:
        kind = f"select_one {name}"
    elif column.family == "flag":
        kind = "select_one yes_no"
    return _question(kind, name, labels, "${end} != ''" if name == "end_kind" else "")


def workbook() -> bytes:
    """The questionnaire as an XLSForm workbook, ready to be changed in a spreadsheet."""
    agreed = "${consent_help} = 'yes'"
    survey = [
        ["type", "name", *LABELS, "relevant"],
        _question("start", "start_time", ("", "")),
        _question("end", "end_time", ("", "")),
        _question("note", "note_hello", OWN["note_hello"]),
        _question("select_multiple grievances", "grievances", OWN["grievances"]),
        *[_fact(name) for name in asked()],
        _question("select_one yes_no", "consent_help", OWN["consent_help"]),
        _question("text", "employer", OWN["employer"], agreed),
        _question("text", "name", OWN["name"], agreed),
        _question("text", "phone", OWN["phone"], agreed),
        _question("text", "story", OWN["story"], agreed),
    ]
    choices = [["list_name", "name", *LABELS]]
    choices += [
        ["grievances", each.code, each.label["en"], each.label["zh-hans"]]
        for each in grievances.of()
    ]
    choices += [["yes_no", *row] for row in YES_NO]
    for name in asked():
        for code in _column(name).codes:
            choices.append([name, code.name, code.label["en"], code.label["zh-hans"]])
    version = timezone.localtime().strftime("%Y%m%d%H%M")
    settings = [
        ["form_title", "form_id", "version", "default_language"],
        ["Rights check 权益问卷", FORM_ID, version, "中文 (zh)"],
    ]
    return write({"survey": survey, "choices": choices, "settings": settings})


def write(sheets: dict[str, list]) -> bytes:
    """Sheets of text cells as a workbook."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, value in enumerate(row):
                sheet.write_string(number, column, value)
        sheet.set_column(0, 4, 28)
    book.close()
    return out.getvalue()


def asks_for_help(fields: dict) -> bool:
    """Whether answers carry the worker's consent to be helped."""
    return fields.get("consent_help") == "yes"


def facts_of(values: dict) -> dict:
    """Answers as facts of the law's contract; unanswered is unknown."""
    from gongyou.surveys.values import typed

    found = {}
    for name in asked():
        text = values.get(name)
        if text is None:
            continue
        column = _column(name)
        if column.family == "flag":
            found[name] = text == "yes"
        else:
            found[name] = typed(TYPES.get(column.family, "string"), text)
    return found
