"""Bring a transcript, say who speaks, correct a turn."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gongyou.fieldwork import codes
from gongyou.fieldwork.deviations import sentence, why
from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.formats.deviations import Unreadable
from gongyou.fieldwork.formats.transcripts import read
from gongyou.fieldwork.forms import BringForm
from gongyou.fieldwork.models import Interview, Participant, Text
from gongyou.fieldwork.queries.texts import open_texts, text_for
from gongyou.fieldwork.services import texts as acts
from gongyou.fieldwork.views import study_for
from gongyou.ui.public import render_form, set_choices
from gongyou.vault.public import Right, access


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def bring(request, pk):
    """Read a file first and say what in it deviates; bring it when that is agreed to."""
    study = study_for(request, pk, Right.WRITE)
    form = BringForm(request.POST or None, request.FILES or None)
    held = Interview.objects.visible_to(request.actor).filter(study=study)
    known = {str(one.pk): one for one in held}
    set_choices(form, "interview", [("", "—"), *((pk, one.code) for pk, one in known.items())])
    transcript = None
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            transcript = read(data["file"].read(), data["file"].name)
        except Unreadable as error:
            form.add_error("file", why(error))
        if transcript and (not transcript.deviations or request.POST.get("agreed")):
            made = acts.bring_text(
                by=request.actor,
                study=study,
                transcript=transcript,
                title=data["title"],
                interview=known.get(data["interview"]),
                stage=data["stage"],
            )
            return redirect("fieldwork:speakers", made.pk)
    context = {"study": study, "form": form, "transcript": transcript}
    if transcript:
        context["deviations"] = [sentence(one) for one in transcript.deviations]
    return render_form(request, "fieldwork/bring.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def speakers(request, pk):
    """Who is who: before that, nobody else reads the text."""
    text = Text.objects.select_related("study").get_for(request.actor, Right.WRITE, pk=pk)
    people = Participant.objects.filter(study=text.study, withdrawn_on=None)
    choices: list[tuple[str, object]] = [(one.ref, one.code) for one in people]
    choices += [(code, label) for code, label in codes.VOICES if code != "participant"]
    by_ref = {one.ref: one for one in people}
    voices = list(text.voices.order_by("pk"))
    if request.method == "POST":
        who: dict = {}
        for voice in voices:
            given = request.POST.get(f"voice_{voice.ref}", "")
            if given not in dict(choices):
                raise Http404
            who[voice.pk] = by_ref.get(given, given)
        acts.name_speakers(by=request.actor, text=text, who=who)
        messages.success(request, _("Noted."))
        return redirect("fieldwork:study", text.study_id)
    rows = []
    for voice in voices:
        now = voice.participant.ref if voice.participant else voice.kind
        count = voice.turns.count()
        turns = ngettext("%(count)s turn", "%(count)s turns", count) % {"count": count}
        rows.append((voice, voice.reveal(request.actor, "label") or "—", turns, now))
    context = {"text": text, "study": text.study, "rows": rows, "choices": choices}
    return render(request, "fieldwork/speakers.html", context)


def _line(request, text, number: int):
    lines = open_texts(request.actor, [text])[0].lines
    return next((line for line in lines if line.number == number), None)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def correct(request, pk, number):
    """Correct one turn; its codings move along."""
    text = text_for(request.actor, pk, Right.WRITE)
    turn = text.turns.filter(number=number).first()
    line = _line(request, text, number)
    if turn is None or line is None or line.words is None:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            version = int(request.POST.get("version") or 0)
            words = request.POST.get("words", "").replace("\r\n", "\n").strip()
            flagged = acts.correct_turn(
                by=request.actor, text=text, turn=turn, words=words, version=version
            )
            if flagged:
                messages.warning(request, _("Codings whose own words changed are marked."))
            return redirect("fieldwork:text", text.pk)
        except (FieldworkError, ValueError) as failed:
            error = getattr(failed, "message", "") or _("The text was changed meanwhile.")
    context = {"text": text, "line": line, "error": error, "study": text.study}
    return render(request, "fieldwork/correct.html", context, status=422 if error else 200)
