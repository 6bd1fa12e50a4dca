"""Writing submissions: a batch in one transaction, each with its own outcome."""

import hashlib
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from gongyou.surveys.ingest import entities
from gongyou.surveys.ingest.incoming import (
    Incoming,
    Rows,
    fill,
    name_digest,
    version_row,
)
from gongyou.surveys.ingest.rows import insert, insert_new, known_pairs
from gongyou.surveys.keys import make_keyless, sealed_value
from gongyou.surveys.models import (
    Attachment,
    Collector,
    Form,
    NonceUse,
    Setback,
    Submission,
    SubmissionVersion,
)
from gongyou.surveys.models.forms import FormState
from gongyou.vault.public import journal, the_program


@dataclass(frozen=True)
class Outcome:
    """What became of a submission: HTTP status and the code of the sentence."""

    status: int
    code: str
    submission_id: object = None
    here: int = 0
    due: int = 0


@transaction.atomic
def store_batch(batch: list[Incoming]) -> list[Outcome]:
    """Write a batch in one transaction. One outcome for each, in order."""
    outcomes: dict[int, Outcome] = {}
    _take_nonces(batch, outcomes)
    fresh, later = _split(batch, outcomes)
    try:
        with transaction.atomic():
            _insert([batch[number] for number in fresh])
            outcomes.update({number: _stored(batch[number]) for number in fresh})
    except IntegrityError:
        # Another process was faster with one of them: each by itself then.
        later = sorted(fresh + later)
    for number in later:
        outcomes[number] = _store_alone(batch[number])
    _journal(batch, outcomes)
    return [outcomes[number] for number in range(len(batch))]


def _take_nonces(batch: list[Incoming], outcomes: dict) -> None:
    """Take the nonces with the same commit; one that was used before is refused."""
    uses = [
        NonceUse(nonce=each.nonce[0], count=each.nonce[1], at=each.received_at)  # type: ignore[misc]
        for each in batch
        if each.nonce
    ]
    fresh = insert_new(uses, ("nonce", "count"))
    for number, incoming in enumerate(batch):
        if incoming.nonce in fresh:
            fresh.remove(incoming.nonce)
        elif incoming.nonce:
            outcomes[number] = Outcome(401, "replayed")


def _split(batch: list[Incoming], outcomes: dict) -> tuple[list[int], list[int]]:
    """Which of a batch are new and plain, and which need a look at what is there."""
    open_ones = [n for n in range(len(batch)) if n not in outcomes]
    wanted = [batch[n].key for n in open_ones if batch[n].plain]
    known = known_pairs(SubmissionVersion, ("form", "instance_id"), wanted)
    fresh, later = [], []
    for number in open_ones:
        incoming = batch[number]
        if incoming.plain and incoming.key not in known:
            known.add(incoming.key)
            fresh.append(number)
        else:
            later.append(number)
    return fresh, later


def _insert(fresh: list[Incoming]) -> None:
    rows = Rows()
    for incoming in fresh:
        rows.extend(incoming.rows)  # type: ignore[arg-type]
    write(rows)


def _stored(incoming: Incoming) -> Outcome:
    (submission,) = incoming.rows.submissions  # type: ignore[union-attr]
    status = 202 if incoming.set_aside else 201
    here, due = len(incoming.files), len(incoming.expected)
    return Outcome(status, "stored", submission.pk, here, due)


def write(rows: Rows) -> None:
    """Insert all rows, parents first."""
    for part in rows.parts():
        insert(part)


def _store_alone(incoming: Incoming, tries: int = 3) -> Outcome:
    for _ in range(tries):
        try:
            with transaction.atomic():
                return _store(incoming)
        except IntegrityError:
            continue
    return Outcome(503, "busy")


def _store(incoming: Incoming) -> Outcome:
    if incoming.form is None:
        return _unknown(incoming)
    found = SubmissionVersion.objects.filter(
        form_id=incoming.form.id, instance_id=incoming.arrived.instance_id
    ).first()
    if found is not None:
        return _again(incoming, found)
    if incoming.form.deleted:
        return keep_aside(incoming, "deleted_form", 404)
    if incoming.form.state == FormState.CLOSED:
        return keep_aside(incoming, "closed", 403)
    if incoming.arrived.deprecated_id:
        return _edit(incoming)
    return _create(incoming)


def _unknown(incoming: Incoming) -> Outcome:
    if incoming.arrived.form_id in incoming.caller.others:
        return Outcome(403, "not_allowed")
    return keep_aside(incoming, "unknown_form", 404)


def _again(incoming: Incoming, found: SubmissionVersion) -> Outcome:
    if found.digest != incoming.digest:
        return keep_aside(incoming, "conflict", 409)
    submission = Submission.objects.get(pk=found.submission_id)
    if submission.deleted_at is not None:
        return Outcome(409, "deleted", submission.pk)
    here, due = add_files(incoming, submission)
    return Outcome(201, "again", submission.pk, here, due)


def _create(incoming: Incoming) -> Outcome:
    write(incoming.rows)  # type: ignore[arg-type]
    _entities(incoming, incoming.rows.submissions[0])  # type: ignore[union-attr]
    return _stored(incoming)


def _edit(incoming: Incoming) -> Outcome:
    replaced = (
        SubmissionVersion.objects.select_related("submission")
        .filter(form_id=incoming.form.id, instance_id=incoming.arrived.deprecated_id)  # type: ignore[union-attr]
        .first()
    )
    if replaced is None:
        return keep_aside(incoming, "edit_of_unknown", 404)
    submission = Submission.objects.select_for_update().get(pk=replaced.submission_id)
    if submission.deleted_at is not None:
        return keep_aside(incoming, "deleted", 409)
    if replaced.number != submission.edits:
        return keep_aside(incoming, "edited_before", 409)
    rows = Rows()
    version_row(incoming, submission, submission.edits + 1, rows)
    write(rows)
    _take_over(incoming, submission)
    here, due = add_files(incoming, submission)
    _entities(incoming, submission)
    return Outcome(201, "edited", submission.pk, here, due)


def _take_over(incoming: Incoming, submission: Submission) -> None:
    submission.edits += 1
    submission.review = "edited"
    submission.version = incoming.arrived.version
    submission.updated_at = incoming.received_at  # type: ignore[assignment]
    submission.tabled_at = None
    submission.started_at = submission.started_at or incoming.started_at  # type: ignore[assignment]
    submission.encrypted = incoming.arrived.encrypted
    submission.save()
    names = [name_digest(name) for name in incoming.expected]
    submission.attachments.exclude(name_digest__in=names).update(expected=False)
    submission.attachments.filter(name_digest__in=names).update(expected=True)


def add_named_file(caller, submission: Submission, file) -> None:
    """Put one file to a submission, in place of one of the same name."""
    row = submission.attachments.filter(name_digest=name_digest(file.name)).first()
    row = row or Attachment(
        compartment_id=submission.compartment_id, submission=submission,
        name_digest=name_digest(file.name), expected=False, created_at=timezone.now(),
    )  # fmt: skip
    rows = Rows()
    _add_file(_By(caller, timezone.now()), row, file, rows)
    write(rows)


@dataclass
class _By:
    """What sealing a file needs of an arriving submission."""

    caller: object
    received_at: object


def add_files(incoming: Incoming, submission: Submission) -> tuple[int, int]:
    """Add what came, replace what came again changed; (present, expected) afterwards."""
    rows = Rows()
    there = {row.name_digest: row for row in submission.attachments.all()}
    came = {file.name: file for file in incoming.files if file.name}
    for name in dict.fromkeys([*incoming.expected, *came]):
        row = there.get(name_digest(name)) or Attachment(  # type: ignore[misc]
            compartment_id=incoming.caller.compartment_id, submission=submission,
            name_digest=name_digest(name), expected=name in incoming.expected,
            created_at=incoming.received_at,
        )  # fmt: skip
        _add_file(incoming, row, came.get(name), rows)
    write(rows)
    everything = submission.attachments.filter(expected=True)
    return everything.filter(present=True).count(), everything.count()


def _add_file(incoming, row: Attachment, file, rows: Rows) -> None:
    known = not row._state.adding
    if file is None:
        if not known:
            rows.attachments.append(row)
        return
    if known and row.present:
        row.pieces.all().delete()
    fill(incoming, row, file, rows)
    if not known:
        rows.attachments.append(row)
        return
    rows.keys.pop().save(force_insert=True)
    row.save()


def _entities(incoming: Incoming, submission: Submission) -> None:
    if not incoming.acts:
        return
    key = incoming.caller.list_key
    if key is None:
        submission.entities_wait = True
    else:
        submission.entity_problem = entities.perform(
            key, incoming.caller.survey_id, incoming.acts, submission
        )
    submission.save(update_fields=["entities_wait", "entity_problem"])


def keep_aside(incoming: Incoming, reason: str, status: int) -> Outcome:
    """Keep the bytes for whoever runs the survey, and say no to the phone."""
    if Setback.objects.filter(survey=incoming.caller.survey_id, digest=incoming.digest).exists():
        return Outcome(status, reason)
    key, opened = make_keyless(incoming.caller.compartment_key)
    setback = Setback(  # type: ignore[misc]
        compartment_id=incoming.caller.compartment_id, data_key=key,
        survey_id=incoming.caller.survey_id, form_id=incoming.arrived.form_id,
        instance_id=incoming.arrived.instance_id, collector_id=incoming.caller.collector_id,
        reason=reason, digest=incoming.digest, received_at=incoming.received_at,
    )  # fmt: skip
    setback.xml = sealed_value(setback, "xml", incoming.xml, opened)
    key.save(force_insert=True)
    setback.save(force_insert=True)
    journal.append(
        the_program(), act="surveys.set_aside", subject=setback, changes={"reason": reason}
    )
    return Outcome(status, reason)


def _journal(batch: list[Incoming], outcomes: dict[int, Outcome]) -> None:
    """One entry a form and batch, with a digest of what was stored: nothing vanishes unseen."""
    by_form: dict = {}
    for number, incoming in enumerate(batch):
        code = outcomes[number].code
        if code in ("stored", "edited"):
            by_form.setdefault(incoming.form.id, []).append((incoming, outcomes[number]))  # type: ignore[union-attr]
        elif code == "again" and incoming.files:
            _journal_files(incoming)
    for form_id, stored in by_form.items():
        # Each is named by its id and the keyed digest of its bytes.
        lines = sorted(f"{out.submission_id} {each.digest}" for each, out in stored)
        root = hashlib.blake2b("\n".join(lines).encode(), digest_size=16).hexdigest()
        journal.append(
            the_program(),
            act="surveys.receive",
            subject=Form(pk=form_id),
            compartment=stored[0][0].caller.compartment_id,
            changes={"count": len(stored), "digest": root},
        )
    _seen({each.caller.collector_id for each in batch if each.caller.collector_id}, batch)


def _journal_files(incoming: Incoming) -> None:
    """Files that came with answers which were there already."""
    journal.append(
        the_program(),
        act="surveys.receive_files",
        subject=Form(pk=incoming.form.id),  # type: ignore[union-attr]
        compartment=incoming.caller.compartment_id,
        changes={"count": len(incoming.files)},
    )


_heard: dict = {}


def _seen(collectors: set, batch: list[Incoming]) -> None:
    """When a device was last heard of, to the minute: monitoring needs no more."""
    if not collectors or not batch:
        return
    minute = batch[0].received_at.replace(second=0, microsecond=0)  # type: ignore[attr-defined]
    collectors = {pk for pk in collectors if _heard.get(pk) != minute}
    if not collectors:
        return
    if len(_heard) > 5_000:
        _heard.clear()
    _heard.update(dict.fromkeys(collectors, minute))
    Collector.objects.filter(pk__in=collectors).exclude(last_seen_at__gte=minute).update(
        last_seen_at=minute
    )
