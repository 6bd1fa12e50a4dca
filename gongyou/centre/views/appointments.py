"""Appointments and who is on duty."""

from datetime import date, timedelta

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.centre.forms.team import AppointmentForm, DutyForm
from gongyou.centre.models import Appointment, Duty
from gongyou.centre.queries import appointments as queries
from gongyou.centre.queries.cases import case_page
from gongyou.centre.queries.team import may_be_in_charge
from gongyou.centre.services import appointments as services
from gongyou.centre.services import team
from gongyou.centre.services.withdrawals import withdraw
from gongyou.vault.public import Right, access

AHEAD = timedelta(days=13)


@access(Right.READ)
@require_GET
def appointments(request):
    """Two weeks: who comes when to whom, and who is on duty."""
    return _page(request)


def _page(request, **sent):
    actor = request.actor
    first = _first(request.GET.get("from"))
    circles = actor.compartment_ids(Right.WRITE)
    people = may_be_in_charge(circles)
    context = {
        "days": queries.agenda(actor, first, first + AHEAD),
        "first": first,
        "before": first - AHEAD - timedelta(days=1),
        "after": first + AHEAD + timedelta(days=1),
        "may_write": bool(circles),
        "forms": {
            "new": AppointmentForm(people=people, prefix="new"),
            "duty": DutyForm(people=people, prefix="duty"),
        }
        | sent,
    }
    status = 422 if sent else 200
    return render(request, "centre/appointments.html", context, status=status)


def _first(text) -> date:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return timezone.localdate()


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def appointment_new(request, pk=None):
    """Fix a time: with the worker of a case, or with somebody not yet known."""
    actor = request.actor
    case = case_page(actor, Right.WRITE, pk) if pk else None
    circle = case.compartment if case else actor.compartments(Right.WRITE)[0]
    people = may_be_in_charge([circle.pk])
    initial = {"with_whom": str(actor.account.pk)} if case else {}
    form = AppointmentForm(request.POST or None, people=people, prefix="new", initial=initial)
    if request.method == "POST" and form.is_valid():
        services.add_appointment(by=actor, case=case, compartment=circle, **form.cleaned_data)
        return redirect("centre:case", case.pk) if case else redirect("centre:appointments")
    if case is None:
        return _page(request, new=form)
    context = {"form": form, "title": _("Make an appointment"), "case": case}
    status = 422 if form.errors else 200
    return render(request, "centre/appointment.html", context, status=status)


def _one(request, pk) -> Appointment:
    query = Appointment.objects.select_related("case", "worker", "compartment")
    return query.get_for(request.actor, Right.WRITE, pk=pk)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def appointment(request, pk):
    """Another time, or withdrawn."""
    found = _one(request, pk)
    people = may_be_in_charge([found.compartment_id])
    if "withdraw" in request.POST:
        withdraw(by=request.actor, record=found, why="did_not")
        return redirect("centre:appointments")
    initial = {
        "starts_at": found.starts_at,
        "minutes": found.minutes,
        "with_whom": str(found.with_whom_id or ""),
        "about": found.reveal(request.actor, "about"),
    }
    form = AppointmentForm(request.POST or None, people=people, prefix="new", initial=initial)
    if request.method == "POST" and form.is_valid():
        services.correct_appointment(by=request.actor, appointment=found, **form.cleaned_data)
        return redirect("centre:appointments")
    context = {"form": form, "title": _("Correct the appointment"), "appointment": found}
    status = 422 if form.errors else 200
    return render(request, "centre/appointment.html", context, status=status)


@access(Right.WRITE)
@require_POST
def appointment_came(request, pk):
    """Whether they came."""
    came = {"yes": True, "no": False}.get(request.POST.get("came", ""))
    services.note_appointment(by=request.actor, appointment=_one(request, pk), came=came)
    return redirect("centre:appointments")


@access(Right.WRITE)
@require_POST
def duty_set(request):
    """Somebody is there for walk-ins."""
    actor = request.actor
    circles = actor.compartments(Right.WRITE)
    form = DutyForm(request.POST, people=may_be_in_charge([c.pk for c in circles]), prefix="duty")
    if not form.is_valid():
        return _page(request, duty=form)
    account = form.cleaned_data["account"]
    for circle in circles:
        if account in may_be_in_charge([circle.pk]):
            team.set_duty(by=actor, compartment=circle, on=form.cleaned_data["on"], account=account)
            break
    return redirect("centre:appointments")


@access(Right.WRITE)
@require_POST
def duty_drop(request, pk):
    """Somebody is not there after all."""
    found = Duty.objects.select_related("account", "compartment").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    team.drop_duty(by=request.actor, duty=found)
    return redirect("centre:appointments")
