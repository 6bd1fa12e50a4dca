"""What other rooms may import from the vault."""

from gongyou.vault import files, journal, trouble
from gongyou.vault import laptops_face as laptops
from gongyou.vault.access import access, administrator, public_view, signed_in
from gongyou.vault.accounts import throttle
from gongyou.vault.accounts.actor import Actor, NotYours, keyless_actor, the_program
from gongyou.vault.accounts.bearers import (
    Bearer,
    actor_for_bearer,
    api_sign_in,
    api_sign_out,
    new_program_password,
)
from gongyou.vault.accounts.doors import (
    Door,
    OpenDoor,
    SecondStepNeeded,
    add_door,
    names_of_doors,
    on_new_key,
    on_second_step,
    on_theft,
    open_doors,
    shut,
    shut_all,
)
from gongyou.vault.accounts.invitations import Invitation
from gongyou.vault.accounts.members import check_members, current_members
from gongyou.vault.accounts.models import Account, Compartment, Membership
from gongyou.vault.accounts.own import open_for_server, open_own, seal_for_server, seal_own
from gongyou.vault.accounts.services.accounts import (
    LoginTaken,
    NewAccount,
    change_passphrase,
    create_account,
    current_user_key,
    new_recovery_code,
    open_account,
)
from gongyou.vault.accounts.services.compartments import (
    LastMember,
    add_member,
    change_role,
    close_compartment,
    create_compartment,
    open_compartment,
    remove_member,
    rename_compartment,
    rotate,
    set_retention,
)
from gongyou.vault.accounts.services.invitations import (
    InvitationEnded,
    accept_invitation,
    accept_passphrase_reset,
    accept_second_factor_reset,
    ask_reset,
    cancel_invitation,
    close_account,
    confirm_alone,
    confirm_reset,
    find_invitation,
    invite,
    may_go_alone,
    may_reset,
    open_account_again,
    pending_resets,
)
from gongyou.vault.accounts.services.recovery import (
    grant_again,
    make_organisation_key,
    new_keys_after_theft,
    officers_key_made,
    opt_out_of_recovery,
    recover_by_code,
    recover_by_officers,
    settle,
    waiting_for_grant,
)
from gongyou.vault.accounts.services.two_people import NotTwoPeople, require_two
from gongyou.vault.accounts.services.unsealing import is_sealed, seal_again, unseal
from gongyou.vault.accounts.unlocking import lock, proved_recently, unlock
from gongyou.vault.backup.archive import BadArchive
from gongyou.vault.backup.bundles import Bundle, open_bundle, safe_cell, seal_bundle
from gongyou.vault.backup.rehearsing import backup_and_try, new_backup_key, state_of_backups
from gongyou.vault.durable import HeldByAnother, hold_folder, round_times, write_durably
from gongyou.vault.durable import alone as one_at_a_time
from gongyou.vault.ending import Ending, agree_end, ask_end, on_handover, stop_end, waiting_ends
from gongyou.vault.files.inspection import command as sandboxed_command
from gongyou.vault.files.inspection import sandboxed as uploads_sandboxed
from gongyou.vault.files.models import StoredFile
from gongyou.vault.files.refusals import Refused
from gongyou.vault.identities.bulk import SealedRow, current_key, seal_for, seal_many
from gongyou.vault.identities.everything import everything_about
from gongyou.vault.identities.fields import SealedJSONField, SealedTextField
from gongyou.vault.identities.moving import move
from gongyou.vault.identities.pseudonyms import new_pseudonym, new_pseudonyms
from gongyou.vault.identities.reads import note as note_read
from gongyou.vault.identities.records import Part, Record, RecordQuerySet
from gongyou.vault.identities.registry import searchable
from gongyou.vault.identities.reveal import reveal_many
from gongyou.vault.identities.search import Found, search_names
from gongyou.vault.identities.shredding import (
    due_for_shredding,
    keep_by,
    on_shred,
    shred,
    truncate_wal,
)
from gongyou.vault.ids import NaturalIdField, from_ref, natural_id, new_id, to_ref
from gongyou.vault.inserting import insert as insert_rows
from gongyou.vault.inserting import turn_of
from gongyou.vault.installation import data_folder, secret_for
from gongyou.vault.journal.device import DeviceKeyMissing
from gongyou.vault.journal.reading import last_entry_at
from gongyou.vault.keys.aead import place
from gongyou.vault.keys.aead import seal as seal_bytes
from gongyou.vault.keys.aead import unseal as unseal_bytes
from gongyou.vault.keys.data_keys import make_keyless
from gongyou.vault.keys.errors import (
    Busy,
    Locked,
    MemberListChanged,
    NoKey,
    Plaintext,
    Shredded,
    Tampered,
    VaultKeyError,
    WeakPassphrase,
    WouldLoseData,
    WrongPassphrase,
)
from gongyou.vault.keys.models import DataKey
from gongyou.vault.keys.pairs import BoxPair, seal_to
from gongyou.vault.keys.passphrase import check_strength
from gongyou.vault.keys.user_keys import public_fingerprint
from gongyou.vault.keys.words import fingerprint_digits, fingerprint_words
from gongyou.vault.lending import Lent, lend_key
from gongyou.vault.memory import (
    NoPrivateFolder,
    file_in_memory,
    forget_in_memory,
    has_memory_folders,
    held_in_memory,
    hold_in_memory,
    memory_root,
    private_folder,
)
from gongyou.vault.merge_kinds import CONTROL, DERIVED, KEPT, LOCAL, SECRET, merge_kind_of
from gongyou.vault.printed_numbers import (
    SPAN,
    Number,
    NumberField,
    SmallNumberField,
    first_number,
    next_number,
)
from gongyou.vault.rights import RIGHTS, Right, Role
from gongyou.vault.starting import on_check, on_restore, on_start
from gongyou.vault.updating import NotUpdated

__all__ = [
    "CONTROL",
    "DERIVED",
    "KEPT",
    "LOCAL",
    "RIGHTS",
    "SECRET",
    "SPAN",
    "Account",
    "Actor",
    "BadArchive",
    "Bearer",
    "BoxPair",
    "Bundle",
    "Busy",
    "Compartment",
    "DataKey",
    "DeviceKeyMissing",
    "Door",
    "Ending",
    "Found",
    "HeldByAnother",
    "Invitation",
    "InvitationEnded",
    "LastMember",
    "Lent",
    "Locked",
    "LoginTaken",
    "MemberListChanged",
    "Membership",
    "NaturalIdField",
    "NewAccount",
    "NoKey",
    "NoPrivateFolder",
    "NotTwoPeople",
    "NotUpdated",
    "NotYours",
    "Number",
    "NumberField",
    "OpenDoor",
    "Part",
    "Plaintext",
    "Record",
    "RecordQuerySet",
    "Refused",
    "Right",
    "Role",
    "SealedJSONField",
    "SealedRow",
    "SealedTextField",
    "SecondStepNeeded",
    "Shredded",
    "SmallNumberField",
    "StoredFile",
    "Tampered",
    "VaultKeyError",
    "WeakPassphrase",
    "WouldLoseData",
    "WrongPassphrase",
    "accept_invitation",
    "accept_passphrase_reset",
    "accept_second_factor_reset",
    "access",
    "actor_for_bearer",
    "add_door",
    "add_member",
    "administrator",
    "agree_end",
    "api_sign_in",
    "api_sign_out",
    "ask_end",
    "ask_reset",
    "backup_and_try",
    "cancel_invitation",
    "change_passphrase",
    "change_role",
    "check_members",
    "check_strength",
    "close_account",
    "close_compartment",
    "confirm_alone",
    "confirm_reset",
    "create_account",
    "create_compartment",
    "current_key",
    "current_members",
    "current_user_key",
    "data_folder",
    "due_for_shredding",
    "everything_about",
    "file_in_memory",
    "files",
    "find_invitation",
    "fingerprint_digits",
    "fingerprint_words",
    "first_number",
    "forget_in_memory",
    "from_ref",
    "grant_again",
    "has_memory_folders",
    "held_in_memory",
    "hold_folder",
    "hold_in_memory",
    "insert_rows",
    "invite",
    "is_sealed",
    "journal",
    "keep_by",
    "keyless_actor",
    "laptops",
    "last_entry_at",
    "lend_key",
    "lock",
    "make_keyless",
    "make_organisation_key",
    "may_go_alone",
    "may_reset",
    "memory_root",
    "merge_kind_of",
    "move",
    "names_of_doors",
    "natural_id",
    "new_backup_key",
    "new_id",
    "new_keys_after_theft",
    "new_program_password",
    "new_pseudonym",
    "new_pseudonyms",
    "new_recovery_code",
    "next_number",
    "note_read",
    "officers_key_made",
    "on_check",
    "on_handover",
    "on_new_key",
    "on_restore",
    "on_second_step",
    "on_shred",
    "on_start",
    "on_theft",
    "one_at_a_time",
    "open_account",
    "open_account_again",
    "open_bundle",
    "open_compartment",
    "open_doors",
    "open_for_server",
    "open_own",
    "opt_out_of_recovery",
    "pending_resets",
    "place",
    "private_folder",
    "proved_recently",
    "public_fingerprint",
    "public_view",
    "recover_by_code",
    "recover_by_officers",
    "remove_member",
    "rename_compartment",
    "require_two",
    "reveal_many",
    "rotate",
    "round_times",
    "safe_cell",
    "sandboxed_command",
    "seal_again",
    "seal_bundle",
    "seal_bytes",
    "seal_for",
    "seal_for_server",
    "seal_many",
    "seal_own",
    "seal_to",
    "search_names",
    "searchable",
    "secret_for",
    "set_retention",
    "settle",
    "shred",
    "shut",
    "shut_all",
    "signed_in",
    "state_of_backups",
    "stop_end",
    "the_program",
    "throttle",
    "to_ref",
    "trouble",
    "truncate_wal",
    "turn_of",
    "unlock",
    "unseal",
    "unseal_bytes",
    "uploads_sandboxed",
    "waiting_ends",
    "waiting_for_grant",
    "write_durably",
]
