"""Finding surveys, forms, submissions for a person."""

from django.http import Http404

from gongyou.surveys.models import (
    Collector,
    EntityList,
    Form,
    FormVersion,
    Submission,
    SubmissionVersion,
    Survey,
)
from gongyou.surveys.schema import Schema
from gongyou.vault.public import Actor, Right


def surveys(actor: Actor):
    """The surveys of this person's compartments, newest first."""
    return Survey.objects.visible_to(actor).order_by("-created_at")


def survey(actor: Actor, number: int, right: Right = Right.READ) -> Survey:
    """One survey by its number."""
    return Survey.objects.get_for(actor, right, number=number)


def forms(actor: Actor, of: Survey):
    """Questionnaires of a survey that were not taken away."""
    rows = Form.objects.visible_to(actor).filter(survey=of, deleted_at=None)
    return rows.select_related("current", "survey").order_by("created_at")


def form(actor: Actor, of: Survey, form_id: str, right: Right = Right.READ) -> Form:
    """One questionnaire by its form id."""
    found = Form.objects.get_for(actor, right, survey=of, form_id=form_id, deleted_at=None)
    found.survey = of
    return found


def draft(of: Form) -> FormVersion | None:
    """The draft of a questionnaire, if there is one."""
    return of.versions.filter(published_at=None).first()


def schema_of(of: Form) -> Schema:
    """The definition by which answers are read: the current version, else the draft."""
    version = of.current or draft(of)
    if version is None:
        raise Http404
    return Schema.from_json(version.schema)


def submissions(actor: Actor, of: Form):
    """Submissions that were not deleted, newest first."""
    rows = Submission.objects.visible_to(actor).filter(form=of, deleted_at=None)
    return rows.select_related("collector", "account").order_by("-received_at", "-id")


def deleted(actor: Actor, of: Form):
    """Submissions in the trash, newest first."""
    rows = Submission.objects.visible_to(actor).filter(form=of).exclude(deleted_at=None)
    return rows.select_related("collector", "account").order_by("-deleted_at", "-id")


def submission(actor: Actor, of: Form, instance_id: str, right: Right = Right.READ) -> Submission:
    """One submission by the instance id it first came with, or that an edit gave it."""
    edit = SubmissionVersion.objects.filter(form=of, instance_id=instance_id).first()
    if edit is not None:
        return Submission.objects.get_for(actor, right, form=of, pk=edit.submission_id)
    return Submission.objects.get_for(actor, right, form=of, instance_id=instance_id)


def collectors(actor: Actor, of: Survey):
    """Devices and links of a survey."""
    return Collector.objects.visible_to(actor).filter(survey=of).order_by("created_at")


def entity_list(actor: Actor, of: Survey, name: str, right: Right = Right.READ) -> EntityList:
    """One list by its name."""
    found = EntityList.objects.get_for(actor, right, survey=of, name=name)
    found.survey = of
    return found
