"""What a backup is made of, and which table belongs to which of its two archives.

Shredding destroys keys; an old backup would bring them back. So the keys have a line of
their own that every backup overwrites, while copies of the data, whose wraps of D are blank,
may be kept as long as anyone likes.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps

# Everything that decides which key opens what; restored as a whole from the newest line.
KEY_TABLES = (
    "vault_account",
    "vault_userkey",
    "vault_organisationkey",
    "vault_compartment",
    "vault_compartmentkey",
    "vault_grant",
    "vault_membership",
    "vault_datakey",
    "vault_installation",
)
# Not worth keeping, or not to be kept: sessions, tokens, the index of names.
EMPTIED = ("django_session", "vault_bearer", "vault_nameblock", "vault_namechange")


def emptied() -> set[str]:
    """The tables whose rows no archive holds: ours, and those of models that say so."""
    secret = (model for model in apps.get_models() if getattr(model, "in_no_archive", False))
    return {*EMPTIED, *(model._meta.db_table for model in secret)}


KEPT_FILES = (
    "SELECT location FROM vault_storedfile f JOIN vault_datakey k ON k.id = f.data_key_id "
    "WHERE k.how <> 3"
)
DESTROYED = "SELECT count(*) FROM vault_datakey WHERE how = 3"
MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"

Entries = Iterable[tuple[str, Path | bytes]]


@dataclass(frozen=True)
class Parts:
    """One moment of the database: entries of the two archives, and what their manifests say.

    `about` holds the journal's heads, the migrations applied, and how many keys were destroyed;
    `media` the places of the files that belong to it.
    """

    about: dict
    media: list[str]
    data: Entries
    keys: Entries
