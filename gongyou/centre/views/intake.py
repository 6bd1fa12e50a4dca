"""Intake: one screen, saved while it is typed."""

import re
import secrets

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou import law
from gongyou.centre import codes
from gongyou.centre.forms.intake import IntakeForm
from gongyou.centre.laws import laws
from gongyou.centre.models import Employer, Intake, Worker
from gongyou.centre.names import name_key
from gongyou.centre.queries import people as people_queries
from gongyou.centre.services import intake as services
from gongyou.ui.public import render_form
from gongyou.vault.public import Actor, Right, access

FORM, NEW = "centre.intake", "new"
DRAFT = re.compile(r"[0-9a-f]{12}")


def compartment_choices(actor: Actor, right=Right.WRITE) -> list[tuple[str, str]]:
    """Compartments the user may write in, by title."""
    return [(str(c.pk), actor.compartment_title(c)) for c in actor.compartments(right)]


def chosen_compartment(actor: Actor, pk, right=Right.WRITE):
    """The compartment of that id among the user's, else their first."""
    mine = list(actor.compartments(right))
    return next((c for c in mine if str(c.pk) == str(pk)), mine[0] if mine else None)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def intake_new(request):
    """The form; the shell keeps what is typed, sealed, until it is recorded."""
    actor = request.actor
    choices = compartment_choices(actor)
    pack = chosen_law(request)
    form = IntakeForm(_chosen(request.POST) or None, compartments=choices, pack=pack)
    # Each intake that is begun is a draft of its own: two tabs, two people, nothing lost.
    context = {"form": form, "draft": _draft(request), "laws": other_laws(pack)}
    if request.method == "POST" and form.is_valid():
        context |= _to_choose(request, form)
        if form.is_valid():
            return _record(request, form)
    return render_form(request, "centre/intake_new.html", context)


def chosen_law(request) -> str:
    """The law that the page asks about; the centre's own unless another is chosen."""
    asked = request.POST.get("law") or request.GET.get("law")
    return asked if asked in law.pack_names() else law.DEFAULT_LAW


def other_laws(pack: str) -> list[tuple[str, str]]:
    """(name, title) of the laws that the page could ask about instead."""
    return [(name, title) for name, title in laws() if name != pack]


def _draft(request) -> str:
    """The name of this form's draft; another one for each form that is opened anew."""
    kept = request.POST.get("draft", "").removeprefix(f"{FORM}.") or request.GET.get("draft", "")
    return f"{FORM}.{kept if DRAFT.fullmatch(kept) else secrets.token_hex(6)}"


def _chosen(sent):
    """What was sent, with the choice among known people and firms, made with a script or not."""
    if not sent:
        return sent
    data = sent.copy()
    for name in ("worker", "employer"):
        choice = data.get(f"{name}_choice", "")
        if choice and not data.get(name):
            data[name] = "" if choice == NEW else choice
    return data


def _to_choose(request, form) -> dict:
    """Known firms and people of this name, to be chosen from before anything new is made."""
    data, found = form.cleaned_data, {}
    name = data["employer_name"]
    if name and not data["employer"] and request.POST.get("employer_choice") != NEW:
        near = people_queries.match_employers(request.actor, name)
        if near and name_key(name) not in {employer.name_key for employer in near}:
            found["employers"] = near
            form.add_error("employer_name", _("Is it one of these? Choose, or say that it is new."))
    if data["name"] and not data["worker"] and request.POST.get("worker_choice") != NEW:
        known = _known(request, data["name"], data["phone"])
        if known:
            found["people"] = known
            form.add_error("name", _("Is it one of these? Choose, or say that it is somebody new."))
    return found | {"term": name}


def _known(request, name: str, phone: str):
    from gongyou.centre.queries.duplicates import known_people

    if not request.actor.may_somewhere(Right.READ_IDENTITY):
        return []
    return known_people(request.actor, name, phone)


def _record(request, form):
    actor, data = request.actor, form.cleaned_data
    worker = employer = None
    if data["worker"]:
        worker = Worker.objects.get_for(actor, Right.WRITE, pk=data["worker"])
    if data["employer"]:
        employer = Employer.objects.get_for(actor, Right.READ, pk=data["employer"])
    compartment = worker.compartment if worker else chosen_compartment(actor, data["compartment"])
    recorded = services.record_intake(
        by=actor,
        compartment=compartment,
        worker=worker,
        identity=form.identity,
        employer=employer,
        employer_name=data["employer_name"],
        facts=form.facts,
        pay=form.pay,
        pack=form.pack,
        **{name: data[name] for name in PASSED},
    )
    if recorded.case:
        return redirect("centre:case_claim", recorded.case.pk)
    if recorded.employment:
        return redirect("centre:employment_claim", recorded.employment.pk)
    return redirect("centre:worker", recorded.worker.pk)


PASSED = (
    "story",
    "grievances",
    "consent",
    "channel",
    "urgency",
    "language",
    "next_step",
    "next_step_on",
    "referral",
    "referral_note",
    "received_on",
    "with_case",
)


@access(Right.WRITE)
@require_POST
def intake_match_employer(request):
    """Known employers near what is being typed."""
    term = request.POST.get("employer_name", "")
    found = people_queries.match_employers(request.actor, term)
    return render(
        request, "centre/_employer_matches.html", {"employers": found, "term": term.strip()}
    )


@access(Right.READ_IDENTITY)
@require_POST
def intake_match_worker(request):
    """People already known under this name or phone."""
    found = _known(request, request.POST.get("name", ""), request.POST.get("phone", ""))
    return render(request, "centre/_worker_matches.html", {"people": found})


@access(Right.READ)
@require_GET
def intake(request, pk):
    """One intake as it was recorded."""
    found = Intake.objects.select_related("worker", "case", "employment__employer").get_for(
        request.actor, Right.READ, pk=pk
    )
    context = {
        "intake": found,
        "story": found.reveal(request.actor, "story"),
        "referral_note": found.reveal(request.actor, "referral_note"),
        "consents": [(label, code in found.consent) for code, label in codes.CONSENTS],
    }
    return render(request, "centre/intake.html", context)
