"""Seal something for oneself (drafts), and secrets of the installation (TOTP seeds)."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from gongyou.vault.installation import secret_for
from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.derive import derive

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor


def seal_own(actor: Actor, data: bytes, context: str) -> bytes:
    """Seal under the person's own key; `context` says where it belongs.

    Raises:
        Locked: the keys are not at hand.
    """
    return seal(derive(actor.keyring.user.seed, "gongyou-own"), data, _own(actor, context))


def open_own(actor: Actor, sealed: bytes, context: str) -> bytes:
    """Open what `seal_own` made for the same person and context."""
    return unseal(derive(actor.keyring.user.seed, "gongyou-own"), sealed, _own(actor, context))


def _own(actor: Actor, context: str) -> bytes:
    return place("own", actor.person.pk.bytes, context)


def seal_for_server(purpose: str, text: str) -> str:
    """A text only the running program reads, such as a second factor's seed."""
    sealed = seal(secret_for("gongyou-server"), text.encode(), place("server", purpose))
    return base64.b64encode(sealed).decode()


def open_for_server(purpose: str, stored: str) -> str:
    """The text again."""
    sealed = base64.b64decode(stored)
    return unseal(secret_for("gongyou-server"), sealed, place("server", purpose)).decode()
