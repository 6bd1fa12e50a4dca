"""A project or codebook of another program: read, reported, brought."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongyou.fieldwork import codes
from gongyou.fieldwork.deviations import sentence, why
from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.formats.codebooks import read_codes
from gongyou.fieldwork.formats.databases import MARK, read_any
from gongyou.fieldwork.formats.deviations import Unreadable
from gongyou.fieldwork.formats.refi.positions import UNITS, Way
from gongyou.fieldwork.forms import ProjectForm
from gongyou.fieldwork.services.codebook import bring_codebook
from gongyou.fieldwork.services.projects import bring_project
from gongyou.fieldwork.views import study_for
from gongyou.ui.public import render_form, set_choices
from gongyou.vault.public import Right, access

WAYS = {
    way.name: way
    for way in (
        Way(unit, newline, mark, inclusive)
        for unit in UNITS[:2]
        for newline in (1, 2)
        for mark in (0, 1)
        for inclusive in (False, True)
    )
}


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def bring(request, pk):
    """First the report of what deviates, and how positions are counted; then it is brought."""
    study = study_for(request, pk, Right.WRITE)
    request.actor.require(Right.WRITE, study.field_id)
    form = ProjectForm(request.POST or None, request.FILES or None)
    set_choices(form, "counting", [("", _("find out")), *((name, name) for name in WAYS)])
    context = {"study": study, "form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        content, name = data["file"].read(), data["file"].name.lower()
        try:
            if _is_project(content, name):
                answer = _project(request, study, form, content, context)
            else:
                answer = _codes(request, study, content, name, context)
            if answer is not None:
                return answer
        except Unreadable as error:
            form.add_error("file", why(error))
        except FieldworkError as error:
            form.add_error(None, error.message)
    return render_form(request, "fieldwork/project.html", context)


def _is_project(content: bytes, name: str) -> bool:
    if content[:16] == MARK:
        return True
    return name.endswith((".qdpx", ".qde")) or (content[:2] == b"PK" and not name.endswith(".xlsx"))


def _project(request, study, form, content: bytes, context: dict):
    data = form.cleaned_data
    way = WAYS.get(data["counting"])
    project = read_any(content, way)
    if request.POST.get("agreed"):
        answers = {use: "yes" if use in data["uses"] else "no" for use in codes.USE_CODES}
        bring_project(
            by=request.actor,
            study=study,
            content=content,
            on=data["on"],
            how=data["how"],
            answers=answers,
            way=way,
        )
        messages.success(request, _("Brought."))
        return redirect("fieldwork:study", study.pk)
    context["project"] = project
    context["counting"] = project.counting
    context["deviations"] = [sentence(one) for one in project.deviations]
    context["selections"] = sum(len(source.selections) for source in project.sources)
    return None


def _codes(request, study, content: bytes, name: str, context: dict):
    found, deviations = read_codes(content, name)
    if request.POST.get("agreed"):
        made = bring_codebook(by=request.actor, study=study, codes=found)
        messages.success(request, _("%(count)s codes brought.") % {"count": len(made)})
        return redirect("fieldwork:codes", study.pk)
    context["codes"] = found
    context["deviations"] = [sentence(one) for one in deviations]
    return None
