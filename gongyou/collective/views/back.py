"""Back to the legal route: individual cases and applications in bulk, the group filing."""

import zipfile
from io import BytesIO

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.collective.forms import back as forms
from gongyou.collective.models import BulkRun, GroupFiling
from gongyou.collective.papers import filing_blocks
from gongyou.collective.queries import roll, routes
from gongyou.collective.services import route as services
from gongyou.collective.views.shared import (
    case_for,
    header,
    note_paper,
    paper_language,
    paper_response,
)
from gongyou.ui.public import download, named
from gongyou.vault.public import Right, access, files

SMALL = 20


@access(Right.READ)
@require_GET
def back(request, pk):
    """What each route yielded; runs, filings, and how to begin them."""
    case = case_for(request, pk)
    workshops = roll.workshops(case)
    members = case.members.filter(left_on=None)
    context = header(request, case, "back") | {
        "yields": routes.compare(case),
        "counts": {
            "members": members.count(),
            "individual": members.filter(individual__isnull=False).count(),
        },
        "first": members.order_by("file_by").values_list("file_by", flat=True).first(),
        "over": members.filter(file_by__lt=timezone.localdate()).count(),
        "runs": [services.mark_silent(run) for run in case.runs.all()[:20]],
        "filings": case.filings.all(),
        "run_form": forms.RunForm(prefix="run", workshops=workshops),
        "filing_form": forms.FilingForm(prefix="filing", workshops=workshops),
        "filed_form": forms.FiledForm(prefix="filed"),
    }
    return render(request, "collective/back.html", context)


def chosen(case, data) -> list:
    """The members that a form means."""
    query = services.present(case)
    if data["who"] == "without":
        query = query.filter(individual=None)
    elif data["who"] == "workshop":
        query = query.filter(workshop=data["workshop"])
    elif data["who"] == "chosen":
        query = query.filter(worker__pseudonym__in=codes(data["pseudonyms"]))
    return list(query)


def codes(text: str) -> list[str]:
    """Pseudonyms out of what was typed."""
    return text.upper().replace(",", " ").replace("，", " ").split()


@access(Right.WRITE)
@require_POST
def run_begin(request, pk):
    """Open the individual route for many and make their applications."""
    case = case_for(request, pk, Right.READ_IDENTITY)
    form = forms.RunForm(request.POST, prefix="run", workshops=roll.workshops(case))
    members = chosen(case, form.cleaned_data) if form.is_valid() else []
    if not members:
        messages.error(request, _("Nobody was chosen."))
        return redirect("collective:back", case.pk)
    run = services.begin_run(
        by=request.actor, case=case, members=members, language=form.cleaned_data["language"]
    )
    if len(members) <= SMALL:
        services.work(request.actor, run)
    else:
        services.start(request.actor, run)
    return redirect("collective:run", run.pk)


def run_for(request, pk) -> BulkRun:
    """A run with its case, or 404."""
    query = BulkRun.objects.select_related("case__employer", "case__compartment")
    return query.get_for(request.actor, Right.READ_IDENTITY, pk=pk)


@access(Right.READ_IDENTITY)
@require_GET
def run(request, pk):
    """How far a run is; the page asks again by itself."""
    found = services.mark_silent(run_for(request, pk))
    context = {"run": found, "parts": found.parts.all()}
    if request.htmx:
        return render(request, "collective/_run.html", context)
    return render(request, "collective/run.html", header(request, found.case, "back") | context)


@access(Right.WRITE)
@require_POST
def run_resume(request, pk):
    """Go on with a run that stopped."""
    found = services.mark_silent(run_for(request, pk))
    if found.status in ("stopped", "failed"):
        services.start(request.actor, found)
    return redirect("collective:run", found.pk)


@access(Right.READ_IDENTITY)
@require_GET
def run_part(request, pk, number):
    """The documents of one part."""
    found = run_for(request, pk)
    part = found.parts.select_related("file").filter(number=number).first()
    if part is None:
        raise Http404
    return named(files.serve(request.actor, part.file), f"{found.ref}-{number}.pdf")


@access(Right.READ_IDENTITY)
@require_GET
def run_file(request, pk):
    """All parts in one ZIP."""
    found = run_for(request, pk)
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for part in found.parts.select_related("file"):
            archive.writestr(f"{part.number:03}.pdf", files.read_file(request.actor, part.file))
    return download(f"{found.ref}.zip", content.getvalue())


@access(Right.WRITE)
@require_POST
def filing_prepare(request, pk):
    """Prepare a group filing."""
    case = case_for(request, pk, Right.WRITE)
    form = forms.FilingForm(request.POST, prefix="filing", workshops=roll.workshops(case))
    members = chosen(case, form.cleaned_data) if form.is_valid() else []
    wanted = codes(form.cleaned_data.get("representatives", "")) if form.is_valid() else []
    speaking = [member for member in members if member.worker.pseudonym in wanted]
    try:
        services.prepare_filing(
            by=request.actor, case=case, members=members, representatives=speaking
        )
    except services.NotAGroup:
        text = _("A group filing needs ten applicants and three to five representatives of them.")
        messages.error(request, text)
    return redirect("collective:back", case.pk)


def filing_for(request, pk, right) -> GroupFiling:
    """A filing with its case, or 404."""
    query = GroupFiling.objects.select_related("case__employer", "case__compartment")
    return query.get_for(request.actor, right, pk=pk)


@access(Right.WRITE)
@require_POST
def filing_file(request, pk):
    """Record that it was handed in."""
    filing = filing_for(request, pk, Right.WRITE)
    form = forms.FiledForm(request.POST, prefix="filed")
    if form.is_valid():
        services.file(by=request.actor, filing=filing, on=form.cleaned_data["on"])
    return redirect("collective:back", filing.case_id)


@access(Right.READ_IDENTITY)
@require_GET
def filing_paper(request, pk):
    """The joint application in the language of the page."""
    filing = filing_for(request, pk, Right.READ_IDENTITY)
    note_paper(request, "collective.print_filing", filing.case)
    lang = paper_language(request, filing.case)
    blocks = filing_blocks(request.actor, filing, lang)
    return paper_response(request, filing.case, blocks, lang, filing.ref)
