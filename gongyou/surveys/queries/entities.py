"""Lists of entities opened for those who may read them."""

from dataclasses import dataclass, field
from itertools import pairwise

from django.db.models import Count, Q

from gongyou.surveys.entity_contents import ListKeys, read
from gongyou.surveys.models import Entity, EntityList, EntityVersion, Submission, Survey
from gongyou.vault.public import Actor, Right


@dataclass
class Opened:
    """An entity, or one of its versions, with what it says."""

    row: Entity | EntityVersion
    label: str
    properties: dict = field(default_factory=dict)
    # Of a version: the names of what it changed.
    changed: list[str] = field(default_factory=list)

    @property
    def changed_at(self):
        """When it last changed."""
        return self.row.updated_at or self.row.created_at  # type: ignore[union-attr]

    def values(self, names: list[str]) -> list[tuple[str, str]]:
        """The properties in the list's order."""
        return [(name, self.properties.get(name, "")) for name in names]


def of_survey(survey: Survey):
    """The lists of a survey, each with how many entities stand in it."""
    standing = Count("entities", filter=Q(entities__deleted_at=None))
    return survey.entity_lists.annotate(standing=standing).order_by("name")


def find_list(actor: Actor, of: Survey, pk, right: Right = Right.READ) -> EntityList:
    """One list of a survey."""
    found = EntityList.objects.get_for(actor, right, pk=pk, survey=of)
    found.survey = of
    return found


def find_entity(actor: Actor, entity_list: EntityList, pk, right: Right = Right.READ) -> Entity:
    """One entity of a list."""
    found = Entity.objects.get_for(actor, right, pk=pk, list=entity_list, deleted_at=None)
    found.list = entity_list
    return found


def standing(entity_list: EntityList):
    """The entities that stand in a list, those changed last first."""
    return entity_list.entities.filter(deleted_at=None).order_by("-updated_at", "-created_at")


def opened(key: ListKeys, rows) -> list[Opened]:
    """Entities with their contents."""
    return [_open(key, row) for row in rows]


def _open(key: ListKeys, row) -> Opened:
    content = read(key, row)
    return Opened(row, content.label, content.properties)


def versions(key: ListKeys, entity: Entity) -> list[Opened]:
    """What an entity was, newest first, and what each version changed."""
    rows = entity.versions.select_related("account", "submission").order_by("version")
    found = opened(key, rows)
    for before, after in pairwise(found):
        names = {*before.properties, *after.properties}
        after.changed = sorted(
            name for name in names if before.properties.get(name) != after.properties.get(name)
        )
        if before.label != after.label:
            after.changed.insert(0, "label")
    return found[::-1]


def waiting(actor: Actor, of: Survey):
    """Submissions whose wishes for lists wait for somebody with the key."""
    return Submission.objects.visible_to(actor).filter(
        form__survey=of, entities_wait=True, deleted_at=None
    )


def troubled(actor: Actor, of: Survey):
    """Submissions of which something could not be done to a list, or waits for an earlier one."""
    rows = Submission.objects.visible_to(actor).filter(form__survey=of, deleted_at=None)
    return rows.exclude(entity_problem="").select_related("form").order_by("-received_at")
