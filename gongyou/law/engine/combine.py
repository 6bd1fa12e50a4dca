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


def choices(pack: Any) -> list[tuple[list[str], list[tuple[str, ...]]]]:
    """For each group of rivals those that are money and count, and their largest lawful sets."""
    against = conflicts(pack)
    found = []
    for group in groups(pack):
        money = [c for c in group if counts(pack, pack.entitlements[c])]
        if money:
            found.append((money, lawful_sets(money, against)))
    return found


def counts(pack: Any, entitlement: Any) -> bool:
    """Whether an entitlement's amount is added to a worker's total."""
    return entitlement.in_total and entitlement.unit == pack.currency


def best_of(program: Any, amounts: Mapping[str, Decimal]) -> tuple[Decimal, list[str], list[str]]:
    """The total of the best lawful combination, its members, and what it leaves out."""
    members: list[str] = []
    for group, sets in program.choices:
        owed = {c: owed for c in group if (owed := amounts.get(c)) and owed > 0}
        if owed:
            chosen = max(sets, key=lambda s: sum((owed.get(c, Decimal(0)) for c in s), Decimal(0)))
            members.extend(c for c in chosen if c in owed)
    total = sum((amounts[c] for c in members), Decimal(0))
    return total, members, [c for c in amounts if c not in members]
