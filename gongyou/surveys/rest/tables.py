"""OData tables of submissions: $metadata, which tables there are, pages, one row."""

import re
from functools import partial
from urllib.parse import unquote

from django.http import Http404, HttpResponse

from gongyou.surveys.models import Form
from gongyou.surveys.odata import (
    Options,
    document,
    identifier,
    read_options,
    table_name,
    within,
)
from gongyou.surveys.odata_metadata import metadata
from gongyou.surveys.queries import lookup
from gongyou.surveys.queries.paging import Source, Walk
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.rest.calls import call
from gongyou.surveys.schema import Schema
from gongyou.surveys.services import exports as acts
from gongyou.surveys.services import walks
from gongyou.vault.public import Right

VERSION = "4.0"
STEP = re.compile(r"([^/()]+)(?:\('((?:[^']|'')*)'\))?")


def options_of(request) -> Options:
    """`$skip`, `$top` and so on. Raises BadFilter."""
    return read_options(request.GET.dict())


def form_for_tables(request, number, form_id) -> Form:
    """A form whose answers leave: whoever may read names must have the right to export."""
    survey = lookup.survey(request.actor, number)
    # Whoever may read names carries them away; a researcher gets the table without identities.
    names = request.actor.may(Right.READ_IDENTITY, survey.compartment_id)
    return lookup.form(request.actor, survey, form_id, Right.EXPORT if names else Right.READ)


def _table(request, number, form_id, table) -> tuple[Source, str]:
    """The answers of a form, and the path of the table that is named."""
    form = form_for_tables(request, number, form_id)
    schema = reading_schema(form)
    path = next((t.path for t in schema.tables if table_name(t.path) == table), None)
    if path is None:
        raise Http404
    return Source(request.actor, form, schema), path


@call("GET")
def form_table(request, number, form_id, table):
    """`GET projects/{p}/forms/{f}.svc/{table}`."""
    options = options_of(request)
    find = partial(_table, request, number, form_id, table)
    page, walk = walks.page(request.actor, request.path, options, find)
    base = request.build_absolute_uri(request.path.rpartition("/")[0])
    return _odata(request, document(walk.source.schema, walk.table, page, options, base))


@call("GET")
def form_count(request, number, form_id, table):
    """`GET projects/{p}/forms/{f}.svc/{table}/$count`: a number, by what is filtered."""
    source, path = _table(request, number, form_id, table)
    walk = Walk(source, path, options_of(request))
    found = walk.count
    acts.note_carried(request.actor, source.form, "odata", walk.opened)
    return HttpResponse(str(found), content_type="text/plain; charset=utf-8")


@call("GET")
def form_row(request, number, form_id, key, below=""):
    """`GET …/Submissions('uuid:…')`, and `…/people('…')/jobs` below it, as links name them."""
    form = form_for_tables(request, number, form_id)
    schema = reading_schema(form)
    base = request.build_absolute_uri(request.path.partition(".svc/")[0] + ".svc")
    options = options_of(request)
    path, above, one = _below(schema, unquote(below))
    source = Source(request.actor, form, schema)
    page = source.page(path, options, only=key.replace("''", "'"), above=above)
    if one:
        page.pairs = [pair for pair in page.pairs if row_named(path, *pair) == one]
    if not page.pairs and (one or not path):
        raise Http404
    acts.note_carried(request.actor, form, "odata", len(page.pairs))
    made = document(schema, path, page, options, base)
    if path and not one:
        return _odata(request, made)
    single = {"@odata.context": made["@odata.context"] + "/$entity", **made["value"][0]}
    return _odata(request, single)


def row_named(path: str, item, row) -> str:
    """The key of a row as an address has it."""
    from gongyou.surveys.odata import row_key

    return row_key(row) if path else item.instance_id


def _below(schema: Schema, text: str) -> tuple[str, str, str]:
    """(table, key of the row above, key of the row itself) of an address below a submission."""
    table, above, steps = "", "", []
    for match in STEP.finditer(text):
        steps.append(match.group(1))
        found = next(
            (t.path for t in schema.tables if t.path and t.parent == table
             and [identifier(s) for s in within(t.path, table).split("/")] == steps), None,
        )  # fmt: skip
        if found is None:
            continue
        table, steps = found, []
        if match.end() == len(text):
            return table, above, (match.group(2) or "").replace("''", "'")
        above = (match.group(2) or "").replace("''", "'")
    if text.strip("/"):
        raise Http404
    return "", "", ""


@call("GET")
def form_service(request, number, form_id):
    """`GET projects/{p}/forms/{f}.svc`: which tables there are."""
    form = lookup.form(request.actor, lookup.survey(request.actor, number), form_id)
    base = request.build_absolute_uri(request.path.rstrip("/"))
    names = [table_name(each.path) for each in reading_schema(form).tables]
    return _odata(request, {
        "@odata.context": f"{base}/$metadata",
        "value": [{"name": name, "kind": "EntitySet", "url": name} for name in names],
    })  # fmt: skip


@call("GET")
def form_metadata(request, number, form_id):
    """`GET projects/{p}/forms/{f}.svc/$metadata`."""
    form = lookup.form(request.actor, lookup.survey(request.actor, number), form_id)
    return as_metadata(metadata(reading_schema(form)))


def as_metadata(text: str) -> HttpResponse:
    """A metadata document as OData sends it."""
    response = HttpResponse(text, content_type="application/xml; charset=utf-8")
    response.headers["OData-Version"] = VERSION
    return response


def _odata(request, content: dict) -> HttpResponse:
    """JSON with as little about itself as the client asks for; `full` is answered by `minimal`."""
    import orjson

    level = "none" if wants_no_metadata(request) else "minimal"
    if level == "none":
        content = bare(content)
    response = HttpResponse(
        orjson.dumps(content), content_type=f"application/json; odata.metadata={level}"
    )
    response.headers["OData-Version"] = VERSION
    return response


def wants_no_metadata(request) -> bool:
    """Whether `$format`, or else `Accept`, says so."""
    asked = request.GET.get("$format") or request.headers.get("Accept", "")
    return "odata.metadata=none" in asked.replace(" ", "").lower()


def bare(content):
    """A document without what a client can reckon itself: contexts and links of navigation."""
    if isinstance(content, list):
        return [bare(each) for each in content]
    if not isinstance(content, dict):
        return content
    left_out = ("@odata.context", "@odata.navigationLink")
    return {key: bare(each) for key, each in content.items() if not key.endswith(left_out)}
