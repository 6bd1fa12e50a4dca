"""Comparisons of cases, and the two routes."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.collective.public import CollectiveCase
from gongyou.fieldwork.forms import cases as forms
from gongyou.fieldwork.models import Comparison, Condition
from gongyou.fieldwork.queries import comparing, routes
from gongyou.fieldwork.services import comparing as services
from gongyou.ui.public import render_form
from gongyou.vault.public import Right, access


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def comparison_new(request):
    """Put cases side by side."""
    form = forms.ComparisonForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        wanted = CollectiveCase.objects.visible_to(request.actor).in_bulk(data["cases"])
        made = services.compare_cases(
            by=request.actor,
            compartment=form.places[data["place"]],
            title=data["title"],
            cases=list(wanted.values()),
            outcome=data["outcome"],
            conditions=tuple(data["conditions"]),
        )
        return redirect("fieldwork:comparison", made.pk)
    context = {"form": form, "form_title": _("Compare cases")}
    return render_form(request, "fieldwork/case_form.html", context)


def comparison_for(request, pk, right: Right = Right.READ) -> Comparison:
    """The comparison, or 404."""
    return Comparison.objects.select_related("compartment").get_for(request.actor, right, pk=pk)


@access(Right.READ)
@require_GET
def comparison(request, pk):
    """Table of conditions, truth table, solutions, robustness, chance."""
    found = comparison_for(request, pk)
    actor = request.actor
    table = comparing.table(actor, found)
    result = comparing.solve(table, found)
    lang = "zh-hans" if (get_language() or "").startswith("zh") else "en"
    context = {
        "comparison": found,
        "title": found.reveal(actor, "title") or str(found),
        "table": table,
        "head": [(c, table.labels[c.pk], table.letters[c.pk]) for c in table.conditions],
        "rows": [(table.names[row[0].case.pk], row) for row in table.rows if row],
        "result": result,
        "refused": result.refused.message(lang) if result.refused else "",
        "may_write": actor.may(Right.WRITE, found.compartment_id),
        "may_export": actor.may(Right.EXPORT, found.compartment_id),
        "condition_form": forms.ConditionForm(prefix="c"),
        "cut_form": forms.CutForm(initial={"cut": found.cut, "n_cut": found.n_cut}, prefix="k"),
    }
    return render(request, "fieldwork/comparison.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def condition_new(request, pk):
    """Add a condition or the outcome."""
    found = comparison_for(request, pk, Right.WRITE)
    form = forms.ConditionForm(request.POST or None, prefix="c")
    if request.method == "POST" and form.is_valid():
        services.add_condition(by=request.actor, comparison=found, **form.values())
        return redirect("fieldwork:comparison", found.pk)
    return _form(request, found, form, _("Add a condition"))


def _form(request, comparison, form, title):
    context = {"comparison": comparison, "form": form, "form_title": title}
    return render_form(request, "fieldwork/case_form.html", context)


def condition_for(request, pk) -> Condition:
    """A condition, or 404."""
    return Condition.objects.select_related("comparison__compartment").get_for(
        request.actor, Right.WRITE, pk=pk
    )


@access(Right.WRITE)
@require_POST
def condition_drop(request, pk):
    """Take a condition out."""
    row = condition_for(request, pk)
    services.drop_condition(by=request.actor, condition=row)
    return redirect("fieldwork:comparison", row.comparison_id)


@access(Right.WRITE)
@require_POST
def condition_expect(request, pk):
    """Say what is expected of a condition."""
    row = condition_for(request, pk)
    meant = {"": None, "0": 0, "1": 1}
    asked = request.POST.get("expected", "")
    if asked not in meant:
        raise Http404
    services.expect(by=request.actor, condition=row, expected=meant[asked])
    return redirect("fieldwork:comparison", row.comparison_id)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def membership(request, pk, case):
    """Set a value by hand, with what it rests on."""
    row = condition_for(request, pk)
    held = CollectiveCase.objects.get_for(request.actor, Right.READ, pk=case)
    form = forms.MembershipForm(request.POST or None, condition=row)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        services.set_membership(
            by=request.actor, condition=row, case=held, value=data["value"], why=data["why"]
        )
        return redirect("fieldwork:comparison", row.comparison_id)
    return _form(request, row.comparison, form, _("Set a value"))


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def cut(request, pk):
    """Change where the comparison cuts."""
    found = comparison_for(request, pk, Right.WRITE)
    form = forms.CutForm(request.POST or None, prefix="k")
    if request.method == "POST" and form.is_valid():
        services.change_cut(by=request.actor, comparison=found, **form.cleaned_data)
        return redirect("fieldwork:comparison", found.pk)
    return _form(request, found, form, _("Where it cuts"))


@access(Right.READ)
@require_GET
def both_routes(request):
    """The legal and the collective route, from the members' own records."""
    found = routes.compare(request.actor)
    context = {
        "found": found,
        "ends": routes.ENDS,
        "chart": _chart(found),
        "risk": _at_risk(found),
    }
    return render(request, "fieldwork/routes.html", context)


WORDS = {
    "collective": lambda: _("collective route only"),
    "legal": lambda: _("legal route only"),
    "both": lambda: _("both routes"),
    "paid": lambda: _("paid"),
    "given_up": lambda: _("given up"),
    "lost": lambda: pgettext("fieldwork", "lost"),
    "open": lambda: pgettext("fieldwork", "open"),
}
STEPS = 12


def _grid(found) -> list[int]:
    last = max((int(c.time[-1]) for c in found.curves.values() if len(c.time)), default=0)
    return [round(last * i / STEPS) for i in range(STEPS + 1)] if last else []


def _chart(found) -> dict | None:
    """Cumulative incidence of what at least ten people reached."""
    grid = _grid(found)
    series = []
    for column in found.columns:
        curve = found.curves.get(column.route)
        for end in ("paid", "given_up", "lost"):
            if curve is not None and (column.ends.get(end) or 0) >= routes.FEWEST:
                name = f"{WORDS[column.route]()}: {WORDS[end]()}"
                values = [round(100 * curve.at(end, day), 1) for day in grid]
                series.append({"name": name, "values": values})
    if not series:
        return None
    title = _("Of a hundred people, how many had ended so after so many days")
    return {
        "kind": "line",
        "title": title,
        "unit": "",
        "categories": [str(day) for day in grid],
        "series": series,
    }


def _at_risk(found) -> list[tuple]:
    """How many were still waiting, in steps; fewer than ten are not shown."""
    grid = _grid(found)
    rows = []
    for column in found.columns:
        curve = found.curves.get(column.route)
        if curve is None:
            continue
        counts = []
        for day in grid[::3]:
            later = [int(n) for t, n in zip(curve.time, curve.at_risk, strict=True) if t >= day]
            n = later[0] if later else 0
            counts.append((day, n if n >= routes.FEWEST else None))
        rows.append((WORDS[column.route](), counts))
    return rows
