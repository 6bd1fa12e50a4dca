"""Pseudonyms such as G-7Q4K: easy to say, hard to mistake, nothing to do with the person.

Each laptop of a centre draws from a share of its own, so that two never draw the same apart.
"""

import secrets

from django.db import connection

from gongyou.vault.identities.models import Pseudonym
from gongyou.vault.inserting import insert
from gongyou.vault.journal.device import MOST, this_index

# Without 0 O 1 I L U V: read aloud and copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
SHORTEST = 4
# As many as a centre has laptops, each of which has another number.
SHARES = MOST + 1
# So many are tried to see how many are taken.
TRIED = 20
_known = {"length": SHORTEST}


def new_pseudonym(prefix: str = "G") -> str:
    """A pseudonym that nobody has; call it inside the transaction that uses it."""
    return new_pseudonyms(1, prefix)[0]


def new_pseudonyms(count: int, prefix: str = "G") -> list[str]:
    """Many at once.

    Four characters until about one code in ten is taken, then five, and so on: seen from those
    that are drawn, since counting a million takes longer than drawing.
    """
    share = this_index() % SHARES if _several_laptops() else None
    while True:
        length = _known["length"]
        if count * 10 > len(ALPHABET) ** length // (1 if share is None else SHARES):
            _known["length"] = length + 1
            continue
        wanted = _draw(max(count + count // 5, TRIED), prefix, length, share)
        taken = _taken(wanted)
        fresh = [code for code in wanted if code not in taken][:count]
        crowded = len(taken) * 10 > len(wanted) * 1.5
        if crowded or len(fresh) < count:
            _known["length"] = length + 1
            continue
        with connection.cursor() as cursor:
            insert(cursor, [Pseudonym(code=code) for code in fresh])
        _known["length"] = SHORTEST if len(taken) == 0 else length
        return fresh


def _several_laptops() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM vault_device WHERE number <> 0 LIMIT 1")
        return cursor.fetchone() is not None


def _taken(codes: list[str]) -> set[str]:
    marks = ", ".join(["%s"] * len(codes))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT code FROM vault_pseudonym WHERE code IN ({marks})", codes)  # noqa: S608
        return {code for (code,) in cursor.fetchall()}


def _draw(count: int, prefix: str, length: int, share: int | None) -> list[str]:
    """Different codes of a length, in no order; only those of a share, if one is given."""
    step, first = (1, 0) if share is None else (SHARES, share)
    codes = len(range(first, len(ALPHABET) ** length, step))
    found: dict[str, None] = {}
    while len(found) < count:
        found[f"{prefix}-{_spelt(secrets.randbelow(codes) * step + first, length)}"] = None
    return list(found)


def _spelt(number: int, length: int) -> str:
    signs = []
    for _ in range(length):
        number, sign = divmod(number, len(ALPHABET))
        signs.append(ALPHABET[sign])
    return "".join(reversed(signs))


def share_of(signs: list[int]) -> int:
    """To which share a code belongs."""
    number = 0
    for sign in signs:
        number = number * len(ALPHABET) + sign
    return number % SHARES
