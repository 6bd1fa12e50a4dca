"""Answers opened for those who may read them, in one pass over many."""

from collections import defaultdict

from django.db.models import F

from gongyou.surveys.answers import Row, expected_files, read, tables
from gongyou.surveys.keys import name_digest
from gongyou.surveys.models import AnswerRow, Attachment, Form, Submission, SubmissionVersion
from gongyou.surveys.odata import Item
from gongyou.surveys.queries import lookup
from gongyou.surveys.safe_xml import UnsafeXML
from gongyou.surveys.schema import Schema
from gongyou.vault.public import Actor, Right, reveal_many

CHUNK = 500


def xml_of_many(actor: Actor, submissions: list[Submission]) -> dict:
    """{submission id: XML bytes or None}: None for whoever may not read answers."""
    rows = SubmissionVersion.objects.filter(
        submission__in=submissions, number=F("submission__edits")
    )
    versions = dict(rows.values_list("submission_id", "pk"))
    opened = reveal_many(actor, rows, ["xml"])
    return {key: opened.get(version, {}).get("xml") for key, version in versions.items()}


def xml_of(actor: Actor, submission: Submission) -> bytes | None:
    """The XML of the current version."""
    return xml_of_many(actor, [submission])[submission.pk]


def tables_of(actor: Actor, schema: Schema, submissions: list[Submission]) -> dict:
    """{submission id: tables}; empty tables where they cannot be opened."""
    found = {}
    for start in range(0, len(submissions), CHUNK):
        part = submissions[start : start + CHUNK]
        names = {each.pk: each.instance_id for each in part}
        for key, xml in xml_of_many(actor, part).items():
            found[key] = _tables(schema, xml, names[key])
    return found


def _tables(schema: Schema, xml: bytes | None, instance_id: str) -> dict[str, list[Row]]:
    """The rows of the current version, named by the instance that came first: it stays."""
    if xml is None:
        return {}
    try:
        arrived = read(xml)
    except (UnsafeXML, ValueError):
        return {}
    return {} if arrived.encrypted else tables(schema, arrived.root, instance_id)


def submissions_of(actor: Actor, form: Form) -> list[Submission]:
    """All submissions that were not deleted, newest first."""
    return list(lookup.submissions(actor, form))


def items(actor: Actor, form: Form, submissions: list[Submission]) -> list[Item]:
    """Submissions as OData items, not opened yet."""
    files = file_counts(submissions)
    names = _names(actor, submissions)
    return [_item(each, *files.get(each.pk, (0, 0)), names) for each in submissions]  # type: ignore[call-arg]


def file_counts(submissions) -> dict:
    """{submission: [files that came, files spoken of]}."""
    counts: dict = defaultdict(lambda: [0, 0])
    rows = Attachment.objects.filter(submission__in=submissions, expected=True)
    for key, present in rows.values_list("submission_id", "present"):
        counts[key][0] += present
        counts[key][1] += 1
    return counts


def _names(actor: Actor, submissions) -> dict:
    """Names of the devices that sent, for whoever may read them."""
    collectors = {each.collector for each in submissions if each.collector_id}
    return {key: row["name"] for key, row in reveal_many(actor, list(collectors), ["name"]).items()}


def number_of(submission: Submission) -> int | None:
    """The number of who sent it, as ODK's clients want one."""
    if submission.collector_id:
        return submission.collector.number  # type: ignore[union-attr]
    return account_number(submission.account_id)


def account_number(account_id) -> int | None:
    """A stable number for an account."""
    return None if account_id is None else int(account_id) % 2_000_000_000


def _item(each: Submission, present: int, expected: int, names: dict) -> Item:
    who = names.get(each.collector_id) or (each.account.login if each.account_id else None)  # type: ignore[union-attr]
    system = {
        "submissionDate": stamp(each.received_at),
        "updatedAt": stamp(each.updated_at),
        "deletedAt": stamp(each.deleted_at),
        "submitterId": str(number_of(each)) if number_of(each) is not None else None,
        "submitterName": who,
        "attachmentsPresent": present,
        "attachmentsExpected": expected,
        "status": "notDecrypted" if each.encrypted else None,
        "reviewState": each.review,
        "deviceId": each.device or None,
        "edits": each.edits,
        "formVersion": each.version,
    }
    return Item(each.instance_id, system)


def stamp(moment) -> str | None:
    """A moment as ODK writes it."""
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z") if moment else None


def loader(actor: Actor, form: Form, schema: Schema, submissions: list[Submission]):
    """A function that opens the items given to it; without identities for researchers."""
    by_instance = {each.instance_id: each for each in submissions}
    may = actor.may(Right.READ_IDENTITY, form.survey.compartment_id)

    def load(wanted: list[Item]) -> None:
        rows = [by_instance[item.instance_id] for item in wanted]
        found = tables_of(actor, schema, rows) if may else without_identities(schema, rows)
        for item, row in zip(wanted, rows, strict=True):
            item.tables = found.get(row.pk, {})

    return load


def without_identities(schema: Schema, submissions: list[Submission], names=None) -> dict:
    """{submission id: tables} from the table for analysis.

    Args:
        names: what the rows of a submission are called, by its id; else by its instance.
    """
    names = names or {each.pk: each.instance_id for each in submissions}
    found: dict = {}
    for row in AnswerRow.objects.filter(submission__in=submissions).order_by("id"):
        own = found.setdefault(row.submission_id, {table.path: [] for table in schema.tables})
        values = {path: None if value is None else str(value) for path, value in row.values.items()}
        name = names[row.submission_id]
        key = f"{name}/{row.place}" if row.place else name
        parent = (f"{name}/{row.parent}" if row.parent else name) if row.table else ""
        index = int(row.place.rpartition("[")[2].rstrip("]")) if row.place else 0
        own.setdefault(row.table, []).append(Row(key, parent, index, values))
    return found


def attachments(actor: Actor, submission: Submission, schema: Schema) -> list[dict]:
    """Names and presence of a submission's files, expected ones first."""
    rows = {row.name_digest: row for row in submission.attachments.all()}
    sealed = [row for row in rows.values() if row.present]
    names = {key: value["name"] for key, value in reveal_many(actor, sealed, ["name"]).items()}
    listed, seen = [], set()
    xml = xml_of(actor, submission)
    for name in expected_files(schema, read(xml)) if xml else []:
        row = rows.get(name_digest(name))
        seen.add(name_digest(name))
        listed.append({"name": name, "exists": bool(row and row.present), "row": row})
    for row in sealed:
        if row.name_digest not in seen and names.get(row.pk):
            listed.append({"name": names[row.pk], "exists": True, "row": row})
    return listed


def file_bytes(actor: Actor, attachment: Attachment) -> bytes:
    """The content of an attachment."""
    pieces = list(attachment.pieces.order_by("number"))
    opened = reveal_many(actor, pieces, ["data"])
    return b"".join(opened[piece.pk]["data"] or b"" for piece in pieces)
