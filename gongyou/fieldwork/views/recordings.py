"""Recordings of an interview, the player, the sound itself."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongyou.fieldwork.forms import RecordingForm
from gongyou.fieldwork.models import Interview, PlaceHeard, Recording
from gongyou.fieldwork.queries.recordings import audible, recording_for
from gongyou.fieldwork.queries.texts import open_texts, readable
from gongyou.fieldwork.services import recordings as acts
from gongyou.ui.public import render_form
from gongyou.vault.public import NotYours, Refused, Right, access, files


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def recordings(request, pk):
    """The recordings of one interview that may be heard; a new one."""
    right = Right.WRITE if request.method == "POST" else Right.READ_IDENTITY
    interview = Interview.objects.select_related("study").get_for(request.actor, right, pk=pk)
    if request.actor.memberships[interview.compartment_id].role == "coder":
        raise NotYours
    form = RecordingForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = acts.add_recording(
                by=request.actor,
                interview=interview,
                upload=data["file"],
                destroy_by=data["destroy_by"],
            )
            return (
                redirect("fieldwork:recording", made.pk)
                if audible(request.actor, pk=made.pk)
                else redirect("fieldwork:recordings", interview.pk)
            )
        except Refused as error:
            form.add_error("file", error.message)
    context = {
        "interview": interview,
        "study": interview.study,
        "form": form,
        "rows": audible(request.actor, interview=interview),
        "undecided": Recording.objects.filter(interview=interview, undecided=True),
        "all": interview.recordings.filter(destroyed_on=None).count(),
    }
    return render_form(request, "fieldwork/recordings.html", context)


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def recording(request, pk):
    """The player, keyed to the turns of the interview's texts."""
    right = Right.SHRED if request.POST.get("act") == "destroy" else Right.READ_IDENTITY
    found = recording_for(request.actor, pk, right)
    if request.method == "POST":
        return _post(request, found)
    texts = readable(request.actor, stage="raw", interview=found.interview)
    texts = texts or readable(request.actor, interview=found.interview)
    place = PlaceHeard.objects.filter(recording=found, account=request.actor.account).first()
    marks = [(mark, mark.reveal(request.actor, "note")) for mark in found.marks.all()]
    context = {
        "recording": found,
        "study": found.interview.study,
        "texts": open_texts(request.actor, texts),
        "place": place.at_ms if place else 0,
        "marks": marks,
        "may_destroy": request.actor.may(Right.SHRED, found.compartment_id),
    }
    return render(request, "fieldwork/recording.html", context)


def _post(request, found):
    act = request.POST.get("act")
    at = request.POST.get("at", "")
    if act == "place" and at.isdigit():
        acts.remember_place(request.actor, found, int(at))
        return HttpResponse(status=204)
    if act == "mark" and at.isdigit():
        note = request.POST.get("note", "")[:500]
        acts.mark_recording(by=request.actor, recording=found, at_ms=int(at), note=note)
    elif act == "destroy":
        interview = found.interview_id
        acts.destroy_recording(by=request.actor, recording=found)
        return redirect("fieldwork:recordings", interview)
    else:
        messages.error(request, "…")
    return redirect("fieldwork:recording", found.pk)


@access(Right.READ_IDENTITY)
@require_GET
def sound(request, pk):
    """The sound: whole, or the range that the player asks for."""
    found = recording_for(request.actor, pk)
    return files.serve(
        request.actor, found.file, inline=True, asked=request.headers.get("Range", "")
    )
