"""What submissions do to lists of entities."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.surveys.entity_contents import Content, read, write
from gongyou.surveys.entity_forms import EntityAct
from gongyou.surveys.errors import EntityRefused
from gongyou.surveys.models import Entity, EntityList, EntityVersion, Submission


def note_change(entity_list: EntityList) -> None:
    """Count a change, so that phones ask for the list anew."""
    entity_list.change += 1
    entity_list.save(update_fields=["properties", "change"])


def create(
    key, entity_list, entity_uuid, content: Content, *, account=None, by: Submission | None = None
) -> Entity:
    """A new entity; `by` is the submission that made it, if one did."""
    if entity_list.entities.filter(uuid=entity_uuid).exists():
        raise EntityRefused(_("There is an entity with this UUID already."), "duplicate")
    entity = Entity(list=entity_list, uuid=entity_uuid, account=account)
    entity.data = write(key, entity.pk, 1, content)
    entity.save(force_insert=True)
    EntityVersion.objects.create(
        entity=entity, version=1, data=entity.data, account=account, submission=by
    )
    return entity


def update(
    key,
    entity: Entity,
    content: Content,
    *,
    base,
    account=None,
    act=None,
    by: Submission | None = None,
):
    """The next version of an entity; `base` is the one that it builds on."""
    entity.version += 1
    entity.data = write(key, entity.pk, entity.version, content)
    entity.updated_at = timezone.now()
    entity.save()
    EntityVersion.objects.create(
        entity=entity, version=entity.version, data=entity.data, base_version=base,
        branch_id=act.branch_id if act else "", trunk_version=act.trunk_version if act else None,
        account=account, submission=by,
    )  # fmt: skip


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
            create(key, entity_list, wanted, Content(act.label, known), by=submission)
        except EntityRefused:
            return "duplicate"
    else:
        return "duplicate" if act.create else "no_entity"
    note_change(entity_list)
    return ""


def _update_by_form(key, entity: Entity, act: EntityAct, known: dict, submission) -> None:
    before = read(key, entity)
    base = _base_of(entity, act)
    if base != entity.version:
        entity.conflict = _kind_of_conflict(key, entity, base, known, act.label)
    content = Content(act.label or before.label, {**before.properties, **known})
    update(key, entity, content, base=base, act=act, by=submission)


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
