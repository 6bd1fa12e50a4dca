"""The solidarity fund: bookings, treasurers, totals."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from gongyou.collective.forms import fund as forms
from gongyou.collective.forms.representation import DayForm
from gongyou.collective.models import FundEntry, Treasurer
from gongyou.collective.queries import fund as queries
from gongyou.collective.services import fund as services
from gongyou.collective.views.shared import case_for, header
from gongyou.ui.public import page_of
from gongyou.vault.public import Refused, Right, access, reveal_many

WHY_NOT = {
    "amount": gettext_lazy("An amount is above zero, in whole cents."),
    "account": gettext_lazy("That account is not for this."),
    "short": gettext_lazy(
        "There isn't so much in it. Name the reason if it was spent all the same."
    ),
    "signatures": gettext_lazy("Two treasurers in office that day must sign."),
    "reversed": gettext_lazy("This booking was taken back already."),
}


@access(Right.READ)
@require_GET
def fund(request, pk):
    """The fund's balances, bookings and treasurers."""
    return _page(request, case_for(request, pk))


def _page(request, case, status: int = 200, **bound):
    today = timezone.localdate()
    treasurers = list(case.treasurers.select_related("member__worker"))
    serving = [t for t in treasurers if t.until is None or t.until > today]
    entries = (
        FundEntry.objects.visible_to(request.actor)
        .filter(case=case)
        .select_related("member__worker", "reverses", "reversed_by")
        .prefetch_related("lines", "signatures__treasurer__member__worker")
        .order_by("-on", "-id")
    )
    page = page_of(entries, request.GET.get("page"), 30)
    memos = reveal_many(request.actor, list(page.rows), ["memo"])
    context = header(request, case, "fund") | {
        "held": queries.published(case, today),
        "treasurers": treasurers,
        "serving": serving,
        "page": page,
        "rows": [(e, _amount(e), (memos.get(e.pk) or {}).get("memo")) for e in page.rows],
        "picture": queries.over_time(case),
        "forms": {
            "treasurer": forms.TreasurerForm(case=case, actor=request.actor, prefix="t"),
            "receive": forms.ReceiveForm(case=case, actor=request.actor, prefix="r"),
            "spend": forms.SpendForm(treasurers=serving, prefix="s"),
            "transfer": forms.TransferForm(prefix="m"),
        }
        | bound,
    }
    return render(request, "collective/fund.html", context, status=status)


def _amount(entry: FundEntry):
    return sum(line.amount for line in entry.lines.all() if line.amount > 0)


def _book(request, case, name: str, form, act):
    """Do a booking of a valid form, or show the page with what is wrong."""
    if form.is_valid():
        try:
            act(form.cleaned_data)
        except services.NotBooked as error:
            form.add_error(None, WHY_NOT[error.args[0]])
        except Refused as error:
            form.add_error("proof", str(error))
        else:
            return redirect("collective:fund", case.pk)
    return _page(request, case, 422, **{name: form})


@access(Right.WRITE)
@require_POST
def treasurer_new(request, pk):
    """Name a treasurer."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.TreasurerForm(request.POST, case=case, actor=request.actor, prefix="t")
    return _book(
        request,
        case,
        "treasurer",
        form,
        lambda data: services.name_treasurer(by=request.actor, case=case, **data),
    )


@access(Right.WRITE)
@require_POST
def treasurer_end(request, pk):
    """End a treasurer's office today."""
    found = Treasurer.objects.select_related("case", "member__worker").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    services.end_treasurer(by=request.actor, treasurer=found, on=timezone.localdate())
    return redirect("collective:fund", found.case_id)


@access(Right.WRITE)
@require_POST
def receive(request, pk):
    """Book money received and show its receipt code."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.ReceiveForm(request.POST, case=case, actor=request.actor, prefix="r")

    def act(data):
        entry = services.receive_money(by=request.actor, case=case, **data)
        messages.success(request, _("Booked. Receipt: %(code)s") % {"code": entry.receipt})

    return _book(request, case, "receive", form, act)


@access(Right.WRITE)
@require_POST
def spend(request, pk):
    """Book money spent."""
    case = case_for(request, pk, Right.WRITE)
    serving = list(case.treasurers.select_related("member__worker"))
    form = forms.SpendForm(request.POST, request.FILES, treasurers=serving, prefix="s")
    return _book(
        request,
        case,
        "spend",
        form,
        lambda data: services.spend_money(by=request.actor, case=case, **data),
    )


@access(Right.WRITE)
@require_POST
def transfer(request, pk):
    """Book money moved between cash and bank."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.TransferForm(request.POST, prefix="m")
    return _book(
        request,
        case,
        "transfer",
        form,
        lambda data: services.transfer_money(by=request.actor, case=case, **data),
    )


@access(Right.WRITE)
@require_POST
def reverse(request, pk):
    """Take a booking back by its opposite."""
    entry = FundEntry.objects.select_related("case").get_for(request.actor, Right.WRITE, pk=pk)
    try:
        services.reverse_entry(by=request.actor, entry=entry, short="reversal")
    except services.NotBooked as error:
        messages.error(request, WHY_NOT[error.args[0]])
    return redirect("collective:fund", entry.case_id)


@access(Right.READ)
@require_GET
def totals(request, pk):
    """The totals until a day, to print and put up."""
    case = case_for(request, pk)
    form = DayForm(request.GET or None)
    day = form.cleaned_data["day"] if form.is_valid() else timezone.localdate()
    context = header(request, case, "fund") | {
        "told": queries.published(case, day),
        "form": form if form.is_bound else DayForm(initial={"day": day}),
    }
    return render(request, "collective/fund_totals.html", context)
