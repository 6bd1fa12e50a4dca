"""Pseudonyms such as G-7Q4K: easy to say, hard to mistake, nothing to do with the person.

Each laptop of a centre draws from a share of its own, so that two never draw the same apart.
"""

import secrets

from gongyou.vault.identities.models import Pseudonym
from gongyou.vault.journal.device import this_index
from gongyou.vault.journal.models import Device

# Without 0 O 1 I L U V: read aloud and copied by hand.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTWXYZ"
SHORTEST = 4
SHARES = 16
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
    share = this_index() % SHARES if Device.objects.exclude(number=0).exists() else None
    while True:
        length = _known["length"]
        if count * 10 > len(ALPHABET) ** length // (1 if share is None else SHARES):
            _known["length"] = length + 1
            continue
        wanted = _draw(max(count + count // 5, TRIED), prefix, length, share)
        taken = set(Pseudonym.objects.filter(code__in=wanted).values_list("code", flat=True))
        fresh = [code for code in wanted if code not in taken][:count]
        crowded = len(taken) * 10 > len(wanted) * 1.5
        if crowded or len(fresh) < count:
            _known["length"] = length + 1
            continue
        Pseudonym.objects.bulk_create([Pseudonym(code=code) for code in fresh], batch_size=5000)
        _known["length"] = SHORTEST if len(taken) == 0 else length
        return fresh


def _draw(count: int, prefix: str, length: int, share: int | None) -> list[str]:
    """Different codes of a length, in no order; only those of a share, if one is given."""
    found: dict[str, None] = {}
    while len(found) < count:
        signs = [secrets.randbelow(len(ALPHABET)) for _ in range(length)]
        if share is None or share_of(signs) == share:
            found[f"{prefix}-" + "".join(ALPHABET[sign] for sign in signs)] = None
    return list(found)


def share_of(signs: list[int]) -> int:
    """To which share a code belongs."""
    number = 0
    for sign in signs:
        number = number * len(ALPHABET) + sign
    return number % SHARES
