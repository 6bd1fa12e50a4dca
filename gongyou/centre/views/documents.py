"""Documents: for a case at once, for many with progress; Word templates of the centre."""

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.centre import filters
from gongyou.centre.documents import make, runs, texts
from gongyou.centre.documents.context import contexts
from gongyou.centre.documents.particulars import missing
from gongyou.centre.forms.documents import FORMS, LANGUAGES, DocumentForm, TemplateForm
from gongyou.centre.models import DocumentRun, DocumentTemplate
from gongyou.centre.queries import cases as queries
from gongyou.centre.queries.particulars import letterhead_of
from gongyou.centre.views.cases import header
from gongyou.centre.views.intake import chosen_compartment
from gongyou.ui.public import download, law_language, named
from gongyou.vault.public import Actor, Refused, Right, access, files

MOST = 3000
AT_ONCE = 20


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def case_documents(request, pk):
    """Choose a document of the case, get it."""
    case = queries.case_page(request.actor, Right.READ_IDENTITY, pk)
    form = DocumentForm(request.POST or None, initial={"language": law_language()})
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data
        lacking = missing_of(request.actor, case, wanted["kind"], wanted["language"])
        if lacking and not request.POST.get("anyway"):
            return _ask_first(request, case, wanted, lacking)
        content = make.make_for(
            request.actor, [case], wanted["kind"], wanted["form"], wanted["language"]
        )
        return download(f"{case.ref}.{wanted['form']}", content)
    context = header(request, case, "documents")
    context |= {
        "form": form,
        "kinds": _with_readers(case),
        "forms": FORMS,
        "languages": LANGUAGES,
        "letterhead": letterhead_of(case.compartment_id),
    }
    return render(request, "centre/case_documents.html", context)


def _with_readers(case) -> list[tuple[str, str, list]]:
    """Each kind of paper with its languages, that of its reader first."""
    kinds = []
    for kind, label in make.kinds():
        reader = make.language_of_reader(kind, case)
        kinds.append((kind, label, sorted(LANGUAGES, key=lambda pair: pair[0] != reader)))
    return kinds


def missing_of(actor: Actor, case, kind: str, language: str) -> list[str]:
    """What a paper of this case still lacks."""
    (context,) = contexts(actor, [case], language)
    return missing(kind, context, case.employment.pack)


def _ask_first(request, case, wanted: dict, lacking: list[str]) -> HttpResponse:
    """Say what an authority would send back, before anything is printed."""
    context = header(request, case, "documents") | {"wanted": wanted, "missing": lacking}
    return render(request, "centre/case_document_lacks.html", context, status=422)


@access(Right.READ_IDENTITY)
@require_GET
def claim_sheet(request, pk):
    """The claim sheet of a case as PDF."""
    case = queries.case_page(request.actor, Right.READ_IDENTITY, pk)
    language = make.language_of_reader("claim_sheet", case)
    content = make.make_for(request.actor, [case], "claim_sheet", "pdf", language)
    return download(f"{case.ref}.pdf", content)


@access(Right.READ_IDENTITY)
@require_http_methods(["GET", "POST"])
def documents(request):
    """Documents for all cases of a filter, and the runs so far."""
    actor = request.actor
    filtered = filters.CaseFilter(
        request.GET, queries.cases(actor).filter(**_readable(actor)), request=request
    )
    filtered.form.all_optional = True
    form = DocumentForm(request.POST or None, initial={"language": law_language()})
    if request.method == "POST" and form.is_valid():
        return _begin(request, filtered.qs, form.cleaned_data)
    own = DocumentRun.objects.visible_to(actor).filter(owner=actor.account)[:20]
    context = {
        "filter": filtered,
        "count": min(filtered.qs.count(), MOST),
        "form": form,
        "runs": [runs.mark_silent(run) for run in own],
    }
    return render(request, "centre/documents.html", context)


def _readable(actor: Actor) -> dict:
    return {"compartment__in": actor.compartment_ids(Right.READ_IDENTITY)}


def _begin(request, queryset, wanted):
    cases = list(queryset[:MOST])
    if not cases:
        return redirect("centre:documents")
    first = cases[0].compartment_id
    cases = [case for case in cases if case.compartment_id == first]
    if not request.POST.get("anyway"):
        lacking = lacking_of(request.actor, cases, wanted["kind"], wanted["language"])
        if lacking and "complete" not in request.POST:
            return _ask_before_many(request, cases, wanted, lacking)
        cases = [case for case in cases if case.pk not in lacking]
    if not cases:
        messages.error(request, _("None of them is complete."))
        return redirect("centre:documents")
    return _work(request.actor, runs.begin_run(by=request.actor, cases=cases, **wanted))


def lacking_of(actor: Actor, cases, kind: str, language: str) -> dict:
    """Case id → what its paper lacks, for the cases whose paper would come back."""
    found = {}
    for start in range(0, len(cases), AT_ONCE):
        part = cases[start : start + AT_ONCE]
        for case, context in zip(part, contexts(actor, part, language), strict=True):
            if lacks := missing(kind, context, case.employment.pack):
                found[case.pk] = lacks
    return found


def _ask_before_many(request, cases, wanted: dict, lacking: dict) -> HttpResponse:
    """Which papers would come back, and what each of them lacks; the most frequent first."""
    counted = Counter(text for lacks in lacking.values() for text in lacks)
    context = {
        "wanted": wanted,
        "counted": counted.most_common(),
        "rows": [(case, lacking[case.pk]) for case in cases if case.pk in lacking][:AT_ONCE],
        "lacking": len(lacking),
        "complete": len(cases) - len(lacking),
    }
    return render(request, "centre/documents_lack.html", context, status=422)


def _work(actor: Actor, run):
    """Make few documents at once, many in a thread; the run's page tells how far it is."""
    if run.total <= AT_ONCE:
        runs.work(actor, run)
    else:
        runs.start(actor, run)
    return redirect("centre:document_run", run.pk)


@access(Right.READ_IDENTITY)
@require_GET
def document_run(request, pk):
    """How far a run is; the page asks again by itself."""
    run = runs.mark_silent(DocumentRun.objects.get_for(request.actor, Right.READ_IDENTITY, pk=pk))
    template = "centre/_document_run.html" if request.htmx else "centre/document_run.html"
    return render(request, template, {"run": run})


@access(Right.WRITE)
@require_POST
def document_run_resume(request, pk):
    """Take a run up again that stopped or failed; what it made is kept."""
    run = DocumentRun.objects.get_for(
        request.actor, Right.WRITE, pk=pk, owner=request.actor.account
    )
    if runs.mark_silent(run).status in ("stopped", "failed"):
        return _work(request.actor, run)
    return redirect("centre:document_run", run.pk)


@access(Right.READ_IDENTITY)
@require_GET
def document_run_file(request, pk):
    """The finished documents of a run."""
    run = DocumentRun.objects.select_related("file").get_for(
        request.actor, Right.READ_IDENTITY, pk=pk
    )
    if run.file is None:
        raise Http404
    return named(files.serve(request.actor, run.file), f"{run.ref}.{run.ending}")


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def document_templates(request):
    """Word templates: take the built-in ones, put the centre's own in their place."""
    actor = request.actor
    compartment = chosen_compartment(actor, None)
    form = TemplateForm(request.POST or None, request.FILES or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid() and _replaced(request, compartment, form):
            return redirect("centre:document_templates")
    own = DocumentTemplate.objects.visible_to(actor).filter(replaced_on=None)
    context = {
        "form": form,
        "kinds": make.kinds(),
        "languages": LANGUAGES,
        "own": own.select_related("file"),
        "names": texts.example("en"),
    }
    return render(request, "centre/document_templates.html", context, status=status)


def _replaced(request, compartment, form) -> bool:
    data = form.cleaned_data
    try:
        make.replace_template(
            by=request.actor,
            compartment=compartment,
            kind=data["kind"],
            language=data["language"],
            upload=data["file"],
        )
    except Refused as refused:
        form.add_error("file", refused.message)
    except texts.NotWord:
        form.add_error("file", _("This is no Word file. Save it as .docx and send it again."))
    except ValueError as error:
        form.add_error("file", _("A tag in it cannot be understood: %(what)s") % {"what": error})
    return not form.errors


@access(Right.READ)
@require_GET
def document_template(request, kind, language):
    """A built-in Word template, to be changed and uploaded."""
    if kind not in dict(make.kinds()) or language not in dict(LANGUAGES):
        raise Http404
    return download(f"{kind}-{language}.docx", texts.built_in(kind, language))


@access(Right.WRITE)
@require_POST
def document_template_drop(request, pk):
    """Go back to the built-in template."""
    own = DocumentTemplate.objects.get_for(request.actor, Right.WRITE, pk=pk)
    make.drop_template(
        by=request.actor, compartment=own.compartment, kind=own.kind, language=own.language
    )
    return redirect("centre:document_templates")
