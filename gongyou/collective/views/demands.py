"""Demands drawn from claims or free; bundles; the letter."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.collective import codes
from gongyou.collective.forms import demands as forms
from gongyou.collective.models import Demand, DemandLetter
from gongyou.collective.papers import letter_blocks
from gongyou.collective.queries import roll
from gongyou.collective.queries.chronicle import bundle_lines, demand_lines
from gongyou.collective.services import demands as services
from gongyou.collective.views.promises import demand_choices
from gongyou.collective.views.shared import (
    case_for,
    form_page,
    header,
    law_language,
    paper_language,
    paper_response,
)
from gongyou.law.offers import Offer
from gongyou.vault.public import Refused, Right, access, reveal_many


@access(Right.READ)
@require_GET
def demands(request, pk):
    """Demands, what claims would give, bundles, letters."""
    return _page(request, case_for(request, pk))


def _page(request, case, **sent):
    """The page; a form that was sent and could not be taken stays open with what is wrong."""
    actor = request.actor
    letters = list(case.demandletters.all())
    texts = reveal_many(actor, letters, ["text", "answer"])
    choices = demand_choices(actor, case)
    bundles = [
        (bundle, content, Offer.from_json(bundle.offer).describe(law_language()))
        if bundle.offer
        else (bundle, content, "")
        for bundle, content in bundle_lines(actor, case)
    ]
    context = header(request, case, "demands") | {
        "lines": demand_lines(actor, case),
        "proposals": roll.proposals(case),
        "bundles": bundles,
        "letters": [(letter, texts.get(letter.pk, {})) for letter in letters],
        "states": codes.DEMAND_STATUSES,
        "forms": {
            "demand": forms.DemandForm(prefix="demand"),
            "letter": forms.LetterForm(prefix="letter", demands=choices),
            "delivery": forms.DeliveryForm(prefix="delivery"),
            "answer": forms.AnswerForm(prefix="answer"),
        }
        | sent,
    }
    return render(request, "collective/demands.html", context, status=422 if sent else 200)


@access(Right.WRITE)
@require_POST
def demand_add(request, pk):
    """Add a demand in the workers' words."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.DemandForm(request.POST, prefix="demand")
    if not form.is_valid():
        return _page(request, case, demand=form)
    services.add_demand(by=request.actor, case=case, **form.cleaned_data)
    return redirect("collective:demands", case.pk)


@access(Right.WRITE)
@require_POST
def demand_draw(request, pk):
    """Draw a demand from what the claims give: people, sum, article, limitation."""
    case = case_for(request, pk, Right.WRITE)
    code = request.POST.get("code", "")
    line = next((line for line in roll.proposals(case) if line["code"] == code), None)
    if line:
        services.draw_demand(by=request.actor, case=case, line=line)
    return redirect("collective:demands", case.pk)


@access(Right.WRITE)
@require_POST
def demand_set(request, pk):
    """Say where a demand stands."""
    demand = Demand.objects.select_related("case").get_for(request.actor, Right.WRITE, pk=pk)
    status = request.POST.get("status", "")
    if status in dict(codes.DEMAND_STATUSES):
        services.change_demand(by=request.actor, demand=demand, status=status)
    return redirect("collective:demands", demand.case_id)


@access(Right.WRITE)
@require_POST
def bundle_make(request, pk):
    """Merge the ticked demands."""
    case = case_for(request, pk, Right.WRITE)
    chosen = list(case.demands.filter(reference__in=request.POST.getlist("demands")))
    if len(chosen) >= 2:
        services.merge_demands(by=request.actor, case=case, demands=chosen)
    else:
        messages.error(request, _("Tick at least two demands."))
    return redirect("collective:demands", case.pk)


@access(Right.WRITE)
@require_POST
def letter_write(request, pk):
    """Write the demand letter."""
    case = case_for(request, pk, Right.WRITE)
    choices = demand_choices(request.actor, case)
    form = forms.LetterForm(request.POST, prefix="letter", demands=choices)
    if not form.is_valid():
        return _page(request, case, letter=form)
    data = form.cleaned_data
    data["demands"] = list(case.demands.filter(reference__in=data["demands"]))
    services.write_letter(by=request.actor, case=case, **data)
    return redirect("collective:demands", case.pk)


def _letter(request, pk) -> DemandLetter:
    query = DemandLetter.objects.select_related("case__compartment")
    return query.get_for(request.actor, Right.WRITE, pk=pk)


@access(Right.WRITE)
@require_POST
def letter_deliver(request, pk):
    """Record the delivery."""
    letter = _letter(request, pk)
    form = forms.DeliveryForm(request.POST, request.FILES, prefix="delivery")
    if form.is_valid():
        try:
            services.deliver_letter(by=request.actor, letter=letter, **form.cleaned_data)
        except Refused as refused:
            form.add_error("proof", refused.message)
    if not form.is_valid():
        return form_page(request, letter.case, "demands", form, _("Record the delivery"))
    return redirect("collective:demands", letter.case_id)


@access(Right.WRITE)
@require_POST
def letter_answer(request, pk):
    """Record the answer."""
    letter = _letter(request, pk)
    form = forms.AnswerForm(request.POST, prefix="answer")
    if not form.is_valid():
        return form_page(request, letter.case, "demands", form, _("Record the answer"))
    services.record_answer(by=request.actor, letter=letter, **form.cleaned_data)
    return redirect("collective:demands", letter.case_id)


@access(Right.READ_IDENTITY)
@require_GET
def letter_file(request, pk):
    """The letter, in the language of the law or the one asked for."""
    letter = DemandLetter.objects.select_related("case__employer", "case__compartment").get_for(
        request.actor, Right.READ_IDENTITY, pk=pk
    )
    lang = paper_language(request, letter.case)
    blocks = letter_blocks(request.actor, letter, lang)
    return paper_response(request, letter.case, blocks, lang, letter.ref)
