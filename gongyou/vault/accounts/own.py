"""Seal something for oneself (drafts), and secrets of the installation (TOTP seeds)."""

import base64

from gongyou.vault.installation import secret_for
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.derive import derive

_TOTP = place("second-factor")


def seal_own(actor, data: bytes, context: str) -> bytes:
    """Seal under the person's own key; `context` says where it belongs.

    Raises:
        Locked: the keys are not at hand.
    """
    return seal(derive(actor.keyring.user.seed, "gongyou-own"), data, _own(actor, context))


def open_own(actor, sealed: bytes, context: str) -> bytes:
    """Open what `seal_own` made for the same person and context."""
    return unseal(derive(actor.keyring.user.seed, "gongyou-own"), sealed, _own(actor, context))


def _own(actor, context: str) -> bytes:
    return place("own", actor.account.pk.bytes, context)


def seal_secret(text: str) -> str:
    """A second factor's seed as it's stored (allauth keeps it in clear otherwise)."""
    sealed = seal(secret_for("gongyou-totp"), text.encode(), _TOTP)
    return base64.b64encode(sealed).decode()


def open_secret(stored: str) -> str:
    """The seed again."""
    return unseal(secret_for("gongyou-totp"), base64.b64decode(stored), _TOTP).decode()
