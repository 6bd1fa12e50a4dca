"""Names replaced, and read a second time."""

from collections import Counter

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gongyou.fieldwork import codes
from gongyou.fieldwork.errors import FieldworkError
from gongyou.fieldwork.models import Text
from gongyou.fieldwork.queries.texts import open_texts, text_for
from gongyou.fieldwork.services import replacing as acts
from gongyou.stats.agreement import exact_share
from gongyou.vault.public import NotYours, Right, access


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def replace(request, pk):
    """What may identify somebody, by distinct form; one decision for all places."""
    text = text_for(request.actor, pk, Right.WRITE)
    if text.stage != "raw":
        raise Http404
    if request.method == "POST":
        return _decide(request, text)
    rows = acts.offered(request.actor, text)
    taken = Counter(row.sighting.kind for row in rows if row.decision == "replace")
    context = {
        "text": text,
        "study": text.study,
        "rows": [(row, acts.proposal(row.sighting.kind, taken)) for row in rows],
        "kinds": codes.REPLACED,
        "left": sum(not row.decision for row in rows),
        "lines": open_texts(request.actor, [text])[0].lines,
    }
    return render(request, "fieldwork/replace.html", context)


def _decide(request, text: Text):
    data = request.POST
    if data.get("act") == "make":
        try:
            desk = acts.replace(by=request.actor, text=text)
        except FieldworkError as error:
            messages.error(request, error.message)
            return redirect("fieldwork:speakers", text.pk)
        messages.success(request, _("The text for the desk stands."))
        return redirect("fieldwork:text", desk.pk)
    form, kind, decision = data.get("form", ""), data.get("kind", ""), data.get("decision")
    if not form or kind not in dict(codes.REPLACED) or decision not in dict(codes.DECISIONS):
        raise Http404
    acts.decide_sighting(
        by=request.actor,
        text=text,
        form=form,
        kind=kind,
        decision=decision,
        replacement=data.get("replacement", ""),
    )
    return redirect("fieldwork:replace", text.pk)


def _percent(shares: tuple[float, float]) -> tuple[int, int]:
    return round(shares[0] * 100), round(shares[1] * 100)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def second(request, pk):
    """A random sample of turns: which still hold a name."""
    text = text_for(request.actor, pk, Right.WRITE)
    if text.stage != "desk":
        raise NotYours
    drawn = acts.sample(text)
    if request.method == "POST":
        missed = [int(n) for n in request.POST.getlist("missed") if n.isdigit()]
        try:
            acts.read_again(by=request.actor, text=text, missed=missed)
        except FieldworkError as error:
            messages.error(request, error.message)
        return redirect("fieldwork:second_reading", text.pk)
    readings = [
        (row, _percent(exact_share(row.missed, row.turns)))
        for row in text.readings.all()
        if row.turns
    ]
    lines = [line for line in open_texts(request.actor, [text])[0].lines if line.number in drawn]
    context = {"text": text, "study": text.study, "lines": lines, "readings": readings}
    return render(request, "fieldwork/second.html", context)
