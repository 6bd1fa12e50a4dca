"""The team: caseloads, cases of nobody, handing over."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.centre.forms.team import AssignForm, ContactForm
from gongyou.centre.models import Case, Contact, SavedFilter, Worker
from gongyou.centre.queries import my_day
from gongyou.centre.queries import team as queries
from gongyou.centre.services import notes
from gongyou.centre.services import team as services
from gongyou.centre.services.desk import drop_filter, save_filter
from gongyou.centre.services.withdrawals import withdraw
from gongyou.ui.public import page_of
from gongyou.vault.public import Account, NotYours, Right, access, from_ref

MOST = 2000


@access(Right.READ)
@require_GET
def team(request):
    """Who carries how much, and how many cases nobody does."""
    actor = request.actor
    context = {
        "loads": queries.caseload(actor),
        "nobodys": queries.nobodys(queries.open_cases(actor)).count(),
        "quiet": queries.QUIET,
        "may_print": actor.may_somewhere(Right.READ_IDENTITY),
    }
    return render(request, "centre/team.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def team_cases(request, pk=None):
    """Open cases of one person, or of nobody: give them to somebody, all or those ticked."""
    actor = request.actor
    person = _person(actor, pk) if pk else None
    mine = queries.open_cases(actor).filter(compartment__in=actor.compartment_ids(Right.WRITE))
    found = mine.filter(assigned_to=person) if person else queries.nobodys(mine)
    found = found.select_related("worker", "employer", "assigned_to").order_by(
        "next_deadline", "pk"
    )
    form = AssignForm(request.POST or None, people=queries.may_be_in_charge(_circles(found)))
    if request.method == "POST" and form.is_valid():
        chosen = found if "all" in request.POST else found.filter(pk__in=_ticked(request))
        cases = list(chosen[:MOST])
        if not cases:
            form.add_error(None, _("Tick at least one case."))
        elif _handed(request, form, cases):
            return redirect("centre:team")
    page = page_of(found, request.GET.get("page"))
    context = {"person": person, "page": page, "form": form, "total": found.count()}
    status = 422 if form.errors else 200
    return render(request, "centre/team_cases.html", context, status=status)


def _handed(request, form, cases) -> bool:
    try:
        n = services.assign(by=request.actor, cases=cases, to=form.cleaned_data["to"])
    except NotYours:
        form.add_error("to", _("This person does not see all of these cases."))
        return False
    text = ngettext("%(n)s case handed over.", "%(n)s cases handed over.", n)
    messages.success(request, text % {"n": n})
    return True


def _person(actor, pk) -> Account:
    """Somebody of the actor's compartments, or 404."""
    circles = actor.compartment_ids()
    found = Account.objects.filter(pk=pk, memberships__compartment__in=circles).first()
    if found is None:
        raise Http404
    return found


def _circles(cases) -> list:
    return list(cases.order_by().values_list("compartment", flat=True).distinct())


def _ticked(request) -> list:
    known = Case.objects.visible_to(request.actor, Right.WRITE)
    refs = request.POST.getlist("case")[:MOST]
    return list(known.filter(pk__in=_uuids(refs)).values_list("pk", flat=True))


def _uuids(refs) -> list:
    found = []
    for ref in refs:
        try:
            found.append(from_ref(ref))
        except ValueError:
            continue
    return found


@access(Right.WRITE)
@require_POST
def contact_add(request, pk):
    """One more way to reach a worker."""
    worker = Worker.objects.get_for(request.actor, Right.WRITE, pk=pk)
    form = ContactForm(request.POST)
    if form.is_valid():
        notes.add_contact(by=request.actor, worker=worker, **form.cleaned_data)
        return redirect("centre:worker", worker.pk)
    context = {"worker": worker, "form": form}
    return render(request, "centre/worker_form.html", context, status=422)


@access(Right.WRITE)
@require_POST
def contact_withdraw(request, pk):
    """It does not reach the worker any more."""
    contact = Contact.objects.select_related("worker").get_for(request.actor, Right.WRITE, pk=pk)
    withdraw(by=request.actor, record=contact, why="mistake")
    return redirect("centre:worker", contact.worker_id)


@access(Right.READ)
@require_POST
def my_day_scope(request):
    """Show one's own on the first page, or everybody's."""
    kept = SavedFilter.objects.filter(owner=request.actor.account, page=my_day.PAGE)
    if request.POST.get("scope") == "all":
        save_filter(by=request.actor, page=my_day.PAGE, query="all")
    else:
        for found in kept:
            drop_filter(by=request.actor, pk=found.pk)
    return redirect("/")
