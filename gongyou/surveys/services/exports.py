"""Taking answers out, for those who may, and written down."""

from django.db import transaction

from gongyou.surveys.answers import Row, read
from gongyou.surveys.answers import tables as split
from gongyou.surveys.envelope import open_envelope
from gongyou.surveys.exports.codebook import codebook
from gongyou.surveys.exports.files import write
from gongyou.surveys.exports.tables import columns_of
from gongyou.surveys.models import AnswerRow, Form
from gongyou.surveys.queries.columns import columns
from gongyou.surveys.queries.lookup import schema_of, submissions
from gongyou.surveys.queries.opened import attachments, file_bytes, tables_of, xml_of
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def export(
    actor: Actor, form: Form, kind: str, *, identities: bool, language: str = "", private_key=None
) -> bytes:
    """All answers of a form as a file.

    Args:
        kind: csv, xlsx, sav, dta or parquet.
        identities: everything that was answered, or only the table for analysis.
        private_key: opens answers that were encrypted on the phone (see envelope).

    Raises:
        CannotOpen: the key is another's, or a file of an encrypted answer is missing.
    """
    actor.require(Right.EXPORT, form.survey.compartment_id)
    if identities:
        actor.require(Right.READ_IDENTITY, form.survey.compartment_id)
    schema = schema_of(form)
    rows = list(submissions(actor, form))
    kept = columns(form, schema)
    questions = schema.fields if identities else kept
    tables = _opened(actor, schema, rows, private_key) if identities else _analysed(schema, rows)
    found = {
        _name(table.path): columns_of(schema, table.path, questions, tables[table.path], language)
        for table in schema.tables
    }
    found["codebook"] = codebook(schema, {each.path for each in kept})
    changes = {"count": len(rows), "kind": kind, "identities": identities}
    journal.append(actor, act="surveys.export", subject=form, changes=changes)
    return write(kind, found)


@transaction.atomic
def note_carried(actor: Actor, form: Form, kind: str, count: int) -> None:
    """Note that a program read all answers of a form at once; names ask for the right to export."""
    may = actor.may(Right.READ_IDENTITY, form.survey.compartment_id)
    actor.require(Right.EXPORT if may else Right.READ, form.survey.compartment_id)
    changes = {"count": count, "kind": kind, "identities": may}
    journal.append(actor, act="surveys.export", subject=form, changes=changes)


def _name(path: str) -> str:
    return path.rpartition("/")[2] or "answers"


def _opened(actor: Actor, schema, rows, private_key) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {table.path: [] for table in schema.tables}
    refs = {row.pk: row.ref for row in rows}
    opened = tables_of(actor, schema, rows)
    if private_key is not None:
        for row in (each for each in rows if each.encrypted):
            opened[row.pk] = _decrypted(actor, schema, row, private_key)
    for key, tables in opened.items():
        for path, inner in tables.items():
            found[path] += [_renamed(row, refs[key]) for row in inner]
    return found


def _decrypted(actor: Actor, schema, submission, private_key) -> dict:
    """Answers that were encrypted on the phone, opened in memory only."""
    files = {
        each["name"]: file_bytes(actor, each["row"])
        for each in attachments(actor, submission, schema)
        if each["exists"]
    }
    clear = open_envelope(xml_of(actor, submission), files, private_key)  # type: ignore[arg-type]
    return split(schema, read(clear.xml).root, submission.instance_id)


def _renamed(row: Row, ref: str) -> Row:
    """Keys that leave carry a random name, not the phone's."""
    key = "/".join([ref, *row.key.split("/")[1:]])
    parent = "/".join([ref, *row.parent.split("/")[1:]]) if row.parent else ""
    return Row(key, parent, row.index, row.values)


def _analysed(schema, rows) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {table.path: [] for table in schema.tables}
    refs = {row.pk: row.ref for row in rows}
    for row in AnswerRow.objects.filter(submission__in=rows).order_by("submission", "place"):
        ref = refs[row.submission_id]
        values = {path: None if v is None else str(v) for path, v in row.values.items()}
        key = f"{ref}/{row.place}" if row.place else ref
        parent = (f"{ref}/{row.parent}" if row.parent else ref) if row.table else ""
        found.setdefault(row.table, []).append(Row(key, parent, 0, values))
    return found
