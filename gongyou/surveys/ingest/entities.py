"""What submissions do to lists of entities."""

import uuid

from django.utils import timezone
from django.utils.translation import gettext as _

from gongyou.surveys.entity_contents import Content, ListKeys, read, read_held, write, write_held
from gongyou.surveys.entity_forms import EntityAct
from gongyou.surveys.errors import EntityRefused
from gongyou.surveys.models import Entity, EntityList, EntityVersion, HeldChange, Submission


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


def perform(key: ListKeys, survey_id, acts: list[EntityAct], submission) -> str:
    """Do what a submission asks of entity lists; returns the first problem's code, or ''.

    Runs inside the submission's transaction. A problem never rejects the submission.
    """
    problem = ""
    for act in acts:
        found = act.problem or _perform_one(key, survey_id, act, submission)
        problem = problem or found
    return problem


def _perform_one(key: ListKeys, survey_id, act: EntityAct, submission) -> str:
    entity_list = EntityList.objects.filter(survey_id=survey_id, name=act.dataset).first()
    if entity_list is None:
        return "no_list"
    try:
        wanted = uuid.UUID(act.id.removeprefix("uuid:"))
    except ValueError:
        return "bad_id"
    if _done_before(entity_list, wanted, submission):
        return ""
    return _act_on(key, entity_list, wanted, act, submission)


def _act_on(key, entity_list: EntityList, wanted: uuid.UUID, act: EntityAct, submission) -> str:
    entity = entity_list.entities.filter(uuid=wanted, deleted_at=None).first()
    known = {k: v for k, v in act.properties.items() if k in entity_list.properties}
    if act.update and act.branch_id and not _its_turn(entity, act):
        _hold(key, entity_list, wanted, act, known, submission)
        return HELD
    if entity is not None and act.update:
        _update_by_form(key, entity, act, known, submission)
    elif act.create and entity is None:
        if not act.label:
            return "no_label"
        try:
            entity = create(key, entity_list, wanted, Content(act.label, known), by=submission)
        except EntityRefused:
            return "duplicate"
    else:
        return "duplicate" if act.create else "no_entity"
    release(key, entity)
    note_change(entity_list)
    return ""


HELD = "held"


def _done_before(entity_list: EntityList, wanted: uuid.UUID, submission) -> bool:
    """Whether this very submission made its change already (it is tried again)."""
    rows = EntityVersion.objects.filter(entity__list=entity_list, entity__uuid=wanted)
    return rows.filter(submission=submission).exists()


def _steps_before(act) -> int:
    """How many changes of its branch come before one; what was made offline begins at version 1."""
    trunk = 1 if act.trunk_version is None else act.trunk_version
    return max((act.base_version or 0) - trunk, 0)


def _branch(entity: Entity, act) -> list[int]:
    steps = entity.versions.filter(branch_id=act.branch_id).order_by("version")
    return list(steps.values_list("version", flat=True))


def _its_turn(entity: Entity | None, act) -> bool:
    """Whether all that a phone did before this has come."""
    return entity is not None and len(_branch(entity, act)) >= _steps_before(act)


def _hold(key, entity_list, wanted, act: EntityAct, known: dict, submission) -> None:
    held = HeldChange(
        list=entity_list, uuid=wanted, branch_id=act.branch_id, submission=submission,
        base_version=act.base_version or 0, trunk_version=act.trunk_version,
    )  # fmt: skip
    if not HeldChange.objects.filter(list=entity_list, uuid=wanted, submission=submission).exists():
        held.data = write_held(key, held, Content(act.label or "", known))
        held.save(force_insert=True)


def release(key: ListKeys, entity: Entity, whole: bool = False) -> int:
    """Apply what waited for this, in the order of the phone; how many changes that were.

    Args:
        whole: also what still lacks a change before it, since somebody decided not to wait.
    """
    done = 0
    while True:
        rows = HeldChange.objects.filter(list=entity.list_id, uuid=entity.uuid)
        waiting = list(rows.select_related("submission").order_by("base_version", "created_at"))
        ready = [each for each in waiting if whole or _its_turn(entity, each)]
        if not ready:
            return done
        first = ready[0]
        _apply(key, entity, first)
        first.delete()
        _settle(first.submission)
        done += 1


def _apply(key: ListKeys, entity: Entity, held: HeldChange) -> None:
    content = read_held(key, held)
    _update_by_form(key, entity, held, content.properties, held.submission, content.label)


def _settle(submission: Submission) -> None:
    if submission.entity_problem == HELD and not submission.held_changes.exists():  # type: ignore[attr-defined]
        Submission.objects.filter(pk=submission.pk).update(entity_problem="")


def _update_by_form(key, entity: Entity, act, known: dict, submission, label=None) -> None:
    label = act.label if label is None else label
    before = read(key, entity)
    base = _base_of(entity, act)
    if base != entity.version:
        entity.conflict = _kind_of_conflict(key, entity, base, known, label)
    content = Content(label or before.label, {**before.properties, **known})
    update(key, entity, content, base=base, act=act, by=submission)


def _base_of(entity: Entity, act) -> int:
    """The server's version that an update builds on; offline chains count within their branch."""
    base = act.base_version or 0
    steps = _steps_before(act)
    if not act.branch_id or not steps:
        return base
    reached = _branch(entity, act)
    return reached[steps - 1] if steps <= len(reached) else base


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
