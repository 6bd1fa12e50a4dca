"""Who acts, with which unlocked keys. One object a request; everything asks it."""

from functools import cached_property

from django.http import Http404

from gongyou.vault.accounts.members import prove
from gongyou.vault.accounts.models import Account, Compartment, Membership
from gongyou.vault.keys.aead import place, unseal
from gongyou.vault.keys.errors import Locked, Tampered
from gongyou.vault.keys.keyring import Keyring
from gongyou.vault.rights import Right

# Reading is quick and takes the list as it stands; whoever changes, carries away or destroys
# something first has the list of members proved.
_PROVED = frozenset(set(Right) - {Right.READ, Right.READ_IDENTITY})


class NotYours(Http404):
    """Not there, or not yours: the same answer, so that nothing is learnt from it."""


class Actor:
    """An account with its keyring, or the program itself (no account, no keys)."""

    def __init__(self, account: Account | None, keyring: Keyring | None = None):
        self.account = account
        self._keyring = keyring
        # Reads of identities noted during the request, written as one entry at its end.
        self.pending_reads: dict = {}
        self.collects_reads = False
        # Values that didn't open: (model, id, field). They are journalled once, and told.
        self.damaged: set = set()
        # On a page one of them stops nothing else; where it is None, a paper or an act is refused.
        self.shown_damaged: list[Tampered] | None = None

    def __repr__(self):
        return f"Actor({self.account.pk if self.account else 'program'})"

    @property
    def person(self) -> Account:
        """The account of who acts, where the program itself has no business.

        Raises:
            NotYours: it is the program.
        """
        if self.account is None:
            raise NotYours
        return self.account

    @property
    def unlocked(self) -> bool:
        """Whether the keys are at hand."""
        return self._keyring is not None

    @property
    def keyring(self) -> Keyring:
        """The unlocked keys.

        Raises:
            Locked: they are not at hand.
        """
        if self._keyring is None:
            raise Locked("the keys are locked")
        return self._keyring

    @property
    def is_program(self) -> bool:
        """A job or a public form, not a person."""
        return self.account is None

    @property
    def is_administrator(self) -> bool:
        """Whether this account administers the installation."""
        return bool(self.account and self.account.is_administrator)

    @cached_property
    def memberships(self) -> dict:
        """Current memberships by compartment id."""
        if self.account is None or not self.account.is_active:
            return {}
        rows = Membership.objects.filter(
            account=self.account, removed_at=None, compartment__closed_at=None
        ).select_related("compartment__current_key")
        return {row.compartment_id: row for row in rows}

    def forget_memberships(self) -> None:
        """Read the memberships anew after a change."""
        self.__dict__.pop("memberships", None)

    def may(self, right: Right, compartment) -> bool:
        """Whether this person has a right in a compartment (or its id)."""
        membership = self.memberships.get(getattr(compartment, "pk", compartment))
        return membership is not None and membership.gives(right)

    def require(self, right: Right, compartment) -> None:
        """Raise NotYours (a 404) without the right.

        Raises:
            MemberListChanged: the right changes or gives away, and the list was tampered with.
        """
        if not self.may(right, compartment):
            raise NotYours
        if right in _PROVED and self.unlocked:
            row = self.memberships[getattr(compartment, "pk", compartment)]
            if self.keyring.holds(row.compartment.current_key_id):
                prove(self.keyring, row.compartment)

    def compartments(self, right: Right = Right.READ) -> list[Compartment]:
        """The compartments in which this person has a right, oldest first."""
        rows = [row.compartment for row in self.memberships.values() if row.gives(right)]
        return sorted(rows, key=lambda compartment: compartment.pk)

    def compartment_ids(self, right: Right = Right.READ) -> list:
        """The ids of those."""
        return [key for key, row in self.memberships.items() if row.gives(right)]

    def may_somewhere(self, right: Right) -> bool:
        """Whether any compartment gives this right."""
        return any(row.gives(right) for row in self.memberships.values())

    def compartment_title(self, compartment: Compartment) -> str:
        """The title of a compartment of this person."""
        membership = self.memberships.get(compartment.pk)
        if membership is None:
            raise NotYours
        if not membership.holds_key:
            context = b"gongyou-title" + compartment.pk.bytes
            return self.keyring.user.box.open(bytes(membership.sealed_title), context).decode()
        key_id, sealed = split_title(bytes(compartment.sealed_title))
        return unseal(
            self.keyring.wrapping_key(key_id), sealed, place("title", compartment.pk.bytes)
        ).decode()


def split_title(stored: bytes):
    """The key id in front of a sealed title, and the title."""
    from uuid import UUID

    return UUID(bytes=stored[:16]), stored[16:]


def the_program() -> Actor:
    """The actor of jobs and public forms: no account, no keys, no right to read names."""
    return Actor(None)


def keyless_actor(account: Account) -> Actor:
    """An account without its keys (calendar feed, API token): sees pseudonyms and columns."""
    return Actor(account)
