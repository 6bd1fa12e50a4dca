"""Making and changing a questionnaire on a page, step by step."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from gongyou.surveys.errors import SurveyError
from gongyou.surveys.library import CHINESE, ENGLISH, in_language, questions
from gongyou.surveys.models import Form, FormVersion, Sketch, Survey
from gongyou.surveys.queries import lookup
from gongyou.surveys.services import forms
from gongyou.surveys.sheets import SETTINGS, SURVEY, Sheets
from gongyou.surveys.xlsform.cells import cells_of
from gongyou.vault.public import Actor, Right, journal

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
MOST_ROWS = 2000


def sheets_of(sketch: Sketch) -> Sheets:
    """The sheets of a sketch."""
    return Sheets.from_cells(sketch.sheets)


def _keep(actor: Actor, sketch: Sketch, sheets: Sheets) -> Sketch:
    actor.require(Right.WRITE, sketch.survey.compartment_id)
    if len(sheets.table(SURVEY)) > MOST_ROWS:
        raise SurveyError(_("A questionnaire made here has at most 2,000 rows."), "rows")
    sketch.sheets = sheets.to_cells()
    sketch.save()
    journal.append(actor, act="surveys.sketch", subject=sketch.survey)
    return sketch


@transaction.atomic
def begin(actor: Actor, survey: Survey, *, title: str, form_id: str, languages: list) -> Sketch:
    """An empty questionnaire in some languages."""
    if not NAME.fullmatch(form_id):
        raise SurveyError(_("A form id has Latin letters, digits and underscores."), "form_id")
    sheets = Sheets.from_cells({})
    for language in languages or [ENGLISH, CHINESE]:
        for kind in ("label", "hint"):
            sheets.column(SURVEY, sheets.label_name(kind, language))
        sheets.column("choices", sheets.label_name("label", language))
    sheets.add(SETTINGS, {
        "form_title": title, "form_id": form_id, "version": "1",
        "default_language": (languages or [ENGLISH])[0],
    })  # fmt: skip
    return _keep(actor, Sketch(survey=survey, title=title), sheets)


@transaction.atomic
def from_form(actor: Actor, form: Form) -> Sketch:
    """Go on with the workbook of the draft, or of the current version."""
    version = lookup.draft(form) or form.current
    cells = cells_of(version.workbook) if version else {}
    if not cells:
        raise SurveyError(_("This version was not made from a workbook."), "no_workbook")
    Sketch.objects.filter(form=form).delete()
    sheets = Sheets.from_cells(cells)
    if form.current and version.version == form.current.version and sheets.table(SETTINGS):  # type: ignore[union-attr]
        sheets.put(SETTINGS, 0, "version", next_version(version))  # type: ignore[arg-type]
    sketch = Sketch(survey=form.survey, form=form, title=version.title)  # type: ignore[union-attr]
    return _keep(actor, sketch, sheets)


def next_version(version: FormVersion) -> str:
    """The last number of a version counted on: 2026-1 becomes 2026-2."""
    match = re.search(r"(\d+)(\D*)$", version.version)
    if match is None:
        return f"{version.version}-2" if version.version else "2"
    return f"{version.version[: match.start()]}{int(match.group(1)) + 1}{match.group(2)}"


@transaction.atomic
def put_row(
    actor: Actor, sketch: Sketch, row: int | None, values: dict[str, str], choices=None
) -> int:
    """Change a row of the survey sheet, or add one at the end; where it stands.

    Args:
        values: by column.
        choices: [code, label in each language] each, for a question that has a list.
    """
    sheets = sheets_of(sketch)
    _check_name(sheets, values.get("name", "").strip(), values.get("type", "").strip(), row)
    if row is None:
        row = sheets.add(SURVEY, values)
    else:
        for name, value in values.items():
            sheets.put(SURVEY, row, name, value)
    listed = sheets.list_of(row)
    if choices is not None and listed:
        sheets.set_choices(listed, choices)
    _keep(actor, sketch, sheets)
    return row


def _check_name(sheets: Sheets, name: str, kind: str, row: int | None) -> None:
    if kind.startswith("end"):
        return
    if not NAME.fullmatch(name):
        raise SurveyError(
            _("A name begins with a Latin letter and has letters, digits, underscores."), "name"
        )
    for number in range(len(sheets.table(SURVEY))):
        if number != row and sheets.get(SURVEY, number, "name").strip() == name \
                and not sheets.get(SURVEY, number, "type").startswith("end"):  # fmt: skip
            raise SurveyError(_("There is a question of this name already."), "name")


@transaction.atomic
def add_from_library(actor: Actor, sketch: Sketch, names: list[str]) -> int:
    """Questions of the library with their choices, in the languages of the sketch; how many."""
    sheets, done = sheets_of(sketch), 0
    there = {sheets.get(SURVEY, n, "name").strip() for n in range(len(sheets.table(SURVEY)))}
    for each in (questions()[name] for name in names if name in questions()):
        if each.name in there:
            continue
        row = sheets.add(SURVEY, {
            "type": each.type, "name": each.name, "constraint": each.constraint,
            "relevant": each.relevant,
        })  # fmt: skip
        for language in sheets.languages:
            for kind, texts in (("label", each.label), ("hint", each.hint)):
                column = sheets.label_name(kind, language)
                sheets.put(SURVEY, row, column, in_language(texts, language))
        if each.list_name and not sheets.choices_of(each.list_name):
            sheets.set_choices(each.list_name, [
                [code, *(in_language(tuple(labels), lang) for lang in sheets.languages)]
                for code, *labels in each.choices
            ])  # fmt: skip
        done += 1
    _keep(actor, sketch, sheets)
    return done


@transaction.atomic
def move_row(actor: Actor, sketch: Sketch, row: int, by: int) -> None:
    """Put a row further up or down."""
    sheets = sheets_of(sketch)
    rows = sheets.table(SURVEY)
    to = row + by
    if 0 <= row < len(rows) and 0 <= to < len(rows):
        rows[row], rows[to] = rows[to], rows[row]
        _keep(actor, sketch, sheets)


@transaction.atomic
def delete_row(actor: Actor, sketch: Sketch, row: int) -> None:
    """Take a row out; its list of choices stays for others."""
    sheets = sheets_of(sketch)
    if 0 <= row < len(sheets.table(SURVEY)):
        del sheets.table(SURVEY)[row]
        _keep(actor, sketch, sheets)


@transaction.atomic
def translate(actor: Actor, sketch: Sketch, cells: dict[tuple[str, int, str], str]) -> None:
    """Write labels and hints: {(sheet, row, column): text}."""
    sheets = sheets_of(sketch)
    for (sheet, row, column), text in cells.items():
        if row < len(sheets.table(sheet)):
            sheets.put(sheet, row, column, text)
    _keep(actor, sketch, sheets)


@transaction.atomic
def settle(actor: Actor, sketch: Sketch, settings: dict[str, str]) -> None:
    """Title, version and the other settings."""
    sheets = sheets_of(sketch)
    if not sheets.table(SETTINGS):
        sheets.add(SETTINGS, {})
    for name, value in settings.items():
        sheets.put(SETTINGS, 0, name, value)
    sketch.title = settings.get("form_title") or sketch.title
    _keep(actor, sketch, sheets)


def make_draft(actor: Actor, sketch: Sketch) -> FormVersion:
    """Check the questionnaire as an upload is checked, and keep it as the draft.

    Raises FormInvalid, SurveyError.
    """
    content = sheets_of(sketch).workbook()
    draft, _converted = forms.save_draft(actor, sketch.survey, content, form=sketch.form)
    _done(actor, sketch)
    return draft


@transaction.atomic
def _done(actor: Actor, sketch: Sketch) -> None:
    """The draft holds all of it; apart from the check, which takes seconds and no transaction."""
    Sketch.objects.filter(pk=sketch.pk).delete()
    journal.append(actor, act="surveys.sketch", subject=sketch.survey)
