"""The raw key of the database, held by this process alone once it is unsealed.

The program starts sealed. The key is never written to disk in clear: the key-slot file
beside the database holds it encrypted under passphrases (see keys/slots.py).
"""

from django.db import OperationalError

KEY_BYTES = 32
_held: bytes | None = None


class DatabaseSealed(OperationalError):
    """A connection was asked for while nobody has opened the database yet."""

    def __init__(self):
        super().__init__("The database is sealed; a passphrase must open it first.")


def hold(key: bytes) -> None:
    """Keep the raw key for the connections of this process."""
    global _held  # noqa: PLW0603
    if len(key) != KEY_BYTES:
        raise ValueError("a database key has 32 bytes")
    _held = key


def let_go() -> None:
    """Seal the program again."""
    global _held  # noqa: PLW0603
    _held = None


def held() -> bytes | None:
    """The raw key, or None while sealed."""
    return _held


def key_for(options: dict) -> bytes:
    """The key for a connection: named in its options (tests) or held by the process."""
    if raw := options.get("raw_key"):
        return bytes.fromhex(raw)
    if _held is None:
        raise DatabaseSealed
    return _held
