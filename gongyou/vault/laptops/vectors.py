"""How far a laptop is: chain → number of its last entry."""

from gongyou.vault.journal.models import Stream


def vector() -> dict[str, int]:
    """Of this laptop, over all chains that it holds."""
    return {str(pk): seq for pk, seq in Stream.objects.values_list("pk", "head_seq")}


def least(one: dict, other: dict) -> dict[str, int]:
    """What both are known to have."""
    return {chain: min(one[chain], other[chain]) for chain in one.keys() & other.keys()}


def most(one: dict, other: dict) -> dict[str, int]:
    """What either is known to have."""
    chains = one.keys() | other.keys()
    return {chain: max(one.get(chain, 0), other.get(chain, 0)) for chain in chains}
