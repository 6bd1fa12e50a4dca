"""What a phone may fetch: the list of forms, each form's bytes, its files."""

import csv
import hashlib
import io
import uuid
from urllib.parse import parse_qs, quote
from xml.sax.saxutils import escape, quoteattr

from django.db import transaction

from gongyou.surveys.entity_contents import ListKeys
from gongyou.surveys.ingest.callers import Caller
from gongyou.surveys.models import Collector, Entity, EntityList, Form, FormFile, FormVersion
from gongyou.surveys.models.forms import FormState
from gongyou.surveys.openrosa.replies import XML, Reply, document, message
from gongyou.surveys.services import lists
from gongyou.vault.public import journal, the_program

LIST = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"


def _versions(caller: Caller, all_versions: bool):
    """Published versions of the open forms that this caller may fill."""
    allowed = [now.id for now in caller.forms.values() if not now.deleted]
    rows = FormVersion.objects.filter(
        form__in=allowed, form__state=FormState.OPEN, published_at__isnull=False
    ).select_related("form")
    if not all_versions:
        rows = rows.filter(pk__in=Form.objects.filter(pk__in=allowed).values("current"))
    return rows.defer("xml", "workbook", "schema", "findings").order_by("published_at")


def form_list(environ: dict, caller: Caller, base: str, host: str, has_key: bool) -> Reply:
    """The list; every address in it is absolute."""
    asked = parse_qs(environ.get("QUERY_STRING", ""), keep_blank_values=True)
    rows = list(_versions(caller, asked.get("listAllVersions") == ["true"]))
    if "formID" in asked:
        rows = [row for row in rows if row.form.form_id == asked["formID"][0]]
    verbose = asked.get("verbose") == ["true"]
    with_files = _with_files(rows, has_key)
    items = [_item(row, host + base, verbose, row.pk in with_files) for row in rows]
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<xforms xmlns="{LIST}">{"".join(items)}</xforms>'
    )
    return document(body.encode(), environ)


def _with_files(rows, has_key: bool) -> set:
    files = FormFile.objects.filter(version__in=rows)
    return {each.version_id for each in servable(files, has_key)}


def servable(files, has_key: bool):
    """Uploaded files, and entity lists where the client carries their key."""
    return [
        each
        for each in files.defer("content").select_related("entity_list")
        if each.md5 or (each.entity_list_id and has_key)
    ]


def _item(row: FormVersion, base: str, verbose: bool, has_files: bool) -> str:
    parts = [
        f"<formID>{escape(row.form.form_id)}</formID>",
        f"<name>{escape(row.title)}</name>",
        f"<version>{escape(row.version)}</version>",
        f"<hash>md5:{row.md5}</hash>",
        f"<descriptionText>{escape(row.title)}</descriptionText>" if verbose else "",
        f"<downloadUrl>{escape(base)}/forms/{row.ref}.xml</downloadUrl>",
        f"<manifestUrl>{escape(base)}/forms/{row.ref}/manifest</manifestUrl>" if has_files else "",
    ]
    return f"<xform>{''.join(parts)}</xform>"


def _version(caller: Caller, pk: uuid.UUID) -> FormVersion | None:
    """A published version of a form that this caller may fill, also of one that runs out."""
    row = FormVersion.objects.filter(pk=pk, published_at__isnull=False).first()
    now = next((f for f in caller.forms.values() if row and f.id == row.form_id), None)
    return row if now and not now.deleted else None


def form_xml(environ: dict, caller: Caller, pk: uuid.UUID) -> Reply:
    """Exactly the stored bytes."""
    row = _version(caller, pk)
    if row is None:
        return message(404, "not_found", environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    return document(bytes(row.xml), environ, etag=row.md5)


def manifest(environ: dict, caller: Caller, pk: uuid.UUID, base: str, has_key: bool) -> Reply:
    """The files of a version. `base` is absolute. What was not uploaded is left out."""
    row = _version(caller, pk)
    if row is None:
        return message(404, "not_found", environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    items = [_media(each, base) for each in servable(row.files.all(), has_key)]
    body = (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<manifest xmlns="{MANIFEST}">'
        f"{''.join(items)}</manifest>"
    )
    return document(body.encode(), environ)


def _media(each: FormFile, base: str) -> str:
    kind, extra, change = "", "", each.md5
    if each.entity_list_id and not each.md5:
        kind = ' type="entityList"'
        change = _change_token(each.entity_list)  # type: ignore[arg-type]
        address = f"{base}/lists/{each.entity_list.ref}/integrity"  # type: ignore[union-attr]
        extra = f"<integrityUrl>{escape(address)}</integrityUrl>"
    address = f"{base}/files/{each.ref}/{quote(each.name, safe='')}"
    return (
        f"<mediaFile{kind}><filename>{escape(each.name)}</filename><hash>md5:{change}</hash>"
        f"<downloadUrl>{escape(address)}</downloadUrl>{extra}</mediaFile>"
    )


def _change_token(entity_list: EntityList) -> str:
    """Tells phones that a list changed; it is not the digest of the content."""
    text = f"{entity_list.pk}:{entity_list.change}"
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()


def media(environ: dict, caller: Caller, pk: uuid.UUID, key: ListKeys | None) -> Reply:
    """One file, never shown inline."""
    language = environ.get("HTTP_ACCEPT_LANGUAGE", "")
    row = FormFile.objects.filter(pk=pk).select_related("entity_list").first()
    if row is None or _version(caller, row.version_id) is None:
        return message(404, "not_found", language)
    if row.content is not None:
        reply = document(
            bytes(row.content), environ, row.content_type or "application/octet-stream", row.md5
        )
    elif row.entity_list is not None and key is not None:
        body = entity_csv(key, row.entity_list)
        _note_given(caller, row.entity_list)
        reply = document(body, environ, "text/csv; charset=utf-8", _change_token(row.entity_list))
    else:
        return message(404, "not_found", language)
    reply.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(row.name)}"
    reply.headers["X-Content-Type-Options"] = "nosniff"
    reply.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return reply


_given: dict = {}


def _note_given(caller: Caller, entity_list: EntityList) -> None:
    """That a device read the names of a list stands in the journal, once for what it holds now."""
    if _given.get((caller.collector_id, entity_list.pk)) == entity_list.change:
        return
    with transaction.atomic():
        journal.append(
            the_program(),
            act="surveys.list_given",
            subject=entity_list,
            about=[Collector(pk=caller.collector_id)],
            compartment=caller.compartment_id,
        )
    if len(_given) > 5_000:
        _given.clear()
    _given[caller.collector_id, entity_list.pk] = entity_list.change


def entity_csv(key: ListKeys, entity_list: EntityList) -> bytes:
    """A list as the CSV that forms read: name, label, __version, properties."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(["name", "label", "__version", *entity_list.properties])
    for entity in entity_list.entities.filter(deleted_at=None).order_by("-created_at"):
        content = lists.read(key, entity)
        values = [content.properties.get(name, "") for name in entity_list.properties]
        writer.writerow([entity.uuid, content.label, entity.version, *values])
    return out.getvalue().encode()


def integrity(environ: dict, caller: Caller, pk: uuid.UUID) -> Reply:
    """Which of the named entities were deleted; phones drop those."""
    entity_list = EntityList.objects.filter(pk=pk, survey=caller.survey_id).first()
    if entity_list is None:
        return message(404, "not_found", environ.get("HTTP_ACCEPT_LANGUAGE", ""))
    asked = parse_qs(environ.get("QUERY_STRING", "")).get("id", [""])[0]
    wanted = [each for each in map(_uuid, asked.split(",")) if each]
    there = dict(
        Entity.objects.filter(list=entity_list, uuid__in=wanted).values_list("uuid", "deleted_at")
    )
    items = "".join(
        f"<entity id={quoteattr(str(each))}><deleted>{str(gone is not None).lower()}</deleted>"
        "</entity>"
        for each, gone in there.items()
    )
    body = f"<data><entities>{items}</entities></data>"
    return document(body.encode(), environ, XML)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text.strip())
    except ValueError:
        return None
