"""One text for one entry, so that everyone computes the same hash."""

import datetime as dt
import json
import uuid
from decimal import Decimal
from hashlib import blake2b


def plain(value):
    """A value as JSON can hold it without loss of the cent or the day."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (Decimal, uuid.UUID)) or hasattr(value, "pk"):
        return str(getattr(value, "pk", value))
    if isinstance(value, (dt.date, dt.datetime, dt.time)):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [plain(item) for item in value]
        return items if isinstance(value, (list, tuple)) else sorted(items)
    raise TypeError(f"the journal holds no {type(value).__name__}")


def dumps(value) -> str:
    """Canonical JSON: sorted keys, no spaces, no escapes of Chinese."""
    return json.dumps(
        plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def _id(value) -> str | None:
    return str(value) if value else None


def text_of(entry) -> bytes:
    """Everything an entry says, in canonical form."""
    sealed = blake2b(bytes(entry.sealed), digest_size=32).hexdigest() if entry.sealed else None
    at = entry.at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    rows = {}
    if entry.version > 1:
        root = bytes(entry.rows_root).hex() if entry.rows_root else None
        rows = {"schema": entry.schema, "rows": root, "user_key": _id(entry.user_key_id)}
    return dumps(
        {
            **rows,
            "v": entry.version,
            "id": str(entry.id),
            "device": str(entry.device_id),
            "seq": entry.seq,
            "at": at,
            "account": _id(entry.account_id),
            "act": entry.act,
            "compartment": _id(entry.compartment_id),
            "subject": [entry.subject_type, _id(entry.subject_id)],
            "changes": entry.changes,
            "sealed": sealed,
            "data_key": _id(entry.data_key_id),
            "source": entry.source,
            "about": entry.about,
        }
    ).encode()


def chain_hash(previous: bytes, entry) -> bytes:
    """H(previous hash, canonical entry)."""
    digest = blake2b(bytes(previous), digest_size=32, person=b"gongyou-journal")
    digest.update(text_of(entry))
    return digest.digest()


def person_text(entry) -> bytes:
    """What a person signs of an entry."""
    return b"gongyou-entry" + bytes(entry.hash)
