"""Two stages: clusters (villages, factories), then units inside them."""

from typing import Any

import numpy as np

from gongyou.stats.designs import DesignSpec
from gongyou.stats.errors import StatsError
from gongyou.stats.samples.drawn import Sample, as_frame
from gongyou.stats.samples.simple import check_size
from gongyou.stats.samples.unequal import draw, inclusion_probabilities, own_stratum


def two_stage(
    frame: Any,
    clusters: str,
    n_clusters: int,
    n_units: int,
    *,
    seed: int,
    first: str = "simple",
) -> Sample:
    """Clusters first, then `n_units` at random in each (or all, where there are fewer).

    Args:
        frame: one row a unit.
        clusters: the column that names each unit's cluster.
        n_clusters: how many clusters.
        n_units: how many units in each.
        seed: makes the draw repeatable.
        first: simple, or systematic, sampford, brewer for clusters by their number of units
            (then every unit has nearly the same probability).
    """
    table = as_frame(frame)
    codes, levels = table.codes(clusters)
    if (codes < 0).any():
        raise StatsError("design_missing", name=clusters, rows=int((codes < 0).sum()))
    sizes = np.bincount(codes, minlength=len(levels))
    random = np.random.default_rng(seed)
    check_size(n_clusters, len(levels))
    if first == "simple":
        chance = np.full(len(levels), n_clusters / len(levels))
        chosen = np.sort(random.choice(len(levels), n_clusters, replace=False))
    else:
        chance = inclusion_probabilities(sizes, n_clusters)
        chosen = draw(chance, first, random)
    parts = [
        np.sort(random.choice(np.flatnonzero(codes == c), min(n_units, sizes[c]), replace=False))
        for c in chosen
    ]
    rows = np.concatenate(parts)
    inside = sizes[codes[rows]].astype(float)
    probability = chance[codes[rows]] * np.minimum(n_units, inside) / inside
    columns: dict[str, np.ndarray] = {"sample_unit": np.arange(len(rows)).astype(float)}
    if first == "simple":
        columns["sample_clusters"] = np.full(len(rows), float(len(levels)))
        columns["sample_inside"] = inside
    else:
        columns["sample_clusters"] = chance[codes[rows]]
        columns["sample_stratum"] = own_stratum(chance[codes[rows]], codes[rows])
        columns["sample_inside"] = np.minimum(n_units, inside) / inside
    spec = DesignSpec(
        weights="sample_weight",
        strata=() if first == "simple" else ("sample_stratum",),
        clusters=(clusters, "sample_unit"),
        fpc=("sample_clusters", "sample_inside"),
        pps=first != "simple",
    )
    return Sample(table, rows, probability, f"two_stage_{first}", seed, spec, columns)
