"""All tables of the vault, gathered for Django; each package keeps its own."""

from gongyou.vault.accounts.bearers import Bearer
from gongyou.vault.accounts.invitations import Invitation
from gongyou.vault.accounts.models import Account, Compartment, Membership
from gongyou.vault.files.models import StoredFile
from gongyou.vault.identities.models import NameBlock, NameChange, Pseudonym
from gongyou.vault.installation import Installation
from gongyou.vault.journal.models import About, Device, Entry
from gongyou.vault.keys.models import (
    CompartmentKey,
    DataKey,
    Grant,
    OrganisationKey,
    UserKey,
)

__all__ = [
    "About",
    "Account",
    "Bearer",
    "Compartment",
    "CompartmentKey",
    "DataKey",
    "Device",
    "Entry",
    "Grant",
    "Installation",
    "Invitation",
    "Membership",
    "NameBlock",
    "NameChange",
    "OrganisationKey",
    "Pseudonym",
    "StoredFile",
    "UserKey",
]
