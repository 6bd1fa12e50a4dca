"""From rows and a schema to the columns of a file."""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils.translation import gettext as _

from gongyou.surveys.answers import Row
from gongyou.surveys.schema import Field, Schema
from gongyou.surveys.values import points, typed

# Beyond this many choices only those that were chosen get a column of their own.
MOST_CHOICES = 300
INTEGER = re.compile(r"-?(?:0|[1-9]\d{0,8})")
# A question may have these names too; the keys of ours stay what programs look for.
RESERVED = {
    "KEY", "PARENT_KEY", "SubmissionDate", "SubmitterID", "SubmitterName", "Team", "ReviewState",
    "Edits", "FormVersion", "DeviceID", "AttachmentsPresent", "AttachmentsExpected", "Status",
}  # fmt: skip
PLACE_PARTS = ("Latitude", "Longitude", "Altitude", "Accuracy")


@dataclass
class Column:
    """One column: its name in the file, what it means, its values' labels.

    `kind` is text, choice, number, moment or date; `measure` what SPSS calls it. Numbers are int
    or Decimal; codes of choices are numbers where all of them are whole numbers.
    """

    name: str
    label: str
    kind: str
    labels: dict = field(default_factory=dict)
    values: list = field(default_factory=list)
    measure: str = "nominal"

    @property
    def whole(self) -> bool:
        """Whether all values and codes are whole numbers."""
        return all(
            isinstance(value, int) for value in (*self.values, *self.labels) if value is not None
        )


@dataclass
class Shape:
    """How an export wants its columns."""

    language: str = ""
    split: bool = True
    group_paths: bool = True
    removed: bool = True


def columns_of(
    schema: Schema, table: str, questions: list[Field], rows: list[Row],
    language: str = "", shape: Shape | None = None,
) -> list[Column]:  # fmt: skip
    """The columns of one table: its questions, then its keys as ODK Central names them."""
    shape = shape or Shape(language)
    made: list[Column] = []
    for question in (each for each in questions if each.table == table):
        if question.is_note or (question.removed and not shape.removed):
            continue
        texts = [row.values.get(question.path) for row in rows]
        made += _columns(schema, question, texts, shape)
    if table:
        made.append(Column("PARENT_KEY", _("row above"), "text",
                           values=[row.parent for row in rows]))  # fmt: skip
    made.append(Column("KEY", _("key of the row"), "text", values=[row.key for row in rows]))
    return unique(made)


def _columns(schema: Schema, question: Field, texts: list, shape: Shape) -> list[Column]:
    label = question.label(shape.language)
    name = question.path.removeprefix(question.table).strip("/")
    name = name.replace("/", "-") if shape.group_paths else question.name
    name = f"{name}_answer" if name in RESERVED else name
    if question.removed:
        label = _("%(question)s (asked in earlier versions)") % {"question": label}
    if question.control in ("select", "rank"):
        return _several(schema, question, texts, shape, name, label)
    if question.control == "select1":
        return [_one(schema, question, texts, shape, name, label)]
    if question.type == "geopoint":
        return _place(texts, name, label)
    values = [typed(question.type, text) for text in texts]
    return [_typed(name, label, values, texts)]


def _one(schema, question, texts, shape, name, label) -> Column:
    names = schema.choices.get(question.choices, {})
    labels = {each: schema.choice_label(question, each, shape.language) for each in names}
    seen = {text.strip() for text in texts if text}
    values = [text.strip() if text else None for text in texts]
    if all(INTEGER.fullmatch(code) for code in seen | set(names)):
        return Column(
            name, label, "choice", {int(code): text for code, text in labels.items()},
            [None if value is None else int(value) for value in values],
        )  # fmt: skip
    return Column(name, label, "choice", labels, values)


def _several(schema, question, texts, shape, name, label) -> list[Column]:
    found = [Column(name, label, "text", values=texts)]
    if question.control == "rank" or not shape.split:
        return found
    chosen = [None if text is None else text.split() for text in texts]
    seen = list(dict.fromkeys(code for codes in chosen if codes for code in codes))
    listed = list(schema.choices.get(question.choices, {}))
    if len(listed) > MOST_CHOICES:
        listed = [code for code in listed if code in set(seen)]
    for code in dict.fromkeys([*listed, *seen]):
        shown = f"{label}: {schema.choice_label(question, code, shape.language)}"
        marks = [None if codes is None else int(code in codes) for codes in chosen]
        found.append(Column(f"{name}/{code}", shown, "number", {0: "0", 1: "1"}, marks))
    return found


def _place(texts: list, name: str, label: str) -> list[Column]:
    """A point as latitude, longitude, altitude and accuracy in metres."""
    words = dict(
        zip(PLACE_PARTS, (_("latitude"), _("longitude"), _("altitude, m"), _("accuracy, m")),
            strict=True)
    )  # fmt: skip
    read = [_numbers(text) for text in texts]
    return [
        Column(f"{name}-{part}", f"{label}: {words[part]}", "number",
               values=[None if numbers is None else numbers[at] for numbers in read],
               measure="scale")
        for at, part in enumerate(PLACE_PARTS)
    ]  # fmt: skip


def _numbers(text: str | None) -> list | None:
    try:
        points(text or "")
        numbers: list = [Decimal(part) for part in (text or "").split(";")[0].split()[:4]]
    except (ValueError, ArithmeticError):
        return None
    return numbers + [None] * (4 - len(numbers))


def _typed(name: str, label: str, values: list, texts: list) -> Column:
    """A column keeps its type only if every value has it: one odd answer makes it text."""
    there = [value for value in values if value is not None]
    if there and all(isinstance(v, int | Decimal) and not isinstance(v, bool) for v in there):
        return Column(name, label, "number", values=values, measure="scale")
    if there and all(isinstance(v, dt.datetime) for v in there):
        return Column(name, label, "moment", values=values, measure="scale")
    if there and all(type(v) is dt.date for v in there):
        return Column(name, label, "date", values=values, measure="scale")
    return Column(name, label, "text", values=texts)


def unique(columns: list[Column]) -> list[Column]:
    """Each name once; a question called like a key of ours gets a number."""
    seen: set[str] = set()
    for column in columns:
        column.label = column.label or column.name
        base, number = column.name, 1
        while column.name in seen:
            number += 1
            column.name = f"{base}_{number}"
        seen.add(column.name)
    return columns


def plain_names(columns: list[Column]) -> list[str]:
    """Names that SPSS and Stata take: letters, digits, underscore, 32 long, each once."""
    seen: set[str] = set()
    names = []
    for column in columns:
        base = re.sub(r"[^0-9A-Za-z]+", "_", column.name).strip("_") or "q"
        base = (base if base[0].isalpha() else "q" + base)[:32]
        name, number = base, 1
        while name.lower() in seen:
            number += 1
            name = f"{base[: 31 - len(str(number))]}_{number}"
        seen.add(name.lower())
        names.append(name)
    return names
