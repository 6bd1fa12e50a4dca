"""Rosters: upload, mapping, cells to mend, who is new, import, undo."""

from django.contrib import messages
from django.core.exceptions import SuspiciousOperation
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gongyou.centre.forms.roster import PasswordForm, RosterForm
from gongyou.centre.models import Roster
from gongyou.centre.roster import services
from gongyou.centre.roster.parts import packed, part, unpacked
from gongyou.centre.roster.reading import CannotRead, body_of, people_in, read
from gongyou.centre.views.intake import chosen_compartment, compartment_choices
from gongyou.law import DEFAULT_LAW
from gongyou.law.schema import schema_of
from gongyou.law.workbooks import Mapping
from gongyou.ui.public import law_language, page_of
from gongyou.vault.public import Actor, Refused, Right, access

# Of each list on one page; and one sheet's columns.
PEOPLE, PROBLEMS, ASKED = 50, 40, 20


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def rosters(request):
    """The rosters so far, and a form to upload one."""
    actor = request.actor
    form = RosterForm(
        request.POST or None, request.FILES or None, compartments=compartment_choices(actor)
    )
    status = 200
    if request.method == "POST":
        status = 422
        roster = _uploaded(request, form) if form.is_valid() else None
        if roster:
            return redirect("centre:roster", roster.pk)
    found = Roster.objects.visible_to(actor, Right.WRITE).select_related("employer", "owner")
    page = page_of(found, request.GET.get("page"))
    return render(request, "centre/rosters.html", {"form": form, "page": page}, status=status)


def _uploaded(request, form):
    data = form.cleaned_data
    try:
        return services.upload_roster(
            by=request.actor,
            compartment=chosen_compartment(request.actor, data["compartment"]),
            upload=data["file"],
            employer_name=data["employer_name"],
            source=data["source"],
            pack=data["law"] or DEFAULT_LAW,
        )
    except Refused as refused:
        form.add_error("file", refused.message)
        return None


def roster_for(actor: Actor, pk) -> Roster:
    """A roster with what its page needs, or 404."""
    return Roster.objects.select_related("file", "employer", "compartment").get_for(
        actor, Right.WRITE, pk=pk
    )


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def roster(request, pk):
    """The mapping, what could not be read, who is new and who is known."""
    found = roster_for(request.actor, pk)
    body = body_of(request.actor, found)
    if request.method == "POST":
        services.keep_body(by=request.actor, roster=found, body=_changed(request.POST, body))
        address = reverse("centre:roster", args=[found.pk])
        return redirect(f"{address}?{request.GET.urlencode()}" if request.GET else address)
    context = {"roster": found, "title": found.reveal(request.actor, "title")}
    try:
        reading = read(request.actor, found, body)
    except CannotRead as refused:
        context["refused"] = refused.message(law_language())
        if refused.code in ("has_password", "wrong_password"):
            context["password_form"] = PasswordForm()
        return render(request, "centre/roster.html", context)
    if found.status == "imported":
        context["counts"] = {n: len(ids) for n, ids in found.created.items() if n != "everyone"}
        context["then"] = body.get("then")
        return render(request, "centre/roster.html", context)
    people = people_in(request.actor, found, reading, body)
    context |= _review(request, found, body, reading, people)
    return render(request, "centre/roster.html", context)


def _review(request, found, body, reading, people) -> dict:
    """A page of each list, and the columns of the sheet that is looked at."""
    lang, as_known, asked_for = law_language(), body.get("as_known", {}), request.GET.get
    mapping, column = reading.mapping.to_json(), asked_for("column", "")
    sheets = [sheet.to_json() for sheet in reading.mapping.sheets]
    at = part(sheets, "sheet", asked_for("sheet"), 1)
    choices = _fact_choices(found.pack)
    labels = {value: label for _group, rows in choices for value, label in rows}
    for each in (c for sheet in at.rows for c in sheet["columns"]):
        each["label"] = labels.get(each.get("fact"), "")
    notes = [p for p in reading.problems if p.severity == "note"]
    wrong = [p for p in reading.problems if p.severity != "note"]
    problems = part(wrong, "problems", asked_for("problems"), PROBLEMS)
    asked = [p for p in people if p.asked and (p.is_new or p.number in as_known)]
    return {
        "sheets": [sheet["sheet"] for sheet in sheets],
        "sheet": at,
        "shown_sheet": at.number - 1,
        "mapping": packed(mapping),
        "choices": choices,
        "problems": problems,
        "problem_rows": [_problem(p, lang, body) for p in problems.rows],
        "notes": part([(p.sheet, p.cell, p.why(lang)) for p in notes], "notes",
                      asked_for("notes"), PROBLEMS),
        "fresh": part([p for p in people if p.is_new], "fresh", asked_for("fresh"), PEOPLE),
        "known": part([p for p in people if not p.is_new], "known", asked_for("known"), PEOPLE),
        "asked": part(asked, "asked", asked_for("asked"), ASKED),
        "as_new": body.get("as_new", []),
        "query": request.GET,
        "open_column": int(column) if column.isascii() and column.isdigit() else None,
    }  # fmt: skip


def _problem(problem, lang, body) -> dict:
    key = f"{problem.sheet}!{problem.cell}"
    return {
        "problem": problem,
        "why": problem.why(lang),
        "how": problem.how(lang),
        "key": key,
        "fix": body.get("fixes", {}).get(key, ""),
        "can_fix": problem.severity == "cell",
    }


def _fact_choices(pack: str) -> list[tuple[str, list]]:
    lang = law_language()
    groups = []
    for name, table in schema_of(pack).tables.items():
        columns = table.columns
        rows = [(f"{name}.{c}", column.label[lang]) for c, column in columns.items()]
        groups.append((table.label[lang], rows))
    return groups


def _changed(data, body: dict) -> dict:
    """The body after what was posted: columns, mended cells, whom to take as new."""
    body = dict(body)
    if "mapping" in data:
        body["mapping"] = _mapped(data)
    if data.get("password"):
        body["password"] = data["password"]
    fixes = dict(body.get("fixes", {}))
    for name in data:
        if name.startswith("fix:") and "!" in name:
            key, value = name.removeprefix("fix:"), data[name].strip()
            fixes.pop(key, None)
            fixes |= {key: value} if value else {}
    body["fixes"] = fixes
    if "people" in data:
        body["as_new"] = data.getlist("as_new")
    if "namesakes" in data:
        chosen = {n.removeprefix("same:"): v for n, v in data.items() if n.startswith("same:")}
        # Of those on other pages nothing was said.
        stay = {n: pk for n, pk in body.get("as_known", {}).items() if n not in chosen}
        shown = data.getlist("asked")
        stay = {n: pk for n, pk in stay.items() if n not in shown}
        body["as_known"] = stay | {number: pk for number, pk in chosen.items() if pk}
    return body


def _mapped(data) -> dict:
    try:
        held = Mapping.from_json(unpacked(data["mapping"])).to_json()
    except (ValueError, RecursionError, CannotRead) as wrong:
        raise SuspiciousOperation("a mapping that this page did not send") from wrong
    shown = data.get("shown_sheet", "")
    for number, sheet in enumerate(held["sheets"]):
        if shown and shown != str(number):
            continue
        sheet["skip"] = f"skip:{number}" in data
        for place, column in enumerate(sheet["columns"]):
            chosen = data.get(f"column:{number}:{place}")
            if chosen is not None:
                column["fact"] = chosen or None
                column["confidence"] = 1
    return Mapping.from_json(held).to_json()


@access(Right.WRITE)
@require_POST
def roster_import(request, pk):
    """Import everyone, as a whole."""
    found = roster_for(request.actor, pk)
    try:
        services.import_roster(by=request.actor, roster=found, body=body_of(request.actor, found))
    except CannotRead as refused:
        messages.error(request, refused.message(law_language()))
    return redirect("centre:roster", found.pk)


@access(Right.WRITE)
@require_POST
def roster_undo(request, pk):
    """Take the import back, as a whole."""
    found = roster_for(request.actor, pk)
    try:
        services.undo_roster(by=request.actor, roster=found)
    except services.CannotUndo:
        messages.error(request, _("Cases or intakes were added to it since; undo those first."))
    return redirect("centre:roster", found.pk)


@access(Right.WRITE)
@require_POST
def roster_drop(request, pk):
    """Throw an uploaded workbook away that is not imported."""
    services.drop_roster(by=request.actor, roster=roster_for(request.actor, pk))
    return redirect("centre:rosters")
