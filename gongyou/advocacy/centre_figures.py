"""Figures of the centre's tables: those of the house, of today, and of the last run."""

from dataclasses import dataclass, field, replace
from hashlib import sha256

import numpy as np

from gongyou.advocacy.briefs.sources import Gone, Recipe, computed
from gongyou.advocacy.indicators import Figure, Indicator, catalogue
from gongyou.advocacy.indicators.compute import Source
from gongyou.advocacy.indicators.questions import told, told_columns
from gongyou.advocacy.models import IndicatorRun, Release
from gongyou.centre.public import CountedTable, counted_tables, places
from gongyou.stats import DesignSpec


def source_of(table: CountedTable) -> Source:
    """A counted table as indicators read it; yes and no of a questionnaire are flags."""
    counted = table.read()
    rows = counted.rows
    if table.kind == "answers":
        rows = told(rows)
    spec = DesignSpec() if table.basis == "sample" else None
    return Source(table.name, table.basis, rows, counted.left_out, spec)


def columns_of(table: CountedTable) -> set[str]:
    """The columns that a table has, or that its questions can be read as."""
    return told_columns(table.columns) if table.kind == "answers" else set(table.columns)


def fitting(one: Indicator, tables: list[CountedTable]) -> list[CountedTable]:
    """The tables from which an indicator can be computed: of its kinds, with its columns."""
    return [
        table for table in tables
        if table.kind in one.tables and set(one.columns) <= columns_of(table)
    ]  # fmt: skip


def compute_all(actor) -> tuple[list[Figure], dict[str, list[str]]]:
    """Every indicator that the tables allow, for all and by group; and what the others lack."""
    tables = counted_tables(actor)
    sources: dict[str, Source] = {}
    figures, lacking = [], {}
    for code, one in catalogue().items():
        found = fitting(one, tables)
        if not found:
            kinds = [table for table in tables if table.kind in one.tables]
            columns = {c for table in kinds for c in one.columns if c not in table.columns}
            lacking[code] = sorted(columns) or list(one.tables)
        for table in found:
            if table.name not in sources:
                sources[table.name] = source_of(table)
            source = sources[table.name]
            if not source.has(one.columns):
                lacking.setdefault(code, sorted(c for c in one.columns if not source.has((c,))))
                continue
            for by in ("", *(name for name in one.by if source.has((name,)))):
                figures.append(computed(Recipe(code, table.name, by), source))
    return figures, lacking


@dataclass(frozen=True)
class Line:
    """One indicator in the list: what the last run said of it."""

    indicator: Indicator
    figures: tuple[Figure, ...]
    lacking: tuple[str, ...]


def named(figure: Figure) -> Figure:
    """The same with places by their names."""
    if figure.by != "place":
        return figure
    values = tuple(
        replace(value, group=places.title(value.group) or value.group) if value.group else value
        for value in figure.values
    )
    return replace(figure, values=values)


def last_run(actor) -> IndicatorRun | None:
    """The newest run in a compartment of theirs."""
    return IndicatorRun.objects.visible_to(actor).first()


def lines(run: IndicatorRun | None) -> list[Line]:
    """The catalogue with the figures of a run."""
    held: dict[str, list[Figure]] = {}
    for each in run.figures if run else []:
        held.setdefault(each["indicator"], []).append(Figure.from_json(each))
    lacking = run.lacking if run else {}
    return [
        Line(one, tuple(held.get(code, ())), tuple(lacking.get(code, ())))
        for code, one in catalogue().items()
    ]


def scope_of(actor) -> str:
    """Which part of a population somebody sees: the same for all who see the same compartments."""
    ids = sorted(str(each) for each in actor.compartment_ids("read"))
    return sha256(",".join(ids).encode()).hexdigest()[:16]


def mix(actor, column: str) -> list[tuple[str, float, float, float]]:
    """(level, share among cases, share among answers, ratio) of a column that both tables have."""
    shares = {}
    for kind in ("cases", "answers"):
        for table in counted_tables(actor):
            if table.kind == kind and column in table.columns:
                given = [v for v in source_of(table).rows.column(column).to_pylist() if v]
                names, counts = np.unique(np.array(given, dtype=str), return_counts=True)
                total = counts.sum()
                kept = zip(names.tolist(), counts.tolist(), strict=True)
                shares[kind] = {str(n): c / total for n, c in kept if c >= LEAST_OF_MIX}
                break
    both = shares.get("cases", {}), shares.get("answers", {})
    return [(n, both[0][n], both[1][n], both[0][n] / both[1][n]) for n in both[0] if n in both[1]]


LEAST_OF_MIX = 10


@dataclass
class FromCentre:
    """The tables of a centre for briefs; what was withdrawn or corrected may not be said again."""

    actor: object
    program: str = ""
    sources: dict[str, Source] = field(default_factory=dict)

    def figure(self, recipe: Recipe) -> Figure:
        """A figure of today, protected as on the pages of the house."""
        if recipe.table not in self.sources:
            tables = {table.name: table for table in counted_tables(self.actor)}
            if recipe.table not in tables:
                raise Gone("no_table", recipe.table)
            self.sources[recipe.table] = source_of(tables[recipe.table])
        return computed(recipe, self.sources[recipe.table])

    def forbidden(self, recipe: Recipe) -> str:
        """Whether the last release of this figure was withdrawn, or corrected by another."""
        asked = [recipe.indicator, recipe.table, recipe.by]
        for row in Release.objects.visible_to(self.actor).order_by("-published_on", "-id"):  # type: ignore[arg-type]
            if asked in row.recipes and row.state in ("published", "corrected", "withdrawn"):
                return f"{row.state}: {row.reason}" if row.state != "published" else ""
        return ""

    def version(self) -> str:
        """Program and law."""
        return self.program
