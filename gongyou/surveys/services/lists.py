"""Lists of entities: read and changed under the survey's list key.

The key is there only while a member is unlocked or a device shows its token.
"""

import json
import os
import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.surveys.entity_forms import EntityAct, valid_property
from gongyou.surveys.errors import EntityRefused
from gongyou.surveys.keys import place, seal, unseal
from gongyou.surveys.models import Entity, EntityList, EntityVersion, Survey
from gongyou.vault.public import Right, journal


@dataclass
class Content:
    """What an entity is: its label and its properties."""

    label: str
    properties: dict


def new_list_key() -> bytes:
    """A fresh key for the lists of one survey."""
    return os.urandom(32)


def key_of(actor, survey: Survey) -> bytes | None:
    """The list key for an unlocked member."""
    return survey.reveal(actor, "list_key")


def _place(entity_id: uuid.UUID, version: int) -> bytes:
    return place("surveys_entity", entity_id.bytes, str(version))


def read(key: bytes, entity: Entity | EntityVersion) -> Content:
    """Open one entity, or one of its versions."""
    owner = entity.pk if isinstance(entity, Entity) else entity.entity_id
    return Content(**json.loads(unseal(key, bytes(entity.data), _place(owner, entity.version))))


def _write(key: bytes, entity_id: uuid.UUID, version: int, content: Content) -> bytes:
    data = {"label": content.label, "properties": content.properties}
    return seal(key, json.dumps(data, ensure_ascii=False).encode(), _place(entity_id, version))


@transaction.atomic
def create_list(actor, survey: Survey, *, name: str, approval_required: bool = False) -> EntityList:
    """A new, empty list."""
    actor.require(Right.WRITE, survey.compartment_id)
    if not valid_property(name) or "." in name:
        raise EntityRefused(_("A list's name begins with a letter and has no blanks."), "name")
    if EntityList.objects.filter(survey=survey, name=name).exists():
        raise EntityRefused(_("There is a list of this name already."), "duplicate")
    made = EntityList.objects.create(survey=survey, name=name, approval_required=approval_required)
    journal.append(actor, act="surveys.create_list", subject=made)
    return made


@transaction.atomic
def add_property(actor, entity_list: EntityList, name: str) -> EntityList:
    """One more property that entities of a list may have."""
    actor.require(Right.WRITE, entity_list.survey.compartment_id)
    if not valid_property(name):
        raise EntityRefused(_("This is no name for a property."), "name")
    if name in entity_list.properties:
        raise EntityRefused(_("There is a property of this name already."), "duplicate")
    entity_list.properties = [*entity_list.properties, name]
    _changed(entity_list)
    journal.append(actor, act="surveys.change_list", subject=entity_list)
    return entity_list


def _changed(entity_list: EntityList) -> None:
    entity_list.change += 1
    entity_list.save(update_fields=["properties", "change"])


@transaction.atomic
def create_entities(actor, entity_list: EntityList, rows: list[dict]) -> list[Entity]:
    """Make entities by hand or from a table: each a dict of uuid, label, data."""
    actor.require(Right.WRITE, entity_list.survey.compartment_id)
    key = key_of(actor, entity_list.survey)
    made = [
        _create(key, entity_list, _uuid(row), _content(entity_list, row), account=actor.account)
        for row in rows
    ]
    _changed(entity_list)
    journal.append(actor, act="surveys.change_list", subject=entity_list)
    return made


def _uuid(row: dict) -> uuid.UUID:
    try:
        return uuid.UUID(row["uuid"]) if row.get("uuid") else uuid.uuid4()
    except (ValueError, AttributeError, TypeError):
        raise EntityRefused(_("This is no UUID."), "uuid") from None


def _content(entity_list: EntityList, row: dict, before: Content | None = None) -> Content:
    label = row.get("label", before.label if before else "") or ""
    data = row.get("data") or {}
    unknown = [name for name in data if name not in entity_list.properties]
    if not str(label).strip():
        raise EntityRefused(_("An entity needs a label."), "label")
    if unknown:
        raise EntityRefused(
            _("The list has no property %(name)s.") % {"name": unknown[0]}, "property"
        )
    values = {name: str(value) for name, value in data.items()}
    return Content(str(label), {**(before.properties if before else {}), **values})


def _create(key, entity_list, entity_uuid, content: Content, *, account=None, by=None) -> Entity:
    if entity_list.entities.filter(uuid=entity_uuid).exists():
        raise EntityRefused(_("There is an entity with this UUID already."), "duplicate")
    entity = Entity(list=entity_list, uuid=entity_uuid, account=account)
    entity.data = _write(key, entity.pk, 1, content)
    entity.save(force_insert=True)
    EntityVersion.objects.create(
        entity=entity, version=1, data=entity.data, account=account, submission=by
    )
    return entity


@transaction.atomic
def change_entity(
    actor, entity: Entity, row: dict, *, base_version: int | None, force: bool = False
) -> Entity:
    """Change label or properties.

    Raises:
        EntityRefused: `base_version` is not the current one and it is not forced.
    """
    actor.require(Right.WRITE, entity.list.survey.compartment_id)
    if not force and base_version != entity.version:
        raise EntityRefused(_("Someone changed this entity meanwhile."), "conflict")
    key = key_of(actor, entity.list.survey)
    content = _content(entity.list, row, read(key, entity))
    _update(key, entity, content, base=entity.version, account=actor.account)
    _changed(entity.list)
    journal.append(actor, act="surveys.change_entity", subject=entity)
    return entity


def _update(key, entity: Entity, content: Content, *, base, account=None, act=None, by=None):
    entity.version += 1
    entity.data = _write(key, entity.pk, entity.version, content)
    entity.updated_at = timezone.now()
    entity.save()
    EntityVersion.objects.create(
        entity=entity, version=entity.version, data=entity.data, base_version=base,
        branch_id=act.branch_id if act else "", trunk_version=act.trunk_version if act else None,
        account=account, submission=by,
    )  # fmt: skip


@transaction.atomic
def delete_entity(actor, entity: Entity) -> None:
    """Take an entity off its list; phones drop it when they ask next."""
    actor.require(Right.WRITE, entity.list.survey.compartment_id)
    entity.deleted_at = timezone.now()
    entity.save(update_fields=["deleted_at"])
    _changed(entity.list)
    journal.append(actor, act="surveys.change_entity", subject=entity)


def perform(key: bytes, survey_id, acts: list[EntityAct], submission) -> str:
    """Do what a submission asks of entity lists; returns the first problem's code, or ''.

    Runs inside the submission's transaction. A problem never rejects the submission.
    """
    problem = ""
    for act in acts:
        found = act.problem or _perform_one(key, survey_id, act, submission)
        problem = problem or found
    return problem


def _perform_one(key: bytes, survey_id, act: EntityAct, submission) -> str:
    entity_list = EntityList.objects.filter(survey_id=survey_id, name=act.dataset).first()
    if entity_list is None:
        return "no_list"
    try:
        wanted = uuid.UUID(act.id.removeprefix("uuid:"))
    except ValueError:
        return "bad_id"
    entity = entity_list.entities.filter(uuid=wanted, deleted_at=None).first()
    known = {k: v for k, v in act.properties.items() if k in entity_list.properties}
    if entity is not None and act.update:
        _update_by_form(key, entity, act, known, submission)
    elif act.create and entity is None:
        if not act.label:
            return "no_label"
        try:
            _create(key, entity_list, wanted, Content(act.label, known), by=submission)
        except EntityRefused:
            return "duplicate"
    else:
        return "duplicate" if act.create else "no_entity"
    _changed(entity_list)
    return ""


def _update_by_form(key, entity: Entity, act: EntityAct, known: dict, submission) -> None:
    before = read(key, entity)
    base = _base_of(entity, act)
    if base != entity.version:
        entity.conflict = _kind_of_conflict(key, entity, base, known, act.label)
    content = Content(act.label or before.label, {**before.properties, **known})
    _update(key, entity, content, base=base, act=act, by=submission)


def _base_of(entity: Entity, act: EntityAct) -> int:
    """The server's version that an update builds on; offline chains count within their branch."""
    base = act.base_version or 0
    if act.branch_id and act.trunk_version is not None and base > act.trunk_version:
        steps = entity.versions.filter(branch_id=act.branch_id).order_by("version")
        reached = list(steps.values_list("version", flat=True))
        position = base - act.trunk_version - 1
        return reached[position] if position < len(reached) else base
    return base


def _kind_of_conflict(key, entity: Entity, base: int, known: dict, label) -> str:
    """hard when something that was changed since is changed again, else soft."""
    then = entity.versions.filter(version=base).first()
    if then is None:
        return "soft"
    old, now = read(key, then), read(key, entity)
    touched = {k for k, v in now.properties.items() if old.properties.get(k) != v}
    again = touched & set(known)
    if any(known[name] != now.properties.get(name) for name in again):
        return "hard"
    return "hard" if label and old.label != now.label != label else "soft"
