"""One page for what was recorded wrongly of talks, votes, agreements, promises and payments."""

from django import forms
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from gongyou.centre.public import codes
from gongyou.collective.models import (
    Agreement,
    Event,
    Promise,
    Ratification,
    ReportBack,
    Round,
    SharePayment,
)
from gongyou.collective.services import withdrawals as services
from gongyou.collective.views.shared import header
from gongyou.vault.public import Right, access

# noun: model, what it is called, the tab to go back to
NOUNS = {
    "round": (Round, _("a round of talks"), "bargaining"),
    "report": (ReportBack, _("a report-back"), "bargaining"),
    "vote": (Ratification, _("a vote of the members"), "bargaining"),
    "agreement": (Agreement, _("an agreement"), "bargaining"),
    "promise": (Promise, _("a promise"), "promises"),
    "payment": (SharePayment, _("a payment"), "promises"),
    "event": (Event, _("an event of the chronicle"), "chronicle"),
}
STANDS = {
    "payments": _("Payments rest on it: withdraw these first."),
    "agreement": _("An agreement rests on this vote: withdraw that first."),
    "offers": _("Offers were made in this round: they would stand nowhere."),
}


class WithdrawalForm(forms.Form):
    """Why a record is withdrawn."""

    why = forms.ChoiceField(label=_("Why"), choices=codes.WITHDRAWN_WHY[:-1])


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def withdrawal(request, noun, pk):
    """What would be withdrawn, and the reason."""
    if noun not in NOUNS:
        raise Http404
    model, called, tab = NOUNS[noun]
    query = model.objects.select_related("case__employer", "case__compartment")
    record = query.get_for(request.actor, Right.WRITE, pk=pk)
    form = WithdrawalForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(by=request.actor, record=record, **form.cleaned_data)
        except services.Stands as error:
            form.add_error(None, STANDS[error.args[0]])
        else:
            return redirect(f"collective:{tab}", record.case_id)
    context = header(request, record.case, tab) | {
        "form": form,
        "called": called,
        "record": record,
        "back": f"collective:{tab}",
    }
    status = 422 if form.errors else 200
    return render(request, "collective/withdrawal.html", context, status=status)
