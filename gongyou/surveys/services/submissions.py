"""What is done with submissions after they came: checked, edited, deleted, taken in."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.surveys.answers import read
from gongyou.surveys.entity_contents import key_of
from gongyou.surveys.entity_forms import acts as entity_acts
from gongyou.surveys.errors import EntityRefused, SurveyError
from gongyou.surveys.ingest import callers, entities, store
from gongyou.surveys.ingest.incoming import File, new_rows, prepare
from gongyou.surveys.ingest.store import Outcome
from gongyou.surveys.models import Comment, Entity, Form, Setback, Submission
from gongyou.surveys.models.submissions import Review
from gongyou.surveys.queries.opened import xml_of_many
from gongyou.surveys.queries.reading import reading_schema
from gongyou.vault.public import Actor, Right, journal


def caller_for(actor: Actor, survey) -> callers.Caller:
    """A member as sender: all forms, and the list key when unlocked."""
    caller = callers.of_survey(survey, survey.compartment.current_key)
    caller.account_id = actor.account.pk  # type: ignore[union-attr]
    caller.list_key = key_of(actor, survey)
    return caller


@transaction.atomic
def submit(actor: Actor, form: Form, xml: bytes, *, device: str = "") -> Outcome:
    """A submission or an edit by a member. Raises UnsafeXML, Unreadable."""
    actor.require(Right.WRITE, form.survey.compartment_id)
    incoming = prepare(caller_for(actor, form.survey), xml, [], device)
    if incoming.arrived.form_id != form.form_id:
        raise SurveyError(_("These answers belong to another questionnaire."), "other_form")
    return store.store_batch([incoming])[0]


@transaction.atomic
def add_file(
    actor: Actor, submission: Submission, *, name: str, content: bytes, content_type: str
) -> None:
    """Put a file to a submission."""
    actor.require(Right.WRITE, submission.compartment_id)
    caller = caller_for(actor, submission.form.survey)
    store.add_named_file(caller, submission, File(name, content_type, content))
    journal.append(actor, act="surveys.edit", subject=submission)


@transaction.atomic
def review(actor: Actor, submission: Submission, state: str | None) -> Submission:
    """Say what a check found."""
    actor.require(Right.WRITE, submission.compartment_id)
    if state is not None and state not in Review.values:
        raise SurveyError(_("There is no such state."), "state")
    changes = submission.change(actor, review=state)
    submission.updated_at = timezone.now()
    submission.save(update_fields=["review", "updated_at"])
    changes = changes or {"review": (state, state)}
    journal.append(actor, act="surveys.review", subject=submission, changes=changes)
    return submission


@transaction.atomic
def review_many(actor: Actor, form: Form, chosen: list[Submission], how: str) -> int:
    """One finding for many; or `delete`, `restore`, `unchecked`; how many that were."""
    actor.require(Right.WRITE, form.survey.compartment_id)
    if how not in {*Review.values, "unchecked", "delete", "restore"}:
        raise SurveyError(_("Choose what to do with them."), "state")
    if not chosen:
        raise SurveyError(_("Mark at least one submission."), "none")
    for each in chosen:
        if how == "delete":
            delete(actor, each)
        elif how == "restore":
            restore(actor, each)
        else:
            review(actor, each, None if how == "unchecked" else how)
    return len(chosen)


@transaction.atomic
def comment(actor: Actor, submission: Submission, body: str) -> Comment:
    """Write a remark; it is sealed like the answers."""
    actor.require(Right.WRITE, submission.compartment_id)
    made = Comment(
        compartment_id=submission.compartment_id, submission=submission, account=actor.account
    )
    made.seal(actor, body=body.strip())
    made.save(force_insert=True)
    journal.append(actor, act="surveys.comment", subject=submission, sealed={})
    return made


@transaction.atomic
def delete(actor: Actor, submission: Submission) -> None:
    """Delete; it can be restored, and a phone that sends it again is told."""
    actor.require(Right.WRITE, submission.compartment_id)
    submission.deleted_at = timezone.now()
    submission.save(update_fields=["deleted_at"])
    submission.rows.all().delete()
    journal.append(actor, act="surveys.delete_submission", subject=submission)


@transaction.atomic
def restore(actor: Actor, submission: Submission) -> None:
    """Bring a deleted one back."""
    actor.require(Right.WRITE, submission.compartment_id)
    submission.deleted_at, submission.tabled_at = None, None
    submission.save(update_fields=["deleted_at", "tabled_at"])
    journal.append(actor, act="surveys.restore_submission", subject=submission)


@transaction.atomic
def take_in(actor: Actor, setback: Setback) -> Outcome:
    """Make a submission of what was kept aside (a closed form, an unknown one made since)."""
    actor.require(Right.WRITE, setback.compartment_id)
    caller = callers.of_survey(setback.survey, setback.compartment.current_key)
    caller.collector_id = setback.collector_id
    caller.list_key = key_of(actor, setback.survey)
    for now in caller.forms.values():
        now.state, now.deleted = "open", False
    xml = setback.reveal(actor, "xml")
    incoming = prepare(caller, xml, [], received_at=setback.received_at)
    if setback.reason in ("conflict", "edited_before"):
        _as_new(incoming)
    outcome = store.store_batch([incoming])[0]
    if outcome.status >= 300:
        raise SurveyError(_("It still cannot be taken in."), outcome.code)
    journal.append(actor, act="surveys.take_in", subject=Submission.objects.get(  # type: ignore[misc]
        pk=outcome.submission_id
    ))  # fmt: skip
    setback.delete()
    return outcome


def _as_new(incoming) -> None:
    """Answers that conflict become a submission of their own, marked as having issues."""
    import uuid

    incoming.arrived.instance_id = f"uuid:{uuid.uuid4()}"
    incoming.arrived.deprecated_id = ""
    incoming.set_aside = "conflict"
    incoming.rows = new_rows(incoming)


@transaction.atomic
def perform_waiting(actor: Actor, form: Form) -> int:
    """Do what submissions sent with Digest ask of entity lists, now that the key is there."""
    actor.require(Right.WRITE, form.survey.compartment_id)
    rows = form.submissions.filter(entities_wait=True, deleted_at=None)
    waiting = list(rows.order_by("received_at"))
    _perform(actor, form, waiting)
    if waiting:
        changes = {"count": len(waiting)}
        journal.append(actor, act="surveys.perform_waiting", subject=form, changes=changes)
    return len(waiting)


def _perform(actor: Actor, form: Form, rows: list[Submission]) -> None:
    actor.require(Right.WRITE, form.survey.compartment_id)
    key, schema = key_of(actor, form.survey), reading_schema(form)
    opened = xml_of_many(actor, rows)
    for each in rows:
        wanted = entity_acts(schema, read(opened[each.pk]).root)
        each.entity_problem = entities.perform(key, form.survey_id, wanted, each)  # type: ignore[arg-type]
        each.entities_wait = False
        each.save(update_fields=["entities_wait", "entity_problem"])


@transaction.atomic
def retry_entities(actor: Actor, submission: Submission) -> str:
    """Try once more what answers ask of lists; the code of what is still in the way, or ''."""
    _perform(actor, submission.form, [submission])
    journal.append(actor, act="surveys.retry_entities", subject=submission)
    return submission.entity_problem


@transaction.atomic
def leave_entities(actor: Actor, submission: Submission) -> None:
    """Decide that what answers ask of lists shall not be done; the answers stay."""
    actor.require(Right.WRITE, submission.compartment_id)
    submission.held_changes.all().delete()  # type: ignore[attr-defined]
    submission.entity_problem = ""
    submission.save(update_fields=["entity_problem"])
    journal.append(actor, act="surveys.leave_entities", subject=submission)


@transaction.atomic
def apply_held(actor: Actor, submission: Submission) -> int:
    """Apply a change without waiting longer for the ones before it.

    Raises EntityRefused where the entity itself never came.
    """
    actor.require(Right.WRITE, submission.compartment_id)
    key, done = key_of(actor, submission.form.survey), 0
    for held in submission.held_changes.select_related("list"):  # type: ignore[attr-defined]
        entity = Entity.objects.filter(list=held.list, uuid=held.uuid, deleted_at=None).first()
        if entity is None:
            raise EntityRefused(_("What it changes has not come yet."), "no_entity")
        done += entities.release(key, entity, whole=True)  # type: ignore[arg-type]
        entities.note_change(held.list)
    journal.append(actor, act="surveys.apply_held", subject=submission)
    return done
