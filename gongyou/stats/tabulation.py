"""Tables ready to show: estimates of one question by columns, small cells withheld."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

from gongyou.stats.designs import Design, DesignSpec
from gongyou.stats.disclosure.cells import count_table, everyone
from gongyou.stats.disclosure.publication import (
    THRESHOLD,
    Publication,
    Report,
    safe_estimates,
)
from gongyou.stats.estimates import Estimate, Estimates
from gongyou.stats.questions import By, ask
from gongyou.stats.statistics import statistic
from gongyou.stats.wording import say

What = str | tuple[str, ...]


def estimate(
    table: Any,
    design: DesignSpec | Mapping[str, Any] | Any,
    what: What,
    by: By = None,
    *,
    level: float = 0.95,
    interval: str = "",
) -> Estimates:
    """Estimate one thing from a table of answers.

    Args:
        table: Arrow, pandas, Polars or plain rows; ignored when `design` is already a design.
        design: a `DesignSpec`, its stored JSON, or a design.
        what: "count", or ("mean", column), ("total", column), ("proportion", column),
            ("ratio", numerator, denominator), ("quantile", column), ("median", column).
        by: one column or several, for domains.
        level: confidence of the intervals.
        interval: for shares logit (default), beta, wilson, asin or t.
    """
    held = _design(table, design)
    kind, *variables = (what,) if isinstance(what, str) else what
    if kind == "median":
        return held.quantile(variables[0], 0.5, by=by, level=level)  # type: ignore[no-any-return]
    if kind == "quantile":
        return held.quantile(variables[0], by=by, level=level)  # type: ignore[no-any-return]
    return ask(held, statistic(kind, *variables, table=held.table), by, level, interval)


def _design(table: Any, design: Any) -> Any:
    if isinstance(design, Mapping):
        design = DesignSpec.from_json(dict(design))
    return design.attach(table) if isinstance(design, DesignSpec) else design


def publish(
    table: Any,
    design: Any,
    what: What,
    by: By = None,
    *,
    k: int = THRESHOLD,
    publication: Publication | None = None,
    people: Sequence[str] | None = None,
    level: float = 0.95,
    interval: str = "",
) -> tuple[Estimates, Report]:
    """Estimate as `estimate` does and withhold what stands for fewer than `k` people.

    Args:
        table: see `estimate`, as `design`, `what`, `by`, `level` and `interval`.
        design: the design or its spec.
        what: the question.
        by: the domains.
        k: the threshold, where no publication is given.
        publication: what was published before from the same people; the new counts are added.
        people: the random id of each row, when answers may come or go between publications.
    """
    held = _design(table, design)
    found = estimate(None, held, what, by, level=level, interval=interval)
    kind, *variables = (what,) if isinstance(what, str) else what
    domains = () if by is None else (by,) if isinstance(by, str) else tuple(by)
    shares = [v for v in variables if not held.table.is_number(v) or kind == "proportion"]
    known = _counted(held)
    for name in variables:
        known = known & (held.table.codes(name)[0] >= 0)
    columns = (*domains, *(s for s in shares if s not in domains))
    counts = count_table(held.table, columns, known) if columns else everyone(len(held), known)
    (safe,), report = (publication or Publication(k)).add(counts, people=people)
    return safe_estimates(found, safe), report


@dataclass(frozen=True)
class Crosstab:
    """Shares of one column's levels within the levels of another, cell by cell.

    `cells` are the shares in each domain, `margin` those of everyone; `report` says what was
    withheld (None when nothing had to be protected).
    """

    row: str
    columns: tuple[str, ...]
    cells: Estimates
    margin: Estimates
    report: Report | None = None

    def to_json(self) -> dict[str, Any]:
        """The table as plain values, every cell open to its basis."""
        return {
            "row": self.row,
            "columns": list(self.columns),
            "cells": self.cells.to_json(),
            "margin": self.margin.to_json(),
            "report": None if self.report is None else self.report.to_json(),
        }

    def to_html(self, lang: str = "en") -> str:
        """A plain table: levels down, domains across, percentages with errors."""
        levels = list(dict.fromkeys(e.category for e in self.margin))
        heads = list(dict.fromkeys(tuple(e.domain.values()) for e in self.cells))
        found = {(tuple(e.domain.values()), e.category): e for e in self.cells}
        whole = {e.category: e for e in self.margin}
        head = "".join(f"<th>{escape(' / '.join(map(str, h)))}</th>" for h in heads)
        body = "".join(
            f"<tr><th>{escape(str(level))}</th>"
            + "".join(f"<td>{_share(found.get((h, level)), lang)}</td>" for h in heads)
            + f"<td>{_share(whole[level], lang)}</td></tr>"
            for level in levels
        )
        total = escape(say("column_total", lang))
        return (
            f"<table><thead><tr><th>{escape(self.row)}</th>{head}<th>{total}</th></tr></thead>"
            f"<tbody>{body}</tbody></table>"
        )

    def _repr_html_(self) -> str:
        return self.to_html()


def _share(entry: Estimate | None, lang: str) -> str:
    if entry is None:
        return ""
    if entry.withheld:
        return escape(say("withheld", lang))
    return f"{100 * entry.value:.1f} % (±{100 * entry.se:.1f})"


def crosstab(
    table: Any,
    design: Any,
    row: str,
    columns: str | Sequence[str],
    *,
    k: int = THRESHOLD,
    publication: Publication | None = None,
    people: Sequence[str] | None = None,
    interval: str = "",
) -> Crosstab:
    """Shares of `row` within each group of `columns`, protected for showing outside.

    Args:
        table: the answers, one row a person.
        design: see `estimate`.
        row: the column whose levels are shared out.
        columns: the columns that make the groups.
        k: no number that stands for 1 to k-1 people is shown; 0 protects nothing.
        publication: what was published before from the same people; the new table is added.
        people: see `publish`.
        interval: see `estimate`.
    """
    held = _design(table, design)
    across = (columns,) if isinstance(columns, str) else tuple(columns)
    what = ("proportion", row)
    cells = estimate(None, held, what, across, interval=interval)
    margin = estimate(None, held, what, interval=interval)
    if k <= 0:
        return Crosstab(row, across, cells, margin)
    counted = _counted(held)
    counts = count_table(held.table, (*across, row), counted)
    single = count_table(held.table, row, counted)
    (counts, single), report = (publication or Publication(k)).add(counts, single, people=people)
    return Crosstab(
        row, across, safe_estimates(cells, counts), safe_estimates(margin, single), report
    )


def _counted(design: Design) -> Any:
    inside = design.weights != 0
    return inside if design.inside is None else inside & design.inside
