"""Estimates that can be opened: each number with its error, interval, basis and method."""

import math
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields, replace
from html import escape
from typing import Any

import numpy as np
import pyarrow as pa
from scipy import special

from gongyou.stats.errors import StatsError
from gongyou.stats.intervals import t_interval
from gongyou.stats.wording import say


def finite(value: Any) -> Any:
    """JSON has no NaN and no dates: an unknown number is null, a date its text."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, dict):
        return {key: finite(held) for key, held in value.items()}
    if value is None or isinstance(value, str | int | float | list | tuple):
        return value
    return str(value)


@dataclass(frozen=True)
class Estimate:
    """One number with all that stands behind it.

    `n` answers stand for `weighted_n` units; `deff` is the variance over that of a simple
    random sample; `withheld` is the reason when the number may not be shown.
    """

    what: str
    variable: str
    value: float
    se: float
    low: float
    high: float
    n: int
    weighted_n: float
    df: float
    level: float = 0.95
    category: Any = None
    domain: dict[str, Any] = field(default_factory=dict)
    deff: float = math.nan
    missing: int = 0
    method: str = "taylor"
    interval: str = "t"
    withheld: str = ""

    @property
    def cv(self) -> float:
        """Standard error as a share of the value."""
        return abs(self.se / self.value) if self.value else math.nan

    @property
    def shaky(self) -> bool:
        """A coefficient of variation above 30 %, or too few first-stage units for an error."""
        return self.df < 2 or not self.cv <= 0.3

    def hide(self, reason: str) -> "Estimate":
        """The same entry with every number removed."""
        gone = dict.fromkeys(("value", "se", "low", "high", "weighted_n", "deff"), math.nan)
        plain: dict[str, Any] = gone | {"n": 0, "missing": 0, "df": 0, "withheld": reason}
        return replace(self, **plain)

    def notes(self, lang: str = "en") -> list[str]:
        """What a reader should know about this number, in words."""
        if self.withheld:
            return [say("withheld_" + self.withheld, lang)]
        found = [say("method_" + self.method, lang), say("interval_" + self.interval, lang)]
        if self.missing:
            found.append(say("note_missing", lang, count=self.missing))
        if self.shaky:
            found.append(say("note_shaky", lang))
        return found

    def to_json(self) -> dict[str, Any]:
        """All of it as plain values; a number that does not exist is null."""
        plain = {key: finite(value) for key, value in asdict(self).items()}
        return plain | {
            "cv": finite(self.cv),
            "shaky": self.shaky,
            "source": say("source_" + self.method, "en"),
            "notes": {lang: self.notes(lang) for lang in ("en", "zh-hans")},
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Estimate":
        """The estimate from stored values."""
        known = {f.name for f in fields(cls)}
        numbers = {"value", "se", "low", "high", "weighted_n", "deff"}
        plain: dict[str, Any] = {
            key: math.nan if value is None and key in numbers else value
            for key, value in stored.items()
            if key in known
        }
        return cls(**plain)


@dataclass(frozen=True)
class Estimates:
    """Estimates of one question, one entry a domain and category."""

    entries: tuple[Estimate, ...]
    joint: Callable[[], np.ndarray] | None = field(default=None, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Estimate]:
        return iter(self.entries)

    def __getitem__(self, place: int) -> Estimate:
        return self.entries[place]

    def only(self, **wanted: Any) -> Estimate:
        """The one entry with these domain values (or `category=`, `variable=`).

        Raises:
            StatsError: when none or several fit.
        """
        fitting = [e for e in self.entries if _fits(e, wanted)]
        if len(fitting) != 1:
            raise StatsError("not_one", count=len(fitting))
        return fitting[0]

    @property
    def values(self) -> np.ndarray:
        """The values in order."""
        return np.array([e.value for e in self.entries])

    @property
    def errors(self) -> np.ndarray:
        """The standard errors in order."""
        return np.array([e.se for e in self.entries])

    def covariance(self) -> np.ndarray:
        """Covariance of all entries, between domains too.

        Raises:
            StatsError: for estimates read back from storage.
        """
        if self.joint is None:
            raise StatsError("no_covariance")
        return self.joint()

    def contrast(self, weights: Sequence[float], level: float = 0.95) -> "Contrast":
        """A linear combination of the entries, such as a difference of two."""
        if any(e.withheld for e in self.entries):
            raise StatsError("withheld_contrast")
        row = np.asarray(weights, dtype=float)
        se = float(np.sqrt(max(row @ self.covariance() @ row, 0.0)))
        used = [e.df for e, w in zip(self.entries, row, strict=True) if w]
        return Contrast.of(float(row @ self.values), se, max(used), level)

    def combine(self, function: Callable[[np.ndarray], Any], level: float = 0.95) -> "Contrast":
        """Any smooth function of the entries, such as a ratio of two, by the delta method.

        Args:
            function: takes the values as an array; written with numpy's functions.
            level: confidence.
        """
        if any(e.withheld for e in self.entries):
            raise StatsError("withheld_contrast")
        row = slopes(function, self.values)
        se = float(np.sqrt(max(row @ self.covariance() @ row, 0.0)))
        used = [e.df for e, w in zip(self.entries, row, strict=True) if w]
        value = float(np.real(function(self.values)))
        return Contrast.of(value, se, max(used or [0]), level)

    def difference(self, first: int, second: int, level: float = 0.95) -> "Contrast":
        """Entry `first` less entry `second`, their covariance counted."""
        row = np.zeros(len(self))
        row[first] += 1
        row[second] -= 1
        return self.contrast(row.tolist(), level)

    def to_json(self) -> list[dict[str, Any]]:
        """Every entry as plain values."""
        return [e.to_json() for e in self.entries]

    @classmethod
    def from_json(cls, stored: Sequence[Mapping[str, Any]]) -> "Estimates":
        """Estimates from stored values (without their joint covariance)."""
        return cls(tuple(Estimate.from_json(entry) for entry in stored))

    def rows(self) -> list[dict[str, Any]]:
        """Flat rows: domain columns, then the numbers."""
        found = []
        for e in self.entries:
            plain = {f.name: getattr(e, f.name) for f in fields(e) if f.name != "domain"}
            found.append(e.domain | plain | {"cv": e.cv})
        return found

    def to_arrow(self) -> pa.Table:
        """The rows as an Arrow table."""
        return pa.Table.from_pylist(
            [
                row | {"category": None if row["category"] is None else str(row["category"])}
                for row in self.rows()
            ]
        )

    def to_pandas(self) -> Any:
        """The rows as a pandas data frame."""
        return self.to_arrow().to_pandas()

    def to_html(self, lang: str = "en") -> str:
        """A plain table for a notebook."""
        names = list(dict.fromkeys(key for e in self.entries for key in e.domain))
        shown = ("variable", "category", "value", "se", "low", "high", "n", "deff")
        head = "".join(f"<th>{escape(n)}</th>" for n in names)
        head += "".join(f"<th>{escape(say('column_' + c, lang))}</th>" for c in shown)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{escape(str(e.domain.get(n, '')))}</td>" for n in names)
            + "".join(f"<td>{_cell(e, c, lang)}</td>" for c in shown)
            + "</tr>"
            for e in self.entries
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _repr_html_(self) -> str:
        return self.to_html()


def _fits(entry: Estimate, wanted: Mapping[str, Any]) -> bool:
    own = {"variable": entry.variable, "category": entry.category, "what": entry.what}
    return all((own | entry.domain).get(key) == value for key, value in wanted.items())


def _cell(entry: Estimate, column: str, lang: str) -> str:
    value = getattr(entry, column)
    if entry.withheld and column in {"value", "se", "low", "high", "n", "deff"}:
        return escape(say("withheld", lang)) if column == "value" else ""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    return f"{value:.5g}" if isinstance(value, float) else escape(str(value))


@dataclass(frozen=True)
class Contrast:
    """A combination of estimates with its error, interval and test against zero."""

    value: float
    se: float
    low: float
    high: float
    df: float
    t: float
    p: float

    @classmethod
    def of(cls, value: float, se: float, df: float, level: float) -> "Contrast":
        """The contrast's interval and two-sided t test."""
        bounds = t_interval(value, se, df, level)
        t = value / se if se > 0 else math.nan
        p = float(2 * special.stdtr(df, -abs(t))) if se > 0 and df > 0 else math.nan
        return cls(value, se, bounds.low, bounds.high, df, t, p)

    def to_json(self) -> dict[str, Any]:
        """The contrast as plain values."""
        return {key: finite(value) for key, value in asdict(self).items()}


def slopes(function: Callable[[np.ndarray], Any], at: np.ndarray) -> np.ndarray:
    """The derivative of a function by each of its arguments.

    By a step into the complex plane, which loses no digits, where that agrees with central
    differences; a function such as `abs` is another one there.
    """
    found = np.empty(len(at))
    for place in range(len(at)):
        step = np.zeros(len(at))
        step[place] = 1.0
        width = 1e-6 * max(abs(at[place]), 1.0)
        above, below = function(at + width * step), function(at - width * step)
        found[place] = plain = float(above - below) / (2 * width)
        with suppress(TypeError, ValueError), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            exact = float(np.imag(function(at + 1e-30j * step)) / 1e-30)
            if abs(exact - plain) <= 1e-4 * abs(plain) + 1e-9:
                found[place] = exact
    return found
