"""Pseudonyms such as G-7Q4K: easy to say, hard to mistake, nothing to do with the person."""

import secrets

from gongyou.vault.identities.models import Pseudonym

# Without 0 O 1 I L U V: read aloud and copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"


def new_pseudonym(prefix: str = "G") -> str:
    """A pseudonym that nobody has; call it inside the transaction that uses it."""
    return new_pseudonyms(1, prefix)[0]


def new_pseudonyms(count: int, prefix: str = "G") -> list[str]:
    """Many at once."""
    codes: list[str] = []
    length = _length(Pseudonym.objects.count() + count)
    while len(codes) < count:
        wanted = {_random(prefix, length) for _ in range(count - len(codes))} - set(codes)
        taken = set(Pseudonym.objects.filter(code__in=wanted).values_list("code", flat=True))
        fresh = sorted(wanted - taken, key=lambda _: secrets.randbits(32))
        Pseudonym.objects.bulk_create([Pseudonym(code=code) for code in fresh], batch_size=5000)
        codes += fresh
    return codes


def _length(total: int) -> int:
    """Four characters until one code in ten is taken, then five, and so on."""
    length = 4
    while total * 10 > len(ALPHABET) ** length:
        length += 1
    return length


def _random(prefix: str, length: int) -> str:
    return f"{prefix}-" + "".join(secrets.choice(ALPHABET) for _ in range(length))
