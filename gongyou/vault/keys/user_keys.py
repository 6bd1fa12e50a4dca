"""U of an account: make it, open it with the passphrase or the code, wrap it anew."""

import base64
import os

from gongyou.vault.keys.aead import place, seal, unseal
from gongyou.vault.keys.derive import derive, fingerprint
from gongyou.vault.keys.errors import Tampered, WrongPassphrase
from gongyou.vault.keys.keyring import Keyring
from gongyou.vault.keys.models import UserKey
from gongyou.vault.keys.pairs import UserPair

CODE_BYTES = 16


def _where(row: UserKey, by: str) -> bytes:
    return place("userkey", by, row.pk.bytes, row.account_id.bytes)


def make_user_key(account, wrapping_key: bytes) -> tuple[UserKey, UserPair, str]:
    """A new U with its recovery code; not yet saved."""
    pair = UserPair.new()
    row = UserKey(account=account, box_public=pair.box_public, sign_public=pair.sign_public)
    wrap_by_passphrase(row, pair, wrapping_key)
    return row, pair, wrap_by_code(row, pair)


def wrap_by_passphrase(row: UserKey, pair: UserPair, wrapping_key: bytes) -> None:
    """Put U under a passphrase."""
    row.wrapped = seal(wrapping_key, pair.seed, _where(row, "passphrase"))


def wrap_by_code(row: UserKey, pair: UserPair) -> str:
    """Put U under a new recovery code of 128 bits; it is shown once and never stored."""
    code = os.urandom(CODE_BYTES)
    row.by_code = seal(derive(code, "gongyou-code"), pair.seed, _where(row, "code"))
    return write_code(code)


def open_by_passphrase(row: UserKey, wrapping_key: bytes) -> Keyring:
    """The keyring of an account.

    Raises:
        WrongPassphrase: the key opens nothing.
    """
    return _open(row, row.wrapped, wrapping_key, "passphrase")


def open_by_code(row: UserKey, code: str) -> Keyring:
    """The keyring, with the recovery code."""
    if not row.by_code:
        raise WrongPassphrase("no recovery code")
    return _open(row, row.by_code, derive(read_code(code), "gongyou-code"), "code")


def _open(row: UserKey, wrapped, key: bytes, by: str) -> Keyring:
    try:
        pair = UserPair(unseal(key, bytes(wrapped), _where(row, by)))
    except Tampered:
        raise WrongPassphrase("opens nothing") from None
    if pair.box_public != bytes(row.box_public) or pair.sign_public != bytes(row.sign_public):
        raise Tampered("the public keys of this account were changed")
    return Keyring(pair, row.pk)


def write_code(code: bytes) -> str:
    """128 bits as five groups of base32, without padding."""
    text = base64.b32encode(code).decode().rstrip("=")
    return "-".join(text[start : start + 6] for start in range(0, len(text), 6))


def read_code(text: str) -> bytes:
    """The bits of a code as someone typed it.

    Raises:
        WrongPassphrase: it's no code.
    """
    clean = text.upper().replace("0", "O").replace("1", "I").replace("8", "B")
    clean = "".join(character for character in clean if character.isalnum())
    try:
        code = base64.b32decode(clean + "=" * (-len(clean) % 8))
    except ValueError:
        raise WrongPassphrase("no code") from None
    if len(code) != CODE_BYTES:
        raise WrongPassphrase("no code")
    return code


def public_fingerprint(row: UserKey) -> bytes:
    """What is pinned when someone is added."""
    return fingerprint(bytes(row.box_public), bytes(row.sign_public))
