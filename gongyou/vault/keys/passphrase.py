"""From a passphrase to two independent secrets with one run of Argon2id.

One secret proves who signs in (its hash is stored), the other opens the person's keys. As
both come from the same costly root, there is no cheaper hash to attack.
"""

import hmac
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import blake2b

from argon2.low_level import Type, hash_secret_raw
from django.conf import settings

from gongyou.vault.keys.derive import derive
from gongyou.vault.keys.errors import Busy, WeakPassphrase

SALT = 16
# time cost, memory in KiB, lanes. "light" is for tests and demonstrations only.
COSTS = {"full": (4, 128 * 1024, 2), "light": (1, 64, 1)}
LEAST_LENGTH = 10
LEAST_SCORE = 3
# Each run takes 128 MiB, and all cores for a moment. Whoever is signed in has a turn that no
# stranger can take; of strangers one is served at a time, few wait, and none for long.
PATIENCE = 3.0
MOST_WAITING = 6
_own = threading.BoundedSemaphore(1)
_strangers = threading.BoundedSemaphore(1)
_waiting = threading.BoundedSemaphore(MOST_WAITING)


@dataclass(frozen=True)
class Derived:
    """The two secrets of one passphrase."""

    login_secret: bytes
    wrapping_key: bytes

    def __repr__(self):
        return "Derived(…)"


def cost() -> tuple[int, int, int]:
    """The Argon2id cost of this installation."""
    return COSTS[getattr(settings, "GONGYOU", {}).get("PASSPHRASE_COST", "full")]


def new_salt() -> bytes:
    """A random salt for one account."""
    return os.urandom(SALT)


def root(passphrase: str, salt: bytes, at: tuple[int, int, int] | None = None) -> bytes:
    """Argon2id of the passphrase."""
    time_cost, memory, lanes = at or cost()
    return hash_secret_raw(passphrase.encode(), salt, time_cost, memory, lanes, 32, Type.ID)


@contextmanager
def turn(known: bool) -> Iterator[None]:
    """Wait for a turn.

    Raises:
        Busy: too many wait already, or it took too long.
    """
    turns = _own if known else _strangers
    if not known and not _waiting.acquire(blocking=False):
        raise Busy("too many passphrases are being tried")
    try:
        if not turns.acquire(timeout=PATIENCE):
            raise Busy("too many passphrases are being tried")
    finally:
        if not known:
            _waiting.release()
    try:
        yield
    finally:
        turns.release()


def derive_both(
    passphrase: str, salt: bytes, at: tuple[int, int, int] | None = None, known: bool = False
) -> Derived:
    """The login secret and the key that opens the person's keys.

    Args:
        known: somebody signed in gives the passphrase again.

    Raises:
        Busy: no turn was free.
    """
    with turn(known):
        base = root(passphrase, salt, at)
    return Derived(derive(base, "gongyou-login"), derive(base, "gongyou-kek"))


def verifier(login_secret: bytes) -> str:
    """What is stored to recognise the login secret."""
    return "v1$" + blake2b(login_secret, person=b"gongyou-verify", digest_size=32).hexdigest()


def verifies(login_secret: bytes, stored: str) -> bool:
    """Compare in constant time."""
    return hmac.compare_digest(verifier(login_secret), stored)


def check_strength(passphrase: str, *known: str) -> None:
    """Refuse what can be guessed.

    Raises:
        WeakPassphrase: shorter than ten characters, or guessed by zxcvbn.
    """
    if len(passphrase) < LEAST_LENGTH:
        raise WeakPassphrase("short")
    from zxcvbn import zxcvbn  # its word lists are loaded only where a passphrase is set

    if zxcvbn(passphrase[:72], user_inputs=list(known))["score"] < LEAST_SCORE:
        raise WeakPassphrase("guessable")
