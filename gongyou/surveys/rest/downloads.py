"""Files of all answers: submissions.csv, submissions.csv.zip, submissions.geojson."""

import zipfile

from django.http import FileResponse, HttpResponse

from gongyou.surveys.exports.files import csv_of
from gongyou.surveys.exports.tables import Shape
from gongyou.surveys.odata import Options, Values, field_names
from gongyou.surveys.odata_filter import answer, read_filter
from gongyou.surveys.queries import opened
from gongyou.surveys.queries.paging import Source
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.rest.calls import call
from gongyou.surveys.rest.submissions import as_download
from gongyou.surveys.rest.tables import form_for_tables
from gongyou.surveys.services import exports as acts
from gongyou.vault.public import Right, file_in_memory


def _yes(request, name: str, default: bool) -> bool:
    return request.GET.get(name, str(default)).lower() == "true"


def _taken(request, form):
    """All answers, as Central's clients ask for them: with the rejected, by what they filter."""
    names = request.actor.may(Right.READ_IDENTITY, form.survey.compartment_id)
    shape = Shape(
        split=_yes(request, "splitSelectMultiples", False),
        group_paths=_yes(request, "groupPaths", True),
        removed=_yes(request, "deletedFields", False),
    )
    rows = _rows(request, form) if request.GET.get("$filter") else None
    return acts.take(
        request.actor, form, identities=names, rejected=True, shape=shape, rows=rows,
    )  # fmt: skip


def _rows(request, form) -> list:
    """Submissions that pass `$filter`."""
    schema = reading_schema(form)
    tree = read_filter(request.GET["$filter"], field_names(schema, ""))
    page = Source(request.actor, form, schema).page("", Options(filter=request.GET["$filter"]))
    wanted = {item.instance_id for item, row in page.pairs
              if answer(tree, Values(schema, "", item, row))}  # fmt: skip
    found = opened.submissions_of(request.actor, form)
    return [row for row in found if row.instance_id in wanted]


def _tables(request, form) -> dict:
    """{file name: CSV} of every table, the questionnaire first."""
    try:
        taken = _taken(request, form)
    except acts.NothingToExport:
        taken = acts.Taken(reading_schema(form), [], reading_schema(form).fields, {}, True)
    tables = acts.file_tables(request.actor, form, taken)
    tables.pop("codebook")
    first, *others = tables
    names = {first: form.form_id, **{name: f"{form.form_id}-{name}" for name in others}}
    acts.note_carried(request.actor, form, "csv", len(taken.rows))
    return {f"{names[name]}.csv": csv_of(tables[name], mark=False) for name in tables}


@call("GET")
def submissions_csv(request, number, form_id):
    """`GET …/submissions.csv`: the questionnaire's own table."""
    form = form_for_tables(request, number, form_id)
    name, content = next(iter(_tables(request, form).items()))
    return as_download(content, name, "text/csv; charset=utf-8")


@call("GET", "POST")
def submissions_zip(request, number, form_id):
    """`GET …/submissions.csv.zip`: every table, and the files unless `attachments=false`."""
    form = form_for_tables(request, number, form_id)
    names = request.actor.may(Right.READ_IDENTITY, form.survey.compartment_id)
    # In memory only: neither answers nor files touch a disk in clear.
    made = file_in_memory()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _tables(request, form).items():
            archive.writestr(name, content)
        if names and _yes(request, "attachments", True):
            rows = {row.pk: row for row in opened.submissions_of(request.actor, form)}
            acts.add_media(request.actor, archive, rows, flat=True)
    made.seek(0)
    response = FileResponse(made, as_attachment=True, filename=f"{form.form_id}.zip")
    response.headers["Content-Type"] = "application/zip"
    return response


@call("GET")
def submissions_geojson(request, number, form_id):
    """`GET …/submissions.geojson?fieldpath=/place`."""
    form = form_for_tables(request, number, form_id)
    request.actor.require(Right.READ_IDENTITY, form.survey.compartment_id)
    path = request.GET.get("fieldpath", "").strip("/")
    try:
        content = acts.export_places(request.actor, form, path)
    except acts.NothingToExport:
        content = b'{"type":"FeatureCollection","features":[]}'
    return HttpResponse(content, content_type="application/geo+json")
