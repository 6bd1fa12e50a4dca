"""A year of monthly releases from people who come, leave and are erased; and who attacks them.

The attacker keeps every number that ever went out, knows who was in which cell and how many they
were, and takes part: the second largest knows their own amount. What cannot be excluded by the
numbers is found by linear programming over the groups of people that no cell tells apart.
"""

import random
import sys
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
from scipy import optimize

from gongyou.stats.disclosure import Register, count_table

K = 10


@dataclass
class Year:
    """What went out: (people, shown or None) of counts, of yes answers, of sums."""

    people: dict = field(default_factory=dict)
    groups: list = field(default_factory=list)
    answers: list = field(default_factory=list)
    sums: list = field(default_factory=list)

    def all_people(self):
        """Everyone who was ever there, in order."""
        return list(self.people)


def a_year(seed: int, months: int = 12, start: int = 110) -> Year:
    """Twelve releases; every register is stored and read between two of them."""
    chance, year, stored = random.Random(seed), Year(), None
    there: list[str] = []
    likely = {place: chance.choice([0.02, 0.5, 0.7, 1.0]) for place in "ABCD"}

    def arrive(count):
        for _ in range(count):
            name = f"p{len(year.people)}"
            place = chance.choices("ABCD", [6, 4, 2, 1])[0]
            hurt = "yes" if chance.random() < likely[place] else "no"
            amount = round(chance.lognormvariate(8, chance.choice([0.4, 2.0])), 2)
            year.people[name] = (place, hurt, amount)
            there.append(name)

    arrive(start)
    for _ in range(months):
        register = Register.from_json(stored) if stored else Register(K)
        _release(register, year, there, chance)
        for _ in range(chance.randrange(5)):
            there.remove(chance.choice(there))
        erased = [there.pop(chance.randrange(len(there))) for _ in range(chance.randrange(2))]
        register.forget(erased)
        stored = register.to_json()
        arrive(chance.randrange(25))
    return year


def _release(register, year, there, chance):
    inside = register.join(there, seed=chance.randrange(10**9))
    counted = [name for name, counts in zip(there, inside, strict=True) if counts]
    if not counted:
        return
    columns = ("place", "hurt", "amount")
    rows = [dict(zip(columns, year.people[name], strict=True)) for name in counted]
    data = pa.Table.from_pylist(rows)
    both = count_table(data, ["place", "hurt"])
    (both,), _ = register.show(both, people=counted, sensitive=["hurt"])
    places = count_table(data, ["place"])
    (places,), _ = register.show(places, people=counted)
    amounts = np.array([row["amount"] for row in rows])
    sums = register.show_totals("amount", places, amounts, counted)
    for cell, members in zip(both.cells, both.members, strict=True):
        names = frozenset(np.array(counted)[members])
        if cell.at[1] is None:
            year.groups.append((names, cell.shown))
        else:
            group = frozenset(
                n for n in counted if cell.at[0] is None or year.people[n][0] == cell.at[0]
            )
            year.answers.append((cell.at[1], group, names, cell.shown))
    for cell, members in zip(sums.cells, places.members, strict=True):
        year.sums.append((frozenset(np.array(counted)[members]), cell.shown))


def atoms_of(sets, people):
    """Groups of people that none of the sets tells apart: (people of each, sets × atoms)."""
    signatures: dict = {}
    for name in people:
        signatures.setdefault(tuple(name in one for one in sets), []).append(name)
    matrix = np.array(list(signatures), dtype=float).T.reshape(len(sets), len(signatures))
    return list(signatures.values()), matrix


def reach(goal, rows, right, most=None, more=None):
    """The least and the most that a sum of atoms can be, given what was shown."""
    bounds = [(0, None)] * len(goal) if most is None else [(0, m) for m in most]
    found = []
    for sign in (1, -1):
        solved = optimize.linprog(
            sign * goal, A_eq=rows if len(rows) else None, b_eq=right if len(rows) else None,
            A_ub=more, b_ub=None if more is None else np.zeros(len(more)),
            bounds=bounds, method="highs",
        )  # fmt: skip
        assert solved.status in (0, 3), solved.message
        found.append(sign * np.inf * -1 if solved.status == 3 else sign * solved.fun)
    return found


def narrowed_counts(year: Year):
    """Withheld counts of 1 to 9 people that the shown numbers leave less than ten wide.

    Unknown are the size of each atom and how many in it said yes.
    """
    groups = list(dict.fromkeys([g for g, _ in year.groups] + [g for _, g, _, _ in year.answers]))
    atoms, matrix = atoms_of(groups, year.all_people())
    none = np.zeros(len(atoms))
    cells = []
    for group, shown in year.groups:
        cells.append((np.concatenate([matrix[groups.index(group)], none]), len(group), shown))
    for answer, group, names, shown in year.answers:
        row = matrix[groups.index(group)]
        yes = np.concatenate([none, row])
        row = yes if answer == "yes" else np.concatenate([row, -row])
        cells.append((row, len(names), shown))
    rows = np.array([row for row, _, shown in cells if shown is not None])
    right = [shown for _, _, shown in cells if shown is not None]
    more = np.hstack([-np.eye(len(atoms)), np.eye(len(atoms))])
    found = []
    for row, count, shown in cells:
        if shown is None and 0 < count < K:
            low, high = reach(row, rows, right, more=more)
            if high - low < K - 1e-6:
                found.append((count, low, high))
    return found


def told_answers(year: Year):
    """Groups, and those who joined or left one between two releases, whose answer is told."""
    groups = list(dict.fromkeys(group for _, group, _, _ in year.answers))
    atoms, matrix = atoms_of(groups, year.all_people())
    place = {group: n for n, group in enumerate(groups)}
    size = np.array([len(atom) for atom in atoms], dtype=float)
    rows, right = [], []
    for answer, group, names, shown in year.answers:
        if shown is not None:
            row = matrix[place[group]]
            rows.append(row)
            right.append(len(names) if answer == "yes" else row @ size - len(names))
    found = []
    for group in groups:
        row = matrix[place[group]]
        if not group:
            continue
        low, high = reach(row, np.array(rows), right, size)
        if low > row @ size - 1e-6 or high < 1e-6:
            found.append((sorted(group), low, high))
    return found


def told_amounts(year: Year):
    """People whose amount the second largest beside them can bound to within ten percent."""
    cells = [(names, shown) for names, shown in year.sums if names]
    atoms, matrix = atoms_of([names for names, _ in cells], year.all_people())
    seen = [n for n, (_, shown) in enumerate(cells) if shown is not None]
    rows, right = matrix[seen], [cells[n][1] for n in seen]
    found = []
    for n, atom in enumerate(atoms):
        if not any(matrix[m][n] for m in seen):
            continue
        held = sorted((year.people[name][2] for name in atom), reverse=True)
        own = held[1] if len(held) > 1 else 0.0
        goal = np.zeros(len(atoms))
        goal[n] = 1
        _, high = reach(goal, rows, right)
        if high - own < 1.1 * held[0] - 1e-6:
            found.append((atom, held[:3], high))
    return found


def main(years: int, first: int = 0) -> int:
    """Attack so many years, and tell each number that fell."""
    fell = 0
    for seed in range(first, first + years):
        year = a_year(seed)
        told = [*narrowed_counts(year), *told_answers(year), *told_amounts(year)]
        out = sum(shown is not None for _, shown in year.groups)
        print(f"year {seed}: {out} of {len(year.groups)} groups shown, {len(told)} given away")
        fell += bool(told)
    print(f"{fell} of {years} years gave something away")
    return 1 if fell else 0


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
