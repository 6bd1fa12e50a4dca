"""Pages of what-if questions: reforms, one reform with its check, one comparison, its export."""

import csv
import io

from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from gongyou.advocacy.forms.reforms import ReformForm, RunForm
from gongyou.advocacy.models import SavedReform, WhatIf
from gongyou.advocacy.services import reforms as acts
from gongyou.advocacy.views.choices import choices, compartments
from gongyou.advocacy.what_if.populations import of_cases, of_file
from gongyou.law import DEFAULT_LAW, load_pack
from gongyou.law.reforms import ReformError, load_reform
from gongyou.ui.public import download, law_language, page_of, render_form
from gongyou.vault.public import Right, access

NOBODY = _("There is nobody to compute it for.")
EXAMPLE = """reform: my-reform
title: {en: "", zh-hans: ""}
pack: LAW
source: ""
changes:
  - figure: NAME
    where: {place: ""}
    from: 2026-01-01
    set: 0
"""


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def reforms(request):
    """All reforms, and a new one by text or file."""
    initial = {"text": EXAMPLE.replace("LAW", DEFAULT_LAW)}
    form = ReformForm(
        request.POST or None, request.FILES or None, initial=initial, compartments=choices(request)
    )
    if request.method == "POST" and form.is_valid():
        place = compartments(request)[form.cleaned_data["compartment"]]
        made = acts.save_reform(by=request.actor, compartment=place, text=form.cleaned_data["text"])
        return redirect("advocacy:reform", made.pk)
    page = page_of(SavedReform.objects.visible_to(request.actor), request.GET.get("page"))
    lang = law_language()
    rows = [(r, load_reform(r.text).said(lang), r.runs.count()) for r in page.rows]
    figures = sorted(load_pack(DEFAULT_LAW).parameters)
    context = {"form": form, "page": page, "rows": rows, "figures": figures}
    return render_form(request, "advocacy/reforms.html", context)


@access(Right.READ)
@require_http_methods(["GET", "POST"])
def reform(request, pk):
    """One reform: its text, what is to know of it, its runs, a new run."""
    right = Right.WRITE if request.method == "POST" else Right.READ
    saved = SavedReform.objects.get_for(request.actor, right, pk=pk)
    form = RunForm(
        request.POST or None, request.FILES or None, initial={"on": timezone.localdate()}
    )
    unread: list = []
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["population"] == "table":
            people = of_file(data["file"].read(), saved.law)
        else:
            people = of_cases(request.actor, saved.law)
        unread = people.problems
        if not people.people:
            form.add_error(None, NOBODY)
        elif made := _run(request, saved, people, data, form):
            return redirect("advocacy:what_if", made.pk)
    lang = law_language()
    context = {
        "saved": saved,
        "reform": load_reform(saved.text),
        "title": load_reform(saved.text).said(lang),
        "problems": [(p.level, p.at, p.text(lang)) for p in acts.problems_of(saved)],
        "form": form,
        "unread": unread[:100],
        "may_write": request.actor.may(Right.WRITE, saved.compartment_id),
    }
    return render_form(request, "advocacy/reform.html", context)


def _run(request, saved, people, data, form):
    about = getattr(data.get("file"), "name", "")[:40] if data["population"] == "table" else ""
    try:
        return acts.run_what_if(
            by=request.actor,
            saved=saved,
            population=people,
            kind=data["population"],
            about=about,
            on=data["on"],
        )
    except ReformError as error:
        for problem in error.problems:
            form.add_error(None, problem.text(law_language()))
        return None


def _found(request, pk) -> tuple[WhatIf, dict]:
    run = WhatIf.objects.select_related("reform").get_for(request.actor, pk=pk)
    return run, run.reveal(request.actor, "result") or {}


@access(Right.READ)
@require_GET
def what_if(request, pk):
    """What a reform would change: the status matrix first."""
    run, result = _found(request, pk)
    held = {(a, b): n for a, b, n in result.get("matrix", ())}
    order = ("amount", "not_due", "undetermined")
    context = {
        "run": run,
        "reform": load_reform(run.reform.text),
        "result": result,
        "order": order,
        "matrix": [(a, [held.get((a, b), 0) for b in order]) for a in order],
        "currency": result.get("currency", ""),
    }
    return render_form(request, "advocacy/what_if.html", context)


@access(Right.READ)
@require_GET
def what_if_csv(request, pk):
    """The numbers as a table: section, row, column, value."""
    run, result = _found(request, pk)
    kept = io.StringIO()
    out = csv.writer(kept)
    out.writerow(["section", "row", "column", "value"])
    out.writerow(["run", "", "reform", f"{run.reform.name} {run.reform.digest}"])
    out.writerow(["run", "", "on", run.on.isoformat()])
    for section, row, column, value in _flat(result):
        out.writerow([section, row, column, value])
    return download(f"what-if-{run.reform.name}.csv", kept.getvalue())


def _flat(result: dict):
    """Every number with where it stands."""
    for a, b, n in result.get("matrix", ()):
        yield "matrix", a, b, n
    for name in ("people", "newly_unknown", "newly_known", "partly_unknown", "at_stake", "gained",
                 "lost", "net", "mean_gain", "median_gain", "mean_loss"):  # fmt: skip
        yield "summary", "", name, result.get(name)
    for name, count in result.get("outcomes", {}).items():
        yield "outcomes", name, "people", count
    for row in result.get("entitlements", ()):
        for name in ("differs", "up", "down", "unknown", "total"):
            yield "entitlement", row["code"], name, row.get(name)
    for group, rows in result.get("groups", {}).items():
        for row in rows:
            for name in ("people", "gain", "lose", "unknown", "net"):
                yield f"by {group}", row["name"], name, row.get(name)
    for row in result.get("tenths", ()):
        for name in ("people", "gain", "lose", "unknown", "net"):
            yield "by tenth of pay", row["name"], name, row.get(name)
    for row in (result.get("estimates") or {}).get("rows", ()):
        for name in ("value", "se", "low", "high"):
            yield "estimate", f"{row['question']} {row['column']}", name, row[name]
