"""The talks: offers costed while they are typed, rounds, report-back, vote, agreement."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.collective import codes
from gongyou.collective.forms import bargaining as forms
from gongyou.collective.models import Agreement, Offer, Round
from gongyou.collective.papers import agreement_blocks
from gongyou.collective.queries import costing
from gongyou.collective.queries import offers as queries
from gongyou.collective.queries.chronicle import demand_lines
from gongyou.collective.services import bargaining as services
from gongyou.collective.services import offers as offer_services
from gongyou.collective.services.promises import promise_terms
from gongyou.collective.views.promises import demand_choices, offer_choices
from gongyou.collective.views.shared import (
    case_for,
    header,
    law_language,
    note_paper,
    paper_language,
    paper_response,
)
from gongyou.law.offers import OfferAmbiguousError, OfferError
from gongyou.vault.public import Actor, Right, access, reveal_many


@access(Right.READ)
@require_GET
def bargaining(request, pk):
    """The offer form, offers side by side, rounds and what followed."""
    return _page(request, case_for(request, pk))


def _page(request, case, **sent):
    """The page; a form that was sent and could not be taken stays open with what is wrong."""
    actor = request.actor
    columns = queries.side_by_side(case, law_language())
    has_people = any(column.total.people for column in columns)
    rounds = list(case.rounds.all())
    reports = list(case.reportbacks.select_related("offer"))
    agreements = list(case.agreements.select_related("offer"))
    context = header(request, case, "bargaining") | {
        "offer_form": forms.OfferForm(),
        "columns": columns,
        "compared": queries.compared(columns) if has_people else None,
        "members": case.members.filter(left_on=None).count(),
        "rounds": _with(actor, rounds, ["minutes", "present"]),
        "reports": _with(actor, reports, ["text"]),
        "votes": case.ratifications.select_related("offer"),
        "agreements": _agreements(actor, agreements),
        "offer_states": codes.OFFER_STATUSES,
        "forms": {
            "round": forms.RoundForm(prefix="round"),
            "report": forms.ReportForm(prefix="report"),
            "vote": forms.VoteForm(prefix="vote", offers=offer_choices(case)),
            "agreement": _agreement_form(request, case),
        }
        | sent,
    }
    return render(request, "collective/bargaining.html", context, status=422 if sent else 200)


def _agreement_form(request, case, data=None):
    choices = {"offers": offer_choices(case), "demands": demand_choices(request.actor, case)}
    return forms.AgreementForm(data, prefix="agreement", **choices)


def _agreements(actor: Actor, rows) -> list[tuple]:
    """Agreements with their terms in the reader's language."""
    lang = law_language()
    return [
        (row, [queries.term_text(term, row.offer, lang) for term in texts["terms"]["terms"]])
        for row, texts in _with(actor, rows, ["terms"])
        if texts.get("terms")
    ]


def _with(actor: Actor, rows, names) -> list[tuple]:
    texts = reveal_many(actor, rows, names)
    return [(row, texts.get(row.pk, {})) for row in rows]


@access(Right.READ)
@require_POST
def offer_cost(request, pk):
    """What is being typed, costed for everyone; nothing is kept."""
    case = case_for(request, pk)
    form = forms.CostForm(request.POST)
    context = {
        "case": case,
        "currency": case.currency,
        "may_write": request.actor.may(Right.WRITE, case.compartment_id),
    }
    if not form.is_valid():
        return render(request, "collective/_costed.html", context | {"waiting": True})
    try:
        formula = costing.understood(form.cleaned_data["typed"], case.law)
    except OfferError as error:
        return render(request, "collective/_costed.html", context | _refused(case, form, error))
    made = queries.costed(case, formula, form.cleaned_data["counted_to"], law_language())
    return render(request, "collective/_costed.html", context | {"costed": made})


@access(Right.WRITE)
@require_POST
def offer_make(request, pk):
    """Keep an offer with what it comes to."""
    case = case_for(request, pk, Right.WRITE)
    data = request.POST.copy()
    if "meaning" in data:
        # One of the meanings of a doubtful sentence was chosen; it is shown before it is kept.
        data["typed"] = data["meaning"]
    form = forms.OfferForm(data)
    if "only_cost" in data or "meaning" in data:
        return _costed_page(request, case, form)
    more: dict = {}
    if form.is_valid():
        try:
            offer = offer_services.make_offer(by=request.actor, case=case, **form.cleaned_data)
            return redirect("collective:offer", offer.pk)
        except OfferError as error:
            form.add_error("typed", error.message(law_language()))
            more = _refused(case, form, error)
        except offer_services.ImplausibleOfferError as error:
            form.add_error("believed", _implausible(error.share))
            more = {"ask_believed": True}
    context = header(request, case, "bargaining") | {"offer_form": form} | more
    return render(request, "collective/offer_new.html", context, status=422)


def _implausible(share) -> str:
    if share is None:
        return _("No claim is known to compare this with, and the amount is unusual. Confirm it.")
    said = f"{number_format(share * 100, decimal_pos=1)}%"
    return _("This comes to %(share)s of what the law gives. Confirm it or correct the offer.") % {
        "share": said
    }


def _refused(case, form, error: OfferError) -> dict:
    """Why an offer was not taken; what a doubtful sentence can mean, with its amounts."""
    if not isinstance(error, OfferAmbiguousError):
        return {"error": error.message(law_language())}
    on = form.cleaned_data.get("counted_to") or timezone.localdate()
    found = queries.meanings(case, error, on, law_language())
    return {"doubt": error.en if law_language() == "en" else error.zh, "meanings": found}


def _costed_page(request, case, form):
    """Without scripts: the same costing as a page."""
    context = header(request, case, "bargaining") | {"offer_form": form}
    if form.is_valid():
        data = form.cleaned_data
        try:
            formula = costing.understood(data["typed"], case.law)
            context["costed"] = queries.costed(case, formula, data["counted_to"], law_language())
            if context["costed"].total.implausible:
                context["ask_believed"] = True
        except OfferError as error:
            form.add_error("typed", error.message(law_language()))
            context |= _refused(case, form, error)
    return render(request, "collective/offer_new.html", context)


@access(Right.READ)
@require_GET
def offer(request, pk):
    """One kept offer, costed for the roll as it is now."""
    found = Offer.objects.select_related("case__employer", "case__compartment").get_for(
        request.actor, Right.READ, pk=pk
    )
    formula = queries.offers.Offer.from_json(found.formula)
    context = header(request, found.case, "bargaining") | {
        "offer": found,
        "typed": found.reveal(request.actor, "typed"),
        "said": queries.said(formula, law_language()),
        "costed": queries.costed(found.case, formula, found.counted_to, law_language()),
        "states": codes.OFFER_STATUSES,
    }
    return render(request, "collective/offer.html", context)


@access(Right.WRITE)
@require_POST
def offer_set(request, pk):
    """Say where an offer stands."""
    found = Offer.objects.select_related("case").get_for(request.actor, Right.WRITE, pk=pk)
    status = request.POST.get("status", "")
    if status in dict(codes.OFFER_STATUSES):
        offer_services.set_offer(by=request.actor, offer=found, status=status)
    return redirect("collective:offer", found.pk)


@access(Right.WRITE)
@require_POST
def round_add(request, pk):
    """Record a round of talks."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.RoundForm(request.POST, prefix="round")
    if form.is_valid():
        held = services.hold_round(by=request.actor, case=case, **form.cleaned_data)
        return redirect("collective:round", held.pk)
    return _page(request, case, round=form)


@access(Right.READ)
@require_GET
def round(request, pk):
    """A round with its minutes and the positions of both sides on every demand."""
    held = Round.objects.select_related("case__employer", "case__compartment").get_for(
        request.actor, Right.READ, pk=pk
    )
    case = held.case
    positions = list(held.positions.all())
    said = reveal_many(request.actor, positions, ["text"])
    by_place = {(p.demand_id, p.side): (said.get(p.pk) or {}).get("text") for p in positions}
    rows = [
        (
            demand,
            content["text"],
            [(side, label, by_place.get((demand.pk, side)) or "") for side, label in codes.SIDES],
        )
        for demand, content in demand_lines(request.actor, case)
    ]
    context = header(request, case, "bargaining") | {
        "round": held,
        "minutes": held.reveal(request.actor, "minutes"),
        "present": held.reveal(request.actor, "present"),
        "rows": rows,
    }
    return render(request, "collective/round.html", context)


@access(Right.WRITE)
@require_POST
def positions_set(request, pk):
    """Record what both sides said on the demands."""
    held = Round.objects.select_related("case").get_for(request.actor, Right.WRITE, pk=pk)
    given = {}
    for demand in held.case.demands.all():
        for side, _label in codes.SIDES:
            text = request.POST.get(f"{side}:{demand.ref}", "").strip()
            if text:
                given[demand, side] = text[:2000]
    services.take_positions(by=request.actor, round=held, positions=given)
    return redirect("collective:round", held.pk)


@access(Right.WRITE)
@require_POST
def report_add(request, pk):
    """Record a report-back."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.ReportForm(request.POST, prefix="report")
    if not form.is_valid():
        return _page(request, case, report=form)
    services.report_back(by=request.actor, case=case, **form.cleaned_data)
    return redirect("collective:bargaining", case.pk)


@access(Right.WRITE)
@require_POST
def vote_add(request, pk):
    """Record the members' vote."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.VoteForm(request.POST, prefix="vote", offers=offer_choices(case))
    if not form.is_valid():
        return _page(request, case, vote=form)
    data = form.cleaned_data
    voted = case.offers.get(pk=data.pop("offer"))
    result = services.ratify(by=request.actor, offer=voted, **data)
    text = _("The offer was accepted.") if result.passed else _("The offer was not accepted.")
    messages.success(request, text)
    return redirect("collective:bargaining", case.pk)


@access(Right.WRITE)
@require_POST
def agreement_add(request, pk):
    """Record an agreement; each term becomes a promise when it has a day."""
    case = case_for(request, pk, Right.WRITE)
    form = _agreement_form(request, case, request.POST)
    if not form.is_valid():
        return _page(request, case, agreement=form)
    data = form.cleaned_data
    accepted = case.offers.filter(pk=data["offer"]).first() if data["offer"] else None
    terms = form.terms_of(accepted)
    try:
        made = services.agree(
            by=request.actor,
            case=case,
            signed_on=data["signed_on"],
            terms=terms,
            offer=accepted,
            confidential=data["confidential"],
        )
    except services.NotRatified:
        form.add_error("offer", _("The members have not accepted this offer yet."))
        return _page(request, case, agreement=form)
    promise_terms(by=request.actor, agreement=made, terms=terms)
    return redirect("collective:promises", case.pk)


@access(Right.READ_IDENTITY)
@require_GET
def agreement_file(request, pk):
    """The agreement to be signed, in the language of the law or the one asked for."""
    query = Agreement.objects.select_related("case__employer", "case__compartment", "offer")
    found = query.get_for(request.actor, Right.READ_IDENTITY, pk=pk)
    note_paper(request, "collective.print_agreement", found.case)
    lang = paper_language(request, found.case)
    blocks = agreement_blocks(request.actor, found, lang)
    return paper_response(request, found.case, blocks, lang, found.ref)
