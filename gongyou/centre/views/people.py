"""Workers, employers, worksites."""

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.centre import codes
from gongyou.centre.forms.people import EmployerForm, EmploymentForm, WorkerForm, WorksiteForm
from gongyou.centre.forms.team import ContactForm
from gongyou.centre.models import Employer, Employment, Merge, Worker
from gongyou.centre.queries import people as queries
from gongyou.centre.queries.cases import cases
from gongyou.centre.queries.consent import verdicts
from gongyou.centre.services import own_copy
from gongyou.centre.services import people as services
from gongyou.ui.public import download, page_of, render_form
from gongyou.vault.public import Right, access, journal, reveal_many

IDENTITY = [*services.IDENTITY, "notes"]


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def workers(request):
    """The list, by pseudonym; names only when asked for (by post)."""
    found = queries.workers(request.actor)
    if term := request.GET.get("q", "").strip():
        found = found.filter(pseudonym__begins=term.upper())
    page = page_of(
        found.prefetch_related("cases", "employments__employer"), request.GET.get("page")
    )
    names = {}
    if request.method == "POST":
        names = reveal_many(request.actor, page.rows, ["name"])
    for worker in page.rows:
        worker.shown_name = names.get(worker.pk, {}).get("name")
    context = {"page": page, "q": term, "named": bool(names)}
    return render(request, "centre/workers.html", context)


@access(Right.READ)
@require_GET
def worker(request, pk):
    """One worker: who (for those who may), spells of work, cases, intakes, history."""
    actor = request.actor
    found = Worker.objects.select_related("merged_into").get_for(actor, Right.READ, pk=pk)
    family = queries.family(found)
    identity = {}
    if actor.may(Right.READ_IDENTITY, found.compartment):
        identity = reveal_many(actor, [found], IDENTITY)[found.pk]
    spells = list(queries.employments_of(actor, found))
    context = {
        "worker": found,
        "identity": identity,
        "employments": spells,
        "spell_days": queries.days_by_source(spells),
        "intakes": found.intakes.visible_to(actor).select_related("case"),
        "cases": cases(actor).filter(worker__in=family),
        "merges": Merge.objects.visible_to(actor).filter(kept=found.pk, undone_at__isnull=True),
        "history": journal.history(actor, found)[:50],
        "may_write": actor.may(Right.WRITE, found.compartment),
        "consents": _consents(found),
        "contacts": _contacts(actor, found) if identity else [],
        "contact_form": ContactForm(),
    }
    return render(request, "centre/worker.html", context)


def _contacts(actor, found) -> list[tuple]:
    rows = list(found.contacts.all())
    texts = reveal_many(actor, rows, ["value", "whose"])
    return [(row, texts.get(row.pk, {})) for row in rows]


def _consents(found) -> list[tuple]:
    told = verdicts([found])[found.pk]
    return [(label, told.get(code, "")) for code, label in codes.CONSENTS]


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def worker_edit(request, pk):
    """Correct who the worker is."""
    found = Worker.objects.get_for(request.actor, Right.WRITE, pk=pk)
    initial = reveal_many(request.actor, [found], IDENTITY)[found.pk]
    initial |= {"language": found.language}
    form = WorkerForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        services.change_worker(by=request.actor, worker=found, **form.cleaned_data)
        return redirect("centre:worker", found.pk)
    return render_form(request, "centre/worker_form.html", {"worker": found, "form": form})


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def employment_new(request, pk):
    """A further spell of work for a worker."""
    actor = request.actor
    found = Worker.objects.get_for(actor, Right.WRITE, pk=pk)
    form = EmploymentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["employer"]:
            employer = Employer.objects.get_for(actor, Right.READ, pk=data["employer"])
        else:
            employer = services.add_employer(
                by=actor, compartment=found.compartment, name=data["employer_name"]
            )
        employment = services.add_employment(by=actor, worker=found, employer=employer)
        return redirect("centre:employment_facts", employment.pk)
    return render_form(request, "centre/worker_form.html", {"worker": found, "form": form})


@access(Right.READ)
@require_GET
def employers(request):
    """Employers by name, with how many people are known there."""
    term = request.GET.get("q", "").strip()
    if term:
        context = {"found": queries.match_employers(request.actor, term, limit=50), "q": term}
    else:
        page = page_of(queries.employers(request.actor), request.GET.get("page"))
        queries.with_counts(page.rows)
        context = {"page": page, "found": page.rows, "q": ""}
    return render(request, "centre/employers.html", context)


@access(Right.READ)
@require_GET
def employer(request, pk):
    """One firm: sites, cases, spellings, history."""
    actor = request.actor
    found = Employer.objects.get_for(actor, Right.READ, pk=pk)
    context = {
        "employer": found,
        "worksites": found.worksites.all(),
        "page": page_of(queries.cases_at(actor, found), request.GET.get("page")),
        "people": Employment.objects.visible_to(actor)
        .filter(employer__in=queries.family(found))
        .count(),
        "merges": Merge.objects.visible_to(actor).filter(kept=found.pk, undone_at__isnull=True),
        "history": journal.history(actor, found)[:50],
        "may_write": actor.may(Right.WRITE, found.compartment),
    }
    return render(request, "centre/employer.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def employer_edit(request, pk):
    """Correct a firm's name or details."""
    found = Employer.objects.get_for(request.actor, Right.WRITE, pk=pk)
    form = EmployerForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        fresh = Employer.objects.get(pk=found.pk)
        services.change_employer(by=request.actor, employer=fresh, **form.cleaned_data)
        return redirect("centre:employer", found.pk)
    return render_form(request, "centre/employer_form.html", {"employer": found, "form": form})


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def worksite_new(request, pk):
    """Enter a plant or branch of a firm."""
    found = Employer.objects.get_for(request.actor, Right.WRITE, pk=pk)
    form = WorksiteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_worksite(by=request.actor, employer=found, **form.cleaned_data)
        return redirect("centre:employer", found.pk)
    return render_form(request, "centre/employer_form.html", {"employer": found, "form": form})


@access(Right.WRITE)
@require_POST
def merge_undo(request, pk):
    """Separate two records that were joined."""
    from gongyou.centre.services.merges import undo_merge

    found = Merge.objects.get_for(request.actor, Right.WRITE, pk=pk)
    undo_merge(by=request.actor, merge=found)
    return redirect(f"centre:{found.noun}", found.kept)


@access(Right.READ_IDENTITY, fresh=True)
@require_GET
def worker_copy(request, pk):
    """A worker's own copy of what is kept about them: a paper, or a file for other programs."""
    found = Worker.objects.get_for(request.actor, Right.READ_IDENTITY, pk=pk)
    if request.GET.get("form") == "json":
        content = own_copy.as_file(by=request.actor, worker=found)
        ending = "json"
    else:
        language = get_language() or ""
        content = own_copy.as_paper(by=request.actor, worker=found, language=language)
        ending = "pdf"
    return download(f"{found.ref}.{ending}", content)
