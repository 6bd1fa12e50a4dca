"""Samples on a page: the list pasted, the draw seen and saved, the units given out."""

import csv
import io

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.surveys.errors import SurveyError
from gongyou.surveys.forms_field import AssignForm, SampleForm
from gongyou.surveys.models import SampleDraw
from gongyou.surveys.queries import lookup, response
from gongyou.surveys.sampling import BadFrame
from gongyou.surveys.services import samples as acts
from gongyou.ui.public import download, render_form
from gongyou.vault.public import Right, access, safe_cell

SHOWN = 200


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def sample_new(request, number):
    """Draw a sample from a pasted list."""
    survey = lookup.survey(request.actor, number, Right.WRITE)
    form = SampleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = acts.draw_sample(
                request.actor, survey, title=given["title"], frame=given["frame"],
                plan=form.plan(),
            )  # fmt: skip
        except BadFrame as error:
            form.add_error(error.where if error.where in form.fields else None, error.message)
        else:
            return redirect("surveys:sample", number, made.pk)
    drawn = SampleDraw.objects.visible_to(request.actor).filter(survey=survey)
    context = {"survey": survey, "form": form, "samples": drawn.order_by("-created_at")}
    return render_form(request, "surveys/sample_new.html", context)


def _find(request, number, pk, right=Right.READ) -> SampleDraw:
    survey = lookup.survey(request.actor, number)
    found = SampleDraw.objects.get_for(request.actor, right, pk=pk, survey=survey)
    found.survey = survey
    return found


def _assign_form(request, sample, found, data=None) -> AssignForm:
    devices = [
        each for each in response.collectors_of(request.actor, sample.survey) if not each.revoked_at
    ]
    return AssignForm(data, heads=found.heads, devices=devices,
                      initial={"name": f"sample_{sample.seed % 10000}"})  # fmt: skip


@access(Right.READ)
@require_GET
def sample(request, number, pk):
    """One draw: how, from what, and who."""
    row = _find(request, number, pk)
    found = acts.opened(request.actor, row)
    may_write = request.actor.may(Right.WRITE, row.survey.compartment_id)
    context = {
        "survey": row.survey, "sample": row, "found": found, "shown": SHOWN,
        "units": [(unit, list(unit.values.values())) for unit in found.units[:SHOWN]]
        if found else [],
        "assign": _assign_form(request, row, found)
        if found and may_write and not row.entity_list_id else None,
    }  # fmt: skip
    return render(request, "surveys/sample.html", context)


@access(Right.WRITE)
@require_POST
def sample_assign(request, number, pk):
    """Give the units out to enumerators."""
    row = _find(request, number, pk, Right.WRITE)
    found = acts.opened(request.actor, row)
    if found is None or row.entity_list_id:
        return redirect("surveys:sample", number, pk)
    form = _assign_form(request, row, found, request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
        return redirect("surveys:sample", number, pk)
    given = form.cleaned_data
    try:
        acts.assign(
            request.actor, row, name=given["name"], label=given["label"],
            enumerators=given["enumerators"], by=given["by"],
        )  # fmt: skip
        messages.success(request, _("The units were given out."))
    except SurveyError as error:
        messages.error(request, error.message)
    return redirect("surveys:sample", number, pk)


@access(Right.EXPORT)
@require_GET
def sample_file(request, number, pk):
    """The drawn units as CSV, with weights and replacements."""
    row = _find(request, number, pk, Right.EXPORT)
    request.actor.require(Right.READ_IDENTITY, row.survey.compartment_id)
    found = acts.opened(request.actor, row)
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*found.heads, "weight", "probability", "replacement"])  # type: ignore[union-attr]
    for unit in found.units:  # type: ignore[union-attr]
        last = [unit.weight, unit.probability, unit.replacement or ""]
        writer.writerow([*map(safe_cell, unit.values.values()), *last])
    return download("sample.csv", "\ufeff" + out.getvalue())
