"""Submissions: the list, and one with its answers."""

import datetime as dt
import re
from pathlib import PurePath

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.surveys import law_form
from gongyou.surveys.errors import SurveyError
from gongyou.surveys.forms import AnswersForm, ReviewForm
from gongyou.surveys.models import Attachment, Submission
from gongyou.surveys.models.submissions import Review
from gongyou.surveys.queries import answer_table, audit, opened
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.rest.submissions import as_download
from gongyou.surveys.services import intakes
from gongyou.surveys.services import submissions as acts
from gongyou.surveys.thumbnails import thumbnail
from gongyou.surveys.values import typed
from gongyou.surveys.views.questionnaires import find
from gongyou.vault.public import Right, access, from_ref, journal

A_PAGE = 50
EVENTS_A_PAGE = 200
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}")


@access(Right.READ)
@require_GET
def answers(request, number, pk):
    """The submissions of a questionnaire as a table."""
    form = find(request, number, pk)
    actor, schema, language = request.actor, reading_schema(form), request.LANGUAGE_CODE
    asked = AnswersForm(request.GET, devices=answer_table.devices(actor, form))
    wanted = asked.wanted(request.GET.getlist("column"))
    may_read = actor.may(Right.READ_IDENTITY, form.survey.compartment_id)
    rows = answer_table.rows(actor, form, wanted)
    if wanted.words and may_read:
        rows = answer_table.searched(actor, schema, rows, wanted.words, language)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    columns = answer_table.chosen(schema, wanted.columns) if may_read else []
    lines = answer_table.lines(actor, schema, list(page.object_list), columns, language)
    context = {
        "survey": form.survey, "form": form, "page": page, "lines": lines, "asked": asked,
        "columns": [(each, each.label(language)) for each in columns], "wanted": wanted,
        "offered": [(each.path, each.label(language), each in columns)
                    for each in answer_table.offered(schema)] if may_read else [],
        "map": answer_table.dots(lines), "may_read": may_read, "states": Review.choices,
        "may_write": actor.may(Right.WRITE, form.survey.compartment_id),
        "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "surveys/answers.html", context)


@access(Right.WRITE)
@require_POST
def answers_review(request, number, pk):
    """Check, delete or bring back many at once."""
    form = find(request, number, pk, Right.WRITE)
    chosen = Submission.objects.visible_to(request.actor).filter(
        form=form, pk__in=_refs(request.POST.getlist("answer"))
    )
    how = request.POST.get("how", "")
    try:
        done = acts.review_many(request.actor, form, list(chosen), how)
    except SurveyError as error:
        messages.error(request, error.message)
    else:
        text = ngettext("%(count)s submission was changed.", "%(count)s submissions were changed.",
                        done)  # fmt: skip
        messages.success(request, text % {"count": done})
    back = reverse("surveys:answers", args=[number, pk])
    return redirect(f"{back}?{request.POST.get('query', '')}")


def _refs(texts: list[str]) -> list:
    found = []
    for text in texts[:A_PAGE]:
        try:
            found.append(from_ref(text))
        except ValueError:
            continue
    return found


def _find(request, number, pk, submission, right=Right.READ):
    form = find(request, number, pk, right)
    row = Submission.objects.select_related("collector", "account").get_for(
        request.actor, right, pk=submission, form=form
    )
    row.form = form
    return row


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def answer(request, number, pk, submission):
    """One submission; checking it."""
    row = _find(request, number, pk, submission)
    form = ReviewForm(request.POST or None, initial={"review": row.review or ""})
    if request.method == "POST" and form.is_valid():
        row = _find(request, number, pk, submission, Right.WRITE)
        acts.review(request.actor, row, form.cleaned_data["review"] or None)
        if form.cleaned_data["comment"].strip():
            acts.comment(request.actor, row, form.cleaned_data["comment"])
        messages.success(request, _("The check was noted."))
        return redirect("surveys:answer", number, pk, submission)
    return render(request, "surveys/answer.html", _context(request, row, form))


def _context(request, row: Submission, form) -> dict:
    actor, schema = request.actor, reading_schema(row.form)
    tables = opened.tables_of(actor, schema, [row])[row.pk]
    may_read = actor.may(Right.READ_IDENTITY, row.compartment_id)
    return {
        "survey": row.form.survey, "form": row.form, "submission": row, "review": form,
        "tables": _shown(schema, tables, request.LANGUAGE_CODE), "may_read": may_read,
        "files": opened.attachments(actor, row, schema) if may_read else [],
        "has_log": may_read and audit.has_log(row),
        "comments": [(each, each.reveal(actor, "body")) for each in row.comments.all()],
        "claim": intakes.claim_of(actor, row) if may_read and law_form.FORM_ID in row.form.form_id
        else None,
        "history": journal.history(actor, row, limit=20),
        "may_write": actor.may(Right.WRITE, row.compartment_id),
    }  # fmt: skip


def _shown(schema, tables: dict, language: str) -> list[dict]:
    """The answers with labels; each repeat inside the row it belongs to."""
    return [_block(schema, tables, row, schema.tables[0], language, 2)
            for row in tables.get("", [])]  # fmt: skip


def _block(schema, tables: dict, row, table, language: str, level: int) -> dict:
    label = next(iter(table.labels.values()), "") or table.path.rpartition("/")[2]
    lines = [
        (each.label(language), _text(schema, each, row.values.get(each.path), language))
        for each in schema.in_table(table.path)
        if not each.path.startswith("meta/") and not each.is_note
        and not (each.removed and row.values.get(each.path) is None)
    ]  # fmt: skip
    inner = [
        _block(schema, tables, each, child, language, min(level + 1, 5))
        for child in schema.tables
        if child.path and child.parent == table.path
        for each in tables.get(child.path, [])
        if each.parent == row.key
    ]
    title = f"{label} {row.index}" if table.path else ""
    return {"title": title, "lines": lines, "inner": inner, "level": level}


def _text(schema, question, value: str | None, language: str) -> str:
    if value is None:
        return ""
    found = typed(question.type, value)
    if isinstance(found, dt.datetime) and not question.is_choice:
        return f"{found:%Y-%m-%d %H:%M %z}".strip()
    return answer_table.shown(schema, question, value, language)


@access(Right.WRITE)
@require_POST
def answer_intake(request, number, pk, submission):
    """Open an intake for a worker who agreed to it."""
    row = _find(request, number, pk, submission, Right.WRITE)
    try:
        recorded = intakes.open_intake(request.actor, row)
    except SurveyError as error:
        messages.error(request, error.message)
        return redirect("surveys:answer", number, pk, submission)
    messages.success(request, _("The intake was opened."))
    return redirect("centre:intake", recorded.intake.pk)


@access(Right.READ_IDENTITY)
@require_GET
def answer_file(request, number, pk, submission, file):
    """A file of a submission, to be saved under a name that tells nothing."""
    row = _find(request, number, pk, submission, Right.READ_IDENTITY)
    attachment = Attachment.objects.filter(pk=file, submission=row, present=True).first()
    if attachment is None:
        raise Http404
    ending = PurePath(attachment.reveal(request.actor, "name") or "").suffix
    kind = ending if ENDING.fullmatch(ending) else ""
    return as_download(opened.file_bytes(request.actor, attachment), f"{attachment.ref}{kind}")


@access(Right.READ_IDENTITY)
@require_GET
def answer_picture(request, number, pk, submission, file):
    """A small picture of a photo, drawn anew so that nothing of the foreign file is shown."""
    row = _find(request, number, pk, submission, Right.READ_IDENTITY)
    attachment = Attachment.objects.filter(pk=file, submission=row, present=True).first()
    if attachment is None or attachment.content_type not in answer_table.PICTURES:
        raise Http404
    small = thumbnail(opened.file_bytes(request.actor, attachment))
    if small is None:
        raise Http404
    response = HttpResponse(small, content_type="image/jpeg")
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


@access(Right.READ_IDENTITY)
@require_GET
def answer_audit(request, number, pk, submission):
    """The log that the phone kept of the interview."""
    row = _find(request, number, pk, submission, Right.READ_IDENTITY)
    schema = reading_schema(row.form)
    log = audit.log_of(request.actor, row, schema, request.LANGUAGE_CODE)
    if log is None:
        raise Http404
    page = Paginator(log.events, EVENTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "survey": row.form.survey, "form": row.form, "submission": row, "log": log, "page": page,
    }  # fmt: skip
    return render(request, "surveys/audit.html", context)


@access(Right.WRITE)
@require_POST
def answer_delete(request, number, pk, submission):
    """Delete a submission, or bring it back."""
    row = _find(request, number, pk, submission, Right.WRITE)
    if row.deleted_at:
        acts.restore(request.actor, row)
        messages.success(request, _("The submission is back."))
        return redirect("surveys:answer", number, pk, submission)
    acts.delete(request.actor, row)
    messages.success(request, _("The submission was deleted."))
    return redirect("surveys:answers", number, pk)
