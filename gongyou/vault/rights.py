"""Roles in a compartment and the rights they carry."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Right(models.TextChoices):
    """What a member may do inside one compartment."""

    READ = "read", _("read records")
    WRITE = "write", _("change records")
    READ_IDENTITY = "identity", _("read names and stories")
    EXPORT = "export", _("export")
    SHARE = "share", _("move records to another compartment")
    MANAGE = "manage", _("add and remove members")
    SHRED = "shred", _("destroy identities")


class Role(models.TextChoices):
    """What someone is in a compartment. Administrators are nothing in it by being that."""

    CASEWORKER = "caseworker", _("caseworker")
    LAWYER = "lawyer", _("lawyer")
    ORGANISER = "organiser", _("organiser")
    RESEARCHER = "researcher", _("researcher")
    CODER = "coder", _("coder")
    COORDINATOR = "coordinator", _("coordinator")


_CASEWORK = frozenset({Right.READ, Right.WRITE, Right.READ_IDENTITY})

RIGHTS: dict[str, frozenset[str]] = {
    Role.CASEWORKER: _CASEWORK,
    Role.LAWYER: _CASEWORK | {Right.EXPORT},
    Role.ORGANISER: _CASEWORK,
    # A researcher works on pseudonyms and holds no key.
    Role.RESEARCHER: frozenset({Right.READ}),
    # A coder reads and codes texts whose names are replaced: only at the desk of a study, where
    # no identity stands. Nothing is carried out, moved or destroyed.
    Role.CODER: _CASEWORK,
    Role.COORDINATOR: frozenset(Right),
}


def holds_key(role: str) -> bool:
    """Whether a role gets the compartment's key."""
    return Right.READ_IDENTITY in RIGHTS[role]
