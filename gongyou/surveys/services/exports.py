"""Taking answers out, for those who may, and written down."""

import zipfile
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from gongyou.surveys.answers import Row, read
from gongyou.surveys.answers import tables as split
from gongyou.surveys.envelope import open_envelope
from gongyou.surveys.errors import SurveyError
from gongyou.surveys.exports.codebook import codebook
from gongyou.surveys.exports.files import write
from gongyou.surveys.exports.geo import feature_collection
from gongyou.surveys.exports.system import first_columns, last_columns
from gongyou.surveys.exports.tables import Shape, columns_of, unique
from gongyou.surveys.models import Attachment, Form, Submission
from gongyou.surveys.multipart import base_name
from gongyou.surveys.queries import opened
from gongyou.surveys.queries.columns import columns, waiting
from gongyou.surveys.queries.lookup import submissions
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.services.tables import make_table
from gongyou.vault.public import Actor, Right, file_in_memory, journal, reveal_many


class NothingToExport(SurveyError):
    """The file would be empty; the message says why."""

    def __init__(self, message: str):
        super().__init__(message, "nothing")


@dataclass
class Taken:
    """What is taken out: the submissions, their rows by table, and by which questions."""

    schema: object
    rows: list[Submission]
    questions: list
    tables: dict[str, list[Row]]
    identities: bool
    shape: Shape = field(default_factory=Shape)


@transaction.atomic
def export(
    actor: Actor, form: Form, kind: str, *, identities: bool, language: str = "",
    private_key=None, rejected: bool = False,
) -> bytes:  # fmt: skip
    """All answers of a form as a file; rejected ones only if asked for.

    Args:
        kind: csv, xlsx, sav, dta, parquet or geojson.
        identities: everything that was answered, or only the table for analysis.
        private_key: opens answers that were encrypted on the phone (see envelope).

    Raises:
        CannotOpen: the key is another's, or a file of an encrypted answer is missing.
        NothingToExport: there is nothing, for the reason that the message says.
    """
    taken = take(
        actor, form, identities=identities, language=language, private_key=private_key,
        rejected=rejected,
    )  # fmt: skip
    content = _places(taken) if kind == "geojson" else write(kind, file_tables(actor, form, taken))
    changes = {"count": len(taken.rows), "kind": kind, "identities": identities}
    journal.append(actor, act="surveys.export", subject=form, changes=changes)
    return content


def take(
    actor: Actor, form: Form, *, identities: bool, language: str = "", private_key=None,
    rejected: bool = False, shape: Shape | None = None, rows: list | None = None,
) -> Taken:  # fmt: skip
    """Open what leaves. Raises NothingToExport, CannotOpen."""
    actor.require(Right.EXPORT, form.survey.compartment_id)
    may = actor.may(Right.READ_IDENTITY, form.survey.compartment_id)
    if identities:
        actor.require(Right.READ_IDENTITY, form.survey.compartment_id)
    elif may:
        make_table(actor, form)
    found = submissions(actor, form)
    chosen = rows if rows is not None else list(found if rejected else without_rejected(found))
    if rows is None and not chosen:
        raise NothingToExport(_why_none(found.count()))
    schema = reading_schema(form)
    if identities:
        questions, tables = schema.fields, _opened(actor, schema, chosen, private_key)
    else:
        questions = columns(form, schema)
        chosen, tables = analysed(form, schema, chosen)
    return Taken(schema, chosen, questions, tables, identities, shape or Shape(language))


def without_rejected(rows):
    """Answers that count: what a check rejected does not."""
    return rows.exclude(review="rejected")


def _why_none(all_there: int) -> str:
    if all_there:
        return _("All answers were rejected. Ask for the rejected ones too to export them.")
    return _("There are no answers yet.")


def _opened(actor: Actor, schema, rows: list[Submission], private_key) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {table.path: [] for table in schema.tables}
    tables = opened.tables_of(actor, schema, rows)
    for row in rows:
        own = tables.get(row.pk) or {}
        if row.encrypted and private_key is not None:
            own = _decrypted(actor, schema, row, private_key)
        # What cannot be opened keeps its line: it came, and it is counted.
        found[""] += own.get("") or [Row(row.instance_id, "", 0, {})]
        for path, inner in own.items():
            found[path] += inner if path else []
    return found


def _decrypted(actor: Actor, schema, submission, private_key) -> dict:
    """Answers that were encrypted on the phone, opened in memory only."""
    files = {
        each["name"]: opened.file_bytes(actor, each["row"])
        for each in opened.attachments(actor, submission, schema)
        if each["exists"]
    }
    xml = opened.xml_of(actor, submission)
    clear = open_envelope(xml, files, private_key)  # type: ignore[arg-type]
    return split(schema, read(clear.xml).root, submission.instance_id)


def analysed(form: Form, schema, rows: list[Submission]) -> tuple[list, dict]:
    """The table for analysis. Keys that leave without identities carry a random name."""
    names = {row.pk: row.ref for row in rows}
    tables = opened.without_identities(schema, rows, names)
    there = [row for row in rows if row.pk in tables]
    if not there:
        raise NothingToExport(_why_not_tabled(form, rows))
    found: dict[str, list[Row]] = {table.path: [] for table in schema.tables}
    for row in there:
        for path, inner in tables[row.pk].items():
            found.setdefault(path, []).extend(inner)
    return there, found


def _why_not_tabled(form: Form, rows: list[Submission]) -> str:
    if all(row.encrypted for row in rows):
        return _("These answers were encrypted on the phone: export everything, with the key.")
    late = waiting(form).count()
    return _(
        "%(count)s answers are not in the table for analysis yet: someone who may read names"
        " has to open the analysis once."
    ) % {"count": late}


def file_tables(actor: Actor, form: Form, taken: Taken) -> dict:
    """The columns of every table, by the name it has in the file."""
    rows = taken.rows
    names = _device_names(actor, rows) if taken.identities else {}
    files = opened.file_counts(rows)
    numbers = {row.pk: opened.number_of(row) for row in rows}
    found = {}
    for path, name in table_names(taken.schema).items():
        made = columns_of(
            taken.schema, path, taken.questions, taken.tables.get(path, []),  # type: ignore[arg-type]
            shape=taken.shape,
        )  # fmt: skip
        if not path:
            first = first_columns(rows, taken.identities)
            made = [*first, *made, *last_columns(rows, taken.identities, names, files, numbers)]
        found[name] = unique(made)
    kept = {each.path for each in columns(form, taken.schema)}  # type: ignore[arg-type]
    found["codebook"] = codebook(taken.schema, kept)  # type: ignore[arg-type]
    return found


def table_names(schema) -> dict[str, str]:
    """What each table is called in a file: its last name, or all of them where two are alike."""
    found: dict[str, str] = {}
    for table in schema.tables:
        short = table.path.rpartition("/")[2] or "answers"
        taken = {*found.values(), "codebook"} if table.path else set()
        found[table.path] = table.path.replace("/", "-") if short in taken else short
    return found


def _device_names(actor: Actor, rows: list[Submission]) -> dict:
    devices = {row.collector for row in rows if row.collector_id}
    return {key: r["name"] for key, r in reveal_many(actor, list(devices), ["name"]).items()}


def _places(taken: Taken, path: str = "") -> bytes:
    return feature_collection(taken.schema, taken.tables, taken.questions, path)  # type: ignore[arg-type]


@transaction.atomic
def export_places(actor: Actor, form: Form, path: str = "", rejected: bool = True) -> bytes:
    """All places as GeoJSON, for programs. Raises NothingToExport."""
    taken = take(actor, form, identities=True, rejected=rejected)
    note_carried(actor, form, "geojson", len(taken.rows))
    return _places(taken, path)


@transaction.atomic
def export_media(actor: Actor, form: Form, *, rejected: bool = False, into=None):
    """All files of the answers in a zip: a temporary file in memory, at its beginning.

    Raises NothingToExport.
    """
    actor.require(Right.EXPORT, form.survey.compartment_id)
    actor.require(Right.READ_IDENTITY, form.survey.compartment_id)
    found = submissions(actor, form)
    rows = {row.pk: row for row in (found if rejected else without_rejected(found))}
    # Lives in memory: clear files never touch a disk.
    made = into or file_in_memory()
    with zipfile.ZipFile(made, "a" if into else "w", zipfile.ZIP_STORED) as archive:
        count = add_media(actor, archive, rows)
    if not count and into is None:
        made.close()
        raise NothingToExport(_("No files came with these answers."))
    journal.append(actor, act="surveys.export", subject=form,
                   changes={"count": count, "kind": "media", "identities": True})  # fmt: skip
    made.seek(0)
    return made


def add_media(actor: Actor, archive: zipfile.ZipFile, rows: dict, flat: bool = False) -> int:
    """Put the files of submissions into a zip: media/KEY/name, or media/name; how many."""
    files = list(Attachment.objects.filter(submission__in=list(rows), present=True))
    names = {key: row["name"] for key, row in reveal_many(actor, files, ["name"]).items()}
    taken: set[str] = set()
    for each in files:
        folder = rows[each.submission_id].instance_id.replace("/", "_").replace(":", "_")
        name = base_name(names.get(each.pk) or each.ref)
        place = f"media/{name}" if flat else f"media/{folder}/{name}"
        if place in taken:
            place = f"media/{folder}_{name}"
        taken.add(place)
        archive.writestr(place, opened.file_bytes(actor, each))
    return len(files)


@transaction.atomic
def note_carried(actor: Actor, form: Form, kind: str, count: int) -> None:
    """Note that a program read all answers of a form at once; names ask for the right to export."""
    may = actor.may(Right.READ_IDENTITY, form.survey.compartment_id)
    actor.require(Right.EXPORT if may else Right.READ, form.survey.compartment_id)
    changes = {"count": count, "kind": kind, "identities": may}
    journal.append(actor, act="surveys.export", subject=form, changes=changes)
