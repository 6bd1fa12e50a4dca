"""Key pairs of a person (U), of a compartment (C) and of the organisation (R)."""

import os
from dataclasses import dataclass
from functools import cached_property

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.signing import SigningKey

from gongyou.vault.keys.derive import derive, fingerprint
from gongyou.vault.keys.errors import Tampered

SEED = 32


@dataclass(frozen=True)
class BoxPair:
    """An X25519 pair: what is sealed to its public half only its secret half opens."""

    secret: bytes

    @classmethod
    def new(cls) -> "BoxPair":
        """A random pair."""
        return cls(os.urandom(SEED))

    @cached_property
    def public(self) -> bytes:
        """The public half."""
        return bytes(PrivateKey(self.secret).public_key)

    @cached_property
    def _box(self) -> SealedBox:
        return SealedBox(PrivateKey(self.secret))

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """Open what was sealed to this pair for `context`."""
        try:
            opened = self._box.decrypt(bytes(sealed))
        except (CryptoError, ValueError, TypeError):
            raise Tampered("not sealed to this key") from None
        mark = fingerprint(context)
        if opened[:32] != mark:
            raise Tampered("sealed for another place")
        return opened[32:]

    def __repr__(self):
        return "BoxPair(…)"


def seal_to(public: bytes, data: bytes, context: bytes) -> bytes:
    """Seal to a public key without holding any key; the context travels inside."""
    return SealedBox(PublicKey(bytes(public))).encrypt(fingerprint(context) + data)


@dataclass(frozen=True)
class UserPair:
    """U: the X25519 and Ed25519 keys of one person, from one seed."""

    seed: bytes

    @classmethod
    def new(cls) -> "UserPair":
        """A random U."""
        return cls(os.urandom(SEED))

    @cached_property
    def box(self) -> BoxPair:
        """The pair that compartment keys are sealed to."""
        return BoxPair(derive(self.seed, "gongyou-user-box"))

    @cached_property
    def signing(self) -> SigningKey:
        """The pair that signs."""
        return SigningKey(derive(self.seed, "gongyou-user-sig"))

    @property
    def box_public(self) -> bytes:
        """X25519 public key."""
        return self.box.public

    @property
    def sign_public(self) -> bytes:
        """Ed25519 public key."""
        return bytes(self.signing.verify_key)

    def __repr__(self):
        return "UserPair(…)"


def compartment_data_key(pair: BoxPair) -> bytes:
    """W: the symmetric key that wraps the data keys of a compartment."""
    return derive(pair.secret, "gongyou-w")


def compartment_list_key(pair: BoxPair) -> bytes:
    """The key that authenticates the member list."""
    return derive(pair.secret, "gongyou-members")
