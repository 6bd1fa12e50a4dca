"""The device on which this program runs, and its signing key.

The key lies in DATA/device.key, encrypted under the installation's secret. It is no part of
a backup: a restored copy is another device and starts chains of its own, so that no chain
ever forks.
"""

import os
import socket
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _
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


def this_device() -> Signer:
    """The signer of this device."""
    return _signer(str(data_folder() / FILE), secret_for("gongyou-device"))


@lru_cache(maxsize=8)
def _index_of(device: uuid.UUID) -> int | None:
    return Device.objects.filter(pk=device).values_list("number", flat=True).first()


def this_index() -> int:
    """Which laptop of the centre this is; 0 for the first."""
    found = _index_of(this_device().id)
    if found is None:
        _index_of.cache_clear()
    return found or 0


class DeviceKeyMissing(RuntimeError):
    """A laptop of several has lost its own key: it may not write as a laptop that nobody knows."""

    def __init__(self):
        super().__init__(
            _(
                "This laptop's own key (device.key) is missing, and the other laptops would refuse "
                "what it writes. Nothing was saved. Put the file back, or give what you have from "
                "another laptop and enrol this one anew in an empty folder."
            )
        )


def _one_of_several(signer: Signer) -> bool:
    """Whether other laptops were enrolled and this one is none of them."""
    return (
        Device.objects.filter(number__gt=0, revoked_at=None).exists()
        and not Device.objects.filter(pk=signer.id).exists()
    )


_ANOTHER = ContextVar("another", default=False)


@contextmanager
def becoming_another() -> Iterator[None]:
    """While a backup is restored, which makes another device of any laptop."""
    token = _ANOTHER.set(True)
    try:
        yield
    finally:
        _ANOTHER.reset(token)


def present(signer: Signer) -> None:
    """Let the device have its row, before its first entry.

    Raises:
        DeviceKeyMissing: the centre has several laptops, and this is none that they know.
    """
    several = _one_of_several(signer)
    if several and not _ANOTHER.get():
        raise DeviceKeyMissing
    row = Device(pk=signer.id, name=_name(), public=bytes(signer.key.verify_key))
    if several:
        # The number of whichever laptop the backup is of stays with that one: it may still work.
        row.number = next_index()
    Device.objects.bulk_create([row], ignore_conflicts=True)


MOST = 31


def next_index() -> int:
    """The number of the laptop that comes next: none is given twice, though a laptop is gone."""
    return 1 + max(Device.objects.values_list("number", flat=True), default=-1)


def is_restored() -> bool:
    """Whether this is a copy of a laptop of several that came back from a backup."""
    here = Device.objects.filter(pk=this_device().id, number__gt=0, holder=None)
    return here.exists() and Device.objects.filter(revoked_at=None).count() > 1


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


def sealed(identifier: uuid.UUID, signing: bytes) -> bytes:
    """The content of the file for a device with these keys."""
    return seal(secret_for("gongyou-device"), identifier.bytes + signing, _WHERE)


def _read(content: bytes) -> Signer:
    return Signer(uuid.UUID(bytes=content[:16]), SigningKey(content[16:48]))
