"""The device on which this program runs, and its signing key.

The key lies in DATA/device.key, encrypted under the installation's secret. It is no part of
a backup: a restored copy is another device and starts a chain of its own, so that one chain
never forks.
"""

import os
import socket
import uuid
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.db import connection
from nacl.signing import SigningKey

from gongyou.vault.installation import data_folder, secret_for
from gongyou.vault.journal.models import Device
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.errors import Tampered

FILE = "device.key"
_WHERE = place("device-key")


@dataclass(frozen=True)
class Signer:
    """The id and the signing key of this device."""

    id: uuid.UUID
    key: SigningKey

    def __repr__(self):
        return f"Signer({self.id})"


@dataclass(frozen=True)
class Head:
    """Where this device's chain ends."""

    seq: int
    hash: bytes


# By hand: every act comes this way, and Django takes longer to write the query than to run it.
_FIND = "SELECT head_seq, head_hash FROM vault_device WHERE id = %s"
_MOVE = "UPDATE vault_device SET head_seq = %s, head_hash = %s WHERE id = %s"


def this_device() -> tuple[Head, Signer]:
    """The end of this device's chain, locked against other writers, and its signer."""
    signer = _signer(str(data_folder() / FILE), secret_for("gongyou-device"))
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_FIND + lock, [_parameter(signer.id)])
        found = cursor.fetchone()
    if not found:
        public = bytes(signer.key.verify_key)
        Device.objects.create(pk=signer.id, name=_name(), public=public)
        return Head(0, bytes(32)), signer
    return Head(found[0], bytes(found[1])), signer


def move_head(signer: Signer, seq: int, new_hash: bytes) -> None:
    """Let the chain end with an entry that was just written."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [seq, new_hash, _parameter(signer.id)])


def _parameter(identifier: uuid.UUID):
    return identifier if connection.features.has_native_uuid_field else identifier.hex


def _name() -> str:
    # The machine's own name may carry its owner's: a short digest tells machines apart.
    host = uuid.uuid5(uuid.NAMESPACE_DNS, socket.gethostname())
    return f"device {host.hex[:6]}"


@lru_cache(maxsize=8)
def _signer(path: str, secret: bytes) -> Signer:
    file = Path(path)
    if file.exists():
        try:
            return _read(unseal(secret, file.read_bytes(), _WHERE))
        except Tampered:
            # From another installation, or damaged: keep it aside and become a new device.
            file.rename(file.with_suffix(f".{uuid.uuid4().hex[:6]}.old"))
    content = uuid.uuid4().bytes + os.urandom(32)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(seal(secret, content, _WHERE))
        out.flush()
        os.fsync(out.fileno())
    return _read(content)


def _read(content: bytes) -> Signer:
    return Signer(uuid.UUID(bytes=content[:16]), SigningKey(content[16:48]))
