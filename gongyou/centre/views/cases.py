"""Cases: the list, the case page with its parts, and the small acts on it."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou import law
from gongyou.centre import filters
from gongyou.centre.case_links import case_links
from gongyou.centre.forms import cases as forms
from gongyou.centre.forms.team import NoteForm, ProceedingForm
from gongyou.centre.models import Case, Deadline, Employment, SavedFilter, Task
from gongyou.centre.queries import cases as queries
from gongyou.centre.queries import team
from gongyou.centre.queries.claims import claim_page
from gongyou.centre.services import cases as services
from gongyou.centre.services import notes, proceedings
from gongyou.centre.services.desk import drop_filter, save_filter
from gongyou.ui.public import law_language, page_of, render_form
from gongyou.vault.public import Right, access, reveal_many


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def cases(request):
    """The list with its filters; names only when asked for (by post)."""
    actor = request.actor
    every = queries.cases(actor)
    filtered = filters.CaseFilter(request.GET, every, request=request)
    filtered.form.all_optional = True
    page = page_of(filtered.qs, request.GET.get("page"), rows=every)
    names = {}
    if request.method == "POST":
        names = reveal_many(actor, [case.worker for case in page.rows], ["name"])
    for case in page.rows:
        case.shown_name = names.get(case.worker_id, {}).get("name")
    saved = [
        (kept, filters.describe(kept.query))
        for kept in SavedFilter.objects.filter(owner=actor.account, page="cases")
    ]
    context = {"page": page, "filter": filtered, "saved": saved, "named": bool(names)}
    return render(request, "centre/cases.html", context)


@access(Right.READ)
@require_POST
def filter_save(request):
    """Keep the present filter of the case list."""
    query = request.POST.get("query", "")
    if query:
        save_filter(by=request.actor, page="cases", query=query)
    return redirect(f"/cases/?{query}")


@access(Right.READ)
@require_POST
def filter_drop(request, pk):
    """Forget a saved filter."""
    drop_filter(by=request.actor, pk=pk)
    return redirect("centre:cases")


def header(request, case: Case, here: str) -> dict:
    """What every part of the case page shows on top."""
    actor = request.actor
    name = None
    if actor.may(Right.READ_IDENTITY, case.compartment_id):
        name = case.worker.reveal(actor, "name")
    return {
        "case": case,
        "currency": law.load_pack(case.employment.pack).currency,
        "name": name,
        "here": here,
        "may_write": actor.may(Right.WRITE, case.compartment_id),
        "grievance_codes": [g.code for g in case.grievances.all()],
        "strip": team.strip(case),
        "may_share": actor.may(Right.SHARE, case.compartment_id),
    }


@access(Right.READ)
@require_GET
def case(request, pk):
    """Overview: claim in short, days to keep, tasks, hearings, outcome, money."""
    found = queries.case_page(request.actor, Right.READ, pk)
    version = found.employment.claims.first()
    context = header(request, found, "case")
    tasks = list(found.tasks.all())
    titles = reveal_many(request.actor, tasks, ["title"])
    context |= {
        "claim": claim_page(version, law_language(), context["grievance_codes"])
        if version
        else None,
        "summary": found.reveal(request.actor, "summary"),
        "deadlines": [d for d in found.deadlines.all() if not d.done_on],
        "met": [d for d in found.deadlines.all() if d.done_on],
        "tasks": [(task, titles.get(task.pk, {}).get("title")) for task in tasks],
        "hearings": found.hearings.all(),
        "outcomes": found.outcomes.all(),
        "payments": found.payments.all(),
        "intakes": found.intakes.all(),
        "links": case_links(request.actor, found),
        "proceedings": _with_texts(request.actor, found.proceedings.all()),
        "forms": {
            "deadline": forms.DeadlineForm(prefix="deadline"),
            "task": forms.TaskForm(prefix="task"),
            "hearing": forms.HearingForm(prefix="hearing"),
            "filing": forms.FilingForm(prefix="filing"),
            "outcome": forms.OutcomeForm(prefix="outcome"),
            "payment": forms.PaymentForm(prefix="payment"),
            "proceeding": ProceedingForm(prefix="proceeding"),
        },
    }
    return render(request, "centre/case.html", context)


def _with_texts(actor, rows) -> list[tuple]:
    """Each row with its sealed texts, for those who may read them."""
    found = list(rows)
    names = ["number", "decider", "other_agent"]
    texts = reveal_many(actor, found, names)
    return [(row, texts.get(row.pk, {})) for row in found]


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def case_edit(request, pk):
    """Status, route, who is in charge, grievances, summary."""
    found = queries.case_page(request.actor, Right.WRITE, pk)
    members = team.may_be_in_charge([found.compartment_id])
    initial = {
        "status": found.status,
        "closed_why": found.closed_why,
        "route": found.route,
        "assigned_to": str(found.assigned_to_id or ""),
        "grievances": [g.code for g in found.grievances.all()],
        "summary": found.reveal(request.actor, "summary"),
    }
    form = forms.CaseForm(request.POST or None, initial=initial, members=members)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        chosen = {str(member.pk): member for member in members}
        values["assigned_to"] = chosen.get(values["assigned_to"])
        services.change_case(by=request.actor, case=found, **values)
        return redirect("centre:case", found.pk)
    context = header(request, found, "case") | {"form": form}
    return render_form(request, "centre/case_form.html", context)


@access(Right.WRITE)
@require_POST
def case_open(request, pk):
    """Open a case for a spell of work that has none."""
    found = Employment.objects.select_related("worker", "employer", "compartment").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    opened = services.open_case(
        by=request.actor, employment=found, assigned_to=request.actor.account
    )
    return redirect("centre:case", opened.pk)


ADDS = {
    "deadline": (forms.DeadlineForm, services.add_deadline),
    "hearing": (forms.HearingForm, services.add_hearing),
    "filing": (forms.FilingForm, services.record_filing),
    "outcome": (forms.OutcomeForm, services.record_outcome),
    "payment": (forms.PaymentForm, services.record_payment),
    "note": (NoteForm, notes.write_note),
    "proceeding": (ProceedingForm, proceedings.add_proceeding),
}
SHOWN_ON = {"note": "centre:case_timeline"}


@access(Right.WRITE)
@require_POST
def case_add(request, pk, noun):
    """Add a deadline, task, hearing, outcome or payment to the case."""
    found = queries.case_page(request.actor, Right.WRITE, pk)
    if noun == "task":
        form = forms.TaskForm(request.POST, prefix="task")
        if form.is_valid():
            services.add_task(
                by=request.actor,
                compartment=found.compartment,
                case=found,
                assigned_to=request.actor.account,
                **form.cleaned_data,
            )
            return redirect("centre:case", found.pk)
    else:
        if noun not in ADDS:
            raise Http404
        form_class, act = ADDS[noun]
        form = form_class(request.POST, prefix=noun)  # type: ignore[assignment]
        if form.is_valid():
            act(by=request.actor, case=found, **form.cleaned_data)  # type: ignore[operator]
            return redirect(SHOWN_ON.get(noun, "centre:case"), found.pk)
    context = header(request, found, "case") | {"form": form, "noun": noun}
    return render(request, "centre/case_form.html", context, status=422)


@access(Right.WRITE)
@require_POST
def deadline_done(request, pk):
    """Tick a deadline off."""
    found = Deadline.objects.select_related("case__worker").get_for(
        request.actor, Right.WRITE, pk=pk
    )
    services.finish_deadline(by=request.actor, deadline=found)
    return _back(request, found.case_id)


@access(Right.WRITE)
@require_POST
def task_done(request, pk):
    """Tick a task off."""
    found = Task.objects.select_related("case").get_for(request.actor, Right.WRITE, pk=pk)
    services.finish_task(by=request.actor, task=found)
    return _back(request, found.case_id)


def _back(request, case_id):
    if request.POST.get("back") == "home" or not case_id:
        return redirect("/")
    return redirect("centre:case", case_id)


@access(Right.READ)
@require_GET
def case_timeline(request, pk):
    """Everything that happened, from journal, facts, hearings, outcomes and payments."""
    found = queries.case_page(request.actor, Right.READ, pk)
    context = header(request, found, "timeline")
    only = "contacts" if request.GET.get("only") == "contacts" else ""
    context["rows"] = queries.timeline(request.actor, found, only)
    context |= {"only": only, "form": NoteForm(prefix="note")}
    return render(request, "centre/case_timeline.html", context)
