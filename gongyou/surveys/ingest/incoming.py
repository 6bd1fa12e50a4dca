"""One arriving submission, read, sealed and ready to be written."""

import uuid
from dataclasses import dataclass, field

from django.utils import timezone

from gongyou.surveys.answers import Arrived, envelope_files, read
from gongyou.surveys.entity_forms import EntityAct
from gongyou.surveys.entity_forms import acts as entity_acts
from gongyou.surveys.ingest.callers import Caller, FormNow
from gongyou.surveys.ingest.rows import bare
from gongyou.surveys.keys import digest_of, make_keyless, name_digest, sealed_value
from gongyou.surveys.models import Attachment, AttachmentPiece, Submission, SubmissionVersion
from gongyou.surveys.safe_xml import local
from gongyou.surveys.schema import Schema
from gongyou.surveys.values import moment

PIECE = 1 << 20
DAYS_OFF = 3650


@dataclass
class File:
    """An attachment as it came."""

    name: str
    content_type: str
    content: memoryview | bytes


@dataclass
class Rows:
    """What one or many submissions add, table by table, in the order of writing."""

    keys: list = field(default_factory=list)
    submissions: list = field(default_factory=list)
    versions: list = field(default_factory=list)
    attachments: list = field(default_factory=list)
    pieces: list = field(default_factory=list)

    def parts(self) -> tuple[list, ...]:
        """The tables, parents first."""
        return (self.keys, self.submissions, self.versions, self.attachments, self.pieces)

    def extend(self, other: "Rows") -> None:
        """Add the rows of another."""
        for mine, theirs in zip(self.parts(), other.parts(), strict=True):
            mine.extend(theirs)


@dataclass
class Incoming:
    """What will be written, with the rows of a new submission already sealed."""

    caller: Caller
    form: FormNow | None
    arrived: Arrived
    xml: bytes
    digest: str
    files: list[File]
    device: str
    expected: list[str] = field(default_factory=list)
    acts: list[EntityAct] = field(default_factory=list)
    started_at: object = None
    ended_at: object = None
    set_aside: str = ""
    received_at: object = None
    nonce: tuple[str, int] | None = None
    # What it adds if it is new; None for an edit and for a form that takes no answers.
    rows: Rows | None = None

    @property
    def key(self):
        """What identifies it: the form and the instance."""
        return (self.form.id if self.form else None, self.arrived.instance_id)

    @property
    def plain(self) -> bool:
        """Nothing but answers to an open form; whether they are new shows when writing."""
        return self.rows is not None and not self.acts


def prepare(
    caller: Caller, xml: bytes, files: list[File], device: str = "", received_at=None
) -> Incoming:
    """Read a submission and seal it; the writer's thread then has only to insert.

    Args:
        received_at: if it came earlier than now.

    Raises:
        UnsafeXML, Unreadable: it cannot be understood at all.
    """
    arrived = read(xml)
    digest = digest_of(xml)
    if not arrived.instance_id:
        # The same bytes sent again must be known again, so the name is made from them.
        arrived.instance_id = f"uuid:{uuid.uuid5(uuid.NAMESPACE_OID, digest)}"
    form = caller.forms.get(arrived.form_id)
    incoming = Incoming(
        caller=caller, form=form, arrived=arrived, xml=xml, digest=digest, files=files,
        device=device[:255], received_at=received_at or timezone.now(),
    )  # fmt: skip
    if form is not None:
        schema = form.schema(arrived.version)
        _look_inside(incoming, schema)
        incoming.set_aside = "" if schema else "version"
        if not arrived.deprecated_id and not form.shut:
            incoming.rows = new_rows(incoming)
    return incoming


def _look_inside(incoming: Incoming, schema: Schema | None) -> None:
    arrived = incoming.arrived
    if arrived.encrypted:
        incoming.expected = envelope_files(arrived.root)
        return
    if schema is None:
        return
    marks, names = _marks(schema)
    for path, text in _marked(arrived.root, names):
        mark = marks.get(path) if text else None
        if mark == "file" and text not in incoming.expected:
            incoming.expected.append(text)
        elif mark in ("started_at", "ended_at"):
            setattr(incoming, mark, _moment(text))
    if schema.entity_places:
        incoming.acts = entity_acts(schema, arrived.root)


def _marked(root, names: list[str]):
    """The elements of these names, with their path and text."""
    for element in root.iter(*names) if names else ():
        steps, each = [local(element)], element.getparent()
        while each is not None and each is not root:
            steps.append(local(each))
            each = each.getparent()
        yield "/".join(reversed(steps)), (element.text or "").strip()


def _marks(schema: Schema) -> tuple[dict[str, str], list[str]]:
    """Which paths hold file names and the interview's clock, and their tags; once a schema."""
    found = schema.__dict__.get("_marks")
    if found is None:
        found = {each.path: "file" for each in schema.fields if each.is_binary}
        for each in schema.fields:
            if each.preload == "timestamp":
                found[each.path] = "ended_at" if each.name.startswith("end") else "started_at"
        names = {path.rpartition("/")[2] for path in found}
        found = found, [f"{{*}}{name}" for name in names]
        schema.__dict__["_marks"] = found
    return found


def _moment(text: str):
    """The phone's clock, unless it is years off; then it says nothing."""
    try:
        found = moment(text)
    except ValueError:
        return None
    if found.tzinfo is None:
        found = timezone.make_aware(found)
    return found if abs((timezone.now() - found).days) < DAYS_OFF else None


# --- rows ------------------------------------------------------------------------------------


def new_rows(incoming: Incoming) -> Rows:
    """All rows of a new submission."""
    rows, submission = Rows(), submission_row(incoming)
    rows.submissions.append(submission)
    version_row(incoming, submission, 0, rows)
    attachment_rows(incoming, submission, rows)
    return rows


def submission_row(incoming: Incoming) -> Submission:
    """The row that stands in clear: no answers."""
    return bare(
        Submission, compartment_id=incoming.caller.compartment_id, form_id=incoming.form.id,  # type: ignore[union-attr]
        instance_id=incoming.arrived.instance_id, collector_id=incoming.caller.collector_id,
        account_id=incoming.caller.account_id, device=incoming.device,
        created_at=incoming.received_at, version=incoming.arrived.version,
        encrypted=incoming.arrived.encrypted,
        set_aside=incoming.set_aside, started_at=incoming.started_at, ended_at=incoming.ended_at,
        received_at=incoming.received_at,
    )  # fmt: skip


def version_row(incoming: Incoming, submission: Submission, number: int, rows: Rows) -> None:
    """The sealed XML under a key of its own."""
    key, opened = make_keyless(incoming.caller.compartment_key)
    version = bare(
        SubmissionVersion, compartment_id=incoming.caller.compartment_id,
        data_key_id=key.pk, submission_id=submission.pk,
        form_id=incoming.form.id, number=number, instance_id=incoming.arrived.instance_id,  # type: ignore[union-attr]
        deprecated_id=incoming.arrived.deprecated_id, digest=incoming.digest,
        received_at=incoming.received_at, created_at=incoming.received_at,
    )  # fmt: skip
    version.xml = sealed_value(version, "xml", incoming.xml, opened)
    rows.keys.append(key)
    rows.versions.append(version)


def attachment_rows(incoming: Incoming, submission: Submission, rows: Rows) -> None:
    """A row for each expected file, and for each that came, with its pieces."""
    came = {file.name: file for file in incoming.files if file.name}
    for name in dict.fromkeys([*incoming.expected, *came]):
        row = Attachment(  # type: ignore[misc]
            compartment_id=incoming.caller.compartment_id, submission=submission,
            name_digest=name_digest(name), expected=name in incoming.expected,
            created_at=incoming.received_at,
        )  # fmt: skip
        if name in came:
            fill(incoming, row, came[name], rows)
        rows.attachments.append(row)


def fill(incoming: Incoming, row: Attachment, file: File, rows: Rows) -> None:
    """Seal a file that came into an attachment's row and pieces."""
    key, opened = make_keyless(incoming.caller.compartment_key)
    content = memoryview(file.content)
    row.data_key = key
    row.name = sealed_value(row, "name", file.name, opened)
    row.present, row.content_type, row.size = True, file.content_type[:100], len(content)
    row.digest = digest_of(content)  # type: ignore[arg-type]
    row.updated_at = incoming.received_at  # type: ignore[assignment]
    rows.keys.append(key)
    for number, start in enumerate(range(0, max(len(content), 1), PIECE)):
        piece = AttachmentPiece(attachment=row, number=number)
        data = bytes(content[start : start + PIECE])
        piece.data = sealed_value(piece, "data", data, opened)
        rows.pieces.append(piece)
