"""What if these people, or this funder, were gone: computed from who can really do what.

A world is who holds which role in which compartment, who keeps which fund, who is to do what until
when. Nothing is guessed: a loss is a thing that somebody can do today and nobody could do then.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations

from gongyou.vault.public import RIGHTS, Right, Role

TREASURERS = 2
DOES = {
    "open": Right.READ_IDENTITY,
    "write": Right.WRITE,
    "export": Right.EXPORT,
    "manage": Right.MANAGE,
}


@dataclass(frozen=True)
class Duty:
    """Something one person is to do until a day; `where` is the compartment it stands in."""

    key: str
    where: str
    who: str
    what: str = ""


@dataclass(frozen=True)
class World:
    """Roles by compartment and person, administrators, treasurers by fund, duties."""

    roles: dict[str, dict[str, str]]
    administrators: frozenset[str] = frozenset()
    funds: dict[str, frozenset[str]] = field(default_factory=dict)
    fund_places: dict[str, str] = field(default_factory=dict)
    duties: tuple[Duty, ...] = ()
    recoverable: frozenset[str] = frozenset()

    @property
    def people(self) -> list[str]:
        """Everybody in it."""
        found = {p for held in self.roles.values() for p in held} | set(self.administrators)
        return sorted(found.union(*self.funds.values()) if self.funds else found)

    def with_role(self, where: str, who: str, role: str) -> World:
        """The same with one more member, or another role."""
        return replace(self, roles=self.roles | {where: self.roles[where] | {who: role}})

    def with_treasurer(self, fund: str, who: str) -> World:
        """The same with one more treasurer."""
        return replace(self, funds=self.funds | {fund: self.funds[fund] | {who}})

    def with_administrator(self, who: str) -> World:
        """The same with one more administrator."""
        return replace(self, administrators=self.administrators | {who})


@dataclass(frozen=True)
class Loss:
    """What nobody could do: open, write, export, manage (a compartment), sign (a fund), file (a
    duty that nobody could take over), administer. `duty` is the thing to file."""

    kind: str
    where: str
    duty: str = ""


@dataclass(frozen=True)
class Step:
    """The cheapest thing that mends a loss while everybody is still there."""

    kind: str
    where: str
    who: str
    role: str = ""
    mends: int = 1


def losses(world: World, gone: Iterable[str]) -> list[Loss]:
    """What can be done today and could not be done without these people."""
    away = frozenset(gone)
    found = []
    for where, held in world.roles.items():
        found += _of_compartment(where, held, away)
    for fund, keepers in world.funds.items():
        if len(keepers) >= TREASURERS > len(keepers - away):
            found.append(Loss("sign", fund))
    if world.administrators and not world.administrators - away:
        found.append(Loss("administer", ""))
    for duty in world.duties:
        if duty.who in away and not _able(world.roles.get(duty.where, {}), away, Right.WRITE):
            found.append(Loss("file", duty.where, duty.key))
    return found


def _able(held: dict[str, str], away: frozenset[str], right: Right) -> bool:
    return any(right in RIGHTS[role] for who, role in held.items() if who not in away)


def _of_compartment(where: str, held: dict[str, str], away: frozenset[str]) -> list[Loss]:
    if away.isdisjoint(held):
        return []
    return [
        Loss(kind, where)
        for kind, right in DOES.items()
        if _able(held, frozenset(), right) and not _able(held, away, right)
    ]


def unassigned(world: World, gone: Iterable[str]) -> list[Duty]:
    """Duties of these people that colleagues could take over: somebody must be told."""
    away = frozenset(gone)
    return [
        duty
        for duty in world.duties
        if duty.who in away and _able(world.roles.get(duty.where, {}), away, Right.WRITE)
    ]


def pairs(world: World, people: list[str] | None = None) -> dict[tuple[str, str], list[Loss]]:
    """For any two people: what would be lost; pairs without a loss are left out."""
    chosen = people if people is not None else world.people
    found = {}
    for pair in combinations(chosen, 2):
        lost = losses(world, pair)
        if lost:
            found[pair] = lost
    return found


def alone(world: World) -> dict[str, list[Loss]]:
    """For each single person: what only they can do."""
    found = {who: losses(world, [who]) for who in world.people}
    return {who: lost for who, lost in found.items() if lost}


def _candidates(
    world: World, gone: frozenset[str], lost: list[Loss]
) -> Iterator[tuple[Step, World]]:
    """Every single step that could mend some of it, the smallest power first."""
    stay = [who for who in world.people if who not in gone]
    burden = Counter(who for held in world.roles.values() for who in held)
    stay.sort(key=lambda who: (burden[who], who))
    accounts = [w for w in stay if any(w in held for held in world.roles.values())]
    for where in dict.fromkeys(loss.where for loss in lost if loss.kind in (*DOES, "file")):
        for role in (Role.CASEWORKER, Role.LAWYER, Role.COORDINATOR):
            for who in accounts:
                if world.roles[where].get(who) != role:
                    step = Step("member", where, who, str(role))
                    yield step, world.with_role(where, who, str(role))
    if any(loss.kind == "administer" for loss in lost) and accounts:
        yield Step("administrator", "", accounts[0]), world.with_administrator(accounts[0])


def _treasurers(world: World, away: frozenset[str]) -> tuple[list[Step], World]:
    """For each fund that would lack signatures: as many further members of its case as needed."""
    steps, now = [], world
    for loss in losses(world, away):
        if loss.kind == "sign":
            for n in range(TREASURERS - len(world.funds[loss.where] - away)):
                now = now.with_treasurer(loss.where, f"\0new{n}")
                steps.append(Step("treasurer", loss.where, ""))
    return steps, now


def cheapest(world: World, gone: Iterable[str]) -> list[Step]:
    """Steps that mend all of it, each the smallest one that mends most of what is left.

    What no step can mend (nobody is left) stays; `losses` of the mended world tells it.
    """
    away = frozenset(gone)
    steps, now = _treasurers(world, away)
    while left := losses(now, away):
        best: tuple[int, Step, World] | None = None
        for step, then in _candidates(now, away, left):
            mended = len(left) - len(losses(then, away))
            if mended > 0 and (best is None or mended > best[0]):
                best = (mended, step, then)
        if best is None:
            break
        steps.append(replace(best[1], mends=best[0]))
        now = best[2]
    return steps


def best_for_pairs(world: World, found: dict[tuple[str, str], list[Loss]]) -> Step | None:
    """The single step after which the fewest pairs would lose anything."""
    every = {loss for lost in found.values() for loss in lost}
    tried: dict[Step, World] = {}
    for pair, lost in found.items():
        away = frozenset(pair)
        first, signed = _treasurers(world, away)
        if len(first) == 1:
            tried.setdefault(replace(first[0], mends=0), signed)
        for step, then in _candidates(world, away, lost):
            tried.setdefault(replace(step, mends=0), then)
    best: tuple[int, Step] | None = None
    for step, then in tried.items():
        if not any(loss.where == step.where for loss in every):
            continue
        mended = sum(not losses(then, pair) for pair in found)
        if mended and (best is None or mended > best[0]):
            best = (mended, replace(step, mends=mended))
    return best[1] if best else None
