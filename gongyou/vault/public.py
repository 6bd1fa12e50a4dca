"""What other rooms may import from the vault."""

from gongyou.vault import journal
from gongyou.vault.access import access, administrator, public_view, signed_in
from gongyou.vault.accounts.actor import Actor, NotYours, keyless_actor, the_program
from gongyou.vault.accounts.models import Account, Compartment, Membership
from gongyou.vault.accounts.rights import RIGHTS, Right, Role
from gongyou.vault.accounts.services.accounts import (
    change_passphrase,
    create_account,
    new_recovery_code,
)
from gongyou.vault.accounts.services.compartments import (
    add_member,
    change_role,
    create_compartment,
    remove_member,
    rename_compartment,
    rotate,
)
from gongyou.vault.accounts.unlocking import lock, proved_recently, unlock
from gongyou.vault.files.models import StoredFile
from gongyou.vault.identities.bulk import SealedRow, current_key, seal_for, seal_many
from gongyou.vault.identities.fields import SealedJSONField, SealedTextField
from gongyou.vault.identities.pseudonyms import new_pseudonym, new_pseudonyms
from gongyou.vault.identities.records import Part, Record, RecordQuerySet
from gongyou.vault.identities.reveal import reveal_many
from gongyou.vault.identities.search import search_names, searchable
from gongyou.vault.keys.errors import (
    Locked,
    NoKey,
    Shredded,
    Tampered,
    VaultKeyError,
    WeakPassphrase,
    WrongPassphrase,
)

__all__ = [
    "RIGHTS",
    "Account",
    "Actor",
    "Compartment",
    "Locked",
    "Membership",
    "NoKey",
    "NotYours",
    "Part",
    "Record",
    "RecordQuerySet",
    "Right",
    "Role",
    "SealedJSONField",
    "SealedRow",
    "SealedTextField",
    "Shredded",
    "StoredFile",
    "Tampered",
    "VaultKeyError",
    "WeakPassphrase",
    "WrongPassphrase",
    "access",
    "add_member",
    "administrator",
    "change_passphrase",
    "change_role",
    "create_account",
    "create_compartment",
    "current_key",
    "journal",
    "keyless_actor",
    "lock",
    "new_pseudonym",
    "new_pseudonyms",
    "new_recovery_code",
    "proved_recently",
    "public_view",
    "remove_member",
    "rename_compartment",
    "reveal_many",
    "rotate",
    "seal_for",
    "seal_many",
    "search_names",
    "searchable",
    "signed_in",
    "the_program",
    "unlock",
]
