"""Who may write accounts, members, keys and laptops: each by a rule of its own.

Most of them prove themselves by the keys in them besides; these rules keep others' rights as they
are, and let nobody make themselves more than they were.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gongyou.vault.laptops.bundles import Refused
from gongyou.vault.laptops.places import Places
from gongyou.vault.rights import RIGHTS, Right

# Of an account: what only an administrator changes.
PRIVILEGES = frozenset({"is_administrator", "is_active", "login", "invited_by_id"})
DESTROYED = 3


@dataclass(frozen=True)
class Change:
    """What one leaf says of one row."""

    table: str
    row: str
    gone: bool
    cells: dict


@dataclass
class Member:
    """One membership as far as it is known."""

    account: str
    compartment: str
    role: str
    removed: bool


@dataclass
class Writer:
    """Who wrote an entry: the account, if their signature is there; the laptop."""

    account: str | None
    signed: bool
    device: str
    act: str
    created: set[str]


class ControlRules:
    """The rules, over what a judge knows of members and laptops."""

    members: dict[str, "Member"]
    accounts: dict[str, bool]
    compartments: set[str]
    keys: dict[str, str]
    places: Places
    whole: bool
    now: Callable
    ever: Callable

    def _manages(self, account: str | None) -> bool:
        return any(
            one.account == account and not one.removed and Right.MANAGE in RIGHTS[one.role]
            for one in self.members.values()
        )

    def _account(self, writer: Writer, change: Change) -> set[str]:
        administers = writer.signed and self.accounts.get(writer.account, False)  # type: ignore[arg-type]
        if change.row not in self.accounts:
            may = administers or self.whole
            self._require(may or not change.cells.get("is_administrator"))
        else:
            own = change.row == writer.account and not PRIVILEGES & change.cells.keys()
            self._require(not change.gone and (own or administers))
        return set()

    def _userkey(self, writer: Writer, change: Change) -> set[str]:
        account = change.cells.get("account_id")
        own = account is None or account == writer.account
        manages = writer.signed and (
            self.accounts.get(writer.account, False) or self._manages(writer.account)  # type: ignore[arg-type]
        )
        fresh = account is not None and account not in self.accounts
        self._require(own or manages or fresh)
        return set()

    def _invitation(self, writer: Writer, change: Change) -> set[str]:
        self._require(writer.account is not None)
        return set()

    def _membership(self, writer: Writer, change: Change) -> set[str]:
        known = self.members.get(change.row)
        place = known.compartment if known else change.cells.get("compartment_id", "")
        leaves = known is not None and known.account == writer.account
        if place in writer.created and writer.signed:
            return set()
        if leaves and change.cells.get("role", known.role) == known.role:  # type: ignore[union-attr]
            self._require("removed_at" not in change.cells or bool(change.cells["removed_at"]))
            return set()
        return self._managed(writer, place)

    def _managed(self, writer: Writer, place: str) -> set[str]:
        self._require(writer.signed)
        if self.now(writer.account, place, Right.MANAGE):
            return set()
        self._require(self.ever(writer.account, place))
        return {place}

    def _compartment(self, writer: Writer, change: Change) -> set[str]:
        if change.row in writer.created:
            self._require(writer.signed)
            return set()
        return self._holding(writer, change.row)

    def _compartmentkey(self, writer: Writer, change: Change) -> set[str]:
        place = change.cells.get("compartment_id") or self.keys.get(change.row, "")
        if place in writer.created:
            return set()
        return self._holding(writer, place)

    def _holding(self, writer: Writer, place: str) -> set[str]:
        """For those who hold the compartment's key: what they write is proved by it."""
        self._require(writer.signed)
        if self.now(writer.account, place, Right.READ_IDENTITY):
            return set()
        self._require(self.ever(writer.account, place))
        return {place}

    def _datakey(self, writer: Writer, change: Change) -> set[str]:
        """Keys are put under others by any program; only a person destroys one."""
        cells = change.cells
        destroys = change.gone or cells.get("how") == DESTROYED or cells.get("wrap") == ""
        if not destroys:
            return set()
        place = self.places.of_data_key(change, self.keys)
        if not writer.signed or not (
            self.now(writer.account, place, Right.SHRED)
            or self.now(writer.account, place, Right.WRITE)
        ):
            self._require(writer.signed and self.ever(writer.account, place))
            return {place}
        return set()

    def _device(self, writer: Writer, change: Change) -> set[str]:
        own = change.row == writer.device and (
            self.whole or change.cells.keys() <= {"transport", "name"}
        )
        administers = writer.signed and self.accounts.get(writer.account, False)  # type: ignore[arg-type]
        self._require(not change.gone and (own or administers))
        return set()

    @staticmethod
    def _require(holds: bool) -> None:
        if not holds:
            ControlRules._refuse()

    @staticmethod
    def _refuse() -> None:
        raise Refused(_("somebody wrote in it what they never might"))
