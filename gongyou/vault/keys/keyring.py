"""The unlocked keys of one person, for the length of one request.

A keyring is never put into a cache, a queue, an exception or a log; its repr is empty.
"""

import uuid

from gongyou.vault.keys.errors import NoKey
from gongyou.vault.keys.models import Grant
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
        self._grants: dict[uuid.UUID, bytes] | None = None

    def __repr__(self):
        return "Keyring(…)"

    def __reduce__(self):
        raise TypeError("a keyring is never stored")

    def pair(self, key_id: uuid.UUID) -> BoxPair:
        """C, opened with U.

        Raises:
            NoKey: this person was not granted that key.
        """
        if key_id not in self._pairs:
            self._pairs[key_id] = BoxPair(
                self.user.box.open(self._grant(key_id), grant_context(key_id))
            )
        return self._pairs[key_id]

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
        self._grants = None

    def _grant(self, key_id: uuid.UUID) -> bytes:
        try:
            return self._all_grants()[key_id]
        except KeyError:
            raise NoKey("no grant for this compartment") from None

    def _all_grants(self) -> dict[uuid.UUID, bytes]:
        if self._grants is None:
            rows = Grant.objects.filter(user_key_id=self.user_key_id)
            self._grants = {key: bytes(sealed) for key, sealed in rows.values_list("key", "sealed")}
        return self._grants
