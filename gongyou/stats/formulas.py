"""Model formulas such as `wage ~ age + sex * sector` as matrices.

Terms are joined by `+`; `a:b` is an interaction, `a*b` both and their interaction, `log(a)`
a logarithm, `0 +` leaves the intercept out. A text column becomes indicators of its levels, the
first being the baseline.
"""

from dataclasses import dataclass
from itertools import combinations

import numpy as np

from gongyou.stats.errors import StatsError
from gongyou.stats.tables import Table


@dataclass(frozen=True)
class Model:
    """Response, matrix, the columns' names, and which columns each term has."""

    response: str
    y: np.ndarray
    x: np.ndarray
    names: tuple[str, ...]
    terms: dict[str, tuple[int, ...]]


def read_formula(table: Table, formula: str) -> Model:
    """Build the model's matrix; NaN marks rows where something is missing.

    Raises:
        StatsError: for a formula that cannot be read or a column that is not there.
    """
    left, tilde, right = formula.partition("~")
    if not tilde:
        raise StatsError("formula", formula=formula, part=formula)
    intercept, terms = _terms(right, formula)
    columns: list[np.ndarray] = [np.ones(len(table))] if intercept else []
    names: list[str] = ["(Intercept)"] if intercept else []
    places: dict[str, tuple[int, ...]] = {}
    for term in terms:
        full = not intercept and not places
        start = len(columns)
        for name, column in _term(table, term, full):
            names.append(name)
            columns.append(column)
        places[":".join(term)] = tuple(range(start, len(columns)))
    response = left.strip()
    return Model(
        response, _response(table, response), np.column_stack(columns), tuple(names), places
    )


def _terms(right: str, formula: str) -> tuple[bool, list[tuple[str, ...]]]:
    intercept = True
    found: list[tuple[str, ...]] = []
    for raw in right.split("+"):
        part = raw.strip()
        if part in {"0", "1"}:
            intercept = part == "1"
            continue
        crossed = [piece.strip() for piece in part.split("*")]
        if not all(crossed):
            raise StatsError("formula", formula=formula, part=part or "+")
        for size in range(1, len(crossed) + 1):
            for combination in combinations(crossed, size):
                term = tuple(p.strip() for piece in combination for p in piece.split(":"))
                if term not in found:
                    found.append(term)
    return intercept, sorted(found, key=len)


def _term(table: Table, term: tuple[str, ...], full: bool) -> list[tuple[str, np.ndarray]]:
    built = _factor(table, term[0], full)
    for name in term[1:]:
        right = _factor(table, name, False)
        built = [(f"{a}:{b}", x * y) for b, y in right for a, x in built]
    return built


def _factor(table: Table, name: str, full: bool) -> list[tuple[str, np.ndarray]]:
    if name.startswith("log(") and name.endswith(")"):
        return [(name, np.log(table.numbers(name[4:-1].strip())))]
    if table.is_number(name):
        return [(name, table.numbers(name))]
    codes, levels = table.codes(name)
    missing = np.where(codes < 0, np.nan, 0.0)
    start = 0 if full else 1
    return [
        (f"{name}{level}", (codes == place) + missing)
        for place, level in enumerate(levels)
        if place >= start
    ]


def _response(table: Table, name: str) -> np.ndarray:
    if table.is_number(name):
        return table.numbers(name)
    codes, levels = table.codes(name)
    if len(levels) != 2:
        raise StatsError("not_binary", name=name)
    return np.where(codes < 0, np.nan, codes.astype(float))
