"""The codebook as a page: each question with its wording, its type, its choices."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from gongyou.surveys.models import Form
from gongyou.surveys.queries.columns import columns
from gongyou.surveys.schema import Field, Schema

TYPES = {
    "string": _("text"),
    "int": _("whole number"),
    "integer": _("whole number"),
    "decimal": _("number"),
    "boolean": _("yes or no"),
    "date": _("date"),
    "time": _("time of day"),
    "dateTime": _("date and time"),
    "geopoint": _("point on the map"),
    "geotrace": _("line on the map"),
    "geoshape": _("area on the map"),
    "binary": _("attached file"),
    "barcode": _("barcode"),
}
CONTROLS = {
    "select1": _("one choice"),
    "select": _("several choices"),
    "rank": _("choices put in order"),
    "trigger": _("acknowledgement"),
}


@dataclass
class Entry:
    """One question of the codebook."""

    question: Field
    label: str
    hint: str
    kept: bool
    choices: list[tuple[str, str]]

    @property
    def kind(self) -> str:
        """What is answered, in words."""
        return kind_of(self.question)


def kind_of(question: Field) -> str:
    """What a question asks for, in words."""
    if question.calculated and not question.control:
        return _("calculated")  # type: ignore[return-value]
    return CONTROLS.get(question.control) or TYPES.get(question.type, question.type)  # type: ignore[return-value]


def tables(form: Form, schema: Schema, language: str) -> list[tuple[str, list[Entry]]]:
    """(title, questions) of the questionnaire and of each repeat."""
    kept = {each.path for each in columns(form, schema)}
    found = []
    for table in schema.tables:
        entries = [
            _entry(schema, each, each.path in kept, language)
            for each in schema.in_table(table.path)
            if not each.is_note and not each.path.startswith("meta/")
        ]
        label = next(iter(table.labels.values()), "") if table.path else ""
        if entries:
            found.append((label or table.path, entries))
    return found


def _entry(schema: Schema, question: Field, kept: bool, language: str) -> Entry:
    names = schema.choices.get(question.choices, {}) if question.is_choice else {}
    choices = [(name, schema.choice_label(question, name, language)) for name in names]
    hint = next(iter(question.hints.values()), "")
    hint = question.hints.get(language, hint)
    return Entry(question, question.label(language), hint, kept, choices)
