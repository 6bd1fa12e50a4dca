"""Alternatives that exclude each other: which lawful combination gives most."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import combinations
from typing import Any


def conflicts(pack: Any) -> dict[str, set[str]]:
    """For each entitlement those that cannot be had with it."""
    found: dict[str, set[str]] = {code: set() for code in pack.entitlements}
    for entitlement in pack.entitlements.values():
        for other in entitlement.excludes:
            found[entitlement.code].add(other)
            found[other].add(entitlement.code)
    return found


def groups(pack: Any) -> list[list[str]]:
    """Entitlements that exclude each other, directly or through others, in pack order."""
    against, seen, found = conflicts(pack), set(), []
    for code in pack.entitlements:
        if code in seen:
            continue
        group, todo = [], [code]
        while todo:
            one = todo.pop()
            if one not in seen:
                seen.add(one)
                group.append(one)
                todo.extend(against[one])
        found.append([c for c in pack.entitlements if c in group])
    return found


def lawful_sets(group: list[str], against: Mapping[str, set[str]]) -> list[tuple[str, ...]]:
    """The largest sets of a group whose members do not exclude each other."""
    found: list[tuple[str, ...]] = []
    for size in range(len(group), 0, -1):
        for chosen in combinations(group, size):
            free = all(b not in against[a] for a, b in combinations(chosen, 2))
            if free and not any(set(chosen) <= set(larger) for larger in found):
                found.append(chosen)
    return found


def best_of(program: Any, amounts: Mapping[str, Decimal]) -> tuple[Decimal, list[str], list[str]]:
    """The total of the best lawful combination, its members, and what it leaves out."""
    total, members = Decimal(0), []
    for group in program.groups:
        present = [c for c in group if c in amounts]
        if not present:
            continue
        chosen: Any = present
        if len(present) > 1:
            sets = lawful_sets(present, program.conflicts)
            chosen = max(sets, key=lambda s: sum(amounts[c] for c in s))
        total += sum((amounts[c] for c in chosen), Decimal(0))
        members.extend(chosen)
    return total, members, [c for c in amounts if c not in members]
