"""All tables of the vault, gathered for Django; each package keeps its own."""

from gongyou.vault.accounts.bearers import Bearer
from gongyou.vault.accounts.invitations import Invitation
from gongyou.vault.accounts.models import Account, Compartment, Membership
from gongyou.vault.ending import Ending
from gongyou.vault.files.models import StoredFile
from gongyou.vault.identities.models import NameBlock, NameChange, Pseudonym
from gongyou.vault.installation import Installation
from gongyou.vault.journal.models import About, Content, Device, Entry, KeyLeaf, Staged, Stream
from gongyou.vault.journal.witness import Witness
from gongyou.vault.keys.models import (
    CompartmentKey,
    DataKey,
    Grant,
    OrganisationKey,
    UserKey,
)
from gongyou.vault.laptops.models import Aside, Clash, Peer

__all__ = [
    "About",
    "Account",
    "Aside",
    "Bearer",
    "Clash",
    "Compartment",
    "CompartmentKey",
    "Content",
    "DataKey",
    "Device",
    "Ending",
    "Entry",
    "Grant",
    "Installation",
    "Invitation",
    "KeyLeaf",
    "Membership",
    "NameBlock",
    "NameChange",
    "OrganisationKey",
    "Peer",
    "Pseudonym",
    "Staged",
    "StoredFile",
    "Stream",
    "UserKey",
    "Witness",
]
