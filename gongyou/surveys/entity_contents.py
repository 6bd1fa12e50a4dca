"""What an entity says, sealed under its survey's list key.

The keys are there only while a member is unlocked or a device shows its token. Each is made from
a data key of the survey: after a removal the survey has a new one, and so have its lists.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass

from gongyou.surveys.keys import place, seal, unseal
from gongyou.surveys.models import Entity, EntityVersion, HeldChange, Survey
from gongyou.vault.public import Actor, Right, Tampered, note_read

ListKeys = tuple[bytes, ...]
"""The first seals; what was written before a removal opens with one of the others."""


@dataclass
class Content:
    """What an entity is: its label and its properties."""

    label: str
    properties: dict


def key_of(actor: Actor, survey: Survey) -> ListKeys | None:
    """The list keys for an unlocked member who may read names."""
    if not actor.may(Right.READ_IDENTITY, survey.compartment_id):
        return None
    writes = actor.may(Right.WRITE, survey.compartment_id)
    opened = survey.open_data_key(actor, writing=writes)
    made = tuple(_made_from(each.secret) for each in (opened, *opened.others()))
    first = survey.reveal(actor, "list_key")
    return (*made, first) if first else made


def _made_from(secret: bytes) -> bytes:
    return hashlib.blake2b(key=secret, digest_size=32, person=b"gongyou-entities").digest()


def note_reading(actor: Actor, survey: Survey, rows) -> None:
    """Note in the journal that entities were shown."""
    note_read(actor, Entity, survey.compartment_id, [row.pk for row in rows], ["data"])


def _opened(keys: ListKeys, sealed: bytes, where: bytes) -> Content:
    for key in keys[:-1]:
        try:
            return Content(**json.loads(unseal(key, sealed, where)))
        except Tampered:
            continue
    return Content(**json.loads(unseal(keys[-1], sealed, where)))


def _place(entity_id: uuid.UUID, version: int) -> bytes:
    return place("surveys_entity", entity_id.bytes, str(version))


def read(keys: ListKeys, entity: Entity | EntityVersion) -> Content:
    """Open one entity, or one of its versions."""
    owner = entity.pk if isinstance(entity, Entity) else entity.entity_id
    return _opened(keys, bytes(entity.data), _place(owner, entity.version))


def write(keys: ListKeys, entity_id: uuid.UUID, version: int, content: Content) -> bytes:
    """Seal a version of an entity."""
    data = {"label": content.label, "properties": content.properties}
    return seal(keys[0], json.dumps(data, ensure_ascii=False).encode(), _place(entity_id, version))


def _held_place(held: HeldChange) -> bytes:
    return place("surveys_heldchange", held.uuid.bytes, str(held.submission_id))


def read_held(keys: ListKeys, held: HeldChange) -> Content:
    """What a change that waits would write; an empty label leaves the label."""
    return _opened(keys, bytes(held.data), _held_place(held))


def write_held(keys: ListKeys, held: HeldChange, content: Content) -> bytes:
    """Seal a change that waits."""
    data = {"label": content.label, "properties": content.properties}
    return seal(keys[0], json.dumps(data, ensure_ascii=False).encode(), _held_place(held))
