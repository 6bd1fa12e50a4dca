"""The chronicle: a page to read, filter and print; a file to take along."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from gongyou.collective import chronicle_file
from gongyou.collective.forms.chronicle import ChronicleFilter, EventForm
from gongyou.collective.queries import chronicle as queries
from gongyou.collective.services import chronicle as services
from gongyou.collective.services.export_chronicle import export_chronicle
from gongyou.collective.views.shared import case_for, header
from gongyou.ui.public import download, render_form
from gongyou.vault.public import Right, access


@access(Right.READ)
@require_GET
def chronicle(request, pk):
    """Events by time with figures and sources; what sources answer differently beside them."""
    case = case_for(request, pk)
    actor = request.actor
    sources = queries.sources(actor, case)
    kinds = case.events.values_list("kind", flat=True)
    form = ChronicleFilter(
        request.GET or None, kinds=kinds, sources=[s.reference for s, _content in sources]
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    lines = queries.event_lines(actor, case, chosen)
    context = header(request, case, "chronicle") | {
        "form": form,
        "lines": lines,
        "total": case.events.count(),
        "sources": sources,
        "figures": queries.figures_by_topic(actor, case),
        "disagreements": queries.disagreements(actor, case),
        "profile": queries.profile(actor, case),
        "timeline": queries.timeline(lines) if lines else None,
    }
    return render(request, "collective/chronicle.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def event_add(request, pk):
    """Add an event by hand."""
    case = case_for(request, pk, Right.WRITE)
    form = EventForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.add_event(by=request.actor, case=case, **form.cleaned_data)
        return redirect("collective:chronicle", case.pk)
    context = header(request, case, "chronicle") | {"form": form}
    return render_form(request, "collective/event_add.html", context)


@access(Right.EXPORT, fresh=True)
@require_GET
def chronicle_export(request, pk):
    """The case as a file in the form labour-case/1."""
    case = case_for(request, pk, Right.EXPORT)
    content = chronicle_file.write(export_chronicle(by=request.actor, case=case))
    return download(f"{case.code}.yaml", content)
