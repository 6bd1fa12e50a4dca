"""Changing answers in the browser, by a member who may read them."""

from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.surveys.answers import Unreadable, read
from gongyou.surveys.fill.views import bundle, for_web_forms
from gongyou.surveys.fill.words import spoken
from gongyou.surveys.models import FormVersion, Submission
from gongyou.surveys.openrosa.replies import SENTENCES
from gongyou.surveys.queries import opened
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.safe_xml import UnsafeXML
from gongyou.surveys.services import submissions as acts
from gongyou.surveys.views.questionnaires import find
from gongyou.vault.public import Right, access


def _find(request, number, pk, submission) -> Submission:
    form = find(request, number, pk, Right.READ_IDENTITY)
    request.actor.require(Right.WRITE, form.survey.compartment_id)
    row = Submission.objects.get_for(
        request.actor, Right.READ_IDENTITY, pk=submission, form=form, deleted_at=None
    )
    row.form = form
    return row


def _version(row: Submission) -> FormVersion | None:
    """The version that was answered, or the current one where that is not known."""
    published = row.form.versions.exclude(published_at=None)
    return published.filter(version=row.version).first() or row.form.current


@access(Right.WRITE)
@require_GET
@for_web_forms
def answer_edit(request, number, pk, submission):
    """The questionnaire with the answers in it."""
    row = _find(request, number, pk, submission)
    version = _version(row)
    xml = opened.xml_of(request.actor, row)
    if version is None or xml is None or row.encrypted:
        raise Http404
    assets = reverse("surveys:fill_asset", args=["_"]).removesuffix("_")
    here = [number, pk, submission]
    files = {
        each.name: reverse("surveys:form_preview_file", args=[number, pk, each.pk])
        for each in version.files.exclude(content=None).defer("content")
    }
    attachments = {
        each["name"]: reverse("surveys:answer_file", args=[*here, each["row"].pk])
        for each in opened.attachments(request.actor, row, reading_schema(row.form))
        if each["exists"]
    }
    told = {
        "xml": reverse("surveys:answer_form", args=here), "answers": xml.decode("utf-8", "replace"),
        "files": files, "attachments": attachments, "entry": assets + bundle()["entry"],
        "send": reverse("surveys:answer_change", args=here), "csrf": get_token(request),
        "back": reverse("surveys:answer", args=here), "words": spoken(),
        "failed": _("The change could not be stored."),
    }  # fmt: skip
    context = {"survey": row.form.survey, "form": row.form, "submission": row, "told": told}
    return render(request, "surveys/answer_edit.html", context)


@access(Right.WRITE)
@require_GET
def answer_form(request, number, pk, submission):
    """The XForm that was answered."""
    from django.http import HttpResponse

    version = _version(_find(request, number, pk, submission))
    if version is None:
        raise Http404
    return HttpResponse(bytes(version.xml), content_type="text/xml; charset=utf-8")


@access(Right.WRITE)
@require_POST
def answer_change(request, number, pk, submission):
    """Store a change as an edit of the answers that it was made from."""
    row = _find(request, number, pk, submission)
    given = request.FILES.get("answers")
    try:
        xml = given.read() if given else b""
        replaced = read(xml).deprecated_id
    except (UnsafeXML, Unreadable, ValueError):
        return JsonResponse({"message": str(SENTENCES["bad_xml"])}, status=400)
    if not row.versions.filter(instance_id=replaced).exists():
        return JsonResponse({"message": _("These are other answers.")}, status=409)
    outcome = acts.submit(request.actor, row.form, xml)
    if outcome.status >= 300:
        return JsonResponse({"message": str(SENTENCES[outcome.code])}, status=outcome.status)
    for each in request.FILES.getlist("files"):
        acts.add_file(
            request.actor, row, name=each.name, content=each.read(),
            content_type=each.content_type or "",
        )  # fmt: skip
    return JsonResponse({"stored": True})
