"""The unlocked keys of one person, for the length of one request.

A keyring is never put into a cache, a queue, an exception or a log; its repr is empty.
"""

import uuid

from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.derive import derive
from gongyou.vault.keys.errors import NoKey
from gongyou.vault.keys.models import Grant, Wrapped
from gongyou.vault.keys.pairs import (
    BoxPair,
    UserPair,
    compartment_data_key,
    compartment_list_key,
)


def grant_context(key_id: uuid.UUID) -> bytes:
    """What C sealed to a person is bound to."""
    return b"gongyou-grant" + key_id.bytes


class Keyring:
    """U, and whatever was opened with it so far."""

    def __init__(self, user: UserPair, user_key_id: uuid.UUID):
        self.user = user
        self.user_key_id = user_key_id
        self.opened: dict = {}
        self._pairs: dict[uuid.UUID, BoxPair] = {}
        self._wrapping: dict[uuid.UUID, bytes] = {}
        self._grants: dict[uuid.UUID, tuple[int, bytes]] | None = None
        # Of the member lists proved in this request, the keys (see accounts/members.py).
        self.proved: dict = {}

    def __repr__(self):
        return "Keyring(…)"

    def __reduce__(self):
        raise TypeError("a keyring is never stored")

    def pair(self, key_id: uuid.UUID) -> BoxPair:
        """C, opened with U.

        Raises:
            NoKey: this person was not granted that key.
            Tampered: the grant was changed or moved.
        """
        if key_id not in self._pairs:
            how, sealed = self._grant(key_id)
            if how == Wrapped.SYMMETRIC:
                secret = unseal(self._own, sealed, self._where(key_id))
            else:
                secret = self.user.box.open(sealed, grant_context(key_id))
            self._pairs[key_id] = BoxPair(secret)
        return self._pairs[key_id]

    @property
    def _own(self) -> bytes:
        return derive(self.user.seed, "gongyou-grants")

    def _where(self, key_id: uuid.UUID) -> bytes:
        return place("grant", key_id.bytes, self.user_key_id.bytes)

    def sealed_for_oneself(self, key_id: uuid.UUID) -> bytes:
        """C under a key that only this person has, as a grant keeps it once taken over."""
        return seal(self._own, self.pair(key_id).secret, self._where(key_id))

    def has_taken(self, key_id: uuid.UUID) -> bool:
        """Whether this person made the key, or took it over once it was proved."""
        how, _ = self._all_grants().get(key_id, (None, b""))
        return how == Wrapped.SYMMETRIC

    def take(self, key_id: uuid.UUID) -> None:
        """Take a key over: from now on nothing but U can have put it there."""
        if self.has_taken(key_id):
            return
        sealed = self.sealed_for_oneself(key_id)
        Grant.objects.filter(key=key_id, user_key=self.user_key_id).update(
            how=Wrapped.SYMMETRIC, sealed=sealed
        )
        self._all_grants()[key_id] = Wrapped.SYMMETRIC, sealed

    def wrapping_key(self, key_id: uuid.UUID) -> bytes:
        """W of a compartment key."""
        if key_id not in self._wrapping:
            self._wrapping[key_id] = compartment_data_key(self.pair(key_id))
        return self._wrapping[key_id]

    def list_key(self, key_id: uuid.UUID) -> bytes:
        """The key of the member list."""
        return compartment_list_key(self.pair(key_id))

    def holds(self, key_id: uuid.UUID) -> bool:
        """Whether this person can open a compartment key."""
        return key_id in self._pairs or key_id in self._all_grants()

    def put(self, key_id: uuid.UUID, pair: BoxPair) -> None:
        """Remember a pair that was just made or recovered."""
        self._pairs[key_id] = pair
        self.forget_grants()

    def forget_grants(self) -> None:
        """Read the grants anew when they are next needed."""
        self._grants = None

    def _grant(self, key_id: uuid.UUID) -> tuple[int, bytes]:
        try:
            return self._all_grants()[key_id]
        except KeyError:
            raise NoKey("no grant for this compartment") from None

    def _all_grants(self) -> dict[uuid.UUID, tuple[int, bytes]]:
        if self._grants is None:
            rows = Grant.objects.filter(user_key_id=self.user_key_id)
            found = rows.values_list("key", "how", "sealed")
            self._grants = {key: (how, bytes(sealed)) for key, how, sealed in found}
        return self._grants
