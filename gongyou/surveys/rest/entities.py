"""Entity lists (datasets) and their entities."""

import csv
import io
import uuid

from django.db.models import Q
from django.http import Http404

from gongyou.surveys.entity_contents import ListKeys, note_reading
from gongyou.surveys.entity_forms import whole_number
from gongyou.surveys.models import Entity, EntityList
from gongyou.surveys.odata import identifier, next_link, selected
from gongyou.surveys.odata_filter import BadFilter, compile_filter
from gongyou.surveys.odata_metadata import entity_metadata
from gongyou.surveys.queries import lookup
from gongyou.surveys.queries.opened import account_number, stamp
from gongyou.surveys.rest.calls import body_json, call
from gongyou.surveys.rest.submissions import as_download
from gongyou.surveys.rest.tables import as_metadata, options_of
from gongyou.surveys.services import lists as acts
from gongyou.vault.public import Actor, Right, safe_cell

SYSTEM = ("createdAt", "updatedAt", "creatorId", "version", "conflict")


def _list(each: EntityList, full: bool = False) -> dict:
    told = {
        "name": each.name, "projectId": each.survey.number, "createdAt": stamp(each.created_at),
        "approvalRequired": each.approval_required,
        "entities": each.entities.filter(deleted_at=None).count(),
    }  # fmt: skip
    if full:
        told["properties"] = [
            {"name": name, "odataName": identifier(name), "forms": [],
             "publishedAt": stamp(each.created_at)}
            for name in each.properties
        ]  # fmt: skip
    return told


def _find(request, number, name, right=Right.READ) -> EntityList:
    return lookup.entity_list(request.actor, lookup.survey(request.actor, number), name, right)


@call("GET", "POST")
def datasets(request, number):
    """`GET` and `POST projects/{p}/datasets`."""
    survey = lookup.survey(request.actor, number)
    if request.method == "GET":
        found = EntityList.objects.visible_to(request.actor).filter(survey=survey)
        return [_list(each, full=True) for each in found.order_by("name")]
    given = body_json(request)
    made = acts.create_list(
        request.actor, survey, name=given.text("name"),
        approval_required=bool(given.get("approvalRequired")),
    )  # fmt: skip
    return _list(made, full=True)


@call("GET")
def dataset(request, number, name):
    """`GET …/datasets/{d}`."""
    return _list(_find(request, number, name), full=True)


@call("POST")
def dataset_properties(request, number, name):
    """`POST …/datasets/{d}/properties`."""
    found = _find(request, number, name, Right.WRITE)
    acts.add_property(request.actor, found, body_json(request).text("name"))
    return {"success": True}


def _keys_to(actor: Actor, found: EntityList, rows: list[Entity]) -> ListKeys | None:
    """The keys of a list, for those who may read names; that they read these rows is noted."""
    keys = acts.key_of(actor, found.survey)
    if keys is not None:
        note_reading(actor, found.survey, rows)
    return keys


def _shown(actor: Actor, found: EntityList, row: Entity) -> dict:
    return _entity(_keys_to(actor, found, [row]), row)


def _entity(keys: ListKeys | None, each: Entity) -> dict:
    creator = account_number(each.account_id) or 0
    content = acts.read(keys, each) if keys else acts.Content("", {})
    return {
        "uuid": str(each.uuid), "creatorId": creator, "createdAt": stamp(each.created_at),
        "updatedAt": stamp(each.updated_at), "deletedAt": stamp(each.deleted_at),
        "conflict": each.conflict or None,
        "currentVersion": {
            "label": content.label, "data": content.properties, "current": True,
            "createdAt": stamp(each.updated_at or each.created_at), "creatorId": creator,
            "userAgent": "", "version": each.version,
            "baseVersion": each.version - 1 or None, "conflictingProperties": None,
        },
    }  # fmt: skip


@call("GET", "POST")
def entities(request, number, name):
    """`GET`, and `POST` of one or of many, `…/datasets/{d}/entities`."""
    right = Right.READ if request.method == "GET" else Right.WRITE
    found = _find(request, number, name, right)
    if request.method == "GET":
        rows = _newest_first(found)
        # All at once is taking them out: without that right a list tells ids and dates.
        may = request.actor.may(Right.EXPORT, found.survey.compartment_id)
        keys = _keys_to(request.actor, found, list(rows)) if may else None
        return [_entity(keys, each) for each in rows]
    given = body_json(request)
    if "entities" in given:
        acts.create_entities(request.actor, found, given.rows("entities"))
        return {"success": True}
    return _shown(request.actor, found, acts.create_entities(request.actor, found, [given])[0])


@call("GET", "PATCH", "DELETE")
def entity(request, number, name, entity_id):
    """`GET`, `PATCH ?force=true|?baseVersion=n` and `DELETE …/entities/{uuid}`."""
    right = Right.READ if request.method == "GET" else Right.WRITE
    found = _find(request, number, name, right)
    row = found.entities.filter(uuid=_uuid(entity_id), deleted_at=None).first()
    if row is None:
        raise Http404
    row.list = found
    if request.method == "DELETE":
        acts.delete_entity(request.actor, row)
        return {"success": True}
    if request.method == "PATCH":
        acts.change_entity(
            request.actor, row, body_json(request),
            base_version=whole_number(request.GET.get("baseVersion")),
            force=request.GET.get("force", "").lower() == "true",
        )  # fmt: skip
    return _shown(request.actor, found, row)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


@call("GET")
def entity_table(request, number, name):
    """`GET …/datasets/{d}.svc/Entities`."""
    found = _find(request, number, name, Right.EXPORT)
    options = options_of(request)
    read = _page_by_contents if options.filter or options.orderby else _page_by_age
    page, more, count = read(request.actor, found, options)
    base = request.build_absolute_uri(request.path.rpartition("/")[0])
    document: dict = {"@odata.context": f"{base}/$metadata#Entities", "value": page}
    if options.count:
        document["@odata.count"] = count
    if page and more:
        document["@odata.nextLink"] = next_link(base, "Entities", options, page[-1]["__id"])
    if options.select:
        document["value"] = [selected(each, options.select) for each in page]
    return document


def _newest_first(found: EntityList):
    return found.entities.filter(deleted_at=None).order_by("-created_at", "-id")


def _page_by_age(actor, found: EntityList, options) -> tuple[list[dict], bool, int | None]:
    """A page, whether there is more, and how many there are if asked; only the page is opened."""
    rows = _newest_first(found)
    asked, start = rows, options.skip
    if options.skiptoken:
        last = found.entities.filter(uuid=_uuid(options.skiptoken["id"])).first()
        if last is None:
            raise BadFilter("$skiptoken names nothing that is here")
        same = Q(created_at=last.created_at, pk__lt=last.pk)
        asked, start = rows.filter(Q(created_at__lt=last.created_at) | same), 0
    part = list(asked[start:] if options.top is None else asked[start : start + options.top + 1])
    page = part[: options.top]
    count = rows.count() if options.count else None
    return _records(actor, found, page), len(part) > len(page), count


def _page_by_contents(actor, found: EntityList, options) -> tuple[list[dict], bool, int]:
    """The same where a filter or an order asks for what they say: all are opened."""
    records = _asked(_records(actor, found, _newest_first(found)), options)
    start = _start(records, options)
    end = len(records) if options.top is None else start + options.top
    return records[start:end], end < len(records), len(records)


def _records(actor, found: EntityList, rows) -> list[dict]:
    rows = list(rows)
    keys = _keys_to(actor, found, rows)
    return [_record(keys, found, each) for each in rows]


def _asked(records: list[dict], options) -> list[dict]:
    """Those that pass the filter, in the order asked for."""
    flat = {each["__id"]: _flat(each) for each in records}
    fields = set().union(*flat.values()) if flat else {"__id"}
    fields |= {f"__system/{name}" for name in SYSTEM}
    if options.filter:
        test = compile_filter(options.filter, fields)
        records = [each for each in records if test(flat[each["__id"]])]
    for name, descending in reversed(options.orderby):
        if name not in fields:
            raise BadFilter(f"unknown field {name}")
        records = sorted(
            records, key=lambda each: str(flat[each["__id"]].get(name) or ""),
            reverse=descending,
        )  # fmt: skip
    return records


def _start(records: list[dict], options) -> int:
    if not options.skiptoken:
        return options.skip
    for number, each in enumerate(records):
        if each["__id"] == options.skiptoken["id"]:
            return number + 1
    raise BadFilter("$skiptoken names nothing that is here")


@call("GET")
def entity_service(request, number, name):
    """`GET …/datasets/{d}.svc`."""
    _find(request, number, name)
    base = request.build_absolute_uri(request.path.rstrip("/"))
    table = {"name": "Entities", "kind": "EntitySet", "url": "Entities"}
    return {"@odata.context": f"{base}/$metadata", "value": [table]}


@call("GET")
def entity_document(request, number, name):
    """`GET …/datasets/{d}.svc/$metadata`."""
    found = _find(request, number, name)
    return as_metadata(entity_metadata(found.name, found.properties))


@call("GET")
def entities_csv(request, number, name):
    """`GET …/datasets/{d}/entities.csv`."""
    found = _find(request, number, name, Right.EXPORT)
    heads = ["__id", "label", *found.properties, "__createdAt", "__creatorId", "__creatorName",
             "__updates", "__updatedAt", "__version"]  # fmt: skip
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    for each in _records(request.actor, found, _newest_first(found)):
        system = each["__system"]
        writer.writerow([
            safe_cell(value) for value in (
                each["__id"], each["label"], *(each[identifier(p)] for p in found.properties),
                *(system[head[2:]] for head in heads[-6:]),
            )
        ])  # fmt: skip
    return as_download(out.getvalue().encode(), f"{found.name}.csv", "text/csv; charset=utf-8")


def _record(keys: ListKeys | None, found: EntityList, each: Entity) -> dict:
    content = acts.read(keys, each) if keys else acts.Content("", {})
    record = {"__id": str(each.uuid), "label": content.label}
    for name in found.properties:
        record[identifier(name)] = content.properties.get(name)  # type: ignore[assignment]
    record["__system"] = {  # type: ignore[assignment]
        "createdAt": stamp(each.created_at), "updatedAt": stamp(each.updated_at),
        "creatorId": str(account_number(each.account_id) or 0), "creatorName": None,
        "updates": each.version - 1, "version": each.version, "conflict": each.conflict or None,
    }  # fmt: skip
    return record


def _flat(record: dict) -> dict:
    system = {f"__system/{name}": value for name, value in record["__system"].items()}
    own = {name: value for name, value in record.items() if name != "__system"}
    return {**own, **system}
