"""Answers from phones: scanned at the desk, shown, taken in as an intake."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.outreach import forms
from gongyou.outreach.check import digest_words
from gongyou.outreach.codes_in_photos import NoCode, text_of
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.models import AnswerBox, SealedAnswers
from gongyou.outreach.queries.answers import shown_answers
from gongyou.outreach.services import answers as acts
from gongyou.outreach.views import choices, compartments
from gongyou.ui.public import law_language, render_form
from gongyou.vault.public import Right, access


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def answers(request):
    """Take in a code; those that wait; the boxes."""
    form = forms.AnswersForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            text = form.cleaned_data["text"] or text_of(form.cleaned_data["file"])
            made = acts.receive_answers(by=request.actor, text=text)
            return redirect("outreach:answer", made.pk)
        except NoCode:
            form.add_error("file", _("No code could be read in this file."))
        except OutreachError as error:
            form.add_error("text", error.message)
    boxes = AnswerBox.objects.visible_to(request.actor, Right.READ_IDENTITY)
    context = {
        "form": form,
        "waiting": SealedAnswers.objects.visible_to(request.actor, Right.READ_IDENTITY).filter(
            state="waiting"
        ),
        "boxes": [(box, digest_words(bytes.fromhex(box.public))) for box in boxes],
        "places": choices(request),
    }
    return render_form(request, "outreach/answers.html", context)


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def answer(request, pk):
    """What a phone told, and an intake out of it."""
    found = SealedAnswers.objects.select_related("box").get_for(
        request.actor, Right.READ_IDENTITY, pk=pk
    )
    form = forms.TakeInForm(request.POST or None)
    context: dict = {"sealed": found, "form": form}
    try:
        if request.method == "POST" and form.is_valid():
            data = form.cleaned_data
            recorded = acts.take_in_answers(
                by=request.actor,
                sealed=found,
                identity={"name": data["name"], "phone": data["phone"]},
                employer_name=data["employer_name"],
                grievances=data["grievances"],
                consent=data["consent"],
            )
            return redirect("centre:case_claim", recorded.case.pk)
        if found.state == "waiting":
            opened = acts.opened(request.actor, found)
            context |= {"opened": opened, "rows": shown_answers(opened, law_language())}
    except OutreachError as error:
        context["problem"] = error.message
    return render_form(request, "outreach/answer.html", context)


@access(Right.WRITE)
@require_POST
def answer_refuse(request, pk):
    """Put answers away."""
    found = SealedAnswers.objects.get_for(request.actor, Right.WRITE, pk=pk)
    acts.refuse_answers(by=request.actor, sealed=found)
    return redirect("outreach:answers")


@access(Right.WRITE)
@require_POST
def box_open(request):
    """A new box."""
    place = compartments(request).get(request.POST.get("compartment", ""))
    if place is not None:
        acts.open_box(by=request.actor, compartment=place)
        messages.success(request, _("Files built from now on seal to the new box."))
    return redirect("outreach:answers")


@access(Right.SHRED, fresh=True)
@require_POST
def box_retire(request, pk):
    """Destroy a box's private half."""
    found = AnswerBox.objects.get_for(request.actor, Right.SHRED, pk=pk)
    acts.retire_box(by=request.actor, box=found)
    return redirect("outreach:answers")
