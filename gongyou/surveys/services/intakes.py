"""From answers to help: an intake opened, or a claim computed, with the worker's consent."""

from django.db import transaction
from django.utils.translation import gettext as _

from gongyou import law
from gongyou.centre.public import record_intake
from gongyou.surveys import law_form
from gongyou.surveys.errors import SurveyError
from gongyou.surveys.models import Submission
from gongyou.surveys.queries.opened import tables_of
from gongyou.surveys.queries.reading import reading_schema
from gongyou.vault.public import Actor, Right, journal


def _answers(actor: Actor, submission: Submission) -> dict:
    schema = reading_schema(submission.form)
    tables = tables_of(actor, schema, [submission])[submission.pk]
    values = tables[""][0].values if tables.get("") else {}
    if not law_form.asks_for_help(values):
        raise SurveyError(_("The worker did not agree to be registered."), "no_consent")
    return values


@transaction.atomic
def open_intake(actor: Actor, submission: Submission):
    """Register who answered, with their facts and grievances; the claim is computed too.

    Raises SurveyError without the worker's consent.
    """
    actor.require(Right.WRITE, submission.compartment_id)
    values = _answers(actor, submission)
    recorded = record_intake(
        by=actor, compartment=submission.compartment, story=values.get("story") or "",
        identity={"name": values.get("name"), "phone": values.get("phone")},
        employer_name=values.get("employer") or _("not named"),
        facts=law_form.facts_of(values), grievances=(values.get("grievances") or "").split(),
        consent=["keep", "contact"], channel="outreach", received_on=submission.received_at.date(),
    )  # fmt: skip
    journal.append(actor, act="surveys.open_intake", subject=submission, about=[recorded.intake])
    return recorded


def claim_of(actor: Actor, submission: Submission):
    """What would be owed by these answers, without registering anyone; None without consent."""
    try:
        values = _answers(actor, submission)
    except SurveyError:
        return None
    facts = law.Facts(employment=law_form.facts_of(values), pay=[], events=[])
    return law.claim(facts, on=submission.received_at.date())
