"""Regression of survey answers: linear, logistic, Poisson, with the design's errors.

Coefficients solve the weighted score equations; their covariance is that of the weighted
scores over all stages of the design, between the inverse of the information (Binder 1983).
"""

from dataclasses import dataclass, field
from html import escape
from typing import Any

import numpy as np
from scipy import special

from gongyou.stats.associations import solve
from gongyou.stats.errors import StatsError
from gongyou.stats.estimates import finite
from gongyou.stats.formulas import read_formula
from gongyou.stats.intervals import critical
from gongyou.stats.wording import say

FAMILIES = ("gaussian", "binomial", "poisson")


@dataclass(frozen=True)
class Coefficient:
    """One term's coefficient with its error, interval and t test."""

    name: str
    value: float
    se: float
    low: float
    high: float
    t: float
    p: float


@dataclass(frozen=True)
class Regression:
    """A fitted model: its coefficients, their covariance, and what it was fitted on."""

    formula: str
    family: str
    coefficients: tuple[Coefficient, ...]
    covariance: np.ndarray
    df: float
    n: int
    method: str
    terms: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Coefficient:
        for found in self.coefficients:
            if found.name == name:
                return found
        raise StatsError("no_term", name=name)

    @property
    def values(self) -> np.ndarray:
        """The coefficients in order."""
        return np.array([c.value for c in self.coefficients])

    @property
    def errors(self) -> np.ndarray:
        """Their standard errors in order."""
        return np.array([c.se for c in self.coefficients])

    def test(self, *terms: str) -> dict[str, float]:
        """Wald F test that all coefficients of these terms are zero."""
        for name in terms:
            if name not in self.terms:
                raise StatsError("no_term", name=name)
        use = [place for name in terms for place in self.terms[name]]
        b, v = self.values[use], self.covariance[np.ix_(use, use)]
        f = float(b @ solve(v, b)) / len(use)
        return {
            "F": f,
            "df": len(use),
            "df2": self.df,
            "p": float(special.fdtrc(len(use), self.df, max(f, 0.0))),
        }

    def to_json(self) -> dict[str, Any]:
        """The model as plain values."""
        rows = [{k: finite(v) for k, v in vars(c).items()} for c in self.coefficients]
        return {
            "formula": self.formula,
            "family": self.family,
            "coefficients": rows,
            "df": self.df,
            "n": self.n,
            "method": self.method,
        }

    def to_html(self, lang: str = "en") -> str:
        """A plain table for a notebook."""
        shown = ("term", "value", "se", "low", "high", "t", "p")
        head = "".join(f"<th>{escape(say('column_' + c, lang))}</th>" for c in shown)
        body = "".join(
            f"<tr><td>{escape(c.name)}</td>"
            + "".join(f"<td>{getattr(c, column):.4g}</td>" for column in shown[1:])
            + "</tr>"
            for c in self.coefficients
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _repr_html_(self) -> str:
        return self.to_html()


def _mean_and_slope(family: str, eta: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and its derivative by the linear predictor (canonical links)."""
    if family == "binomial":
        mu = special.expit(eta)
        return mu, mu * (1 - mu)
    if family == "poisson":
        mu = np.exp(np.minimum(eta, 500.0))
        return mu, mu
    return eta, np.ones_like(eta)


def solve_scores(
    family: str, x: np.ndarray, y: np.ndarray, weights: np.ndarray, rounds: int = 100
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Coefficients, inverse information and unweighted scores of each row.

    Raises:
        StatsError: when the iterations do not settle, as when a group is all yes or all no.
    """
    beta = np.zeros(x.shape[1])
    if family == "poisson":
        beta = np.linalg.lstsq(
            x, np.full(len(y), np.log(np.average(y, weights=weights))), rcond=None
        )[0]
    for _ in range(rounds):
        mu, slope = _mean_and_slope(family, x @ beta)
        information = x.T @ (x * (weights * slope)[:, None])
        try:
            step = np.linalg.solve(information, x.T @ (weights * (y - mu)))
        except np.linalg.LinAlgError as error:
            raise StatsError("separation") from error
        beta = beta + step
        if not np.isfinite(beta).all():
            break
        if np.abs(step).max() <= 1e-10 * (1 + np.abs(beta).max()):
            mu, slope = _mean_and_slope(family, x @ beta)
            information = x.T @ (x * (weights * slope)[:, None])
            if family == "binomial" and np.abs(x @ beta).max() > 35:
                break
            return beta, np.linalg.inv(information), x * (y - mu)[:, None]
    raise StatsError("separation")


def _check_rank(x: np.ndarray, weights: np.ndarray, names: tuple[str, ...]) -> None:
    scaled = x * np.sqrt(weights)[:, None]
    norms = np.linalg.norm(scaled, axis=0)
    upper = np.abs(np.diag(np.linalg.qr(scaled / np.where(norms > 0, norms, 1.0), mode="r")))
    if norms.min() == 0 or upper.min() < 1e-9 or len(upper) < x.shape[1]:
        worst = int(np.argmin(upper)) if norms.min() > 0 else int(np.argmin(norms))
        raise StatsError("collinear", name=names[worst])


def regress(design: Any, formula: str, family: str = "gaussian", level: float = 0.95) -> Regression:
    """Fit a model to a design's answers; rows with a missing value are left out.

    Args:
        design: the design (linearised or replicate).
        formula: see `gongyou.stats.formulas`.
        family: gaussian, binomial (response yes/no) or poisson.
        level: confidence of the coefficients' intervals.
    """
    if family not in FAMILIES:
        raise StatsError("no_family", family=family)
    model = read_formula(design.table, formula)
    rows = design.rows(model.y, model.x.sum(axis=1))
    if not len(rows):
        raise StatsError("no_rows")
    y, x, weights = model.y[rows], model.x[rows], design.weights[rows]
    if family == "binomial" and not np.isin(y, (0.0, 1.0)).all():
        raise StatsError("not_binary", name=model.response)
    _check_rank(x, weights, model.names)
    scale = np.abs(x).max(axis=0)
    beta, covariance = design.solve_scores(family, x / scale, y, rows)
    beta, covariance = beta / scale, covariance / np.outer(scale, scale)
    df = float(design.degrees_of_freedom(rows) + 1 - len(beta))
    errors = np.sqrt(np.maximum(np.diag(covariance), 0.0))
    found = tuple(
        _coefficient(name, float(b), float(s), df, level)
        for name, b, s in zip(model.names, beta, errors, strict=True)
    )
    return Regression(formula, family, found, covariance, df, len(rows), design.method, model.terms)


def _coefficient(name: str, value: float, se: float, df: float, level: float) -> Coefficient:
    if df <= 0 or se <= 0:
        return Coefficient(name, value, se, np.nan, np.nan, np.nan, np.nan)
    half, t = critical(level, df) * se, value / se
    p = float(2 * special.stdtr(df, -abs(t)))
    return Coefficient(name, value, se, value - half, value + half, t, p)
