"""The table for analysis, read by researchers: rows, frequencies, cross tables."""

from dataclasses import dataclass

from gongyou.stats import DesignSpec, StatsError, crosstab, publish
from gongyou.surveys.models import AnswerRow, Form
from gongyou.surveys.schema import Field, Schema
from gongyou.surveys.services.tables import columns
from gongyou.surveys.values import typed

THRESHOLD = 10


def rows(actor, form: Form, table: str = "") -> list[dict]:
    """The rows of one table as plain dicts, with `_submission` (a random name) and day."""
    found = AnswerRow.objects.visible_to(actor).filter(
        form=form, table=table, submission__deleted_at=None
    )
    return [
        {
            "_submission": row.submission.ref,
            "_day": row.submission.received_at.date().isoformat(),
            "_team": row.submission.collector.team if row.submission.collector_id else "",
            "_review": row.submission.review or "",
            **row.values,
        }
        for row in found.select_related("submission__collector").order_by("submission__received_at")
    ]


@dataclass
class Line:
    """One answer in a frequency table; None where a small number is withheld."""

    label: str
    share: float | None
    low: float | None
    high: float | None
    count: int | None

    @property
    def share_text(self) -> str:
        """The share in percent."""
        return _percent(self.share)

    @property
    def interval_text(self) -> str:
        """Its interval in percent."""
        return f"{_percent(self.low)} – {_percent(self.high)}"


def _percent(share: float | None) -> str:
    return "" if share is None else f"{100 * share:.1f}%"


@dataclass
class Frequency:
    """How one question was answered."""

    question: Field
    title: str
    lines: list[Line]
    answered: int | None
    withheld: bool
    kind: str = "shares"


def askable(form: Form, schema: Schema) -> list[Field]:
    """Questions of the questionnaire that can be tabulated."""
    return [
        each for each in columns(form, schema)
        if not each.table and (each.is_choice or each.type in ("int", "decimal", "boolean"))
    ]  # fmt: skip


def weighted(data: list[dict], question: Field | None) -> tuple[list[dict], DesignSpec | None]:
    """The rows that have a weight, and the design that uses it; all rows without one.

    Weights come from a numeric question, for example one that a calculation filled.
    """
    if question is None:
        return data, None
    found = []
    for row in data:
        number = typed("decimal", str(row.get(question.path) or ""))
        if number and not isinstance(number, str) and number > 0:
            found.append({**row, "_weight": float(number)})
    return found, DesignSpec(weights="_weight")


def frequency(
    data: list[dict],
    schema: Schema,
    question: Field,
    language: str,
    design: DesignSpec | None = None,
) -> Frequency | None:
    """Shares of each answer, or the mean of a number, with small cells withheld."""
    if question.is_multiple:
        return _multiple(data, schema, question, language, design)
    table = _column(data, question)
    if not table:
        return None
    what = ("proportion" if question.is_choice else "mean", "answer")
    try:
        found, _ = publish(table, design or DesignSpec(), what, k=THRESHOLD)
    except StatsError:
        return None
    lines = [_line(schema, question, language, entry) for entry in found]
    withheld = any(entry.withheld for entry in found)
    answered = len(table) if len(table) >= THRESHOLD else None
    kind = "shares" if question.is_choice else "mean"
    return Frequency(question, question.label(language), lines, answered, withheld, kind)


def _column(data: list[dict], question: Field) -> list[dict]:
    """The answers given, with the weight columns beside them."""
    found = []
    for row in data:
        value = row.get(question.path)
        if value in (None, ""):
            continue
        if question.is_choice:
            found.append({**row, "answer": str(value)})
        else:
            number = typed(question.type, str(value))
            if not isinstance(number, str):
                found.append({**row, "answer": float(number)})
    return found


def _line(schema: Schema, question: Field, language: str, entry) -> Line:
    name = str(entry.category) if entry.category is not None else ""
    label = schema.choice_label(question, name, language) if name else ""
    if entry.withheld:
        return Line(label, None, None, None, None)
    low, high = entry.low, entry.high
    return Line(label, entry.value, low, high, entry.n)


def _multiple(data, schema: Schema, question: Field, language: str, design) -> Frequency | None:
    """Each choice of several as a yes or no of its own."""
    table = [row for row in data if row.get(question.path)]
    names = list(schema.choices.get(question.choices, {}))
    lines, withheld = [], False
    for name in names if table else []:
        marked = [{**r, "answer": str(name in r[question.path].split())} for r in table]
        try:
            found, _ = publish(
                marked, design or DesignSpec(), ("proportion", "answer"), k=THRESHOLD
            )
        except StatsError:
            continue
        entry = next((each for each in found if str(each.category) == "True"), None)
        label = schema.choice_label(question, name, language)
        if entry is None or entry.withheld:
            withheld = True
            lines.append(Line(label, None, None, None, None))
        else:
            lines.append(Line(label, entry.value, entry.low, entry.high, entry.n))
    if not lines:
        return None
    answered = len(table) if len(table) >= THRESHOLD else None
    return Frequency(question, question.label(language), lines, answered, withheld)


def cross_table(data, schema: Schema, row: Field, column: Field, language: str, lang: str) -> str:
    """A cross table as HTML, protected for showing outside; empty where there is nothing."""
    head, across = row.label(language), f"{column.label(language)} "
    table = [
        {
            head: schema.choice_label(row, str(each[row.path]), language),
            across: schema.choice_label(column, str(each[column.path]), language),
        }
        for each in data
        if each.get(row.path) and each.get(column.path)
    ]
    if not table:
        return ""
    try:
        return crosstab(table, DesignSpec(), head, across, k=THRESHOLD).to_html(lang)
    except StatsError:
        return ""
