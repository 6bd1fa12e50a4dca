"""From rows and a schema to the columns of a file."""

import datetime as dt
import re
from dataclasses import dataclass, field
from decimal import Decimal

from gongyou.surveys.answers import Row
from gongyou.surveys.schema import Field, Schema
from gongyou.surveys.values import typed


@dataclass
class Column:
    """One column: its name in the file, what it means, its values' labels."""

    name: str
    label: str
    kind: str
    labels: dict = field(default_factory=dict)
    values: list = field(default_factory=list)


def columns_of(schema: Schema, table: str, questions: list[Field], rows: list[Row], language: str):
    """The columns of one table: keys first, then questions; several choices become 0/1 columns."""
    keys = Column("row_key", "", "text", values=[row.key for row in rows])
    made = [keys]
    if table:
        made.append(Column("parent_key", "", "text", values=[row.parent for row in rows]))
    for question in (each for each in questions if each.table == table):
        texts = [row.values.get(question.path) for row in rows]
        made += _columns(schema, question, texts, language)
    return named(made)


def _columns(schema: Schema, question: Field, texts: list, language: str) -> list[Column]:
    label = question.label(language)
    name = question.path
    if question.control == "select":
        yes = {0.0: "0", 1.0: "1"}
        found = [Column(name, label, "text", values=texts)]
        for choice in schema.choices.get(question.choices, {}):
            marks = [None if text is None else float(choice in text.split()) for text in texts]
            shown = f"{label}: {schema.choice_label(question, choice, language)}"
            found.append(Column(f"{name}/{choice}", shown, "number", yes, marks))
        return found
    if question.control == "select1":
        names = schema.choices.get(question.choices, {})
        labels = {each: schema.choice_label(question, each, language) for each in names}
        return [Column(name, label, "choice", labels, texts)]
    values = [typed(question.type, text) for text in texts]
    return [_typed(name, label, values, texts)]


def _typed(name: str, label: str, values: list, texts: list) -> Column:
    """A column keeps its type only if every value has it: one odd answer makes it text."""
    there = [value for value in values if value is not None]
    if there and all(isinstance(v, int | Decimal) and not isinstance(v, bool) for v in there):
        return Column(
            name, label, "number", values=[None if v is None else float(v) for v in values]
        )
    if there and all(isinstance(v, dt.datetime) for v in there):
        return Column(name, label, "moment", values=values)
    if there and all(type(v) is dt.date for v in there):
        return Column(name, label, "date", values=values)
    return Column(name, label, "text", values=texts)


def named(columns: list[Column]) -> list[Column]:
    """Names that SPSS and Stata take: letters, digits, underscore, 32 long, each once."""
    seen: set[str] = set()
    for column in columns:
        column.label = column.label or column.name
        base = re.sub(r"[^0-9A-Za-z_]", "_", column.name).strip("_") or "q"
        base = (base if base[0].isalpha() else "q" + base)[:32]
        name, number = base, 1
        while name.lower() in seen:
            number += 1
            name = f"{base[: 31 - len(str(number))]}_{number}"
        seen.add(name.lower())
        column.name = name
    return columns
