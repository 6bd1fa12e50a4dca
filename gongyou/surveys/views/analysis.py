"""Seeing what was answered: frequencies, cross tables, quality, files to take away."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from gongyou.surveys import quality
from gongyou.surveys.envelope import CannotOpen, load_private_key
from gongyou.surveys.exports.files import KINDS
from gongyou.surveys.forms import CrossForm, DesignForm, ExportForm
from gongyou.surveys.queries import analysis as queries
from gongyou.surveys.queries import book, lookup, places, sample, scales
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.services import exports
from gongyou.surveys.services import tables as acts
from gongyou.surveys.views.questionnaires import find
from gongyou.ui.public import download, render_form
from gongyou.vault.public import Right, access

BY_ITSELF = 300
QUESTIONS_A_PAGE = 40


@access(Right.READ)
@require_GET
def analysis(request, number, pk):
    """Frequencies, scales, maps and one cross table, from the table without identities."""
    form = find(request, number, pk)
    schema, language = reading_schema(form), request.LANGUAGE_CODE
    missing = acts.waiting(form).count()
    may = request.actor.may(Right.READ_IDENTITY, form.survey.compartment_id)
    if may and 0 < missing <= BY_ITSELF:
        acts.make_table(request.actor, form)
        missing = 0
    data = queries.rows(request.actor, form)
    questions = queries.askable(form, schema)
    design = DesignForm(request.GET, choices=sample.choices(form, schema, language))
    settled = queries.settled(form, data)
    drawn = sample.drawn(settled, **design.chosen())
    # With and without them the same numbers would tell what they answered.
    if too_few := 0 < drawn.left_out < queries.THRESHOLD:
        drawn = sample.drawn(settled)
    page = Paginator(questions, QUESTIONS_A_PAGE).get_page(request.GET.get("page"))
    found = [queries.frequency(drawn, schema, each, language) for each in page.object_list]
    found = [each for each in found if each]
    context = {
        "survey": form.survey, "form": form, "missing": missing, "may_make": may,
        "rejected": queries.rejected_count(request.actor, form),
        "rows": len(data), "waiting": len(data) - len(settled), "too_few_left_out": too_few,
        "frequencies": [_with_chart(each) for each in found],
        "page": page, "design": design, "left_out": drawn.left_out,
        "scales": scales.scales(schema, found, language),  # type: ignore[arg-type]
        "maps": _maps(form, schema, settled, language) if page.number == 1 else [],
        **_cross(request, drawn, schema, questions, language),
    }  # fmt: skip
    return render(request, "surveys/analysis.html", context)


def _with_chart(found):
    shown = [line for line in found.lines if line.share is not None]
    found.chart = None
    if found.kind == "shares" and shown:
        found.chart = {
            "kind": "bar", "unit": "percent", "horizontal": True,
            "categories": [line.label for line in shown],
            "series": [{"name": _("share"), "values": [line.share for line in shown]}],
        }  # fmt: skip
    return found


def _maps(form, schema, data, language) -> list:
    found = (places.map_of(form, q, data, language) for q in places.mappable(form, schema))
    return [each for each in found if each]


def _cross(request, drawn, schema, questions, language) -> dict:
    single = [each for each in questions if each.control == "select1"]
    names = [(each.path, each.label(language)) for each in single]
    asked = CrossForm(request.GET, questions=names)
    by_path = {each.path: each for each in single}
    row, column = (by_path.get(asked[name].value()) for name in ("row", "column"))
    cross, too_large = None, False
    if row and column and row is not column:
        try:
            cross = queries.cross_table(drawn, schema, row, column, language)
        except queries.TooLarge:
            too_large = True
    return {
        "asked": asked, "single": single, "cross": cross, "too_large": too_large,
        "crossed": bool(row and column),
    }  # fmt: skip


@access(Right.READ)
@require_GET
def codebook(request, number, pk):
    """What each question is called, how it was asked, what its codes mean."""
    form = find(request, number, pk)
    tables = book.tables(form, reading_schema(form), request.LANGUAGE_CODE)
    context = {"survey": form.survey, "form": form, "tables": tables}
    return render(request, "surveys/codebook.html", context)


@access(Right.READ_IDENTITY)
@require_POST
def table_make(request, number, pk):
    """Put new submissions into the table for analysis."""
    done = acts.make_table(request.actor, find(request, number, pk, Right.READ_IDENTITY))
    text = ngettext(
        "%(count)s submission was put into the table.",
        "%(count)s submissions were put into the table.",
        done,
    )
    messages.success(request, text % {"count": done})
    return redirect("surveys:analysis", number, pk)


@access(Right.READ)
@require_GET
def checks(request, number, pk):
    """Signs of copies, haste and straight lines."""
    form = find(request, number, pk)
    schema = reading_schema(form)
    data = queries.rows(request.actor, form, rejected=True)
    rows = {each.ref: each for each in lookup.submissions(request.actor, form)}
    seconds = {
        ref: (each.ended_at - each.started_at).total_seconds()
        for ref, each in rows.items()
        if each.started_at and each.ended_at
    }
    paths = [q.path for q in acts.columns(form, schema) if not q.table and not q.preload]
    scales = {q.path: q.choices for q in schema.fields if q.control == "select1" and q.choices}
    signs = [
        *quality.duplicates(data, paths),
        *quality.speeding(seconds),
        *quality.straight_lining(data, scales),
    ]
    context = {
        "survey": form.survey, "form": form, "total": len(rows),
        "signs": [(sign, rows.get(sign.submission), rows.get(sign.other)) for sign in signs],
    }  # fmt: skip
    return render(request, "surveys/checks.html", context)


@access(Right.EXPORT, fresh=True)
@require_http_methods(["GET", "POST"])
def export(request, number, pk):
    """Take the answers away as a file."""
    found = find(request, number, pk, Right.EXPORT)
    form = ExportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            key = load_private_key(given["key"].read()) if given["key"] else None
            content = _exported(request, found, given, key)
        except exports.NothingToExport as error:
            form.add_error(None, error.message)
        except CannotOpen as error:
            form.add_error(
                "key", _("The key does not open these answers: %(why)s") % {"why": error}
            )
        else:
            return _file(content, given["kind"], found.form_id)
    context = {"survey": found.survey, "form": found, "export": form}
    return render_form(request, "surveys/export.html", context)


def _exported(request, form, given: dict, key):
    if given["kind"] == "media":
        return exports.export_media(request.actor, form, rejected=given["rejected"])
    return exports.export(
        request.actor, form, given["kind"], identities=given["identities"] == "yes",
        language=request.LANGUAGE_CODE, private_key=key, rejected=given["rejected"],
    )  # fmt: skip


def _file(content, kind: str, form_id: str):
    media, suffix = KINDS[kind]
    what = "files" if kind == "media" else "answers"
    name = f"{what}-{form_id}-{timezone.localdate():%Y-%m-%d}.{suffix}"
    if not isinstance(content, bytes):
        return FileResponse(content, content_type=media, as_attachment=True, filename=name)
    return download(name, content, media)
