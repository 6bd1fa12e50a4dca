"""Sessions: planned, held, counted; cards printed and used; closed."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.centre.public import short_forms
from gongyou.outreach import codes, forms
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.models import Session
from gongyou.outreach.papers import cards_pdf
from gongyou.outreach.services import sessions as acts
from gongyou.outreach.views import choices, compartments
from gongyou.ui.public import download, law_language, page_of, render_form
from gongyou.vault.public import Right, access


@access(Right.READ, unlocked=False)
@require_http_methods(["GET", "POST"])
def sessions(request):
    """All sessions, and a new one."""
    form = forms.SessionForm(request.POST or None, compartments=choices(request))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        place = compartments(request)[data.pop("compartment")]
        made = acts.plan_session(by=request.actor, compartment=place, **data)
        return redirect("outreach:session", made.pk)
    page = page_of(Session.objects.visible_to(request.actor), request.GET.get("page"))
    return render_form(request, "outreach/sessions.html", {"form": form, "page": page})


def _found(request, pk, right=Right.READ) -> Session:
    return Session.objects.get_for(request.actor, right, pk=pk)


@access(Right.READ, unlocked=False)
@require_http_methods(["GET", "POST"])
def session(request, pk):
    """One session: heads and materials are counted here."""
    found = _found(request, pk, Right.WRITE if request.method == "POST" else Right.READ)
    initial = {"heads": found.heads, **found.handed_out}
    form = forms.CountForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        copies = {name: form.cleaned_data[name] or 0 for name, _label in codes.MATERIALS}
        try:
            acts.count_heads(by=request.actor, session=found, heads=form.cleaned_data["heads"])
            acts.give_out(by=request.actor, session=found, copies=copies)
            return redirect("outreach:session", found.pk)
        except OutreachError as error:
            form.add_error(None, error.message)
    return render_form(request, "outreach/session.html", _context(request, found, form))


def _context(request, found, form, card=None) -> dict:
    may_write = request.actor.may(Right.WRITE, found.compartment_id)
    return {
        "session": found,
        "form": form,
        "card": card or forms.CardForm(),
        "may_write": may_write,
    }


@access(Right.WRITE)
@require_POST
def session_cards(request, pk):
    """A sheet of cards to print."""
    found = _found(request, pk, Right.WRITE)
    count = request.POST.get("count", "")
    if not count.isdigit() or not 1 <= int(count) <= acts.MOST_CARDS:
        raise Http404
    try:
        texts = acts.print_cards(by=request.actor, session=found, count=int(count))
    except OutreachError as error:
        messages.error(request, error.message)
        return redirect("outreach:session", found.pk)
    return download("cards.pdf", cards_pdf(texts, law_language()))


@access(Right.WRITE)
@require_POST
def session_card(request, pk):
    """A card's result, before or after."""
    found = _found(request, pk, Right.WRITE)
    form = forms.CardForm(request.POST)
    if form.is_valid():
        try:
            acts.use_card(by=request.actor, session=found, **form.cleaned_data)
            messages.success(request, _("Counted."))
            return redirect("outreach:session", found.pk)
        except OutreachError as error:
            form.add_error("text", error.message)
    context = _context(request, found, forms.CountForm(initial={"heads": found.heads}), form)
    return render(request, "outreach/session.html", context, status=422)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def session_questions(request, pk):
    """Choose a short form, then say which answers are right."""
    found = _found(request, pk, Right.WRITE)
    offered = short_forms(request.actor, found.language)
    chosen = next((each for each in offered if each.key == request.GET.get("form")), None)
    form = None
    if chosen:
        form = forms.RightAnswersForm(request.POST or None, questions=chosen.questions)
    if chosen and form and request.method == "POST" and form.is_valid():
        try:
            acts.choose_questions(
                by=request.actor, session=found, form=chosen, right=form.cleaned_data
            )
            return redirect("outreach:session", found.pk)
        except OutreachError as error:
            form.add_error(None, error.message)
    context = {"session": found, "offered": offered, "chosen": chosen, "form": form}
    return render_form(request, "outreach/session_questions.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def session_ask(request, pk):
    """The questions on a device that goes round: a card, its answers, the next card."""
    found = _found(request, pk, Right.WRITE)
    asked = found.questions.get("asked", [])
    if not asked:
        raise Http404
    part = request.GET.get("part", "before")
    form = forms.AskCardForm(request.POST or None, asked=asked, initial={"part": part})
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            acts.answer_card(
                by=request.actor,
                session=found,
                text=told["text"],
                part=told["part"],
                answers=form.answers(asked),
            )
            messages.success(request, _("Counted. Thank you; pass it on."))
            return redirect(f"{request.path}?part={told['part']}")
        except OutreachError as error:
            form.add_error("text", error.message)
    return render_form(request, "outreach/session_ask.html", {"session": found, "form": form})


ACTS = {
    "hold": acts.hold_session,
    "cancel": acts.cancel_session,
    "close": acts.close_session,
}


@access(Right.WRITE)
@require_POST
def session_act(request, pk, act):
    """It was held, did not take place, is closed."""
    found = _found(request, pk, Right.WRITE)
    if act not in ACTS:
        raise Http404
    try:
        ACTS[act](by=request.actor, session=found)
    except OutreachError as error:
        messages.error(request, error.message)
    return redirect("outreach:session", found.pk)
