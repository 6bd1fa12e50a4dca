"""Lists on paper, the conflict check, hours and funders' figures."""

from datetime import timedelta

from django import forms
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from gongyou.centre.queries import conflicts as conflict_queries
from gongyou.centre.queries import hours as hour_queries
from gongyou.centre.queries.cases import case_page
from gongyou.centre.services import work_lists as services
from gongyou.ui.public import DayField, download, law_language
from gongyou.vault.public import Right, access, from_ref


@access(Right.READ_IDENTITY)
@require_GET
def work_lists(request):
    """Which lists there are."""
    return render(request, "centre/work_lists.html", {"kinds": services.titles()})


@access(Right.READ_IDENTITY)
@require_GET
def work_list(request, kind):
    """One list as PDF."""
    if kind not in services.KINDS:
        raise Http404
    content = services.work_list(
        by=request.actor, kind=kind, mine="mine" in request.GET, language=law_language()
    )
    return download(f"{kind}-{timezone.localdate():%Y%m%d}.pdf", content)


class ConflictForm(forms.Form):
    """A person or a firm."""

    term = forms.CharField(label=_("Name of a person or firm"), max_length=80)


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def conflicts(request):
    """Whether somebody stands on both sides; asked by POST, so that no name is in an address."""
    actor, form = request.actor, ConflictForm(request.POST or None)
    context: dict = {"form": form, "asked": False}
    if "case" in request.POST:
        form = ConflictForm()
        context |= _of_case(actor, request.POST["case"]) | {"form": form}
    elif request.method == "POST" and form.is_valid():
        rows = conflict_queries.conflicts(actor, form.cleaned_data["term"])
        both = conflict_queries.on_both_sides(rows)
        context |= {"rows": rows, "both": both, "asked": True}
    return render(request, "centre/conflicts.html", context)


def _of_case(actor, ref: str) -> dict:
    try:
        pk = from_ref(ref)
    except ValueError:
        raise Http404 from None
    case = case_page(actor, Right.READ_IDENTITY, pk)
    return {"case": case, "of_case": conflict_queries.of_case(actor, case), "asked": True}


class PeriodForm(forms.Form):
    """From when to when."""

    first = DayField(label=_("From"))
    last = DayField(label=_("Until"))

    def clean(self):
        """In order."""
        super().clean()
        data = self.cleaned_data
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("It ends before it begins."))
        return data


@access(Right.READ)
@require_GET
def hours(request):
    """Hours, advice, referrals, closing reasons of a period."""
    today = timezone.localdate()
    usual = {"first": (today - timedelta(days=89)).isoformat(), "last": today.isoformat()}
    form = PeriodForm(request.GET if "first" in request.GET else usual)
    found = None
    if form.is_valid():
        found = hour_queries.report(request.actor, **form.cleaned_data)
    status = 200 if form.is_valid() else 422
    return render(request, "centre/hours.html", {"form": form, "report": found}, status=status)
