"""A drawn sample: which rows of the frame, with which probability, and how to estimate from it."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow as pa

from gongyou.stats.designs import Design, DesignSpec
from gongyou.stats.tables import Table


@dataclass(frozen=True)
class Sample:
    """Rows of a frame that were drawn.

    `probability` is the chance each drawn row had (for draws with replacement, the expected
    number of times). `columns` are what the design needs: strata, clusters and population
    sizes by stage; they are added to the table as columns whose names `spec` uses.
    """

    frame: Table
    rows: np.ndarray
    probability: np.ndarray
    method: str
    seed: int
    spec: DesignSpec
    columns: dict[str, np.ndarray] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def weights(self) -> np.ndarray:
        """One over the probability."""
        return np.asarray(1.0 / self.probability)

    def table(self) -> pa.Table:
        """The drawn rows of the frame with the columns that the design needs."""
        drawn = self.frame.arrow.take(pa.array(self.rows))
        for name, values in {"sample_weight": self.weights, **self.columns}.items():
            drawn = drawn.append_column(name, pa.array(values))
        return drawn

    def design(self, answers: Any = None) -> Design:
        """The design of the sample, or of a table of answers that kept its columns."""
        return self.spec.attach(self.table() if answers is None else answers)

    def to_json(self) -> dict[str, Any]:
        """What must be kept to show later how the sample was drawn."""
        return {
            "method": self.method,
            "seed": self.seed,
            "frame_size": len(self.frame),
            "n": len(self),
            "rows": self.rows.tolist(),
            "probability": self.probability.tolist(),
            "spec": self.spec.to_json(),
        }


def as_frame(frame: Any) -> Table:
    """The frame as a table; a number stands for that many units without columns."""
    if isinstance(frame, int):
        return Table({"unit": np.arange(frame)})
    return frame if isinstance(frame, Table) else Table(frame)
