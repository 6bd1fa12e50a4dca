"""Tests of independence in two-way tables that know the design (Rao and Scott 1984)."""

from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy import special

from gongyou.stats.errors import StatsError
from gongyou.stats.statistics import Mean, Total


@dataclass(frozen=True)
class Association:
    """A test's statistic, degrees of freedom and p value."""

    statistic: float
    df: float
    df2: float
    p: float
    method: str

    def to_json(self) -> dict[str, Any]:
        """The test as plain values."""
        return {k: None if v == np.inf else v for k, v in asdict(self).items()}


def independence(design: Any, rows: str, columns: str, method: str = "F") -> Association:
    """Are two categories independent in the population?

    Args:
        design: the design (linearised or replicate).
        rows: one category.
        columns: the other.
        method: F (Rao-Scott second order, as R's svychisq), Chisq (first order), Wald or
            adjWald.

    Raises:
        StatsError: for an unknown method or a table with one row or column.
    """
    if method not in {"F", "Chisq", "Wald", "adjWald"}:
        raise StatsError("no_method", method=method)
    table = design.table
    (a, _), (b, _) = table.codes(rows), table.codes(columns)
    used = design.rows(a, b)
    row_levels, row_of = np.unique(a[used], return_inverse=True)
    column_levels, column_of = np.unique(b[used], return_inverse=True)
    shape = (len(row_levels), len(column_levels))
    if min(shape, default=0) < 2:
        raise StatsError("two_way")
    cell = column_of * shape[0] + row_of
    indicators = np.zeros((len(used), shape[0] * shape[1] + 1))
    indicators[np.arange(len(used)), cell] = 1.0
    indicators[:, -1] = 1.0
    df = float(design.degrees_of_freedom())
    if method in {"Wald", "adjWald"}:
        return _wald(design, used, indicators[:, :-1], shape=shape, df=df, method=method)
    solved = design.solve(Mean(("cell",) * (shape[0] * shape[1])), used, indicators)
    return _rao_scott(solved.values, solved.covariance, shape, n=len(used), df=df, method=method)


def solve(matrix: np.ndarray, right: np.ndarray) -> np.ndarray:
    """Solve, or say that the sample is too small for the question."""
    try:
        return np.linalg.solve(matrix, right)
    except np.linalg.LinAlgError as error:
        raise StatsError("too_few_units") from error


def _rao_scott(
    p: np.ndarray, v: np.ndarray, shape: tuple[int, int], *, n: int, df: float, method: str
) -> Association:
    r, c = shape
    table = p.reshape(c, r).T
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = n * float(((table - expected) ** 2 / expected).sum())
    contrasts = _interactions(r, c)
    inverse = np.divide(1.0, p, out=np.zeros_like(p), where=p > 0)
    simple = contrasts.T @ (contrasts * (inverse / n)[:, None])
    scaled = contrasts * inverse[:, None]
    effects = solve(simple, scaled.T @ v @ scaled)
    trace = float(np.trace(effects))
    if method == "Chisq":
        count = (r - 1) * (c - 1)
        corrected = pearson / (trace / count)
        p_value = float(special.chdtrc(count, max(corrected, 0.0)))
        return Association(corrected, count, np.inf, p_value, "rao_scott_chisq")
    df1 = trace**2 / float(np.trace(effects @ effects))
    f = pearson / trace
    return Association(
        f, df1, df1 * df, float(special.fdtrc(df1, df1 * df, max(f, 0.0))), "rao_scott_f"
    )


def _interactions(r: int, c: int) -> np.ndarray:
    """Interaction columns of the saturated model, freed of the main effects."""
    row, column = np.tile(np.arange(r), c), np.repeat(np.arange(c), r)
    rows = (row[:, None] == np.arange(1, r)).astype(float)
    columns = (column[:, None] == np.arange(1, c)).astype(float)
    main = np.column_stack([np.ones(r * c), rows, columns])
    both = (columns[:, :, None] * rows[:, None, :]).reshape(r * c, -1)
    return np.asarray(both - main @ np.linalg.lstsq(main, both, rcond=None)[0])


def _wald(
    design: Any,
    used: np.ndarray,
    indicators: np.ndarray,
    *,
    shape: tuple[int, int],
    df: float,
    method: str,
) -> Association:
    r, c = shape
    solved = design.solve(Total(("cell",)), used, indicators)
    table = solved.values.reshape(c, r).T
    whole, rows, columns = table.sum(), table.sum(axis=1), table.sum(axis=0)
    distance = (table - np.outer(rows, columns) / whole).T.ravel()
    row, column = np.tile(np.arange(r), c), np.repeat(np.arange(c), r)
    change = np.eye(r * c)
    change -= (row[:, None] == row) * (columns[column] / whole)[:, None]
    change -= (column[:, None] == column) * (rows[row] / whole)[:, None]
    change += np.outer(rows[row] * columns[column], np.ones(r * c)) / whole**2
    use = (row > 0) & (column > 0)
    v = (change @ solved.covariance @ change.T)[np.ix_(use, use)]
    count = (r - 1) * (c - 1)
    wald = float(distance[use] @ solve(v, distance[use]))
    df2 = df if method == "Wald" else df - count + 1
    f = wald / count if method == "Wald" else wald * df2 / (count * df)
    return Association(f, count, df2, float(special.fdtrc(count, df2, max(f, 0.0))), method.lower())
