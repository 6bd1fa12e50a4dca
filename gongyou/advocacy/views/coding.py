"""The inbox of reports, the coding desk, agreement, the codebook."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.advocacy.codebook import words
from gongyou.advocacy.codes import in_chinese, labels
from gongyou.advocacy.errors import Refused
from gongyou.advocacy.forms import events as forms
from gongyou.advocacy.models import Report
from gongyou.advocacy.queries.events.agreement import agreement_of
from gongyou.advocacy.queries.events.desk import desk_page, inbox, next_report
from gongyou.advocacy.services import coding as acts
from gongyou.advocacy.services.events import set_aside
from gongyou.ui.public import page_of, render_form
from gongyou.vault.public import Right, access


@access(Right.READ_IDENTITY)
@require_GET
def reports(request):
    """Reports that wait: for a first coder, for a second, for a decision."""
    which = request.GET.get("which", "mine")
    page = page_of(inbox(request.actor, which), request.GET.get("page"))
    return render(request, "advocacy/reports.html", {"page": page, "which": which})


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def report(request, pk):
    """Text left, codes right. Another's coding is not shown before one's own is in."""
    right = Right.WRITE if request.method == "POST" else Right.READ_IDENTITY
    found = Report.objects.select_related("source", "sheet").get_for(request.actor, right, pk=pk)
    page = desk_page(request.actor, found)
    form_type = forms.AdjudicationForm if page.to_settle else forms.CodingForm
    form = form_type(request.POST or None, initial=page.proposed)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, found, page, form)
            following = next_report(request.actor, found)
            messages.success(request, _("Coded."))
            return (
                redirect("advocacy:report", following)
                if following
                else redirect("advocacy:reports")
            )
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.message)
    return render_form(
        request, "advocacy/report.html", {"page": page, "form": form, "report": found}
    )


def _keep(request, found, page, form) -> None:
    if page.to_settle:
        acts.adjudicate(
            by=request.actor, report=found, values=form.values(), reason=form.cleaned_data["reason"]
        )
    else:
        acts.code_report(by=request.actor, report=found, values=form.values())


@access(Right.WRITE)
@require_POST
def report_aside(request, pk):
    """Put a report away, with the reason."""
    found = Report.objects.get_for(request.actor, Right.WRITE, pk=pk)
    try:
        set_aside(by=request.actor, report=found, reason=request.POST.get("reason", ""))
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("advocacy:report", found.pk)
    return redirect("advocacy:reports")


@access(Right.READ_IDENTITY)
@require_GET
def agreement(request):
    """Whether coders agree, field by field."""
    return render(request, "advocacy/agreement.html", {"fields": agreement_of(request.actor)})


@access(Right.READ)
@require_GET
def codebook(request):
    """The lists of the codebook, derived concepts, and how data sets used them over time."""
    lang = "zh" if in_chinese() else "en"
    names = ("act", "demand", "response", "industry", "result")
    lists = [
        (
            name,
            [
                (code, row[lang], row[f"definition_{lang}"])
                for code, row in words.codes(name).items()
            ],
        )
        for name in names
    ]
    context = {
        "lists": lists,
        "derived": [
            (r[lang], labels(r["list"], r["codes"].split()), r[f"note_{lang}"])
            for r in words.rows("derived")
        ],
        "periods": [(r["dataset"], r["from"], r["to"], r[lang]) for r in words.rows("periods")],
        "edition": words.EDITION,
    }
    return render(request, "advocacy/codebook.html", context)
