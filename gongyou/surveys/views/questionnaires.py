"""One questionnaire: draft, findings, files, versions, columns; trying it out."""

import json

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.surveys.errors import SurveyError
from gongyou.surveys.fill.views import bundle, for_web_forms
from gongyou.surveys.fill.words import spoken
from gongyou.surveys.models import Form, FormFile, FormVersion
from gongyou.surveys.queries import lookup, response
from gongyou.surveys.queries.book import kind_of
from gongyou.surveys.queries.columns import columns
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.schema import Schema
from gongyou.surveys.services import forms as acts
from gongyou.surveys.services import opening
from gongyou.surveys.views.surveys import in_language
from gongyou.ui.public import download
from gongyou.vault.public import Right, access


def find(request, number, pk, right=Right.READ) -> Form:
    """One questionnaire of a survey."""
    survey = lookup.survey(request.actor, number, right)
    form = Form.objects.select_related("current").get_for(
        request.actor, right, pk=pk, survey=survey, deleted_at=None
    )
    form.survey = survey
    return form


@access(Right.READ)
@require_GET
@for_web_forms
def form(request, number, pk):
    """A questionnaire."""
    found = find(request, number, pk)
    draft = lookup.draft(found)
    shown = draft or found.current
    context = {
        "survey": found.survey,
        "form": found,
        "draft": draft,
        "findings": in_language(shown.findings) if shown else [],
        "files": _slots(shown),
        "versions": found.versions.filter(published_at__isnull=False).order_by("-published_at"),
        "schema": Schema.from_json(shown.schema) if shown else None,
        "response": response.by_day_and_team(request.actor, found.survey, found),
        "may_write": request.actor.may(Right.WRITE, found.survey.compartment_id),
    }
    if context["may_write"]:
        context["check"] = _told_to_check(request, found, draft)
    return render(request, "surveys/form.html", context)


def _slots(version: FormVersion | None):
    if version is None:
        return []
    return version.files.defer("content").select_related("entity_list").order_by("name")


def _try(request, act, *args, done: str = "", **more) -> bool:
    try:
        act(request.actor, *args, **more)
    except SurveyError as error:
        messages.error(request, error.message)
        return False
    if done:
        messages.success(request, done)
    return True


@access(Right.WRITE)
@require_POST
def form_publish(request, number, pk):
    """Publish the draft."""
    found = find(request, number, pk, Right.WRITE)
    _try(request, acts.publish, found, done=_("Published."))
    return redirect("surveys:form", number, pk)


@access(Right.WRITE)
@require_POST
def form_discard(request, number, pk):
    """Discard the draft."""
    found = find(request, number, pk, Right.WRITE)
    published = found.current_id
    _try(request, acts.discard_draft, found, done=_("The draft was discarded."))
    return redirect("surveys:form", number, pk) if published else redirect("surveys:survey", number)


@access(Right.WRITE)
@require_POST
def form_draft(request, number, pk):
    """A draft of the current version, to exchange its files."""
    _try(request, acts.copy_to_draft, find(request, number, pk, Right.WRITE))
    return redirect("surveys:form", number, pk)


@access(Right.WRITE)
@require_POST
def form_state(request, number, pk):
    """Open, let run out, close."""
    found = find(request, number, pk, Right.WRITE)
    state = request.POST.get("state")
    if state in ("open", "closing", "closed"):
        _try(request, acts.set_state, found, state)
    return redirect("surveys:form", number, pk)


@access(Right.WRITE)
@require_POST
def form_delete(request, number, pk):
    """Take the questionnaire away."""
    _try(request, acts.delete_form, find(request, number, pk, Right.WRITE))
    return redirect("surveys:survey", number)


@access(Right.WRITE)
@require_POST
def form_file(request, number, pk):
    """Put a file to the draft."""
    found = find(request, number, pk, Right.WRITE)
    upload, draft = request.FILES.get("file"), lookup.draft(found)
    if upload is None or draft is None:
        messages.error(request, _("Choose a file first."))
        return redirect("surveys:form", number, pk)
    name = request.POST.get("name") or upload.name
    _try(
        request, acts.attach_file, draft, name=name, content=upload.read(),
        content_type=upload.content_type or "", done=_("The file was added."),
    )  # fmt: skip
    return redirect("surveys:form", number, pk)


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def form_columns(request, number, pk):
    """Which questions stand in the table for analysis."""
    found = find(request, number, pk)
    schema = reading_schema(found)
    questions = [q for q in schema.fields if not q.is_note and not q.path.startswith("meta/")]
    if request.method == "POST":
        found = find(request, number, pk, Right.WRITE)
        wanted = set(request.POST.getlist("keep"))
        kept = {q.path: q.path in wanted for q in questions if (q.path in wanted) == q.identifying}
        _try(request, acts.choose_columns, found, kept, done=_("The columns were chosen."))
        return redirect("surveys:analysis", number, pk)
    chosen = {each.path for each in columns(found, schema)}
    context = {
        "survey": found.survey, "form": found, "language": request.LANGUAGE_CODE,
        "rows": [
            (q, q.label(request.LANGUAGE_CODE), kind_of(q), q.path in chosen) for q in questions
        ],
        "may_write": request.actor.may(Right.WRITE, found.survey.compartment_id),
    }  # fmt: skip
    return render(request, "surveys/columns.html", context)


@access(Right.READ)
@require_GET
@for_web_forms
def form_preview(request, number, pk):
    """Try the draft, or the current version, in the browser; nothing is sent."""
    found = find(request, number, pk)
    version = lookup.draft(found) or found.current
    if version is None:
        raise Http404
    assets = reverse("surveys:fill_asset", args=["_"]).removesuffix("_")
    files = {
        each.name: reverse("surveys:form_preview_file", args=[number, pk, each.pk])
        for each in version.files.exclude(content=None).defer("content")
    }
    told = {
        "xml": reverse("surveys:form_preview_xml", args=[number, pk]),
        "entry": assets + bundle()["entry"], "files": files, "words": spoken(),
    }  # fmt: skip
    context = {"survey": found.survey, "form": found, "version": version, "told": told}
    return render(request, "surveys/preview.html", context)


@access(Right.WRITE)
@require_POST
def form_opened(request, number, pk, version):
    """Note whether the draft opened in the browser of whoever uploaded it."""
    found = find(request, number, pk, Right.WRITE)
    draft = lookup.draft(found)
    if draft is None or draft.pk != version:
        raise Http404
    try:
        problems = json.loads(request.POST.get("problems", ""))
    except ValueError:
        problems = None
    if not isinstance(problems, list) or not all(isinstance(each, dict) for each in problems):
        return HttpResponseBadRequest()
    opening.note_opening(request.actor, draft, problems)
    return HttpResponse(status=204)


def _told_to_check(request, form, draft) -> dict | None:
    """What the page needs to open a fresh draft unseen; None where that was done."""
    if draft is None or draft.schema.get("opens"):
        return None
    assets = reverse("surveys:fill_asset", args=["_"]).removesuffix("_")
    here = [form.survey.number, form.pk]
    return {
        "xml": reverse("surveys:form_preview_xml", args=here), "entry": assets + bundle()["entry"],
        "files": {each.name: reverse("surveys:form_preview_file", args=[*here, each.pk])
                  for each in draft.files.exclude(content=None).defer("content")},
        "note": reverse("surveys:form_opened", args=[*here, draft.pk]), "csrf": get_token(request),
    }  # fmt: skip


@access(Right.READ)
@require_GET
def form_preview_xml(request, number, pk):
    """The XForm of the draft, or of the current version."""
    found = find(request, number, pk)
    version = lookup.draft(found) or found.current
    if version is None:
        raise Http404
    return HttpResponse(bytes(version.xml), content_type="text/xml; charset=utf-8")


@access(Right.READ)
@require_GET
def form_preview_file(request, number, pk, file):
    """A file of the version being tried."""
    found = find(request, number, pk)
    row = FormFile.objects.filter(pk=file, version__form=found).exclude(content=None).first()
    if row is None:
        raise Http404
    return download(row.name, bytes(row.content), "application/octet-stream")  # type: ignore[arg-type]


@access(Right.READ)
@require_GET
def form_workbook(request, number, pk, version):
    """The workbook a version was made of."""
    found = find(request, number, pk)
    row = found.versions.filter(pk=version).exclude(workbook=None).first()
    if row is None:
        raise Http404
    content = bytes(row.workbook)  # type: ignore[arg-type]
    suffix = "xlsx" if content[:2] == b"PK" else "xls"
    return download(f"questionnaire.{suffix}", content)
