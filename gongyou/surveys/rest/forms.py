"""Forms, drafts and their files."""

from urllib.parse import unquote

from django.http import Http404, HttpResponse

from gongyou.surveys.errors import SurveyError
from gongyou.surveys.models import Form, FormFile
from gongyou.surveys.queries import lookup
from gongyou.surveys.queries.opened import stamp
from gongyou.surveys.rest.calls import call, problem
from gongyou.surveys.schema import Schema
from gongyou.surveys.services import forms as acts
from gongyou.vault.public import Right

KINDS = {"image": "image", "audio": "audio", "video": "video"}


def _form(form: Form) -> dict:
    version = form.current or lookup.draft(form)
    return {
        "projectId": form.survey.number, "xmlFormId": form.form_id,
        "version": version.version if version else "", "hash": version.md5 if version else "",
        "name": version.title if version else None, "state": form.state, "keyId": None,
        "enketoId": None, "enketoOnceId": None, "draftToken": None,
        "createdAt": stamp(form.created_at),
        "updatedAt": stamp(version.created_at) if version else None,
        "publishedAt": stamp(form.current.published_at) if form.current else None,
    }  # fmt: skip


def _fallback(request) -> str:
    return unquote(request.headers.get("X-XlsForm-FormId-Fallback", "")) or "form"


@call("GET", "POST")
def forms(request, number):
    """`GET` and `POST projects/{p}/forms`."""
    if request.method == "GET":
        survey = lookup.survey(request.actor, number)
        return [_form(each) for each in lookup.forms(request.actor, survey)]
    survey = lookup.survey(request.actor, number, Right.WRITE)
    draft, converted = acts.save_draft(
        request.actor, survey, request.body, fallback_id=_fallback(request), new=True
    )
    if converted.warnings and request.GET.get("ignoreWarnings", "").lower() != "true":
        if not draft.form.current_id:
            acts.discard_draft(request.actor, draft.form)
        found = [each.to_json() for each in converted.warnings]
        return problem(400.16, found[0]["message"]["en"], warnings={"findings": found})
    if request.GET.get("publish", "").lower() == "true":
        acts.publish(request.actor, draft.form)
    return _form(Form.objects.select_related("current", "survey").get(pk=draft.form_id))


@call("GET", "PATCH", "DELETE")
def form(request, number, form_id):
    """`GET projects/{p}/forms/{f}`; `PATCH {state}`; `DELETE`."""
    right = Right.READ if request.method == "GET" else Right.WRITE
    found = lookup.form(request.actor, lookup.survey(request.actor, number), form_id, right)
    if request.method == "DELETE":
        acts.delete_form(request.actor, found)
        return {"success": True}
    if request.method == "PATCH":
        from gongyou.surveys.rest.calls import body_json

        state = body_json(request).text("state")
        if state not in ("open", "closing", "closed"):
            raise SurveyError("state", "state")
        acts.set_state(request.actor, found, state)
    return _form(found)


@call("GET")
def form_xml(request, number, form_id):
    """`GET projects/{p}/forms/{f}.xml`."""
    found = lookup.form(request.actor, lookup.survey(request.actor, number), form_id)
    if found.current is None:
        raise Http404
    return HttpResponse(bytes(found.current.xml), content_type="application/xml")


@call("GET")
def form_fields(request, number, form_id):
    """`GET projects/{p}/forms/{f}/fields`."""
    found = lookup.form(request.actor, lookup.survey(request.actor, number), form_id)
    schema = lookup.schema_of(found)
    tables = {table.path for table in schema.tables if table.path}
    told: dict[str, dict] = {}
    for each in schema.fields:
        _add_structure(told, each.path, tables)
        told[each.path] = _leaf(each)
    return list(told.values())


def _add_structure(told: dict, path: str, tables: set) -> None:
    """The groups and repeats above a question, each once, before what is in them."""
    steps = path.split("/")[:-1]
    for number in range(1, len(steps) + 1):
        here = "/".join(steps[:number])
        kind = "repeat" if here in tables else "structure"
        told.setdefault(here, {"path": f"/{here}", "name": steps[number - 1], "type": kind,
                               "binary": None, "selectMultiple": None})  # fmt: skip


def _leaf(each) -> dict:
    return {
        "path": f"/{each.path}", "name": each.name, "type": each.type,
        "binary": each.is_binary or None, "selectMultiple": each.is_multiple or None,
    }  # fmt: skip


@call("POST", "GET")
def draft(request, number, form_id):
    """`POST projects/{p}/forms/{f}/draft`: a new definition, or the current one to change files."""
    survey = lookup.survey(request.actor, number, Right.WRITE)
    found = lookup.form(request.actor, survey, form_id, Right.WRITE)
    if request.method == "GET":
        if lookup.draft(found) is None:
            raise Http404
        return _form(found)
    if request.body:
        _, converted = acts.save_draft(
            request.actor, survey, request.body, form=found, fallback_id=_fallback(request)
        )
        if converted.warnings and request.GET.get("ignoreWarnings", "").lower() == "false":
            found_ = [each.to_json() for each in converted.warnings]
            return problem(400.16, found_[0]["message"]["en"], warnings={"findings": found_})
    else:
        acts.copy_to_draft(request.actor, found)
    return {"success": True}


@call("POST")
def draft_publish(request, number, form_id):
    """`POST …/draft/publish?version=`."""
    survey = lookup.survey(request.actor, number, Right.WRITE)
    found = lookup.form(request.actor, survey, form_id, Right.WRITE)
    acts.publish(request.actor, found, version=request.GET.get("version"))
    return {"success": True}


def _file(each: FormFile) -> dict:
    kind = KINDS.get((each.content_type or "").partition("/")[0], "file")
    return {
        "name": each.name, "type": kind, "hash": each.md5, "blobExists": bool(each.md5),
        "exists": bool(each.md5 or each.entity_list_id), "updatedAt": stamp(each.updated_at),
        "datasetExists": each.entity_list_id is not None,
    }  # fmt: skip


@call("GET")
def draft_files(request, number, form_id):
    """`GET …/draft/attachments`."""
    survey = lookup.survey(request.actor, number)
    found = lookup.draft(lookup.form(request.actor, survey, form_id))
    if found is None:
        raise Http404
    return [_file(each) for each in found.files.all()]


@call("POST")
def draft_file(request, number, form_id, filename):
    """`POST …/draft/attachments/{name}`."""
    survey = lookup.survey(request.actor, number, Right.WRITE)
    found = lookup.draft(lookup.form(request.actor, survey, form_id, Right.WRITE))
    if found is None or filename not in Schema.from_json(found.schema).files:
        raise Http404
    slot = acts.attach_file(
        request.actor, found, name=filename, content=request.body,
        content_type=request.headers.get("Content-Type", ""),
    )  # fmt: skip
    return _file(slot)


@call("GET")
def form_files(request, number, form_id):
    """`GET …/attachments` of the published version."""
    found = lookup.form(request.actor, lookup.survey(request.actor, number), form_id)
    return [_file(each) for each in found.current.files.all()] if found.current else []
