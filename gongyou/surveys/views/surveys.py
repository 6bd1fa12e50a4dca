"""Surveys: the list, one survey with its questionnaires, devices and response."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.surveys import law_form
from gongyou.surveys.errors import FormInvalid, SurveyError
from gongyou.surveys.forms import SurveyForm
from gongyou.surveys.models import Setback
from gongyou.surveys.queries import entities, lookup, response
from gongyou.surveys.services import forms as acts
from gongyou.surveys.services import submissions as submission_acts
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, access


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def survey_list(request):
    """The surveys one may see, and the beginning of a new one."""
    actor = request.actor
    places = {c.ref: c for c in actor.compartments(Right.WRITE)}
    choices = [(ref, each.title(actor)) for ref, each in places.items()]
    form = SurveyForm(request.POST or None, compartments=choices)
    if request.method == "POST" and choices and form.is_valid():
        made = acts.create_survey(
            actor, compartment=places[form.cleaned_data["compartment"]],
            title=form.cleaned_data["title"],
        )  # fmt: skip
        return redirect("surveys:survey", made.number)
    context = {
        "surveys": response.overview(actor), "form": form if choices else None,
    }  # fmt: skip
    return render_form(request, "surveys/list.html", context)


@access(Right.READ)
@require_GET
def survey(request, number):
    """One survey."""
    found = lookup.survey(request.actor, number)
    actor = request.actor
    may_write = actor.may(Right.WRITE, found.compartment_id)
    context = {
        "survey": found,
        "forms": response.forms_of(actor, found),
        "collectors": response.collectors_of(actor, found),
        "response": response.by_day_and_team(actor, found),
        "setbacks": Setback.objects.visible_to(actor).filter(survey=found).count(),
        "lists": entities.of_survey(found),
        "troubled": entities.troubled(actor, found).count(),
        "waiting": entities.waiting(actor, found).count(),
        "may_write": may_write,
        "may_perform": may_write and actor.may(Right.READ_IDENTITY, found.compartment_id),
    }
    return render(request, "surveys/survey.html", context)


@access(Right.WRITE)
@require_POST
def form_upload(request, number):
    """Upload a workbook: a new questionnaire or the draft of its next version."""
    found = lookup.survey(request.actor, number, Right.WRITE)
    upload = request.FILES.get("file")
    if upload is None:
        messages.error(request, _("Choose a file first."))
        return redirect("surveys:survey", number)
    stem = upload.name.rpartition(".")[0] or "form"
    try:
        draft, _converted = acts.save_draft(request.actor, found, upload.read(), fallback_id=stem)
    except FormInvalid as error:
        return findings_page(request, found, error.findings)
    except SurveyError as error:
        messages.error(request, error.message)
        return redirect("surveys:survey", number)
    return redirect("surveys:form", number, draft.form_id)


@access(Right.WRITE)
@require_POST
def form_generate(request, number):
    """Make a questionnaire from the grievance list and the law's facts."""
    found = lookup.survey(request.actor, number, Right.WRITE)
    try:
        draft, _converted = acts.save_draft(request.actor, found, law_form.workbook())
    except SurveyError as error:
        messages.error(request, error.message)
        return redirect("surveys:survey", number)
    return redirect("surveys:form", number, draft.form_id)


def findings_page(request, survey, findings):
    """What is wrong with an upload, at its cells."""
    context = {"survey": survey, "findings": in_language(findings)}
    return render(request, "surveys/findings.html", context, status=422)


def in_language(findings) -> list[dict]:
    """Findings with the sentence in the reader's language."""
    lang = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    rows = [each if isinstance(each, dict) else each.to_json() for each in findings]
    return [{**row, "text": row["message"].get(lang) or row["message"]["en"]} for row in rows]


@access(Right.READ)
@require_GET
def setbacks(request, number):
    """What could not be taken in."""
    found = lookup.survey(request.actor, number)
    rows = Setback.objects.visible_to(request.actor).filter(survey=found).order_by("-received_at")
    context = {
        "survey": found, "rows": rows,
        "may_write": request.actor.may(Right.WRITE, found.compartment_id),
    }  # fmt: skip
    return render(request, "surveys/setbacks.html", context)


@access(Right.WRITE)
@require_POST
def setback_take_in(request, number, pk):
    """Make a submission of it."""
    found = lookup.survey(request.actor, number, Right.WRITE)
    row = Setback.objects.get_for(request.actor, Right.WRITE, pk=pk, survey=found)
    try:
        submission_acts.take_in(request.actor, row)
        messages.success(request, _("Taken in."))
    except SurveyError as error:
        messages.error(request, error.message)
    return redirect("surveys:setbacks", number)
