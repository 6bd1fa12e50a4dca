"""Digest authentication (RFC 2617, qop auth or none) with counted nonces.

The server keeps HA1 of each device apart. A nonce is a moment and a random number under the
installation's secret, so any process can tell its own; each (nonce, count) is taken once.
"""

import base64
import hashlib
import hmac
import os
import re
import time
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote, urlsplit

from gongyou.surveys.models import Collector, DigestSecret
from gongyou.surveys.services.collectors import REALM
from gongyou.vault.public import secret_for

LIFE_SECONDS = 1800
KEPT_SECONDS = 1.0
PARAMETER = re.compile(r'(\w+)=(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))')


@dataclass
class Proof:
    """A device that proved itself; its nonce must still be taken (see NonceUse)."""

    collector: Collector
    nonce: str
    count: int


class Refused(Exception):
    """Not proved; `stale` when only the nonce is old."""

    def __init__(self, stale: bool = False):
        super().__init__("stale" if stale else "refused")
        self.stale = stale


@lru_cache(maxsize=1)
def _secret() -> bytes:
    return secret_for("gongyou-digest")


def new_nonce() -> str:
    """A nonce of this installation."""
    head = int(time.time()).to_bytes(6, "big") + os.urandom(10)
    mark = hmac.digest(_secret(), head, "sha256")[:16]
    return base64.urlsafe_b64encode(head + mark).decode().rstrip("=")


def challenge(stale: bool = False) -> str:
    """The value of WWW-Authenticate."""
    parts = [
        f'Digest realm="{REALM}"', 'domain="/openrosa/"', 'qop="auth"', f'nonce="{new_nonce()}"',
        f'opaque="{_opaque()}"', "algorithm=MD5",
    ]  # fmt: skip
    return ", ".join([*parts, "stale=true"] if stale else parts)


@lru_cache(maxsize=1)
def _opaque() -> str:
    return hmac.digest(_secret(), b"opaque", "sha256").hex()[:32]


def _age(nonce: str) -> float | None:
    """Seconds since a nonce was made, or None if it is not ours."""
    try:
        raw = base64.urlsafe_b64decode(nonce + "=" * (-len(nonce) % 4))
    except ValueError:
        return None
    head, mark = raw[:16], raw[16:]
    if not hmac.compare_digest(mark, hmac.digest(_secret(), head, "sha256")[:16]):
        return None
    return time.time() - int.from_bytes(head[:6], "big")


_kept: dict[str, tuple[float, DigestSecret | None]] = {}


def _of(username: str) -> DigestSecret | None:
    now = time.monotonic()
    kept = _kept.get(username)
    if kept and now - kept[0] < KEPT_SECONDS:
        return kept[1]
    found = (
        DigestSecret.objects.filter(username=username, collector__revoked_at=None)
        .select_related("collector__survey", "collector__compartment__current_key")
        .first()
    )
    if len(_kept) > 5_000:
        _kept.clear()
    _kept[username] = (now, found)
    return found


def verify(header: str, method: str, target: str) -> Proof:
    """Check an Authorization header for a request.

    Args:
        target: path and query as requested.

    Raises:
        Refused: the device is not who it says, or its nonce is old.
    """
    kind, _, rest = header.partition(" ")
    if kind.lower() != "digest":
        raise Refused
    given = {name.lower(): quoted or plain for name, quoted, plain in PARAMETER.findall(rest)}
    found = _of(given.get("username", ""))
    expected = _response(given, method, found.ha1 if found else "0" * 32)
    if found is None or not hmac.compare_digest(expected, given.get("response", "").lower()):
        raise Refused
    if not _same_target(given.get("uri", ""), target) or given.get("realm") != REALM:
        raise Refused
    age = _age(given.get("nonce", ""))
    if age is None or age > LIFE_SECONDS:
        raise Refused(stale=True)
    return Proof(found.collector, given["nonce"][:64], _count(given))


def _count(given: dict) -> int:
    if not given.get("qop"):
        return 0
    try:
        return int(given.get("nc", ""), 16)
    except ValueError:
        raise Refused from None


def _response(given: dict, method: str, ha1: str) -> str:
    ha2 = _md5(f"{method}:{given.get('uri', '')}")
    if given.get("qop"):
        middle = (given.get("nonce"), given.get("nc"), given.get("cnonce"), given.get("qop"))
        return _md5(":".join([ha1, *[part or "" for part in middle], ha2]))
    return _md5(f"{ha1}:{given.get('nonce', '')}:{ha2}")


def _same_target(uri: str, target: str) -> bool:
    """The address signed is the address asked, whatever a proxy did to its spelling."""
    signed, asked = urlsplit(uri), urlsplit(target)
    return unquote(signed.path) == unquote(asked.path)


def _md5(text: str) -> str:
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest()
