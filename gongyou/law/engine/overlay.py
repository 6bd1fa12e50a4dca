"""Other figures laid over a series: named keys and days change, all others stay as they are.

A replaced series loses the days and places that nobody thought of, and people's results with
them; so nothing here replaces a series. A place that only inherits gets its parent's figures
first, since a gap in a place's own series stays a gap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .language.nodes import RuleError
from .parameters import Figure, Parameter

DAY = timedelta(days=1)
Keys = tuple[str, ...]
Change = Callable[["Span", Figure | None], Iterable[Figure]]
"""What some days of a series become, given the figure there; None where there is none."""


@dataclass(frozen=True)
class Span:
    """Days of one series, both ends included."""

    keys: Keys
    first: date
    last: date


def named(parameter: Parameter, where: Mapping[str, str], only: bool = False) -> list[Keys]:
    """The series that a change names: these keys, any value of those not named, places below.

    `only`: not the places below that have figures of their own.

    Raises:
        RuleError: for a key that the figure has not, or a combination that no series has.
    """
    unknown = set(where) - set(parameter.keys)
    if unknown:
        raise RuleError(f"{parameter.name} has no key {', '.join(sorted(unknown))}")
    found = [keys for keys in parameter.index if _fits(parameter, keys, where, only)]
    return _with_own_place(parameter, where, found)


def _fits(parameter: Parameter, keys: Keys, where: Mapping[str, str], only: bool) -> bool:
    for name, key in zip(parameter.keys, keys, strict=True):
        wanted = where.get(name)
        if wanted is None or key == wanted:
            continue
        below = name == parameter.inherit and parameter.parents and not only
        if not (below and wanted in parameter.parents(key)):  # type: ignore[misc]
            return False
    return True


def _with_own_place(
    parameter: Parameter, where: Mapping[str, str], found: list[Keys]
) -> list[Keys]:
    """The place that is named gets a series of its own if it only inherits one so far."""
    name = parameter.inherit
    if not set(parameter.keys) - set(where):
        own = tuple(where[key] for key in parameter.keys)
        return found if own in found else [own, *found]
    if name is None or name not in where or parameter.parents is None:
        return found
    at, place = parameter.keys.index(name), where[name]
    inherited = {
        (*keys[:at], place, *keys[at + 1 :])
        for keys in parameter.index
        if keys[at] in parameter.parents(place)
        and all(
            where.get(other, key) == key
            for i, (other, key) in enumerate(zip(parameter.keys, keys, strict=True))
            if i != at
        )
    }
    return [*sorted(inherited - set(found)), *found]


def laid_over(
    parameter: Parameter, series: Iterable[Keys], first: date, last: date, change: Change
) -> Parameter:
    """The parameter with some days of some series changed, and nothing else."""
    index = dict(parameter.index)
    for keys in series:
        rows = index.get(keys) or [
            replace(row, keys=keys) for row in parameter.index.get(parameter.home(keys), ())
        ]
        index[keys] = list(_changed(rows, Span(keys, first, last), change))
    figures = [row for rows in index.values() for row in rows]
    return replace(parameter, figures=figures, index={})


def _changed(rows: list[Figure], span: Span, change: Change) -> Iterator[Figure]:
    todo = span.first.toordinal()
    for row in rows:
        if row.valid_to < span.first or row.valid_from > span.last:
            yield row
            continue
        if row.valid_from < span.first:
            yield replace(row, valid_to=span.first - DAY)
        start, end = max(row.valid_from, span.first), min(row.valid_to, span.last)
        if todo < start.toordinal():
            yield from change(Span(span.keys, date.fromordinal(todo), start - DAY), None)
        yield from change(Span(span.keys, start, end), row)
        todo = end.toordinal() + 1
        if row.valid_to > span.last:
            yield replace(row, valid_from=span.last + DAY)
    if todo <= span.last.toordinal():
        yield from change(Span(span.keys, date.fromordinal(todo), span.last), None)


def put(row: Figure) -> Change:
    """The same figure on all the days."""

    def change(span: Span, _: Figure | None) -> Iterator[Figure]:
        yield replace(row, keys=span.keys, valid_from=span.first, valid_to=span.last)

    return change


def with_rows(parameter: Parameter, rows: Iterable[Figure], given: Iterable[set[str]]) -> Parameter:
    """Rows laid over a parameter, the wider place before the narrower, which keeps its own.

    `given` says for each row which of its keys were named.
    """
    todo = []
    for row, names in zip(rows, given, strict=True):
        pairs = zip(parameter.keys, row.keys, strict=True)
        where = {name: key for name, key in pairs if name in names}
        todo.append((_depth(parameter, where), row.valid_from, where, row))
    for _, _, where, row in sorted(todo, key=lambda one: one[:2]):
        series = named(parameter, where)
        if not series:
            raise RuleError(f"{parameter.name}: no series for {where}")
        parameter = laid_over(parameter, series, row.valid_from, row.valid_to, put(row))
    return parameter


def _depth(parameter: Parameter, where: Mapping[str, str]) -> int:
    """How narrow a named place is: 0 where none is named."""
    if not (parameter.inherit and parameter.parents and parameter.inherit in where):
        return 0
    return 1 + len(parameter.parents(where[parameter.inherit]))


__all__ = ["Change", "Keys", "Span", "laid_over", "named", "put", "with_rows"]
