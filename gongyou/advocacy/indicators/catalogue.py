"""Reading the files of the catalogue, and refusing one that leaves something out."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
LANGUAGES = ("en", "zh-hans")
MEASURES = (
    "share", "parts", "quantiles", "amount", "ratio", "between", "waiting", "rate", "count",
)  # fmt: skip
BASES = ("sample", "register", "events", "official")
Text = Mapping[str, str]


class CatalogueError(ValueError):
    """A file of the catalogue that leaves something out, or says something unknown."""


@dataclass(frozen=True)
class Indicator:
    """One indicator as its file says it.

    `tables` are the kinds of counted tables it can be computed from; `rules` the letters of
    suppression: k (ten people), H (answers alike), D (one person's weight), n30 (thirty answers).
    """

    code: str
    number: str
    theme: str
    name: Text
    definition: Text
    numerator: Text
    denominator: Text
    caveat: Text
    uncertainty: Text
    unit: str
    tables: tuple[str, ...]
    measure: str
    uses: Mapping[str, Any]
    rules: tuple[str, ...]
    by: tuple[str, ...]
    kin: str = ""
    two_people: bool = False

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it reads, groups left out."""
        found: list[str] = []
        for name in ("flag", "where", "value", "of", "top", "bottom", "days", "end", "events",
                     "exposure", "low", "high", "people"):  # fmt: skip
            given = self.uses.get(name, [])
            found += [given] if isinstance(given, str) else given
        return tuple(dict.fromkeys(found))


@cache
def catalogue() -> Mapping[str, Indicator]:
    """All indicators by code, in the order of their numbers."""
    found = {}
    for path in sorted(HERE.glob("*.yaml")):
        for each in yaml.safe_load(path.read_text(encoding="utf-8")):
            one = _indicator(path.stem, each)
            if one.code in found:
                raise CatalogueError(f"{path.name}: {one.code} stands twice")
            found[one.code] = one
    return found


def indicator(code: str) -> Indicator:
    """One indicator by its code or number.

    Raises:
        CatalogueError: there is none.
    """
    for one in catalogue().values():
        if code in (one.code, one.number):
            return one
    raise CatalogueError(f"no indicator {code!r}")


def _indicator(theme: str, given: dict) -> Indicator:
    code = given.get("code", "?")
    for name in ("name", "definition", "numerator", "denominator", "caveat", "uncertainty"):
        text = given.get(name) or {}
        for lang in LANGUAGES:
            if not str(text.get(lang, "")).strip():
                raise CatalogueError(f"{theme}.yaml: {code} has no {name} in {lang}")
    if given.get("measure") not in MEASURES:
        raise CatalogueError(f"{theme}.yaml: {code} has no measure of {', '.join(MEASURES)}")
    unknown = set(given) - set(Indicator.__dataclass_fields__)
    if unknown:
        raise CatalogueError(f"{theme}.yaml: {code} says {', '.join(sorted(unknown))}")
    lists = {name: tuple(given.get(name, ())) for name in ("tables", "rules", "by")}
    return Indicator(theme=theme, **{**given, **lists})
