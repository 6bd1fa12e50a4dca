"""Pages of indicators."""

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.advocacy import centre_figures as queries
from gongyou.advocacy.briefs import said
from gongyou.advocacy.forms import figures as forms
from gongyou.advocacy.indicators import catalogue
from gongyou.advocacy.services import figures as acts
from gongyou.centre.public import counted_tables
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, access


def language() -> str:
    """The reader's language as texts of the catalogue have it."""
    return "en" if (get_language() or "en").startswith("en") else "zh-hans"


def compartments(request, right=Right.READ) -> dict:
    """Reference → compartment, of those where they have the right."""
    return {each.ref: each for each in request.actor.compartments(right)}


def choices(request, right=Right.READ) -> list[tuple[str, str]]:
    """The same for a list."""
    held = compartments(request, right)
    return [(ref, request.actor.compartment_title(each)) for ref, each in held.items()]


@access(Right.READ, unlocked=False)
@require_GET
def indicators(request):
    """The catalogue with what the last run said."""
    run, lang = queries.last_run(request.actor), language()
    titles = {table.name: table.title for table in counted_tables(request.actor)} if run else {}
    lines = []
    for line in queries.lines(run):
        shown = [
            {
                "table": titles.get(figure.table, figure.table),
                "text": said.shown(figure, figure.values[0], lang),
            }
            for figure in line.figures
            if not figure.by
        ]
        one = line.indicator
        lines.append(
            {
                "code": one.code,
                "number": one.number,
                "name": one.name[lang],
                "theme": one.theme,
                "shown": shown,
                "lacking": line.lacking,
            }
        )
    form = forms.CompartmentForm(compartments=choices(request))
    return render(request, "advocacy/indicators.html", {"run": run, "lines": lines, "form": form})


@access(Right.READ, unlocked=False)
@require_POST
def indicators_compute(request):
    """Compute all anew."""
    form = forms.CompartmentForm(request.POST, compartments=choices(request))
    if form.is_valid():
        place = compartments(request)[form.cleaned_data["compartment"]]
        acts.compute_indicators(by=request.actor, compartment=place)
    return redirect("advocacy:indicators")


@access(Right.READ, unlocked=False)
@require_GET
def indicator(request, code):
    """One indicator: its numbers by group, and all that it opens to."""
    from django.http import Http404

    if code not in catalogue():
        raise Http404
    run, lang, one = queries.last_run(request.actor), language(), catalogue()[code]
    line = next(line for line in queries.lines(run) if line.indicator.code == code)
    tables = counted_tables(request.actor)
    titles = {table.name: table.title for table in tables}
    heads = {name: column.title for table in tables for name, column in table.columns.items()}
    figures = [
        {
            "number": number,
            "table": titles.get(figure.table, figure.table),
            "by": heads.get(figure.by, figure.by),
            "rows": said.rows(placed, lang)[1:],
            "head": said.rows(placed, lang)[0],
            "chart": said.chart(placed, lang, "bar") if figure.by else None,
            "about": said.about(figure, lang),
        }
        for number, figure in enumerate(line.figures)
        for placed in [queries.named(figure)]
    ]
    context = {
        "one": one,
        "name": one.name[lang],
        "definition": one.definition[lang],
        "caveat": one.caveat[lang],
        "figures": figures,
        "lacking": line.lacking,
        "run": run,
    }
    return render(request, "advocacy/indicator.html", context)


@access(Right.MANAGE)
@require_http_methods(["GET", "POST"])
def outside(request):
    """Name a second person outside; their passphrase is shown once."""
    mine = choices(request, Right.MANAGE)
    form = forms.OutsideForm(request.POST or None, compartments=mine)
    made = ""
    if request.method == "POST" and form.is_valid():
        place = compartments(request, Right.MANAGE)[form.cleaned_data["compartment"]]
        _row, made = acts.name_outside_second(
            by=request.actor, compartment=place, name=form.cleaned_data["name"]
        )
    return render_form(request, "advocacy/outside.html", {"form": form, "made": made})
