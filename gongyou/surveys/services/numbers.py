"""Numbers that stand in addresses and are typed into phones."""

import secrets

LEAST, MOST = 10_000, 9_999_999


def free_number(model) -> int:
    """A random number that no row has: a running one would tell how many others there are."""
    while True:
        number = LEAST + secrets.randbelow(MOST - LEAST + 1)
        if not model.objects.filter(number=number).exists():
            return number
