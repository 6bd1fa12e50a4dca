"""What was shown of one group of people, from the first number to the last.

Two numbers of the same kind from two days are subtracted by anyone who kept the first: a mean of
60 and a mean of 61 answers give the newest answer to the cent. So answers join, and leave, what
is shown only in groups of at least k; and every count that was published stays in the register,
so that a later table is protected beside all earlier ones.
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gongyou.stats.disclosure.cells import CountTable
from gongyou.stats.disclosure.dominance import Totals, TotalTable
from gongyou.stats.disclosure.publication import THRESHOLD, Publication, Report


@dataclass
class Register:
    """One population's register; give every number that is shown of it through one of its acts.

    `inside` are the random ids of those whose answers are in what is shown today; `scopes` the
    same for parts of the population that somebody may see alone; `totals` by measure.
    """

    k: int = THRESHOLD
    inside: list[str] = field(default_factory=list)
    publication: Publication | None = None
    scopes: dict[str, list[str]] = field(default_factory=dict)
    totals: dict[str, Totals] = field(default_factory=dict)

    @property
    def published(self) -> Publication:
        """The counts that ever went out."""
        if self.publication is None:
            self.publication = Publication(self.k)
        return self.publication

    def join(self, people: Sequence[str], seed: int | None = None, scope: str = "") -> np.ndarray:
        """Which of the people who are there now count in what is shown, as true/false a row.

        Nobody joins or leaves alone: fewer than k newcomers wait for others; when somebody's
        answer is taken out, others picked at random step back with it, until k more came.

        Args:
            people: ids of all who may be counted now, each once a row.
            seed: only for tests.
            scope: which part of the population it is, where somebody sees only a part.
        """
        there = list(dict.fromkeys(people))
        held, now = set(self.scopes.get(scope, []) if scope else self.inside), set(there)
        gone, waiting = held - now, [person for person in there if person not in held]
        if len(gone) + len(waiting) >= self.k:
            chosen = now
        elif not gone:
            chosen = held
        else:
            chosen = self._step_back(held & now, self.k - len(gone), seed)
        counted = [person for person in there if person in chosen]
        shown = set(counted) if len(counted) >= self.k else set()
        if scope:
            self.scopes[scope] = [person for person in counted if person in shown]
        else:
            self.inside = [person for person in counted if person in shown]
        return np.array([person in shown for person in people], dtype=bool)

    @staticmethod
    def _step_back(stay: set[str], count: int, seed: int | None) -> set[str]:
        chance = random.Random(seed) if seed is not None else random.SystemRandom()  # noqa: S311
        return stay - set(chance.sample(sorted(stay), min(count, len(stay))))

    def show(
        self, *tables: CountTable, people: Sequence[str], sensitive: Sequence[str] = ()
    ) -> tuple[tuple[CountTable, ...], Report]:
        """Protect tables that go out now, beside each other and beside all that ever went out.

        Args:
            tables: counts of the same rows.
            people: the id of each row.
            sensitive: columns whose answer nobody may learn of a whole group.
        """
        return self.published.add(*tables, people=people, sensitive=sensitive)

    def show_totals(
        self, measure: str, table: CountTable, amounts: np.ndarray, people: Sequence[str]
    ) -> TotalTable:
        """Protect the sums of a measure over the cells of a table that `show` gave back.

        Args:
            measure: the name of what is summed; its sums are compared for ever.
            table: the protected counts.
            amounts: what each row holds; not a number where it is unknown, which adds nothing.
            people: the id of each row.
        """
        masks = self.published.masks_of(table, people)
        held = np.zeros(masks.shape[1])
        where = {person: place for place, person in enumerate(self.published.people)}
        for person, amount in zip(people, np.nan_to_num(amounts), strict=True):
            held[where[person]] += amount
        return self.totals.setdefault(measure, Totals()).add(table, masks, held)

    def forget(self, people: Sequence[str]) -> None:
        """Drop the amounts of people whose records were destroyed."""
        where = {person: place for place, person in enumerate(self.published.people)}
        places = [where[person] for person in people if person in where]
        for totals in self.totals.values():
            totals.forget(places)

    def to_json(self) -> dict[str, Any]:
        """What must be stored between two showings."""
        return {
            "k": self.k,
            "inside": self.inside,
            "publication": self.published.to_json(),
            "scopes": self.scopes,
            "totals": {name: totals.to_json() for name, totals in self.totals.items()},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Register":
        """The register from stored values."""
        publication = Publication.from_json(stored["publication"])
        return cls(
            stored["k"],
            list(stored["inside"]),
            publication,
            dict(stored.get("scopes", {})),
            {name: Totals.from_json(each) for name, each in stored.get("totals", {}).items()},
        )
