"""Making a questionnaire on a page: rows, choices, library, translations side by side."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.surveys.errors import FormInvalid, SurveyError
from gongyou.surveys.forms_sketch import LibraryForm, RowForm, SketchForm
from gongyou.surveys.models import Sketch
from gongyou.surveys.queries import lookup
from gongyou.surveys.services import sketches as acts
from gongyou.surveys.sheets import CHOICES, SETTINGS, SURVEY, Sheets
from gongyou.surveys.views.questionnaires import find
from gongyou.surveys.views.surveys import findings_page
from gongyou.ui.public import download, render_form
from gongyou.vault.public import Right, access

A_PAGE = 40


def _find(request, number, pk) -> Sketch:
    survey = lookup.survey(request.actor, number, Right.WRITE)
    found = Sketch.objects.get_for(request.actor, Right.WRITE, pk=pk, survey=survey)
    found.survey = survey
    return found


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def sketch_new(request, number):
    """Begin a questionnaire."""
    survey = lookup.survey(request.actor, number, Right.WRITE)
    form = SketchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.begin(request.actor, survey, **form.cleaned_data)
        except SurveyError as error:
            form.add_error(error.code if error.code in form.fields else None, error.message)
        else:
            return redirect("surveys:sketch", number, made.pk)
    rows = Sketch.objects.filter(survey=survey).order_by("-updated_at")
    context = {"survey": survey, "form": form, "sketches": rows}
    return render_form(request, "surveys/sketch_new.html", context)


@access(Right.WRITE)
@require_POST
def sketch_from_form(request, number, pk):
    """Change an uploaded questionnaire on a page."""
    form = find(request, number, pk, Right.WRITE)
    try:
        made = acts.from_form(request.actor, form)
    except SurveyError as error:
        messages.error(request, error.message)
        return redirect("surveys:form", number, pk)
    return redirect("surveys:sketch", number, made.pk)


@access(Right.WRITE)
@require_GET
def sketch(request, number, pk):
    """The rows of a questionnaire in their order, labels side by side."""
    row = _find(request, number, pk)
    sheets = acts.sheets_of(row)
    context = {
        "survey": row.survey, "sketch": row, "lines": _lines(sheets),
        "languages": [each or _("label") for each in sheets.languages],
        "library": LibraryForm(language=request.LANGUAGE_CODE),
        "version": sheets.get(SETTINGS, 0, "version") if sheets.table(SETTINGS) else "",
    }  # fmt: skip
    return render(request, "surveys/sketch.html", context)


def _lines(sheets: Sheets) -> list[dict]:
    depth, found = 0, []
    for number in range(len(sheets.table(SURVEY))):
        kind = sheets.get(SURVEY, number, "type").strip()
        depth -= kind.startswith(("end_", "end "))
        labels = [sheets.get(SURVEY, number, sheets.label_name("label", language))
                  for language in sheets.languages]  # fmt: skip
        found.append({
            "number": number, "type": kind, "name": sheets.get(SURVEY, number, "name"),
            "labels": labels, "indent": "· " * max(depth, 0),
        })  # fmt: skip
        depth += kind.startswith("begin")
    return found


@access(Right.WRITE)
@require_POST
def sketch_act(request, number, pk):
    """Move or delete a row, add from the library, check and keep, throw away."""
    row = _find(request, number, pk)
    how, _mark, at = request.POST.get("how", "").partition("-")
    place = int(at) if at.isdecimal() and len(at) < 6 else -1
    if how in ("up", "down"):
        acts.move_row(request.actor, row, place, -1 if how == "up" else 1)
    elif how == "delete":
        acts.delete_row(request.actor, row, place)
    elif how == "library":
        done = acts.add_from_library(request.actor, row, request.POST.getlist("picked"))
        text = ngettext("%(count)s question was added.", "%(count)s questions were added.", done)
        messages.success(request, text % {"count": done})
    elif how == "version":
        acts.settle(request.actor, row, {"version": request.POST.get("version", "").strip()[:100]})
    elif how == "check":
        return _checked(request, number, row)
    return redirect("surveys:sketch", number, pk)


def _checked(request, number, row: Sketch):
    try:
        draft = acts.make_draft(request.actor, row)
    except FormInvalid as error:
        return findings_page(request, row.survey, error.findings)
    except SurveyError as error:
        messages.error(request, error.message)
        return redirect("surveys:sketch", number, row.pk)
    return redirect("surveys:form", number, draft.form_id)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def sketch_row(request, number, pk, row=None):
    """One question: words, choices, rules."""
    sketch = _find(request, number, pk)
    sheets = acts.sheets_of(sketch)
    if row is not None and row >= len(sheets.table(SURVEY)):
        raise Http404
    form = RowForm(request.POST or None, sheets=sheets, row=row)
    if request.method == "POST" and form.is_valid():
        try:
            acts.put_row(request.actor, sketch, row, form.values(), form.choices())
        except SurveyError as error:
            form.add_error(error.code if error.code in form.fields else None, error.message)
        else:
            return redirect("surveys:sketch", number, pk)
    context = {"survey": sketch.survey, "sketch": sketch, "form": form, "row": row}
    return render_form(request, "surveys/sketch_row.html", context)


@access(Right.WRITE)
@require_http_methods(["GET", "POST"])
def sketch_words(request, number, pk):
    """All labels, hints and choices with their translations side by side."""
    sketch = _find(request, number, pk)
    sheets = acts.sheets_of(sketch)
    page = Paginator(_words(sheets), A_PAGE).get_page(request.GET.get("page"))
    if request.method == "POST":
        cells = {
            (sheet, row, column): request.POST[f"{sheet}-{row}-{number_}"].strip()
            for sheet, row, kind, _where, _cells in page.object_list
            for number_, (column, _text) in enumerate(_cells)
            if f"{sheet}-{row}-{number_}" in request.POST and kind
        }  # fmt: skip
        acts.translate(request.actor, sketch, cells)
        messages.success(request, _("Saved."))
        return redirect(f"{request.path}?page={page.number}")
    context = {
        "survey": sketch.survey, "sketch": sketch, "page": page,
        "languages": [each or _("label") for each in sheets.languages],
        "lines": [
            {"where": where, "cells": [
                {"name": f"{sheet}-{row}-{n}", "text": text, "label": f"{where} {column}"}
                for n, (column, text) in enumerate(cells)]}
            for sheet, row, _kind, where, cells in page.object_list
        ],
    }  # fmt: skip
    return render(request, "surveys/sketch_words.html", context)


def _words(sheets: Sheets) -> list[tuple]:
    """(sheet, row, kind, where, [(column, text) a language]) of every text."""
    found = []
    for sheet, kinds in ((SURVEY, ("label",)), (CHOICES, ("label",))):
        for row in range(len(sheets.table(sheet))):
            for kind in kinds:
                columns = [sheets.label_name(kind, language) for language in sheets.languages]
                cells = [(column, sheets.get(sheet, row, column)) for column in columns]
                listed = sheets.get(sheet, row, "list_name") if sheet == CHOICES else ""
                where = f"{listed} {sheets.get(sheet, row, 'name')}".strip()
                if where:
                    found.append((sheet, row, kind, where, cells))
    return found


@access(Right.WRITE)
@require_GET
def sketch_workbook(request, number, pk):
    """The questionnaire as an XLSForm workbook."""
    row = _find(request, number, pk)
    return download("questionnaire.xlsx", acts.sheets_of(row).workbook())
