"""Where a brief's figures come from: tables of the centre or files beside it, and the snapshot."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from gongyou.advocacy.indicators import Figure, compute, indicator
from gongyou.advocacy.indicators.catalogue import CatalogueError
from gongyou.advocacy.indicators.compute import NotComputable, Source
from gongyou.stats import DesignSpec, StatsError

YES, NO = {"yes", "true", "y", "是", "有"}, {"no", "false", "n", "否", "没有"}


class Gone(ValueError):
    """A figure that cannot be computed any more; `args`: why, what."""


@dataclass(frozen=True)
class Recipe:
    """What a figure is made of."""

    indicator: str
    table: str = ""
    by: str = ""

    @classmethod
    def from_head(cls, given: Mapping[str, Any], data: Mapping[str, str]) -> Recipe:
        """As a brief's head says it; `data` gives tables their names in the brief."""
        table = str(given.get("table", ""))
        return cls(str(given["indicator"]), data.get(table, table), str(given.get("by", "")))


class Provider(Protocol):
    """Computes figures of today, and knows what may no longer be said."""

    def figure(self, recipe: Recipe) -> Figure:
        """The figure.

        Raises:
            Gone: it cannot be computed.
        """

    def forbidden(self, recipe: Recipe) -> str:
        """Why a figure may no longer stand in a brief: a withdrawn release; "" if it may."""

    def version(self) -> str:
        """Program and law with which it computes."""


@dataclass
class Snapshot:
    """What a brief's figures were when it was last built, in a file beside it."""

    figures: dict[str, Figure] = field(default_factory=dict)
    version: str = ""
    recipes: dict[str, dict] = field(default_factory=dict)

    @staticmethod
    def path_of(brief: Path, name: str) -> Path:
        """One snapshot for all languages of a brief."""
        return brief.with_name(f"{name}.figures.json")

    @classmethod
    def read(cls, path: Path) -> Snapshot | None:
        """The snapshot, or None where none was taken."""
        if not path.exists():
            return None
        held = json.loads(path.read_text(encoding="utf-8"))
        figures = {key: Figure.from_json(each) for key, each in held["figures"].items()}
        return cls(figures, held["version"], held["recipes"])

    def to_json(self) -> dict[str, Any]:
        """For the file, and for the room's own table."""
        return {
            "version": self.version,
            "recipes": self.recipes,
            "figures": {key: each.to_json() for key, each in sorted(self.figures.items())},
        }

    def write(self, path: Path) -> None:
        """Keep it."""
        text = json.dumps(self.to_json(), ensure_ascii=False, indent=1, sort_keys=True)
        path.write_text(text + "\n", encoding="utf-8")


def computed(recipe: Recipe, source: Source) -> Figure:
    """A figure, with what went wrong as `Gone`."""
    try:
        return compute(indicator(recipe.indicator), source, recipe.by)
    except CatalogueError:
        raise Gone("no_indicator", recipe.indicator) from None
    except NotComputable as lacking:
        raise Gone("no_column", ", ".join(map(str, lacking.args))) from None
    except StatsError as error:
        raise Gone("no_estimate", str(error)) from None


@dataclass
class FromFiles:
    """Tables that lie as CSV or Parquet beside a brief, as `file:answers.csv`.

    A first line may not be missing; yes and no are read in both languages, empty is unknown.
    """

    folder: Path
    basis: str = "register"
    program: str = ""
    held: dict[str, Source] = field(default_factory=dict)

    def figure(self, recipe: Recipe) -> Figure:
        """A figure of a file."""
        if recipe.table not in self.held:
            self.held[recipe.table] = self._read(recipe.table)
        return computed(recipe, self.held[recipe.table])

    def forbidden(self, recipe: Recipe) -> str:
        """Files know of no release."""
        return ""

    def version(self) -> str:
        """Program and law."""
        return self.program

    def _read(self, name: str) -> Source:
        kind, _, rest = name.partition(":")
        path = (self.folder / rest).resolve()
        if kind != "file" or not path.is_relative_to(self.folder.resolve()) or not path.exists():
            raise Gone("no_table", name)
        rows = pa.parquet.read_table(path) if path.suffix == ".parquet" else pa.csv.read_csv(path)
        typed = {column: _typed(rows.column(column)) for column in rows.column_names}
        spec = DesignSpec() if self.basis == "sample" else None
        return Source(name, self.basis, pa.table(typed), {}, spec)


def _typed(column: pa.ChunkedArray) -> pa.ChunkedArray | pa.Array:
    """Text of yes and no as flags."""
    if not pa.types.is_string(column.type):
        return column
    texts = [None if each in (None, "") else each for each in column.to_pylist()]
    said = {each.casefold() for each in texts if each is not None}
    if said and said <= YES | NO:
        return pa.array([None if t is None else t.casefold() in YES for t in texts])
    return pa.array(texts, pa.string())
