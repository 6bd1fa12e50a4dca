"""Each questionnaire's table for analysis as a table that may be counted.

Whoever answers a questionnaire agrees by answering; a question on consent to being counted is
named in the form's `uses` ("counted": path), and then only a yes counts.
"""

from gongyou.centre.public import Column, Counted, CountedTable, person_id, table_of
from gongyou.surveys.models import Form
from gongyou.surveys.queries.analysis import rows as rows_of
from gongyou.surveys.queries.columns import columns
from gongyou.surveys.schema import GEO, Schema
from gongyou.surveys.values import typed

NUMBERS = ("int", "decimal", "range")


def tables(actor) -> list[CountedTable]:
    """One for each questionnaire that has answers."""
    found = []
    forms = Form.objects.visible_to(actor).filter(deleted_at=None, rows__isnull=False).distinct()
    for form in forms.select_related("current", "survey"):
        if form.current:
            found.append(_table(actor, form, Schema.from_json(form.current.schema)))
    return found


def _table(actor, form: Form, schema: Schema) -> CountedTable:
    asked = [each for each in columns(form, schema) if _may_be_counted(each)]
    kinds = {each.path: Column(_kind(each), each.label("")) for each in asked}
    return CountedTable(
        name=f"form:{form.pk}",
        kind="answers",
        title=form.title,
        population=f"form:{form.pk}",
        basis="sample",
        columns=kinds,
        read=lambda: _read(actor, form, asked, kinds),
    )


def _may_be_counted(question) -> bool:
    """A point on the map, a picture or a sound is one person's, whatever the table holds."""
    return not question.table and not question.is_binary and question.type not in GEO


def _kind(question) -> str:
    if question.is_multiple:
        return "set"
    return "number" if question.type in NUMBERS and not question.is_choice else "code"


def _read(actor, form: Form, asked: list, kinds: dict) -> Counted:
    wanted = form.uses.get("counted", "")
    rows, refused, silent = [], 0, 0
    for row in rows_of(actor, form):
        if wanted and row.get(wanted) != "yes":
            refused, silent = refused + (row.get(wanted) == "no"), silent + (not row.get(wanted))
            continue
        values = {each.path: _value(each, row.get(each.path)) for each in asked}
        rows.append({"_id": person_id(row["_submission"]), **values})
    return Counted(table_of(kinds, rows), {"refused": refused, "not_asked": silent})


def _value(question, text):
    if text in (None, ""):
        return None
    if question.is_multiple:
        return str(text).split()
    if _kind(question) == "number":
        number = typed(question.type if question.type != "range" else "decimal", str(text))
        return None if isinstance(number, str) else number
    return str(text)
