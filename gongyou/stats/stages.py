"""The variance that each stage of sampling adds.

Total over stages of the between-unit variance inside strata, each with its finite population
correction, and the later ones shrunk by the sampling fractions before them (Särndal, Swensson
and Wretman 1992, result 4.3.1; Lumley 2004).
"""

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from gongyou.stats.errors import StatsError
from gongyou.stats.tables import Table, compact

LONELY = ("fail", "remove", "certainty", "adjust", "average")
CENSUS = 1e-7  # a correction below this means that every unit was taken


class StageColumns(Protocol):
    """What of a design says how its stages were drawn: columns, stage by stage."""

    @property
    def strata(self) -> tuple[str, ...]:
        """The strata of each stage."""

    @property
    def clusters(self) -> tuple[str, ...]:
        """The units of each stage."""

    @property
    def fpc(self) -> tuple[str, ...]:
        """Population sizes or sampling fractions of each stage."""

    @property
    def nest(self) -> bool:
        """Whether cluster names mean something only inside a stratum."""


@dataclass(frozen=True)
class Stage:
    """One stage: which unit each row is in, which stratum each unit is in.

    `free` is the share not sampled (finite population correction) of each unit's stratum,
    `lead` the product of the sampling fractions of the stages before, `parent` the unit of the
    stage before that each stratum lies in.
    """

    number: int
    cluster: np.ndarray
    stratum: np.ndarray
    units: np.ndarray
    free: np.ndarray
    lead: np.ndarray
    parent: np.ndarray
    rows_are_units: bool

    @property
    def size(self) -> int:
        """How many units the sample has at this stage."""
        return len(self.stratum)

    def totals(self, values: np.ndarray, rows: np.ndarray | None) -> np.ndarray:
        """Sum of the rows' values in each unit."""
        if self.rows_are_units and rows is None:
            return values
        where = self.cluster if rows is None else self.cluster[rows]
        found = np.empty((self.size, values.shape[1]))
        for j in range(values.shape[1]):
            found[:, j] = np.bincount(where, values[:, j], self.size)
        return found

    def covariance(self, values: np.ndarray, rows: np.ndarray | None, lonely: str) -> np.ndarray:
        """What this stage adds to the covariance of the totals of these influence values.

        Raises:
            StatsError: when a stratum has one unit and `lonely` is "fail".
        """
        totals = self.totals(values, rows)
        alone = (self.units == 1)[self.stratum] & (self.free >= CENSUS)
        if lonely == "fail" and alone.any():
            raise StatsError("lonely_psu", count=int(alone.sum()), stage=self.number)
        count = len(self.units)
        weight = self.free * self._inflation(alone, lonely)[self.stratum]
        weight[self.free < CENSUS] = 0.0
        if lonely == "average":
            weight[alone] = 0.0
        centred = np.empty_like(totals)
        for j in range(totals.shape[1]):
            mean = np.bincount(self.stratum, totals[:, j], count) / self.units
            if lonely == "adjust":
                mean[self.units == 1] = 0.0
            centred[:, j] = totals[:, j] - mean[self.stratum]
        return (centred * weight[:, None]).T @ centred

    def _inflation(self, alone: np.ndarray, lonely: str) -> np.ndarray:
        """n/(n-1) of each stratum, the lead, and for "average" the missing strata made up."""
        factor = np.where(self.units > 1, self.units / np.maximum(self.units - 1, 1), 1.0)
        factor = factor * self.lead
        if lonely == "average" and alone.any():
            usable = np.ones(len(self.units))
            usable[self.stratum[alone]] = 0.0
            parents = int(self.parent.max()) + 1
            strata = np.bincount(self.parent, minlength=parents)
            found = np.bincount(self.parent, usable, parents)
            made_up = np.divide(strata, found, out=np.zeros(parents), where=found > 0)
            factor = factor * made_up[self.parent]
        return factor


def build_stages(spec: StageColumns, table: Table) -> tuple[Stage, ...]:
    """The stages that add to the variance; without population sizes only the first does."""
    rows = len(table)
    depth = max(len(spec.clusters), 1)
    outer = np.zeros(rows, dtype=np.int64)  # the unit of the stage before
    lead_of_outer = np.ones(1)
    stages: list[Stage] = []
    for level in range(depth):
        strata_columns = [outer]
        if level < len(spec.strata):
            strata_columns.append(_complete(table, spec.strata[level]))
        stratum_of_row, _ = compact(*strata_columns)
        cluster, first, bare = _clusters(spec, table, level, outer, stratum_of_row)
        stratum = stratum_of_row[first]
        units = np.bincount(stratum)
        population = _population(spec, table, level, first, units[stratum])
        fraction = np.where(np.isinf(population), 0.0, units[stratum] / population)
        parent = np.zeros(len(units), dtype=np.int64)
        parent[stratum] = outer[first]
        stages.append(
            Stage(
                level + 1,
                cluster,
                stratum,
                units,
                1.0 - fraction,
                lead_of_outer[parent],
                parent,
                bare,
            )
        )
        lead_of_outer = lead_of_outer[outer[first]] * fraction
        outer = cluster
        if not spec.fpc:
            break
    return tuple(stages)


def _complete(table: Table, name: str) -> np.ndarray:
    codes, _ = table.codes(name)
    if (codes < 0).any():
        raise StatsError("design_missing", name=name, rows=int((codes < 0).sum()))
    return codes


def _clusters(
    spec: StageColumns, table: Table, level: int, outer: np.ndarray, stratum: np.ndarray
) -> tuple[np.ndarray, np.ndarray, bool]:
    if not spec.clusters:
        everyone = np.arange(len(table))
        return everyone, everyone, True
    own = _complete(table, spec.clusters[level])
    cluster, first = compact(stratum if spec.nest or level else outer, own)
    if not spec.nest and (stratum != stratum[first][cluster]).any():
        raise StatsError("not_nested", name=spec.clusters[level])
    return cluster, first, len(first) == len(table) and bool((first == cluster).all())


def _population(
    spec: StageColumns, table: Table, level: int, first: np.ndarray, units: np.ndarray
) -> np.ndarray:
    """Population size of each unit's stratum; infinite where none is given."""
    if level >= len(spec.fpc):
        return np.full(len(first), np.inf)
    given = table.numbers(spec.fpc[level])
    if np.isnan(given).any() or (given <= 0).any():
        raise StatsError("bad_fpc", name=spec.fpc[level])
    shares = bool((given <= 1).all()) and not _all_taken(given, units)
    sizes = units / given[first] if shares else given[first]
    if (sizes < units * (1 - 1e-12)).any():
        raise StatsError("fpc_too_small", name=spec.fpc[level])
    return sizes


def _all_taken(given: np.ndarray, units: np.ndarray) -> bool:
    """A column of ones with one unit a stratum is a population of one, as much as a share of 1."""
    return bool((given == 1).all() and (units == 1).all())


def selection_weights(stages: tuple[Stage, ...], rows: int) -> np.ndarray:
    """Weights implied by the sizes: population over sample, stage by stage; 1 without sizes."""
    weights = np.ones(rows)
    for stage in stages:
        share = (1.0 - stage.free)[stage.cluster]
        weights = weights / np.where(share > 0, share, 1.0)
    return weights
