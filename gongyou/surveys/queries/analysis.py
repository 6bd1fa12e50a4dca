"""The table for analysis, read by researchers: rows, frequencies, cross tables."""

from dataclasses import dataclass

from gongyou.centre.public import person_id, shown_of
from gongyou.stats import Association, StatsError, crosstab, independence, publish
from gongyou.surveys.models import AnswerRow, Form, Submission
from gongyou.surveys.queries.columns import columns
from gongyou.surveys.queries.sample import Sample
from gongyou.surveys.schema import Field, Schema
from gongyou.surveys.values import typed
from gongyou.vault.public import Actor

THRESHOLD = 10
# Protecting a table takes about ten seconds for a thousand cells.
MOST_CELLS = 400


def rows(actor: Actor, form: Form, table: str = "", rejected: bool = False) -> list[dict]:
    """The rows of one table as plain dicts, with `_submission` (a random name) and day.

    Args:
        rejected: also what a check rejected, which counts in no result.
    """
    found = AnswerRow.objects.visible_to(actor).filter(
        form=form, table=table, submission__deleted_at=None
    )
    if not rejected:
        found = found.exclude(submission__review="rejected")
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


def rejected_count(actor: Actor, form: Form) -> int:
    """How many answers a check rejected."""
    rows = Submission.objects.visible_to(actor)
    return rows.filter(form=form, deleted_at=None, review="rejected").count()


def settled(form: Form, data: list[dict]) -> list[dict]:
    """The rows that numbers are made of today.

    Answers join, and leave, in groups of ten: a mean of yesterday and one of today, or two
    counts, would give away the one answer between them.
    """
    ids = [person_id(row["_submission"]) for row in data]
    with shown_of(f"form:{form.pk}") as register:
        inside = register.join(ids)
    return [row for row, counts in zip(data, inside, strict=True) if counts]


@dataclass
class Line:
    """One answer in a frequency table; None where a small number is withheld."""

    label: str
    share: float | None
    low: float | None
    high: float | None
    count: int | None
    name: str = ""

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


def frequency(sample: Sample, schema: Schema, question: Field, language: str) -> Frequency | None:
    """Shares of each answer, or the mean of a number, with small cells withheld."""
    values = [_value(question, row.get(question.path)) for row in sample.data]
    there = sum(value is not None for value in values)
    if not there or (question.is_choice and len(set(values)) > MOST_CELLS):
        return None
    ask = _several if question.is_multiple else _one
    lines = ask(sample, schema, question, language, values)
    if not lines:
        return None
    withheld = any(line.share is None for line in lines)
    kind = "shares" if question.is_choice else "mean"
    answered = there if there >= THRESHOLD else None
    return Frequency(question, question.label(language), lines, answered, withheld, kind)


def _value(question: Field, text):
    """An answer as it is counted; None where there is none."""
    if text in (None, ""):
        return None
    if question.is_choice:
        return str(text)
    number = typed(question.type, str(text))
    return None if isinstance(number, str) or number is None else float(number)


def _published(sample: Sample, kind: str, values: list):
    """What may be shown of one column, or None where nothing can be estimated."""
    design = sample.asked([{"answer": value} for value in values])
    try:
        return publish(None, design, (kind, "answer"), k=THRESHOLD)[0]
    except StatsError:
        return None


def _one(sample, schema, question, language, values) -> list[Line]:
    kind = "proportion" if question.is_choice else "mean"
    found = [
        _line(schema, question, language, entry) for entry in _published(sample, kind, values) or ()
    ]
    # As the questionnaire has them; what it doesn't have stays where it was, at the end.
    order = {name: at for at, name in enumerate(schema.choices.get(question.choices, {}))}
    return sorted(found, key=lambda line: order.get(line.name, len(order)))


def _line(schema: Schema, question: Field, language: str, entry) -> Line:
    name = str(entry.category) if entry.category is not None else ""
    label = schema.choice_label(question, name, language) if name else ""
    if entry.withheld:
        return Line(label, None, None, None, None, name)
    return Line(label, entry.value, entry.low, entry.high, entry.n, name)


def _several(sample, schema, question, language, values) -> list[Line]:
    """Each choice of several as a yes or no of its own."""
    marked = [None if value is None else value.split() for value in values]
    lines = []
    for name in schema.choices.get(question.choices, {}):
        column = [None if names is None else str(name in names) for names in marked]
        found = _published(sample, "proportion", column) or ()
        entry = next((each for each in found if str(each.category) == "True"), None)
        label = schema.choice_label(question, name, language)
        if entry is None or entry.withheld:
            lines.append(Line(label, None, None, None, None, name))
        else:
            lines.append(Line(label, entry.value, entry.low, entry.high, entry.n, name))
    return lines


@dataclass
class Cross:
    """A cross table for showing, and whether its two questions hang together.

    The test is left out where cells are withheld: it would help to find them out.
    """

    html: str
    test: Association | None
    withheld: bool


class TooLarge(ValueError):
    """More cells than can be protected while somebody waits."""


def cross_table(
    sample: Sample, schema: Schema, row: Field, column: Field, language: str
) -> Cross | None:
    """A cross table, protected for showing outside; None where there is nothing.

    Raises TooLarge.
    """
    head, across = row.label(language), f"{column.label(language)} "
    answers = [
        {head: _label(schema, row, each, language), across: _label(schema, column, each, language)}
        for each in sample.data
    ]
    levels = [len({given[name] for given in answers} - {None}) + 1 for name in (head, across)]
    if levels[0] * levels[1] > MOST_CELLS:
        raise TooLarge
    if 1 in levels:
        return None
    design = sample.asked(answers)
    try:
        found = crosstab(None, design, head, across, k=THRESHOLD)
    except StatsError:
        return None
    withheld = any(entry.withheld for entry in (*found.cells, *found.margin))
    test = None if withheld else _test(design, head, across)
    lang = "zh-hans" if language.startswith("zh") else "en"
    return Cross(found.to_html(lang), test, withheld)


def _label(schema: Schema, question: Field, row: dict, language: str) -> str | None:
    value = row.get(question.path)
    return schema.choice_label(question, str(value), language) if value else None


def _test(design, head: str, across: str) -> Association | None:
    try:
        return independence(design, head, across)
    except StatsError:
        return None
