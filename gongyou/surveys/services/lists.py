"""Lists of entities: read and changed under the survey's list key."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.surveys.entity_contents import Content, key_of, read
from gongyou.surveys.entity_forms import valid_property
from gongyou.surveys.errors import EntityRefused
from gongyou.surveys.ingest.entities import create, note_change, update
from gongyou.surveys.models import Entity, EntityList, Survey
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def create_list(
    actor: Actor, survey: Survey, *, name: str, approval_required: bool = False
) -> EntityList:
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
def add_property(actor: Actor, entity_list: EntityList, name: str) -> EntityList:
    """One more property that entities of a list may have."""
    actor.require(Right.WRITE, entity_list.survey.compartment_id)
    if not valid_property(name):
        raise EntityRefused(_("This is no name for a property."), "name")
    if name in entity_list.properties:
        raise EntityRefused(_("There is a property of this name already."), "duplicate")
    entity_list.properties = [*entity_list.properties, name]
    note_change(entity_list)
    journal.append(actor, act="surveys.change_list", subject=entity_list)
    return entity_list


@transaction.atomic
def create_entities(actor: Actor, entity_list: EntityList, rows: list[dict]) -> list[Entity]:
    """Make entities by hand or from a table: each a dict of uuid, label, data."""
    actor.require(Right.WRITE, entity_list.survey.compartment_id)
    key = key_of(actor, entity_list.survey)
    made = [
        create(key, entity_list, _uuid(row), _content(entity_list, row), account=actor.account)
        for row in rows
    ]
    note_change(entity_list)
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
    if not isinstance(data, dict):
        raise EntityRefused(_("The data of an entity are properties with values."), "property")
    unknown = [name for name in data if name not in entity_list.properties]
    if not str(label).strip():
        raise EntityRefused(_("An entity needs a label."), "label")
    if unknown:
        raise EntityRefused(
            _("The list has no property %(name)s.") % {"name": unknown[0]}, "property"
        )
    values = {name: str(value) for name, value in data.items()}
    return Content(str(label), {**(before.properties if before else {}), **values})


@transaction.atomic
def change_entity(
    actor: Actor, entity: Entity, row: dict, *, base_version: int | None, force: bool = False
) -> Entity:
    """Change label or properties.

    Raises:
        EntityRefused: `base_version` is not the current one and it is not forced.
    """
    actor.require(Right.WRITE, entity.list.survey.compartment_id)
    if not force and base_version != entity.version:
        raise EntityRefused(_("Someone changed this entity meanwhile."), "conflict")
    key = key_of(actor, entity.list.survey)
    content = _content(entity.list, row, read(key, entity))  # type: ignore[arg-type]
    update(key, entity, content, base=entity.version, account=actor.account)
    note_change(entity.list)
    journal.append(actor, act="surveys.change_entity", subject=entity)
    return entity


@transaction.atomic
def delete_entity(actor: Actor, entity: Entity) -> None:
    """Take an entity off its list; phones drop it when they ask next."""
    actor.require(Right.WRITE, entity.list.survey.compartment_id)
    entity.deleted_at = timezone.now()
    entity.save(update_fields=["deleted_at"])
    note_change(entity.list)
    journal.append(actor, act="surveys.change_entity", subject=entity)
