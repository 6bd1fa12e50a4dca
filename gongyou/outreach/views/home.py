"""What waits in outreach, and the year's report."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from gongyou.outreach.queries.due import due
from gongyou.outreach.queries.report import report as year_report
from gongyou.vault.public import Right, access


@access(Right.READ, unlocked=False)
@require_GET
def home(request):
    """What is due."""
    context = due(request.actor) | {"year": timezone.localdate().year}
    return render(request, "outreach/home.html", context)


@access(Right.EXPORT)
@require_GET
def report(request, year):
    """Numbers that may leave, for one year."""
    if not 2000 <= year <= timezone.localdate().year:
        raise Http404
    found = year_report(request.actor, year)
    # A table is asked by a cell's place, so a template must not ask it for its parts by name.
    tables = [(title, table.by, table.cells) for title, table in found.tables]
    return render(request, "outreach/report.html", {"report": found, "tables": tables})
