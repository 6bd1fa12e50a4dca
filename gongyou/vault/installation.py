"""Secrets and folders of this installation."""

import hashlib
import os
from pathlib import Path

from django.conf import settings
from django.db import connection, models

from gongyou.vault.keys.derive import derive
from gongyou.vault.merge_kinds import LOCAL

_known: dict[str, bytes] = {}


class Installation(models.Model):
    """One row: a random secret, which lies inside the encrypted database."""

    merge_kind = LOCAL

    secret = models.BinaryField()

    def __str__(self):
        return "installation"


def secret_for(purpose: str) -> bytes:
    """A 32-byte secret that lives as long as the installation.

    Embedded: from a random secret inside the encrypted database, so nothing lies on the disk
    in clear. On PostgreSQL: from SECRET_KEY, which a server gives in its environment.
    """
    return derive(_base(), purpose)


def _base() -> bytes:
    if connection.vendor != "sqlite":
        return hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    name = str(connection.settings_dict["NAME"])
    if name not in _known:
        row, _new = Installation.objects.get_or_create(pk=1, defaults={"secret": os.urandom(32)})
        _known[name] = bytes(row.secret)
    return _known[name]


def forget() -> None:
    """Read the secret anew (after a restore into this process)."""
    _known.clear()


def data_folder() -> Path:
    """The folder that holds everything of this installation."""
    folder = Path(settings.GONGYOU["DATA"])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
