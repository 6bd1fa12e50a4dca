"""From a workbook to a published version, and its end."""

import hashlib

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.surveys.choice_files import as_utf8
from gongyou.surveys.errors import FormInvalid, NotPublishable, SurveyError
from gongyou.surveys.models import EntityList, Form, FormFile, FormVersion, Survey
from gongyou.surveys.models.forms import FormState
from gongyou.surveys.multipart import base_name
from gongyou.surveys.safe_xml import parse
from gongyou.surveys.schema import Schema
from gongyou.surveys.services.numbers import free_number
from gongyou.surveys.xform import read_form
from gongyou.surveys.xlsform.browser import long_list
from gongyou.surveys.xlsform.convert import Converted, convert
from gongyou.vault.public import Actor, Right, journal

MAX_FILE = 50 * 1024 * 1024


@transaction.atomic
def create_survey(actor: Actor, *, compartment, title: str) -> Survey:
    """Start a survey in a compartment, with the data key that its lists' key is made from."""
    actor.require(Right.WRITE, compartment)
    survey = Survey(
        compartment=compartment,
        title=title.strip(),
        number=free_number(Survey),
        created_by=actor.account,
    )
    survey.open_data_key(actor)
    survey.save(force_insert=True)
    journal.append(actor, act="surveys.create_survey", subject=survey)
    return survey


@transaction.atomic
def change_survey(actor: Actor, survey: Survey, *, title: str) -> Survey:
    """Give a survey another title."""
    actor.require(Right.WRITE, survey.compartment_id)
    changes = survey.change(actor, title=title.strip())
    survey.save(update_fields=["title"])
    journal.append(actor, act="surveys.change_survey", subject=survey, changes=changes)
    return survey


def save_draft(
    actor: Actor,
    survey: Survey,
    content: bytes,
    *,
    form: Form | None = None,
    fallback_id: str = "form",
    new: bool = False,
) -> tuple[FormVersion, Converted]:
    """Convert a workbook or XForm and keep it as the form's draft.

    Args:
        form: the questionnaire it is a new version of; without it the form's id decides.
        fallback_id: used where the settings name no form id.
        new: the id must not be known in this survey.

    Raises:
        FormInvalid: with the findings; nothing is kept.
        SurveyError: the id is another form's, or known though it should be new.
    """
    actor.require(Right.WRITE, survey.compartment_id)
    converted = convert(content, form.form_id if form else fallback_id)
    if converted.errors:
        raise FormInvalid(converted)
    if form is not None and converted.schema.form_id != form.form_id:  # type: ignore[union-attr]
        raise SurveyError(
            _("The form's id is %(new)s, but this questionnaire has the id %(old)s.")
            % {"new": converted.schema.form_id, "old": form.form_id},  # type: ignore[union-attr]
            "other_id",
        )
    form_id = converted.schema.form_id  # type: ignore[union-attr]
    if new and Form.objects.filter(survey=survey, form_id=form_id, deleted_at=None).exists():
        raise SurveyError(
            _("There is a questionnaire with the id %(id)s already.") % {"id": form_id}, "duplicate"
        )
    return _keep_draft(actor, survey, content, converted), converted


@transaction.atomic
def _keep_draft(actor: Actor, survey: Survey, content: bytes, converted: Converted) -> FormVersion:
    form, fresh = Form.objects.get_or_create(survey=survey, form_id=converted.schema.form_id)  # type: ignore[union-attr]
    if form.deleted_at:
        form.deleted_at = None
        form.save(update_fields=["deleted_at"])
    form.versions.filter(published_at=None).delete()
    version = FormVersion.objects.create(
        form=form,
        version=converted.schema.version,  # type: ignore[union-attr]
        title=converted.schema.title[:400],  # type: ignore[union-attr]
        xml=converted.xml,
        md5=_md5(converted.xml),  # type: ignore[arg-type]
        workbook=content if content[:1] != b"<" else None,
        schema=converted.schema.to_json(),  # type: ignore[union-attr]
        findings=[finding.to_json() for finding in converted.findings],
    )
    _lay_slots(version, converted.schema, converted.itemsets)  # type: ignore[arg-type]
    journal.append(actor, act="surveys.save_draft", subject=form, changes={"new": fresh})
    return version


def _md5(content: bytes) -> str:
    return hashlib.md5(content, usedforsecurity=False).hexdigest()


def _lay_slots(version: FormVersion, schema: Schema, itemsets: bytes | None = None) -> None:
    """A place for every file the form speaks of: filled from the version before, or from a list."""
    survey = version.form.survey_id
    lists = {each.name: each for each in EntityList.objects.filter(survey=survey)}
    before = version.form.current
    earlier = {each.name: each for each in before.files.all()} if before else {}
    for name in schema.files:
        stem = name.removesuffix(".csv")
        entity_list = lists.get(stem) if name.endswith(".csv") else None
        slot = FormFile(version=version, name=name, entity_list=entity_list)
        if name == "itemsets.csv" and itemsets:
            _fill(slot, itemsets, "text/csv")
        elif name in earlier and entity_list is None and earlier[name].content is not None:
            _fill(slot, bytes(earlier[name].content), earlier[name].content_type)  # type: ignore[arg-type]
        slot.save(force_insert=True)


def _fill(slot: FormFile, content: bytes, content_type: str) -> None:
    slot.content, slot.md5, slot.size = content, _md5(content), len(content)
    slot.content_type = content_type[:100]
    slot.entity_list = None


@transaction.atomic
def copy_to_draft(actor: Actor, form: Form) -> FormVersion:
    """A draft that begins as the current version, to change its files only."""
    actor.require(Right.WRITE, form.survey.compartment_id)
    if form.current is None:
        raise SurveyError(_("Nothing has been published yet."), "no_version")
    form.versions.filter(published_at=None).delete()
    now = form.current
    draft = FormVersion.objects.create(
        form=form, version=now.version, title=now.title, xml=bytes(now.xml), md5=now.md5,
        workbook=now.workbook, schema=now.schema, findings=now.findings,
    )  # fmt: skip
    for each in now.files.all():
        FormFile.objects.create(
            version=draft, name=each.name, content=each.content, content_type=each.content_type,
            md5=each.md5, size=each.size, entity_list=each.entity_list,
        )  # fmt: skip
    journal.append(actor, act="surveys.save_draft", subject=form, changes={"new": False})
    return draft


@transaction.atomic
def attach_file(
    actor: Actor, version: FormVersion, *, name: str, content: bytes, content_type: str
):
    """Put a picture, sound, CSV or GeoJSON to a draft."""
    actor.require(Right.WRITE, version.form.survey.compartment_id)
    name = base_name(name)
    if version.published_at:
        raise SurveyError(_("A published version never changes. Make a draft first."), "published")
    if not name or len(content) > MAX_FILE:
        raise SurveyError(_("The file has no name or is larger than 50 MB."), "file")
    if name.lower().endswith(".csv"):
        content = _for_phones(content)
    slot = version.files.filter(name=name).first() or FormFile(version=version, name=name)
    _fill(slot, content, content_type)
    slot.save()
    finding = long_list(bytes(version.xml), name, content)
    if finding:
        version.findings = [*version.findings, finding.to_json()]
        version.save(update_fields=["findings"])
    journal.append(actor, act="surveys.attach_file", subject=version.form)
    return slot


def _for_phones(content: bytes) -> bytes:
    """A CSV in the encoding that phones read."""
    found = as_utf8(content)
    if found is None:
        text = _("The CSV is in an encoding that phones cannot read. Save it as “CSV UTF-8”.")
        raise SurveyError(text, "encoding")
    return found


@transaction.atomic
def publish(actor: Actor, form: Form, *, version: str | None = None) -> FormVersion:
    """Publish the draft.

    Args:
        version: written into the form instead of its own.

    Raises:
        NotPublishable: no draft, or the version was published before with other content.
    """
    actor.require(Right.WRITE, form.survey.compartment_id)
    draft = form.versions.select_for_update().filter(published_at=None).first()
    if draft is None:
        raise NotPublishable(_("There is no draft to publish."), "no_draft")
    if version is not None and version != draft.version:
        _write_version(draft, version)
    _refuse_old_version(form, draft)
    draft.published_at = timezone.now()
    draft.save()
    form.current = draft
    form.save(update_fields=["current"])
    _make_lists(actor, form, Schema.from_json(draft.schema))
    journal.append(
        actor, act="surveys.publish", subject=form, changes={"version": draft.version or "–"}
    )
    return draft


def _refuse_old_version(form: Form, draft: FormVersion) -> None:
    if form.versions.filter(version=draft.version, published_at__isnull=False).exists():
        raise NotPublishable(
            _(
                "Version “%(version)s” has already been published. Give the changed "
                "questionnaire a new version in the settings sheet."
            )
            % {"version": draft.version},
            "same_version",
        )


def _write_version(draft: FormVersion, version: str) -> None:
    from lxml import etree

    root = parse(bytes(draft.xml))
    instance = next(e for e in root.iter("{http://www.w3.org/2002/xforms}instance"))
    next(e for e in instance if isinstance(e.tag, str)).set("version", version)
    draft.xml = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    draft.md5 = _md5(draft.xml)
    draft.version = version
    draft.schema = read_form(draft.xml).to_json()


def _make_lists(actor: Actor, form: Form, schema: Schema) -> None:
    """The entity lists a form writes to exist from its publication, with their properties."""
    for name in schema.entity_lists:
        found, fresh = EntityList.objects.get_or_create(survey=form.survey, name=name)
        more = [p for p in schema.entity_properties(name) if p not in found.properties]
        if more or fresh:
            found.properties = [*found.properties, *more]
            found.change += 1
            found.save(update_fields=["properties", "change"])
            journal.append(actor, act="surveys.create_list", subject=found)
    for slot in FormFile.objects.filter(version=form.current, content=None, entity_list=None):
        stem = slot.name.removesuffix(".csv")
        slot.entity_list = EntityList.objects.filter(survey=form.survey, name=stem).first()
        slot.save(update_fields=["entity_list"])


@transaction.atomic
def discard_draft(actor: Actor, form: Form) -> None:
    """Throw the draft away; a form that was never published goes with it."""
    actor.require(Right.WRITE, form.survey.compartment_id)
    form.versions.filter(published_at=None).delete()
    journal.append(actor, act="surveys.discard_draft", subject=form)
    if form.current_id is None and not form.submissions.exists():
        form.delete()


@transaction.atomic
def set_state(actor: Actor, form: Form, state: str) -> Form:
    """Open a questionnaire, let it run out, or close it."""
    actor.require(Right.WRITE, form.survey.compartment_id)
    changes = form.change(actor, state=FormState(state).value)
    form.save(update_fields=["state"])
    journal.append(actor, act="surveys.set_state", subject=form, changes=changes)
    return form


@transaction.atomic
def delete_form(actor: Actor, form: Form) -> None:
    """Take a questionnaire away: no phone gets it any more; its answers stay."""
    actor.require(Right.WRITE, form.survey.compartment_id)
    form.deleted_at = timezone.now()
    form.save(update_fields=["deleted_at"])
    journal.append(actor, act="surveys.delete_form", subject=form)


@transaction.atomic
def set_quota(actor: Actor, form: Form, path: str, value: str, target: int) -> Form:
    """Want so many answers of one kind; zero takes the wish away."""
    actor.require(Right.WRITE, form.survey.compartment_id)
    kept = [each for each in form.quotas if (each["path"], each["value"]) != (path, value)]
    if target:
        kept.append({"path": path, "value": value, "target": target})
    form.quotas = kept
    form.save(update_fields=["quotas"])
    journal.append(actor, act="surveys.set_quotas", subject=form)
    return form


@transaction.atomic
def choose_columns(actor: Actor, form: Form, kept: dict[str, bool]) -> Form:
    """Say which questions stand in the table for analysis; the table is made anew."""
    actor.require(Right.WRITE, form.survey.compartment_id)
    if form.kept != kept:
        form.kept = kept
        form.save(update_fields=["kept"])
        form.rows.all().delete()
        form.submissions.update(tabled_at=None)
        journal.append(actor, act="surveys.choose_columns", subject=form)
    return form
