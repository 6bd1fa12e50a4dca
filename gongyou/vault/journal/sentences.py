"""What people did, in sentences. Each room registers the sentences of its acts."""

import re
from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from gongyou.ui.public import RoughDay
from gongyou.vault.rights import Role

_sentences: dict = {}


class UnknownAct(LookupError):
    """An act without a sentence: nobody could read it in the history."""


def sentence(act: str, text) -> None:
    """Register how an act reads.

    `text` is a lazy translation; it may use %(subject)s and %(name)s for each plain change.
    A number among them is for ngettext_lazy to choose by.
    """
    _sentences[act] = text


_by_program: set[str] = set()


def program_may(*acts: str) -> None:
    """Say of acts that the program does them by itself, such as taking in what phones send.

    From another laptop nothing else is taken in that nobody did.
    """
    _by_program.update(acts)


def by_program() -> set[str]:
    """The acts that the program does by itself."""
    return _by_program


def known(act: str) -> bool:
    """Whether an act has a sentence."""
    return act in _sentences


def all_acts() -> dict:
    """Every act with its sentence."""
    return dict(_sentences)


class _Untold(int):
    """A value that the entry does not hold; a number, since plurals ask for one."""

    def __str__(self):
        return "…"


class _Values(dict):
    def __missing__(self, key):
        return _Untold()


def _spoken(name: str, value):
    """A value as the reader writes it: roles by name, days and sums of money in their form."""
    if name == "role" and value in Role.values:
        return Role(value).label
    if name in MONEY and value is not None:
        return number_format(value, decimal_pos=2, force_grouping=True)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if isinstance(value, str) and ROUGH_DAY.fullmatch(value):
        return RoughDay.read(value).in_words
    return value


MONEY = ("amount", "total")
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
ROUGH_DAY = re.compile(r"\d{4}-\d\d-\d\d/\d{4}-\d\d-\d\d")


def say(act: str, subject: str, changes: dict) -> str:
    """The sentence of an entry in the reader's language."""
    values = _Values(subject=subject)
    for name, change in changes.items():
        new = change[1] if isinstance(change, list) and len(change) == 2 else change
        values[name] = _spoken(name, new)
    return _sentences.get(act, act) % values


for _act, _text in {
    "vault.create_account": _("created an account"),
    "vault.create_compartment": _("created a compartment"),
    "vault.rename_compartment": _("renamed a compartment"),
    "vault.close_compartment": _("closed a compartment"),
    "vault.open_compartment": _("opened a compartment again"),
    "vault.set_retention": ngettext_lazy(
        "set how long records are kept: %(months)s month",
        "set how long records are kept: %(months)s months",
        "months",
    ),
    "vault.add_member": _("added a member as %(role)s"),
    "vault.change_role": _("changed a member's role to %(role)s"),
    "vault.remove_member": _("removed a member"),
    "vault.rotate_key": _("made a new key for a compartment"),
    "vault.opt_out_of_recovery": _("gave up recovery by the officers"),
    "vault.change_passphrase": _("changed the passphrase"),
    "vault.new_keys": _("made new keys after a suspected theft"),
    "vault.new_recovery_code": _("made a new recovery code"),
    "vault.use_recovery_code": _("set a new passphrase with the recovery code"),
    "vault.invite": _("invited someone"),
    "vault.ask_reset": _("asked for a reset of an account"),
    "vault.confirm_reset": _("confirmed the reset of an account"),
    "vault.cancel_invitation": _("stopped an invitation or reset"),
    "vault.reset_account": _("set a new passphrase with new keys"),
    "vault.reactivate_account": _("opened an account again"),
    "vault.make_officers_key": _("made the officers' key"),
    "vault.grant_again": _("gave a member the key again"),
    "vault.recover_by_officers": _("recovered a compartment with the officers' shares"),
    "vault.reset_second_factor": _("reset a second factor"),
    "vault.add_factor": _("set up a second step of the sign-in"),
    "vault.remove_factor": _("took a second step of the sign-in away"),
    "vault.new_emergency_codes": _("made new codes for an emergency"),
    "vault.use_factor": _("used a code for an emergency"),
    "vault.deactivate_account": _("closed an account"),
    "vault.read_identity": ngettext_lazy(
        "read names or stories of %(count)s record",
        "read names or stories of %(count)s records",
        "count",
    ),
    "vault.search_names": _("searched names; %(count)s found"),
    "vault.export": ngettext_lazy(
        "exported %(count)s record", "exported %(count)s records", "count"
    ),
    "vault.store_file": _("stored a file"),
    "vault.inspect_file": _("looked into a file that was kept unseen"),
    "vault.delete_file": _("deleted a file"),
    "vault.shred": _("destroyed an identity"),
    "vault.ask_end": _("asked to end %(compartments)s compartments for good"),
    "vault.stop_end": _("stopped an end"),
    "vault.end": _("destroyed everything of %(compartments)s compartments"),
    "vault.damaged": _("found a value that cannot be opened: %(field)s of %(what)s %(id)s"),
    "vault.move": _("moved records to another compartment"),
    "vault.backup": _("made a backup"),
    "vault.restore": _("restored a backup"),
    "vault.restore_keys": ngettext_lazy(
        "put back %(count)s row of accounts and keys from the newest archive of keys",
        "put back %(count)s rows of accounts and keys from the newest archive of keys",
        "count",
    ),
    "vault.rehearse": _("rehearsed the restoring of a backup"),
    "vault.enrol_device": _("let laptop %(letter)s belong to the centre"),
    "vault.revoke_device": _("took laptop %(letter)s out of the centre"),
    "vault.renew_transport": _("made a key for bundles"),
    "vault.merge": ngettext_lazy(
        "took in %(count)s entry of another laptop",
        "took in %(count)s entries of another laptop",
        "count",
    ),
    "vault.follow_merge": _("computed anew what follows from entries of another laptop"),
    "vault.decide_aside": ngettext_lazy(
        "decided on %(count)s entry that was set aside",
        "decided on %(count)s entries that were set aside",
        "count",
    ),
    "vault.unite_keys": _("united the keys that two laptops had made"),
    "vault.decide_clash": _("decided between two values of %(field)s"),
    "vault.rebuild": ngettext_lazy(
        "put %(count)s row back to what the journal tells",
        "put %(count)s rows back to what the journal tells",
        "count",
    ),
    "vault.more": _("changed further rows in the same act"),
    "vault.settle": _("put keys in order at a sign-in"),
    "vault.take_key": _("took over a key"),
    "vault.rewrap": _("put keys of records under the newest key"),
    "vault.genesis": ngettext_lazy(
        "wrote %(count)s row of the time before into the journal",
        "wrote %(count)s rows of the time before into the journal",
        "count",
    ),
    "vault.migrate": ngettext_lazy(
        "wrote %(count)s row that a new version of the program changed into the journal",
        "wrote %(count)s rows that a new version of the program changed into the journal",
        "count",
    ),
    "vault.sign_in": _("signed in"),
    "vault.new_program_password": _("made a password for a program"),
    "vault.sign_out": _("signed out"),
}.items():
    sentence(_act, _text)
