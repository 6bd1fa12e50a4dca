"""What waits in outreach, and the year's report."""

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from gongyou.centre.public import places
from gongyou.outreach import codes
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
    materials = dict(codes.MATERIALS)
    context = {
        "report": found,
        "materials": [(materials.get(code, code), n) for code, n in found.materials.items()],
        "tables": [_in_words(table) for _name, table in found.tables],
    }
    return render(request, "outreach/report.html", context)


def _in_words(table) -> dict:
    """A table with headings and levels as people say them; None for all of a level."""
    heads = [codes.REPORTED[name][0] for name in table.by]
    rows = [
        ([_level(*pair) for pair in zip(table.by, cell.at, strict=True)], cell.shown)
        for cell in table.cells
    ]
    return {"title": " × ".join(map(str, heads)), "heads": heads, "rows": rows}


def _level(name: str, level: str | None) -> str | None:
    if level is None:
        return None
    if name == "place":
        return places.title(level) or _("not told")
    return str(dict(codes.REPORTED[name][1]).get(level, level))
