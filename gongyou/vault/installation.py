"""Secrets and folders of this installation."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.db import connection

from gongyou.vault.keys.derive import derive
from gongyou.vault.sqlcipher.holder import key_for


def secret_for(purpose: str) -> bytes:
    """A 32-byte secret that lives as long as the installation.

    Embedded: from the database's key, so nothing lies on the disk in clear. On PostgreSQL:
    from SECRET_KEY, which a server gives in its environment.
    """
    return derive(_base(), purpose)


def _base() -> bytes:
    if connection.vendor == "sqlite" and "sqlcipher" in connection.settings_dict["ENGINE"]:
        return key_for(connection.settings_dict["OPTIONS"])
    return hashlib.sha256(settings.SECRET_KEY.encode()).digest()


def data_folder() -> Path:
    """The folder that holds everything of this installation."""
    folder = Path(settings.GONGYOU["DATA"])
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
