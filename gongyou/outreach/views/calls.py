"""The hotline's log: one screen, by keyboard."""

from django.contrib import messages
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.outreach import forms
from gongyou.outreach.models import Call
from gongyou.outreach.services import calls as acts
from gongyou.outreach.views import choices, compartments
from gongyou.ui.public import page_of, render_form
from gongyou.vault.public import Right, access

NOON, EVENING = 12, 18


def _initial() -> dict:
    hour = timezone.localtime().hour
    half = "am" if hour < NOON else "pm" if hour < EVENING else "night"
    today = timezone.localdate()
    return {
        "on": today,
        "half": half,
        "channel": "phone",
        "language": "zh-hans",
        "done": "answered",
    }


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def calls(request):
    """Log a call; the calls so far; numbers to call back."""
    form = forms.CallForm(request.POST or None, initial=_initial(), compartments=choices(request))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        place = compartments(request)[data.pop("compartment")]
        acts.log_call(by=request.actor, compartment=place, **data)
        messages.success(request, _("Logged."))
        return redirect("outreach:calls")
    mine = Call.objects.visible_to(request.actor, Right.READ_IDENTITY)
    owed = [
        (call, call.reveal(request.actor, "number"))
        for call in mine.filter(done="call_back", called_back_on=None)[:50]
    ]
    context = {"form": form, "page": page_of(mine, request.GET.get("page")), "owed": owed}
    return render_form(request, "outreach/calls.html", context)


@access(Right.WRITE)
@require_POST
def call_back(request, pk):
    """It was done."""
    found = Call.objects.get_for(request.actor, Right.WRITE, pk=pk)
    acts.call_back(by=request.actor, call=found)
    return redirect("outreach:calls")
