"""How collecting goes, and how many answers are wanted."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.surveys.forms_field import QuotaForm
from gongyou.surveys.queries import progress as queries
from gongyou.surveys.queries.columns import waiting
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.services import forms as acts
from gongyou.surveys.services.tables import make_table
from gongyou.surveys.views.questionnaires import find
from gongyou.vault.public import Right, access

BY_ITSELF = 300


def _form(request, found, schema, data=None) -> QuotaForm:
    teams = sorted({each.team for each in found.survey.collectors.all() if each.team})
    wishes = queries.wishable(found, schema, request.LANGUAGE_CODE)
    return QuotaForm(data, teams=teams, wishes=wishes)


@access(Right.READ)
@require_GET
def progress(request, number, pk):
    """By enumerator, team, day and quota."""
    found = find(request, number, pk)
    schema = reading_schema(found)
    may_read = request.actor.may(Right.READ_IDENTITY, found.survey.compartment_id)
    if found.quotas and may_read and 0 < waiting(found).count() <= BY_ITSELF:
        make_table(request.actor, found)
    may_write = request.actor.may(Right.WRITE, found.survey.compartment_id)
    context = {
        "survey": found.survey, "form": found, "late": waiting(found).count(),
        "progress": queries.progress(request.actor, found, schema, request.LANGUAGE_CODE),
        "quota": _form(request, found, schema) if may_write else None,
    }  # fmt: skip
    return render(request, "surveys/progress.html", context)


@access(Right.WRITE)
@require_POST
def quota_set(request, number, pk):
    """Want so many of one kind; zero takes the wish away."""
    found = find(request, number, pk, Right.WRITE)
    form = _form(request, found, reading_schema(found), request.POST)
    if form.is_valid():
        acts.set_quota(request.actor, found, *form.chosen())
        messages.success(request, _("Noted."))
    else:
        messages.error(request, " ".join(str(e) for errors in form.errors.values() for e in errors))
    return redirect("surveys:progress", number, pk)
