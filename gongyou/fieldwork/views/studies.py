"""Open a study; how far its interviews are."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from gongyou.fieldwork.forms import StudyForm
from gongyou.fieldwork.queries.studies import progress, team
from gongyou.fieldwork.services.codebook import bring_codebook
from gongyou.fieldwork.services.first_codes import first_codes
from gongyou.fieldwork.services.studies import open_study
from gongyou.fieldwork.views import study_for
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, access, create_compartment


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def new_study(request):
    """A study with two compartments of its own: field and desk."""
    form = StudyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        field = create_compartment(request.actor, _("%(study)s: field") % {"study": data["title"]})
        desk = create_compartment(request.actor, _("%(study)s: desk") % {"study": data["title"]})
        study = open_study(
            by=request.actor,
            desk=desk,
            field=field,
            title=data["title"],
            question=data["question"],
            language=data["language"],
        )
        if data["codebook"]:
            bring_codebook(by=request.actor, study=study, codes=first_codes(data["language"]))
        return redirect("fieldwork:study", study.pk)
    return render_form(request, "fieldwork/new_study.html", {"form": form})


@access(Right.READ)
@require_GET
def study(request, pk):
    """Its texts and how far each is."""
    found = study_for(request, pk)
    context = {
        "study": found,
        "title": found.reveal(request.actor, "title"),
        "question": found.reveal(request.actor, "question"),
        "rows": progress(request.actor, found),
        "team": team(found),
        "in_field": request.actor.may(Right.READ, found.field_id),
    }
    return render(request, "fieldwork/study.html", context)
