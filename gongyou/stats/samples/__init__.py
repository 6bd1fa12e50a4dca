"""Drawing samples from a frame: repeatable by seed, with known inclusion probabilities."""

from gongyou.stats.samples.allocation import allocate
from gongyou.stats.samples.drawn import Sample
from gongyou.stats.samples.simple import cluster, simple, stratified, systematic
from gongyou.stats.samples.staged import two_stage
from gongyou.stats.samples.unequal import inclusion_probabilities, pps

__all__ = [
    "Sample",
    "allocate",
    "cluster",
    "inclusion_probabilities",
    "pps",
    "simple",
    "stratified",
    "systematic",
    "two_stage",
]
