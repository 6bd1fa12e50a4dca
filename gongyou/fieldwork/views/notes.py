"""Memos about a study, and field notes of an interview."""

from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from gongyou.fieldwork.forms import FieldNoteForm, MemoForm
from gongyou.fieldwork.models import FieldNote, Interview, Memo
from gongyou.fieldwork.queries.notes import memos as readable_memos
from gongyou.fieldwork.services import codebook
from gongyou.fieldwork.services.people import write_field_note
from gongyou.fieldwork.views import study_for
from gongyou.fieldwork.views.people import in_field
from gongyou.ui.public import render_form
from gongyou.vault.public import NotYours, Right, access, reveal_many


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def memos(request, pk):
    """Memos of a study, and a new one."""
    study = study_for(request, pk, Right.WRITE if request.method == "POST" else Right.READ)
    form = MemoForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codebook.write_memo(by=request.actor, study=study, **form.cleaned_data)
        return redirect("fieldwork:memos", study.pk)
    rows = readable_memos(request.actor, study)
    said = reveal_many(request.actor, rows, ["title", "text"])
    context = {"study": study, "form": form, "rows": [(row, said[row.pk]) for row in rows]}
    return render_form(request, "fieldwork/memos.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def memo(request, pk):
    """Write a memo anew."""
    found = Memo.objects.select_related("study").get_for(request.actor, Right.WRITE, pk=pk)
    if not readable_memos(request.actor, found.study).filter(pk=pk).exists():
        raise NotYours
    initial = {name: found.reveal(request.actor, name) for name in ("title", "text")}
    form = MemoForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        codebook.change_memo(by=request.actor, memo=found, **form.cleaned_data)
        return redirect("fieldwork:memos", found.study_id)
    return render_form(request, "fieldwork/memo.html", {"study": found.study, "form": form})


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def field_notes(request, pk):
    """What the interviewers saw and thought, kept in the field; and a new note."""
    right = Right.WRITE if request.method == "POST" else Right.READ_IDENTITY
    found = Interview.objects.select_related("study").get_for(request.actor, right, pk=pk)
    in_field(request, found.study)
    form = FieldNoteForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        write_field_note(by=request.actor, interview=found, **form.cleaned_data)
        return redirect("fieldwork:field_notes", found.pk)
    rows = FieldNote.objects.filter(interview=found)
    said = reveal_many(request.actor, rows, ["text"])
    context = {"study": found.study, "interview": found, "form": form}
    context["rows"] = [(row, said[row.pk]["text"]) for row in rows]
    return render_form(request, "fieldwork/field_notes.html", context)
