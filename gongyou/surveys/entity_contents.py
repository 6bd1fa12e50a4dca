"""What an entity says, sealed under its survey's list key.

The key is there only while a member is unlocked or a device shows its token.
"""

import json
import os
import uuid
from dataclasses import dataclass

from gongyou.surveys.keys import place, seal, unseal
from gongyou.surveys.models import Entity, EntityVersion, HeldChange, Survey
from gongyou.vault.public import Actor


@dataclass
class Content:
    """What an entity is: its label and its properties."""

    label: str
    properties: dict


def new_list_key() -> bytes:
    """A fresh key for the lists of one survey."""
    return os.urandom(32)


def key_of(actor: Actor, survey: Survey) -> bytes | None:
    """The list key for an unlocked member."""
    return survey.reveal(actor, "list_key")


def _place(entity_id: uuid.UUID, version: int) -> bytes:
    return place("surveys_entity", entity_id.bytes, str(version))


def read(key: bytes, entity: Entity | EntityVersion) -> Content:
    """Open one entity, or one of its versions."""
    owner = entity.pk if isinstance(entity, Entity) else entity.entity_id
    return Content(**json.loads(unseal(key, bytes(entity.data), _place(owner, entity.version))))


def write(key: bytes, entity_id: uuid.UUID, version: int, content: Content) -> bytes:
    """Seal a version of an entity."""
    data = {"label": content.label, "properties": content.properties}
    return seal(key, json.dumps(data, ensure_ascii=False).encode(), _place(entity_id, version))


def _held_place(held: HeldChange) -> bytes:
    return place("surveys_heldchange", held.uuid.bytes, str(held.submission_id))


def read_held(key: bytes, held: HeldChange) -> Content:
    """What a change that waits would write; an empty label leaves the label."""
    return Content(**json.loads(unseal(key, bytes(held.data), _held_place(held))))


def write_held(key: bytes, held: HeldChange, content: Content) -> bytes:
    """Seal a change that waits."""
    data = {"label": content.label, "properties": content.properties}
    return seal(key, json.dumps(data, ensure_ascii=False).encode(), _held_place(held))
