"""Carrying out: what was promised, what stood open on a day, what arrived."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.collective.forms import promises as forms
from gongyou.collective.forms.paylists import PayListForm
from gongyou.collective.models import Promise, Share
from gongyou.collective.queries import account
from gongyou.collective.queries import promises as queries
from gongyou.collective.queries.chronicle import demand_lines
from gongyou.collective.services import promises as services
from gongyou.collective.views.shared import case_for, form_page, header, law_language
from gongyou.ui.public import download, page_of
from gongyou.vault.public import Actor, Refused, Right, access


@access(Right.READ)
@require_GET
def promises(request, pk):
    """Every promise as it stood at the end of a day; today unless another is asked for."""
    case = case_for(request, pk)
    form = forms.DayForm(request.GET or None)
    day = form.cleaned_data["day"] if form.is_valid() else timezone.localdate()
    lines = queries.on_day(request.actor, case, day, law_language())
    context = header(request, case, "promises") | {
        "day": day,
        "form": forms.DayForm(initial={"day": day}) if not form.is_bound else form,
        "unpaid": queries.unpaid(lines),
        "not_told": queries.not_told(lines),
        "kept": queries.kept(lines),
        "later": case.promises.filter(promised_on__gt=day).count(),
        "picture": queries.picture(lines) if lines else None,
    }
    return render(request, "collective/promises.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def promise_new(request, pk):
    """Record a promise."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.PromiseForm(request.POST or None, demands=demand_choices(request.actor, case))
    if request.method == "POST" and form.is_valid():
        made = services.promise(by=request.actor, case=case, **form.cleaned_data)
        return redirect("collective:promise", made.pk)
    return form_page(request, case, "promises", form, _("Record a promise"))


def demand_choices(actor: Actor, case) -> list[tuple[str, str]]:
    """The demands of a case as choices."""
    return [
        (demand.reference, f"{demand.reference} {content['text']}"[:90])
        for demand, content in demand_lines(actor, case)
    ]


def promise_for(request, pk, right=Right.READ) -> Promise:
    """A promise with its case, or 404."""
    query = Promise.objects.select_related("case__employer", "case__compartment")
    return query.get_for(request.actor, right, pk=pk)


@access(Right.READ)
@require_GET
def promise(request, pk):
    """One promise: each member's share, what arrived, what is still open."""
    return promise_page(request, promise_for(request, pk))


def promise_page(request, found: Promise, **refused) -> HttpResponse:
    """The page of a promise; with a form that was `refused` as it was sent."""
    case = found.case
    day = max(timezone.localdate(), found.promised_on)
    lines = queries.on_day(request.actor, case, day, law_language())
    [line] = [line for line in lines if line.promise.pk == found.pk]
    shares = Share.objects.filter(promise=found).select_related("member__worker")
    page = page_of(shares.order_by("member__workshop", "id"), request.GET.get("page"))
    paid = queries.paid_by_member(found, [share.member_id for share in page.rows])
    context = header(request, case, "promises") | {
        "promise": found,
        "line": line,
        "page": page,
        "rows": [(share, paid.get(share.member_id)) for share in page.rows],
        "payments": found.payments.select_related("member__worker").order_by("-on")[:200],
        "pay_lists": found.pay_lists.all(),
        "forms": {
            "pay": forms.PaymentForm(prefix="pay", case=case, actor=request.actor),
            "everyone": forms.PayEveryoneForm(prefix="everyone"),
            "divide": forms.DivideForm(prefix="divide", offers=offer_choices(case)),
            "pay_list": PayListForm(prefix="list"),
        }
        | refused,
    }
    return render(request, "collective/promise.html", context, status=422 if refused else 200)


def offer_choices(case) -> list[tuple[str, str]]:
    """The offers of a case as choices."""
    return [(str(o.pk), _("Offer %(n)s") % {"n": o.number}) for o in case.offers.all()]


@access(Right.WRITE)
@require_POST
def promise_divide(request, pk):
    """Give every member a share by the formula of an offer."""
    found = promise_for(request, pk, Right.WRITE)
    form = forms.DivideForm(request.POST, prefix="divide", offers=offer_choices(found.case))
    if form.is_valid() and found.payments.exists():
        form.add_error(None, _("A promise with payments is not divided anew."))
    if not form.is_valid():
        return promise_page(request, found, divide=form)
    offer = found.case.offers.get(pk=form.cleaned_data["offer"])
    services.divide(by=request.actor, promise=found, offer=offer)
    return redirect("collective:promise", found.pk)


@access(Right.WRITE)
@require_POST
def promise_pay(request, pk):
    """Record money that arrived."""
    found = promise_for(request, pk, Right.WRITE)
    form = forms.PaymentForm(
        request.POST, request.FILES, prefix="pay", case=found.case, actor=request.actor
    )
    if form.is_valid():
        try:
            services.pay(by=request.actor, promise=found, **form.values)
        except services.MoreThanPromised:
            form.add_error("amount", _("That is more than the share that is still open."))
        except Refused as refused:
            form.add_error("proof", refused.message)
    if not form.is_valid():
        return promise_page(request, found, pay=form)
    return redirect("collective:promise", found.pk)


@access(Right.WRITE)
@require_POST
def promise_pay_everyone(request, pk):
    """Record that every open share arrived."""
    found = promise_for(request, pk, Right.WRITE)
    form = forms.PayEveryoneForm(request.POST, request.FILES, prefix="everyone")
    if form.is_valid():
        try:
            services.pay_everyone(by=request.actor, promise=found, **form.cleaned_data)
        except Refused as refused:
            form.add_error("proof", refused.message)
    if not form.is_valid():
        return promise_page(request, found, everyone=form)
    return redirect("collective:promise", found.pk)


@access(Right.WRITE)
@require_POST
def promise_keep(request, pk):
    """Record that a promise was carried out as a whole."""
    found = promise_for(request, pk, Right.WRITE)
    form = forms.DayForm(request.POST)
    services.keep_promise(
        by=request.actor, promise=found, on=form.cleaned_data["day"] if form.is_valid() else None
    )
    return redirect("collective:promise", found.pk)


@access(Right.EXPORT)
@require_GET
def account_file(request, pk):
    """The account without identities, to be published."""
    case = case_for(request, pk, Right.EXPORT)
    # The mark at the beginning lets spreadsheets read Chinese.
    content = "\ufeff" + account.as_csv(request.actor, case, timezone.localdate())
    return download(f"{case.code}-account.csv", content)
