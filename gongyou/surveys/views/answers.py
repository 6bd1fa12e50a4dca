"""Submissions: the list, and one with its answers."""

import datetime as dt
import re
from pathlib import PurePath

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.surveys import law_form
from gongyou.surveys.errors import SurveyError
from gongyou.surveys.forms import ReviewForm
from gongyou.surveys.models import Attachment, Submission
from gongyou.surveys.queries import audit, lookup, opened
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.rest.submissions import as_download
from gongyou.surveys.services import intakes
from gongyou.surveys.services import submissions as acts
from gongyou.surveys.values import typed
from gongyou.surveys.views.questionnaires import find
from gongyou.vault.public import Right, access, journal

A_PAGE = 50
EVENTS_A_PAGE = 200
ENDING = re.compile(r"\.[A-Za-z0-9]{1,5}")


@access(Right.READ)
@require_GET
def answers(request, number, pk):
    """The submissions of a questionnaire."""
    form = find(request, number, pk)
    rows = lookup.submissions(request.actor, form)
    state = request.GET.get("review", "")
    if state == "none":
        rows = rows.filter(review=None)
    elif state:
        rows = rows.filter(review=state)
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    context = {"survey": form.survey, "form": form, "page": page, "state": state}
    return render(request, "surveys/answers.html", context)


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
    """The answers with labels, repeat by repeat."""
    shown = []
    for table in schema.tables:
        label = next(iter(table.labels.values()), "") if table.labels else table.path
        for row in tables.get(table.path, []):
            lines = [
                (each.label(language), _text(schema, each, row.values.get(each.path), language))
                for each in schema.in_table(table.path)
                if not each.path.startswith("meta/") and not each.is_note
            ]
            title = f"{label or table.path} {row.index}" if table.path else ""
            shown.append({"title": title, "lines": lines})
    return shown


def _text(schema, question, value: str | None, language: str) -> str:
    if value is None:
        return ""
    if question.is_choice:
        names = value.split() if question.is_multiple else [value]
        return " · ".join(schema.choice_label(question, name, language) for name in names)
    found = typed(question.type, value)
    if isinstance(found, dt.datetime):
        return f"{found:%Y-%m-%d %H:%M %z}".strip()
    return value


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
