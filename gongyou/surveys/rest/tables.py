"""OData tables of submissions and of entities."""

from django.http import Http404
from django.utils.translation import gettext as _

from gongyou.surveys.odata import Options, identifier, render, select_items
from gongyou.surveys.odata_filter import BadFilter
from gongyou.surveys.queries import lookup, opened
from gongyou.surveys.rest.calls import call, problem
from gongyou.surveys.services import exports as acts
from gongyou.vault.public import Right


def options_of(request) -> Options:
    """`$skip`, `$top` and so on. Raises BadFilter for what is no number."""
    asked = request.GET
    try:
        return Options(
            skip=int(asked.get("$skip") or 0),
            top=int(asked["$top"]) if asked.get("$top") else None,
            count=asked.get("$count", "").lower() == "true",
            wkt=asked.get("$wkt", "").lower() == "true",
            filter=asked.get("$filter", ""),
            expand=asked.get("$expand") == "*",
            select=frozenset(p.strip() for p in asked.get("$select", "").split(",") if p.strip()),
            skiptoken=asked.get("$skiptoken", ""),
        )
    except ValueError as error:
        raise BadFilter("not a number") from error


@call("GET")
def form_table(request, number, form_id, table):
    """`GET projects/{p}/forms/{f}.svc/{table}`."""
    survey = lookup.survey(request.actor, number)
    # Whoever may read names carries them away; a researcher gets the table without identities.
    names = request.actor.may(Right.READ_IDENTITY, survey.compartment_id)
    form = lookup.form(request.actor, survey, form_id, Right.EXPORT if names else Right.READ)
    schema = lookup.schema_of(form)
    path = next((t.path for t in schema.tables if _named(t.path) == table), None)
    if path is None:
        raise Http404
    rows = list(lookup.submissions(request.actor, form))
    base = request.build_absolute_uri(request.path.rpartition("/")[0])
    try:
        options = options_of(request)
        items = select_items(opened.items(request.actor, form, rows), options)
        load = opened.loader(request.actor, form, schema, rows)
        acts.note_carried(request.actor, form, "odata", len(rows))
        return render(schema, path, items, options, base, load)
    except BadFilter as error:
        return problem(501.4, _("The filter cannot be read: %(why)s") % {"why": error})


def _named(path: str) -> str:
    return ".".join(["Submissions", *map(identifier, filter(None, path.split("/")))])


@call("GET")
def form_service(request, number, form_id):
    """`GET projects/{p}/forms/{f}.svc`: which tables there are."""
    form = lookup.form(request.actor, lookup.survey(request.actor, number), form_id)
    base = request.build_absolute_uri(request.path)
    names = [_named(each.path) for each in lookup.schema_of(form).tables]
    return {
        "@odata.context": f"{base}/$metadata",
        "value": [{"name": name, "kind": "EntitySet", "url": name} for name in names],
    }
