"""The directory of services, its export, and referrals."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods

from gongyou.outreach import forms
from gongyou.outreach.hsds import hsds
from gongyou.outreach.models import Referral, Service
from gongyou.outreach.services import directory as acts
from gongyou.outreach.views import choices, compartments
from gongyou.ui.public import named, page_of, render_form
from gongyou.vault.public import Right, access


def _services(actor):
    return (
        Service.objects.visible_to(actor)
        .select_related("organisation")
        .prefetch_related("confirmations", "referrals")
    )


@access(Right.READ, unlocked=False)
@require_http_methods(["GET", "POST"])
def services(request):
    """All services, those confirmed lately first; a new one."""
    form = forms.ServiceForm(request.POST or None, compartments=choices(request))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        place = compartments(request)[data.pop("compartment")]
        made = acts.add_service(by=request.actor, compartment=place, **data)
        return redirect("outreach:service", made.pk)
    found = sorted(_services(request.actor), key=lambda s: (s.is_hidden, s.not_first, s.name))
    return render_form(request, "outreach/services.html", {"form": form, "services": found})


@access(Right.READ, unlocked=False)
@require_http_methods(["GET", "POST"])
def service(request, pk):
    """One service: what it offers, when it was confirmed, what referrals came to."""
    right = Right.WRITE if request.method == "POST" else Right.READ
    found = _services(request.actor).get_for(request.actor, right, pk=pk)
    form = forms.ConfirmationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        acts.confirm_service(by=request.actor, service=found, **form.cleaned_data)
        return redirect("outreach:service", found.pk)
    context = {
        "service": found,
        "form": form,
        "may_write": request.actor.may(Right.WRITE, found.compartment_id_of()),
        "ended": [r for r in found.referrals.all() if r.outcome],
    }
    return render_form(request, "outreach/service.html", context)


@access(Right.READ, unlocked=False)
@require_GET
def services_hsds(request):
    """The directory as Open Referral HSDS 3."""
    found = [s for s in _services(request.actor) if not s.is_hidden]
    return named(JsonResponse({"services": [hsds(each) for each in found]}), "services.json")


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def referrals(request):
    """Who was sent where and what came of it; a new one."""
    open_to = [s for s in _services(request.actor) if not s.is_hidden]
    named = {str(s.pk): s for s in open_to}
    form = forms.ReferralForm(
        request.POST or None,
        compartments=choices(request),
        services=[(pk, f"{s} · {s.organisation}") for pk, s in named.items()],
    )
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        place = compartments(request)[data.pop("compartment")]
        data["service"] = named[data["service"]]
        acts.refer(by=request.actor, compartment=place, **data)
        return redirect("outreach:referrals")
    mine = Referral.objects.visible_to(request.actor, Right.WRITE).select_related("service")
    context = {
        "form": form,
        "page": page_of(mine, request.GET.get("page")),
        "outcome": forms.OutcomeForm(),
    }
    return render_form(request, "outreach/referrals.html", context)


@access(Right.WRITE)
@require_http_methods(["POST"])
def referral_close(request, pk):
    """What came of one."""
    found = Referral.objects.get_for(request.actor, Right.WRITE, pk=pk)
    form = forms.OutcomeForm(request.POST)
    if form.is_valid():
        acts.close_referral(by=request.actor, referral=found, outcome=form.cleaned_data["outcome"])
    return redirect("outreach:referrals")
