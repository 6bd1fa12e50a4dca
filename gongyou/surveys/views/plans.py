"""Exports by the clock: planned, seen, dropped."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.surveys.errors import SurveyError
from gongyou.surveys.forms_field import PlanForm
from gongyou.surveys.services import plans as acts
from gongyou.surveys.views.questionnaires import find
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, access


@access(Right.EXPORT, fresh=True)
@require_http_methods(["GET", "POST"])
def plans(request, number, pk):
    """What the program exports by itself."""
    found = find(request, number, pk, Right.EXPORT)
    form = PlanForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            acts.plan(request.actor, found, language=request.LANGUAGE_CODE, **given)
        except SurveyError as error:
            form.add_error(error.code if error.code in form.fields else None, error.message)
        else:
            messages.success(request, _("Noted. The first file comes within the hour."))
            return redirect("surveys:plans", number, pk)
    context = {
        "survey": found.survey, "form": found, "plan": form, "folder": acts.folder().name,
        "plans": acts.files_of(request.actor, found),
    }  # fmt: skip
    return render_form(request, "surveys/plans.html", context)


@access(Right.EXPORT)
@require_POST
def plan_drop(request, number, pk, plan):
    """No more files of this plan."""
    found = find(request, number, pk, Right.EXPORT)
    row = get_object_or_404(found.plans, pk=plan)
    row.form = found
    acts.drop(request.actor, row)
    messages.success(request, _("No more files are written."))
    return redirect("surveys:plans", number, pk)
