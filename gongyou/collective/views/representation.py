"""Representatives: mandates in force on a day, authorisations, recall, by-election."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.collective.forms import representation as forms
from gongyou.collective.models import Mandate
from gongyou.collective.queries import mandates as queries
from gongyou.collective.services import elections
from gongyou.collective.services import mandates as services
from gongyou.collective.views.shared import case_for, form_page, header
from gongyou.vault.public import Right, access, reveal_many


@access(Right.READ)
@require_GET
def representatives(request, pk):
    """Who had authorised whom on a day; constituencies and elections."""
    case = case_for(request, pk)
    form = forms.DayForm(request.GET or None)
    day = form.cleaned_data["day"] if form.is_valid() else timezone.localdate()
    groups = list(case.constituencys.prefetch_related("elections"))
    names = reveal_many(request.actor, groups, ["name"])
    context = header(request, case, "representatives") | {
        "day": day,
        "form": forms.DayForm(initial={"day": day}) if not form.is_bound else form,
        "lines": queries.on_day(request.actor, case, day),
        "told": queries.told_on_day(request.actor, case, day),
        "groups": [
            (
                g,
                (names.get(g.pk) or {}).get("name") or g.ref,
                forms.ElectionForm(auto_id=f"{g.ref}_%s"),
            )
            for g in groups
        ],
        "constituency_form": forms.ConstituencyForm(workshops=workshops_of(case)),
    }
    return render(request, "collective/representatives.html", context)


def workshops_of(case) -> list[str]:
    """The workshops of the roll."""
    named = case.members.exclude(workshop="").values_list("workshop", flat=True)
    return sorted(set(named.order_by()))


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def mandate_new(request, pk):
    """Give a mandate outside an election."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.MandateForm(request.POST or None, case=case, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        made = services.give(by=request.actor, **form.cleaned_data)
        return redirect("collective:mandate", made.pk)
    return form_page(request, case, "representatives", form, _("Give a mandate"))


def mandate_for(request, pk, right=Right.READ) -> Mandate:
    """A mandate with its case, or 404."""
    query = Mandate.objects.select_related("case__employer", "case__compartment", "member__worker")
    return query.get_for(request.actor, right, pk=pk)


@access(Right.READ)
@require_GET
def mandate(request, pk):
    """One mandate: its text, powers, term, who authorised, recalls."""
    found = mandate_for(request, pk)
    return _page(request, found)


def _page(request, found: Mandate, status: int = 200, **bound):
    case, today = found.case, timezone.localdate()
    shown = {
        "authorise": forms.AuthoriseForm(case=case, actor=request.actor),
        "withdraw": forms.WithdrawForm(case=case, actor=request.actor, prefix="w"),
        "end": forms.EndForm(prefix="e"),
        "recall": forms.RecallForm(prefix="r"),
    }
    recalls = list(found.recalls.all())
    reasons = reveal_many(request.actor, recalls, ["reason"])
    context = header(request, case, "representatives") | {
        "mandate": found,
        "text": found.reveal(request.actor, "text"),
        "holds": found.holds(today),
        "authorised": found.authorisations.filter(withdrawn_on=None).count(),
        "latest": found.authorisations.select_related("member__worker").order_by("-given_on")[:40],
        "recalls": [(r, (reasons.get(r.pk) or {}).get("reason")) for r in recalls],
        "forms": shown | bound,
    }
    return render(request, "collective/mandate.html", context, status=status)


@access(Right.WRITE)
@require_POST
def authorise(request, pk):
    """Record powers of attorney."""
    found = mandate_for(request, pk, Right.WRITE)
    form = forms.AuthoriseForm(request.POST, case=found.case, actor=request.actor)
    if form.is_valid():
        try:
            count = services.authorise(by=request.actor, mandate=found, **form.cleaned_data)
        except services.Ended:
            form.add_error("on", _("The mandate is not in force on that day."))
        else:
            messages.success(request, _("Powers of attorney recorded: %(n)s") % {"n": count})
            return redirect("collective:mandate", found.pk)
    return _page(request, found, 422, authorise=form)


@access(Right.WRITE)
@require_POST
def withdraw(request, pk):
    """Take a power of attorney back."""
    found = mandate_for(request, pk, Right.WRITE)
    form = forms.WithdrawForm(request.POST, case=found.case, actor=request.actor, prefix="w")
    if form.is_valid():
        services.withdraw_authorisation(by=request.actor, mandate=found, **form.cleaned_data)
        return redirect("collective:mandate", found.pk)
    return _page(request, found, 422, withdraw=form)


@access(Right.WRITE)
@require_POST
def end(request, pk):
    """End a mandate before its term."""
    found = mandate_for(request, pk, Right.WRITE)
    form = forms.EndForm(request.POST, prefix="e")
    if form.is_valid():
        try:
            services.end_mandate(by=request.actor, mandate=found, **form.cleaned_data)
        except services.Ended:
            form.add_error("on", _("The mandate is not in force on that day."))
        else:
            return redirect("collective:mandate", found.pk)
    return _page(request, found, 422, end=form)


@access(Right.WRITE)
@require_POST
def recall(request, pk):
    """Record a vote on recalling."""
    found = mandate_for(request, pk, Right.WRITE)
    form = forms.RecallForm(request.POST, prefix="r")
    if form.is_valid():
        try:
            services.recall_representative(by=request.actor, mandate=found, **form.cleaned_data)
        except services.Ended:
            form.add_error("on", _("The mandate is not in force on that day."))
        except services.NoMajority:
            form.add_error("yes", _("There are more votes than people entitled."))
        else:
            return redirect("collective:mandate", found.pk)
    return _page(request, found, 422, recall=form)


@access(Right.WRITE)
@require_POST
def by_election(request, pk):
    """Begin the election for the seat of a mandate that ended."""
    found = mandate_for(request, pk, Right.WRITE)
    try:
        begun = elections.prepare_by_election(by=request.actor, mandate=found)
    except services.Ended:
        messages.error(request, _("The seat is not free, or it has no constituency."))
        return redirect("collective:mandate", found.pk)
    return redirect("collective:election", begun.pk)
