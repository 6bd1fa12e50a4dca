"""Rounds of coding: open, code blind, close, compare, decide."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.forms import RoundForm
from gongyou.fieldwork.models import Code, Round, Text, Turn
from gongyou.fieldwork.queries.concordance import concordance, differences
from gongyou.fieldwork.queries.studies import coders
from gongyou.fieldwork.queries.texts import readable
from gongyou.fieldwork.services import codings as acts
from gongyou.fieldwork.views import study_for
from gongyou.ui.public import render_form, set_choices
from gongyou.vault.public import Right, access, from_ref, reveal_many


def _titles(request, texts) -> list[tuple[Text, str]]:
    said = reveal_many(request.actor, Text.objects.filter(pk__in=[t.pk for t in texts]), ["title"])
    return [(text, said[text.pk]["title"] or str(text)) for text in texts]


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def rounds(request, pk):
    """All rounds of a study, and a new one."""
    study = study_for(request, pk, Right.WRITE if request.method == "POST" else Right.READ)
    texts = {text.ref: (text, title) for text, title in _titles(request, _texts(request, study))}
    people = {account.login: account for account in coders(study)}
    form = RoundForm(request.POST or None)
    set_choices(form, "texts", [(ref, title) for ref, (_text, title) in texts.items()])
    set_choices(form, "coders", [(login, login) for login in people])
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            made = acts.open_round(
                by=request.actor,
                study=study,
                texts=[texts[ref][0] for ref in data["texts"]],
                coders=[people[login] for login in data["coders"]],
                unit=data["unit"],
                blind=data["blind"],
            )
            return redirect("fieldwork:round", made.pk)
        except FieldworkError as error:
            form.add_error("coders", error.message)
    rows = Round.objects.visible_to(request.actor).filter(study=study)
    return render_form(
        request, "fieldwork/rounds.html", {"study": study, "form": form, "rows": rows}
    )


def _texts(request, study):
    return readable(request.actor, "code", study=study, medium="text")


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def one(request, pk):
    """One round: the reader's own list while it is open; afterwards how far coders agree."""
    right = Right.WRITE if request.method == "POST" else Right.READ
    found = Round.objects.select_related("study").get_for(request.actor, right, pk=pk)
    if request.method == "POST":
        try:
            acts.close_round(by=request.actor, round=found)
        except FieldworkError as error:
            messages.error(request, error.message)
        return redirect("fieldwork:round", found.pk)
    texts = readable(request.actor, "code", pk__in=found.texts.values("text"))
    mine = found.coders.filter(coder__account=request.actor.account).exists()
    context = {
        "round": found,
        "study": found.study,
        "texts": _titles(request, texts),
        "mine": mine,
        "coders": found.coders.count(),
        "table": concordance(request.actor, found),
        "differences": differences(request.actor, found),
        "open": bool(found.blind and not found.closed_on),
    }
    return render(request, "fieldwork/round.html", context)


@access(Right.WRITE)
@require_POST
def decide(request, pk):
    """One disagreement decided: the code stays on the turn, or not."""
    found = Round.objects.select_related("study").get_for(request.actor, Right.WRITE, pk=pk)
    try:
        code = Code.objects.get(study=found.study, pk=from_ref(request.POST.get("code", "")))
        text = Text.objects.get(rounds__round=found, pk=from_ref(request.POST.get("text", "")))
        turn = Turn.objects.get(text=text, number=int(request.POST.get("turn") or 0))
    except (ValueError, Code.DoesNotExist, Text.DoesNotExist, Turn.DoesNotExist):
        raise Http404 from None
    try:
        keep = request.POST.get("keep") == "yes"
        acts.decide(by=request.actor, round=found, turn=turn, code=code, keep=keep)
    except FieldworkError as error:
        messages.error(request, error.message)
    return redirect("fieldwork:round", found.pk)
