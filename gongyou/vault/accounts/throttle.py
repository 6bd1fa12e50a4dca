"""How often a sign-in may fail.

Counted for a name at an address (someone guessing), for a name from anywhere (many guessing
together) and for an address (one guessing many names). The limit of an address is wide, so that
an office behind one address is never locked out by one forgetful person. Unknown names count
like known ones, and no name stands in the cache in clear. One account is one counter, in whatever
spelling its name is typed and at whatever door: web, sealed start, `/v1`, recovery.
"""

import hmac
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache

from gongyou.vault.accounts.finding import find_account, plain_name


@dataclass(frozen=True)
class Limit:
    """So many failures in so many seconds."""

    failures: int
    seconds: int


NAME_AT_ADDRESS = Limit(6, 300)
NAME = Limit(40, 3600)
ADDRESS = Limit(120, 3600)


def address_of(request) -> str:
    """The address of the visitor; the forwarded one only behind proxies that are ours."""
    if settings.TRUSTED_PROXIES:
        forwarded = request.headers.get("X-Forwarded-For", "").split(",")
        if len(forwarded) >= settings.TRUSTED_PROXIES:
            return forwarded[-settings.TRUSTED_PROXIES].strip()
    return request.META.get("REMOTE_ADDR", "")


def blocked(request, name: str, sealed: bool = False) -> bool:
    """Whether this account or address failed too often, at whatever door.

    Args:
        sealed: the database knows no accounts yet: the plain name counts.
    """
    return any(
        cache.get(key, 0) >= limit.failures for key, limit in _counters(request, name, sealed)
    )


def failed(request, name: str, sealed: bool = False) -> None:
    """Count one failure."""
    for key, limit in _counters(request, name, sealed):
        if not cache.add(key, 1, limit.seconds):
            cache.incr(key)


def succeeded(request, name: str) -> None:
    """Forget the failures of a name at this address."""
    cache.delete(_counters(request, name)[0][0])


def _counters(request, name: str, sealed: bool = False) -> list[tuple[str, Limit]]:
    who = plain_name(name) if sealed else _who(name)
    name, address = who, address_of(request)
    return [
        (_key("both", f"{name}\n{address}"), NAME_AT_ADDRESS),
        (_key("name", name), NAME),
        (_key("address", address), ADDRESS),
    ]


def _who(name: str) -> str:
    """The account that the name finds, however it is spelled; else the name as it would be kept."""
    account = find_account(name)
    return str(account.pk) if account else plain_name(name)


def _key(kind: str, value: str) -> str:
    digest = hmac.digest(settings.SECRET_KEY.encode(), value.encode(), "sha256").hex()
    return f"sign-in/{kind}/{digest}"
