"""The list of collective cases, the board of one, and the acts of the board."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.centre.public import add_employer
from gongyou.collective import chronicle_file, codes
from gongyou.collective.forms import case as forms
from gongyou.collective.models import HelpRequest
from gongyou.collective.queries import board, chronicle
from gongyou.collective.services import cases as services
from gongyou.collective.services.import_chronicle import import_chronicle
from gongyou.collective.views.shared import case_for, form_page, header
from gongyou.ui.public import render_form
from gongyou.vault.public import Actor, Right, access, reveal_many


def compartments(actor: Actor) -> list[tuple[str, str]]:
    """Where somebody may open a case."""
    return [(str(c.pk), c.title(actor) or c.ref) for c in actor.compartments(Right.WRITE)]


def chosen(actor: Actor, pk):
    """The compartment of a form."""
    return next(c for c in actor.compartments(Right.WRITE) if str(c.pk) == pk)


@access(Right.READ)
@require_GET
def cases(request):
    """All collective cases that the reader may see."""
    rows = list(board.cases(request.actor))
    titles = reveal_many(request.actor, rows, ["title"])
    lines = [(case, (titles.get(case.pk) or {}).get("title")) for case in rows]
    may_write = request.actor.may_somewhere(Right.WRITE)
    return render(request, "collective/cases.html", {"lines": lines, "may_write": may_write})


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def case_new(request):
    """Open a case."""
    choices = compartments(request.actor)
    form = forms.CaseForm(request.POST or None, compartments=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        compartment = chosen(request.actor, data["compartment"])
        employer = add_employer(
            by=request.actor, compartment=compartment, name=data["employer_name"]
        )
        case = services.open_case(
            by=request.actor,
            compartment=compartment,
            employer=employer,
            title=data["title"],
            opened_on=data["opened_on"],
            grievances=data["grievances"],
            law=data["law"],
        )
        return redirect("collective:case", case.pk)
    return render_form(request, "collective/case_new.html", {"form": form})


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def case_import(request):
    """Open a case from a chronicle file."""
    choices = compartments(request.actor)
    form = forms.ImportForm(request.POST or None, request.FILES or None, compartments=choices)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            case = import_chronicle(
                by=request.actor,
                compartment=chosen(request.actor, data["compartment"]),
                data=chronicle_file.parse(b"".join(data["file"].chunks())),
            )
        except chronicle_file.CannotImport as refused:
            form.add_error("file", str(refused))
        else:
            return redirect("collective:chronicle", case.pk)
    return render_form(request, "collective/case_import.html", {"form": form})


@access(Right.READ)
@require_GET
def case(request, pk):
    """The board: phases, checklists, what to do next, the case over time."""
    return _board(request, case_for(request, pk))


def _board(request, found, sent=None):
    """The board; a request for help that could not be taken stays open."""
    lines = board.board(found)
    requests = list(found.helprequests.all())
    texts = reveal_many(request.actor, requests, ["asked_by", "asked_for", "promised", "how"])
    events = chronicle.event_lines(request.actor, found, {})
    context = header(request, found, "case") | {
        "phases": lines,
        "steps": board.steps(lines),
        "next_steps": board.next_steps(lines),
        "counts": board.counts_of(found),
        "requests": [(r, texts.get(r.pk, {})) for r in requests],
        "request_form": sent or forms.RequestForm(prefix="request"),
        "decision_form": forms.DecisionForm(prefix="decision"),
        "timeline": chronicle.timeline(events) if events else None,
        "firms": found.caseemployers.select_related("employer"),
        "states": codes.PHASE_STATES,
    }
    return render(request, "collective/case.html", context, status=422 if sent else 200)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def case_edit(request, pk):
    """Title, grievances, result."""
    found = case_for(request, pk, Right.WRITE)
    initial = {
        "title": found.reveal(request.actor, "title"),
        "grievances": found.grievances,
        "result": found.result,
    }
    form = forms.HeadForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_case(by=request.actor, case=found, **form.cleaned_data)
        return redirect("collective:case", found.pk)
    return form_page(request, found, "case", form, _("Change the case"))


@access(Right.WRITE)
@require_POST
def phase_set(request, pk, phase):
    """Say where a phase stands."""
    found = case_for(request, pk, Right.WRITE)
    state = request.POST.get("state", "")
    if state in dict(codes.PHASE_STATES) and 1 <= phase <= 7:
        services.set_phase(by=request.actor, case=found, phase=phase, state=state)
    return redirect("collective:case", found.pk)


@access(Right.WRITE)
@require_POST
def check_tick(request, pk, code):
    """Tick an item of a checklist, or take the tick back."""
    found = case_for(request, pk, Right.WRITE)
    services.tick(by=request.actor, case=found, code=code[:30])
    return redirect("collective:case", found.pk)


@access(Right.WRITE)
@require_POST
def request_add(request, pk):
    """Record a request for help."""
    found = case_for(request, pk, Right.WRITE)
    form = forms.RequestForm(request.POST, prefix="request")
    if not form.is_valid():
        return _board(request, found, form)
    services.record_request(by=request.actor, case=found, **form.cleaned_data)
    return redirect("collective:case", found.pk)


@access(Right.WRITE)
@require_POST
def request_decide(request, pk):
    """Decide on a request for help."""
    asked = HelpRequest.objects.select_related("case").get_for(request.actor, Right.WRITE, pk=pk)
    form = forms.DecisionForm(request.POST, prefix="decision")
    if form.is_valid():
        services.decide_request(by=request.actor, request=asked, **form.cleaned_data)
    return redirect("collective:case", asked.case_id)
