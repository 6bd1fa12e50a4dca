"""Entity lists (datasets) and their entities."""

import uuid

from django.http import Http404
from django.utils.translation import gettext as _

from gongyou.surveys.entity_forms import whole_number
from gongyou.surveys.models import Entity, EntityList
from gongyou.surveys.odata import identifier
from gongyou.surveys.odata_filter import BadFilter, compile_filter
from gongyou.surveys.queries import lookup
from gongyou.surveys.queries.opened import account_number, stamp
from gongyou.surveys.rest.calls import body_json, call, problem
from gongyou.surveys.rest.tables import options_of
from gongyou.surveys.services import lists as acts
from gongyou.vault.public import Right

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
        request.actor, survey, name=str(given["name"]),
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
    acts.add_property(request.actor, found, str(body_json(request)["name"]))
    return {"success": True}


def _entity(key: bytes | None, each: Entity) -> dict:
    creator = account_number(each.account_id) or 0
    content = acts.read(key, each) if key else acts.Content("", {})
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
    key = acts.key_of(request.actor, found.survey)
    if request.method == "GET":
        rows = found.entities.filter(deleted_at=None).order_by("-created_at", "-id")
        return [_entity(key, each) for each in rows]
    given = body_json(request)
    if "entities" in given:
        acts.create_entities(request.actor, found, given["entities"])
        return {"success": True}
    return _entity(key, acts.create_entities(request.actor, found, [given])[0])


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
    return _entity(acts.key_of(request.actor, found.survey), row)


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise Http404 from None


@call("GET")
def entity_table(request, number, name):
    """`GET …/datasets/{d}.svc/Entities`."""
    found = _find(request, number, name, Right.EXPORT)
    key = acts.key_of(request.actor, found.survey)
    records = [
        _record(key, found, each)
        for each in found.entities.filter(deleted_at=None).order_by("-created_at", "-id")
    ]
    try:
        options = options_of(request)
        if options.filter:
            fields = {"__id", *(f"__system/{name}" for name in SYSTEM)}
            test = compile_filter(options.filter, fields)
            records = [each for each in records if test(_flat(each))]
    except BadFilter as error:
        return problem(501.4, _("The filter cannot be read: %(why)s") % {"why": error})
    end = None if options.top is None else options.skip + options.top
    base = request.build_absolute_uri(request.path.rpartition("/")[0])
    document = {
        "@odata.context": f"{base}/$metadata#Entities",
        "value": records[options.skip : end],
    }
    if options.count:
        document["@odata.count"] = len(records)  # type: ignore[assignment]
    if options.select:
        wanted = options.select
        document["value"] = [{k: v for k, v in r.items() if k in wanted} for r in document["value"]]  # type: ignore[attr-defined]
    return document


def _record(key: bytes | None, found: EntityList, each: Entity) -> dict:
    content = acts.read(key, each) if key else acts.Content("", {})
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
    return {"__id": record["__id"], **system}
