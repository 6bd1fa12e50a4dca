"""Can the recruited sample be trusted? Homophily, convergence, and how far the chains went."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gongyou.stats.recruitment.estimators import population_shares, weighted_shares
from gongyou.stats.recruitment.trees import Recruitment


def homophily(sample: Recruitment, variable: str) -> dict[Any, float]:
    """How much each group recruits its own kind (Heckathorn 1997).

    0: as if by chance; 1: only its own; -1: never its own. NaN for a group that recruited
    nobody.
    """
    codes, levels = sample.group(variable)
    links = sample.links(codes, len(levels))
    share = population_shares(sample, variable)
    found = {}
    for place, level in enumerate(levels):
        sent = links[place].sum()
        own = links[place, place] / sent if sent else np.nan
        expected = share[place]
        scale = 1 - expected if own >= expected else expected
        found[level] = float((own - expected) / scale) if scale else float("nan")
    return found


@dataclass(frozen=True)
class Convergence:
    """The estimate as people came in, and by seed.

    `running` has one row a person in the order given; `settled` says that the last quarter (at
    least ten people) stays within two points of the end; `by_seed` are the estimates of each
    seed's tree (a bottleneck shows as trees that disagree).
    """

    levels: tuple[Any, ...]
    running: np.ndarray
    settled: bool
    by_seed: dict[int, tuple[int, tuple[float, ...]]]
    waves: int
    largest_tree: float

    def to_json(self) -> dict[str, Any]:
        """The diagnostics as plain values."""
        return {
            "levels": list(self.levels),
            "running": self.running.tolist(),
            "settled": self.settled,
            "by_seed": {str(s): {"n": n, "shares": list(v)} for s, (n, v) in self.by_seed.items()},
            "waves": self.waves,
            "largest_tree": self.largest_tree,
        }


def convergence(sample: Recruitment, variable: str, tolerance: float = 0.02) -> Convergence:
    """Follow the RDS-II estimate over the order of interview (Gile, Johnston and Salganik 2015)."""
    codes, levels = sample.group(variable)
    weights = 1 / sample.degree
    indicator = codes[:, None] == np.arange(len(levels))
    sums = np.cumsum(indicator * weights[:, None], axis=0)
    running = sums / np.cumsum(weights)[:, None]
    tail = running[-max(len(sample) // 4, 10) :]
    trees = {
        int(seed): (
            int((sample.seed == seed).sum()),
            tuple(
                weighted_shares(
                    codes[sample.seed == seed], weights[sample.seed == seed], len(levels)
                ).tolist()
            ),
        )
        for seed in np.unique(sample.seed)
    }
    return Convergence(
        tuple(levels),
        running,
        bool((np.abs(tail - running[-1]) <= tolerance).all()),
        trees,
        int(sample.wave.max(initial=0)),
        max(n for n, _ in trees.values()) / len(sample),
    )
