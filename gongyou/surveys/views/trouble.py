"""What answers ask of lists and could not be done: to be tried again, applied, or left."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_GET, require_POST

from gongyou.surveys.errors import SurveyError
from gongyou.surveys.models import Submission
from gongyou.surveys.queries import entities, lookup
from gongyou.surveys.services import submissions as acts
from gongyou.vault.public import Right, access

WHY = {
    "held": later("waits for an earlier change of the same phone"),
    "no_list": later("names a list that is not there"),
    "bad_id": later("names its entity in an unreadable way"),
    "no_label": later("a new entity without a label"),
    "no_base_version": later("does not say which version it changes"),
    "no_entity": later("changes an entity that is not there"),
    "duplicate": later("an entity of this number is there already"),
}


@access(Right.READ)
@require_GET
def trouble(request, number):
    """The answers whose wishes for lists are not done."""
    found = lookup.survey(request.actor, number)
    rows = [
        (row, WHY.get(row.entity_problem, row.entity_problem))
        for row in entities.troubled(request.actor, found)
    ]
    may = request.actor.may(Right.WRITE, found.compartment_id) and request.actor.may(
        Right.READ_IDENTITY, found.compartment_id
    )
    context = {"survey": found, "rows": rows, "may_write": may}
    return render(request, "surveys/trouble.html", context)


@access(Right.WRITE)
@require_POST
def trouble_settle(request, number, submission):
    """Try again, apply without waiting, or leave it."""
    found = lookup.survey(request.actor, number, Right.READ_IDENTITY)
    row = Submission.objects.select_related("form__survey").get_for(
        request.actor, Right.WRITE, pk=submission, form__survey=found
    )
    how = request.POST.get("how")
    try:
        if how == "apply":
            acts.apply_held(request.actor, row)
        elif how == "leave":
            acts.leave_entities(request.actor, row)
        elif acts.retry_entities(request.actor, row):
            messages.warning(request, _("It still cannot be done."))
            return redirect("surveys:trouble", number)
        messages.success(request, _("Settled."))
    except SurveyError as error:
        messages.error(request, error.message)
    return redirect("surveys:trouble", number)
