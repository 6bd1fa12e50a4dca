"""A pack with a reform laid over it: only what the reform names is another."""

from __future__ import annotations

import importlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from threading import Lock
from typing import Any

from gongyou.law.schema.types import FactError

from ..engine.citations import Art, Source
from ..engine.graph import graph_of
from ..engine.language.nodes import RuleError
from ..engine.overlay import Change as SeriesChange
from ..engine.overlay import Span, laid_over, named
from ..engine.pack import Pack, Variant
from ..engine.parameters import Figure, Parameter
from .expressions import function_of
from .problems import Problem, ReformError
from .reform import ADD, AS, ASSUMED, SCALE, SET, FigureChange, Reform, RuleChange
from .stated import relabelled

KEPT = 16
"""So many packs with reforms are kept, so that asking again compiles nothing again."""
_made: OrderedDict[tuple[int, str, bool], tuple[Pack, Pack]] = OrderedDict()
_lock = Lock()


def reform_pack(pack: Pack, reform: Reform, *, trusted: bool = False) -> Pack:
    """The law as it would be. Answers of the reform are asked beside it (`reform.answers`).

    `trusted`: rules may be Python functions of installed modules; never for what a page was sent.

    Raises:
        ReformError: for what the pack has not, or cannot mean.
    """
    key = (id(pack), reform.digest, trusted)
    with _lock:
        if key in _made and _made[key][0] is pack:
            _made.move_to_end(key)
            return _made[key][1]
    made = _reformed(pack, reform, trusted)
    with _lock:
        _made[key] = (pack, made)
        while len(_made) > KEPT:
            _made.popitem(last=False)
    return made


def _reformed(pack: Pack, reform: Reform, trusted: bool) -> Pack:
    other = pack.changed()
    rules = False
    for number, change in enumerate(reform.changes):
        at = f"changes[{number + 1}]"
        if isinstance(change, FigureChange):
            other.parameters[change.figure] = _figure(other, change, reform, at)
        elif isinstance(change, RuleChange):
            _rule(other, change, reform, at, trusted)
            rules = True
    other.wording = relabelled(pack, other, reform)
    if rules:
        other.recorded = None
        try:
            graph_of(other)
        except (RuleError, FactError, TypeError, ValueError, ArithmeticError) as error:
            at = next(f"changes[{n + 1}]" for n, c in enumerate(reform.changes) if _is_rule(c))
            raise ReformError([_refused(at, str(error))]) from error
    return other


def _is_rule(change: Any) -> bool:
    return isinstance(change, RuleChange)


def _refused(at: str, why: str) -> Problem:
    return Problem("rule_refused", at, values={"rule": at, "why": why})


def _figure(pack: Pack, change: FigureChange, reform: Reform, at: str) -> Parameter:
    parameter = pack.parameters.get(change.figure)
    if parameter is None:
        raise ReformError([Problem("no_figure", at, values={"name": change.figure, "nearest": ""})])
    try:
        series = named(parameter, change.where, change.only)
        if not series:
            values = {"figure": change.figure, "where": said_where(change.where)}
            values["keys"] = ", ".join(parameter.keys)
            raise ReformError([Problem("no_series", at, values=values)])
        made = laid_over(
            parameter, series, change.first, change.last, _operation(parameter, change, reform)
        )
    except RuleError as error:
        raise ReformError([_refused(at, str(error))]) from error
    return made


def said_where(where: dict[str, str]) -> str:
    """Keys and values in one line; a dash for none."""
    return ", ".join(f"{key} {value}" for key, value in where.items()) or "—"


def _operation(parameter: Parameter, change: FigureChange, reform: Reform) -> SeriesChange:
    """What the days of a series become."""
    if change.operation == AS:
        return _as(parameter, change, reform)
    value = change.value
    assert isinstance(value, Fraction)

    def changed(span: Span, row: Figure | None) -> Iterator[Figure]:
        if row is None and change.operation != SET:
            return
        was = Fraction(row.value) if row is not None else Fraction(0)
        found = {SET: value, SCALE: was * value, ADD: was + value}[change.operation]
        yield _row(parameter, span, found, reform, row)

    return changed


def _row(
    parameter: Parameter, span: Span, value: Any, reform: Reform, row: Figure | None
) -> Figure:
    if isinstance(value, Fraction) and value.denominator == 1:
        value = value.numerator
    return Figure(
        parameter=parameter.name,
        keys=span.keys,
        valid_from=span.first,
        valid_to=span.last,
        value=value,
        unit=row.unit if row is not None else parameter.unit,
        source=f"{reform.name}: {reform.source}",
        confidence=ASSUMED,
    )


def _as(parameter: Parameter, change: FigureChange, reform: Reform) -> SeriesChange:
    """The figures of another series on those days; where that has none, what there was."""

    def changed(span: Span, row: Figure | None) -> Iterator[Figure]:
        keys = tuple(
            change.like.get(name, key) for name, key in zip(parameter.keys, span.keys, strict=True)
        )
        todo = span.first.toordinal()
        for other in parameter.index.get(parameter.home(keys), ()):
            first, last = max(other.valid_from, span.first), min(other.valid_to, span.last)
            if first > last:
                continue
            yield from _kept(row, span, todo, first.toordinal() - 1)
            yield _row(parameter, Span(span.keys, first, last), other.value, reform, other)
            todo = last.toordinal() + 1
        yield from _kept(row, span, todo, span.last.toordinal())

    return changed


def _kept(row: Figure | None, span: Span, first: int, last: int) -> Iterator[Figure]:
    if row is not None and first <= last:
        day = span.first.fromordinal
        yield replace(row, keys=span.keys, valid_from=day(first), valid_to=day(last))


def _rule(pack: Pack, change: RuleChange, reform: Reform, at: str, trusted: bool) -> None:
    rule = pack.rules.get(change.rule)
    if rule is None:
        raise ReformError([Problem("no_rule", at, values={"name": change.rule, "nearest": ""})])
    if change.python and not trusted:
        raise ReformError([Problem("needs_trust", f"{at}.python")])
    function = _installed(change.python, at) if change.python else function_of(pack, change, at)
    short = f"reform:{reform.name}"
    said = change.cites or reform.source
    pack.sources = pack.sources | {
        short: Source(short, {lang: f"{reform.said(lang)} ({said})" for lang in ("en", "zh-hans")})
    }
    variant = Variant(function, (Art(short),), confidence=ASSUMED)
    pack.rules = {**pack.rules, change.rule: replace(rule, variants=[variant])}


def _installed(dotted: str, at: str) -> Callable:
    module, _, name = dotted.rpartition(".")
    try:
        found: Callable = getattr(importlib.import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise ReformError([_refused(f"{at}.python", str(error))]) from error
    return found
