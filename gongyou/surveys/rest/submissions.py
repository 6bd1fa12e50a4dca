"""Submissions: list, send, edit, review; their files and remarks."""

from urllib.parse import quote

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from gongyou.surveys.models import Submission
from gongyou.surveys.multipart import base_name
from gongyou.surveys.openrosa.replies import SENTENCES
from gongyou.surveys.queries import lookup, opened
from gongyou.surveys.queries.reading import reading_schema
from gongyou.surveys.rest.calls import body_json, call, problem
from gongyou.surveys.services import submissions as acts
from gongyou.vault.public import Actor, Right


def _submission(each: Submission, current: str = "") -> dict:
    number = opened.number_of(each) or 0
    return {
        "instanceId": each.instance_id, "submitterId": number, "deviceId": each.device or None,
        "createdAt": opened.stamp(each.received_at), "updatedAt": opened.stamp(each.updated_at),
        "reviewState": each.review, "userAgent": None, "instanceName": None,
        "deletedAt": opened.stamp(each.deleted_at),
        "currentVersion": {
            "instanceId": current or each.instance_id, "current": True, "submitterId": number,
            "createdAt": opened.stamp(each.updated_at or each.received_at),
        },
    }  # fmt: skip


def _form(request, number, form_id, right=Right.READ):
    return lookup.form(request.actor, lookup.survey(request.actor, number), form_id, right)


def _find(request, number, form_id, instance_id, right=Right.READ) -> Submission:
    form = _form(request, number, form_id, right)
    found = lookup.submission(request.actor, form, instance_id, right)
    if found.deleted_at is not None:
        raise Http404
    found.form = form
    return found


def _outcome(request, form, outcome):
    if outcome.status >= 300:
        code = 409.3 if outcome.status == 409 else float(outcome.status) + 0.1
        return problem(code, str(SENTENCES[outcome.code]))
    return _submission(Submission.objects.select_related("collector").get(pk=outcome.submission_id))


@call("GET", "POST")
def submissions(request, number, form_id):
    """`GET` and `POST projects/{p}/forms/{f}/submissions`."""
    if request.method == "GET":
        form = _form(request, number, form_id)
        trash = request.GET.get("deleted", "").lower() == "true"
        found = (lookup.deleted if trash else lookup.submissions)(request.actor, form)
        return [_submission(each) for each in found]
    form = _form(request, number, form_id, Right.WRITE)
    outcome = acts.submit(request.actor, form, request.body, device=request.GET.get("deviceID", ""))
    return _outcome(request, form, outcome)


@call("GET", "PUT", "PATCH", "DELETE")
def submission(request, number, form_id, instance_id):
    """`GET`, `PUT` (edit), `PATCH` (review), `DELETE …/submissions/{iid}`."""
    right = Right.READ if request.method == "GET" else Right.WRITE
    found = _find(request, number, form_id, instance_id, right)
    if request.method == "PUT":
        return _outcome(request, found.form, acts.submit(request.actor, found.form, request.body))
    if request.method == "PATCH":
        given = body_json(request)
        unchecked = "reviewState" in given and given["reviewState"] is None
        acts.review(request.actor, found, None if unchecked else given.text("reviewState"))
    elif request.method == "DELETE":
        acts.delete(request.actor, found)
        return {"success": True}
    newest = found.versions.filter(number=found.edits).values_list("instance_id", flat=True).first()
    return _submission(found, newest or "")


@call("GET")
def versions(request, number, form_id, instance_id):
    """`GET …/submissions/{iid}/versions`: the instances it has been, newest first."""
    found = _find(request, number, form_id, instance_id)
    rows = found.versions.defer("xml").order_by("-number")
    return [
        {"instanceId": each.instance_id, "current": each.number == found.edits,
         "submitterId": opened.number_of(found) or 0, "deviceId": found.device or None,
         "createdAt": opened.stamp(each.received_at), "userAgent": None, "instanceName": None}
        for each in rows
    ]  # fmt: skip


@call("POST")
def submission_restore(request, number, form_id, instance_id):
    """`POST …/submissions/{iid}/restore`."""
    form = _form(request, number, form_id, Right.WRITE)
    acts.restore(request.actor, lookup.submission(request.actor, form, instance_id, Right.WRITE))
    return {"success": True}


@call("GET")
def submission_xml(request, number, form_id, instance_id):
    """`GET …/submissions/{iid}.xml`."""
    xml = opened.xml_of(request.actor, _find(request, number, form_id, instance_id))
    if xml is None:
        raise Http404
    return HttpResponse(xml, content_type="application/xml")


@call("GET")
def attachments(request, number, form_id, instance_id):
    """`GET …/attachments`."""
    found = _find(request, number, form_id, instance_id)
    listed = opened.attachments(request.actor, found, reading_schema(found.form))
    return [{"name": each["name"], "exists": each["exists"]} for each in listed]


@call("GET", "POST")
def attachment(request, number, form_id, instance_id, filename):
    """`GET` and `POST …/attachments/{name}`."""
    right = Right.READ if request.method == "GET" else Right.WRITE
    found = _find(request, number, form_id, instance_id, right)
    if request.method == "POST":
        acts.add_file(
            request.actor, found, name=base_name(filename), content=request.body,
            content_type=request.headers.get("Content-Type", ""),
        )  # fmt: skip
        return {"success": True}
    listed = opened.attachments(request.actor, found, reading_schema(found.form))
    row = next((each["row"] for each in listed if each["name"] == filename), None)
    if row is None or not row.present:
        raise Http404
    return as_download(opened.file_bytes(request.actor, row), filename)


def as_download(content: bytes, name: str, kind: str = "application/octet-stream") -> HttpResponse:
    """Foreign content: never shown, only saved."""
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


@call("GET", "POST")
def comments(request, number, form_id, instance_id):
    """`GET` and `POST …/comments`."""
    if request.method == "POST":
        found = _find(request, number, form_id, instance_id, Right.WRITE)
        body = body_json(request).text("body")
        if not body.strip():
            return problem(400.2, _("The remark is empty."))
        return _comment(request.actor, acts.comment(request.actor, found, body))
    found = _find(request, number, form_id, instance_id)
    return [_comment(request.actor, each) for each in found.comments.order_by("-created_at")]


def _comment(actor: Actor, each) -> dict:
    return {
        "body": each.reveal(actor, "body") or "",
        "actorId": opened.account_number(each.account_id) or 0,
        "createdAt": opened.stamp(each.created_at),
    }
