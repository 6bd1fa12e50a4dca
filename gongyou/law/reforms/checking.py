"""What is wrong with a reform before it runs: unknown names, values out of bounds, odd days."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..engine.language.nodes import RuleError
from ..engine.overlay import named
from ..engine.pack import Pack
from ..engine.parameters import Parameter
from .loading import nearest
from .overlays import reform_pack, said_where
from .problems import WARNING, Problem, ReformError
from .reform import ADD, AS, SCALE, SET, AnswerChange, FigureChange, Reform, RuleChange
from .stated import decimal, stated

FAR = 10
SHARES = ("fraction", "share")
"""Units that begin so are shares of a whole."""


def check_reform(pack: Pack, reform: Reform, *, trusted: bool = False) -> list[Problem]:
    """Every problem, errors and warnings; nothing is computed for people yet."""
    found: list[Problem] = []
    if reform.pack != pack.name:
        values = {"name": reform.pack, "wanted": pack.name}
        return [Problem("other_pack", "pack", values=values)]
    for number, change in enumerate(reform.changes):
        at = f"changes[{number + 1}]"
        if isinstance(change, FigureChange):
            found += _figure(pack, change, at)
        elif isinstance(change, RuleChange) and change.rule not in pack.rules:
            found.append(Problem("no_rule", at, values=nearest(change.rule, pack.rules)))
        elif isinstance(change, AnswerChange):
            found += _answers(pack, change, at)
    if not any(p.level != WARNING for p in found):
        try:
            reform_pack(pack, reform, trusted=trusted)
        except ReformError as error:
            found += error.problems
    return found


def _answers(pack: Pack, change: AnswerChange, at: str) -> Iterator[Problem]:
    for name, option in change.answers.items():
        question = pack.questions.get(name)
        if question is None:
            yield Problem("no_question", f"{at}.answer", values=nearest(name, pack.questions))
        elif option not in question.options:
            values = {"name": option, "question": name, "options": ", ".join(question.options)}
            yield Problem("no_option", f"{at}.answer.{name}", values=values)


def _figure(pack: Pack, change: FigureChange, at: str) -> Iterator[Problem]:
    parameter = pack.parameters.get(change.figure)
    if parameter is None:
        yield Problem("no_figure", at, values=nearest(change.figure, pack.parameters))
        return
    wrong = [
        *_keys(pack, parameter, change.where, f"{at}.where"),
        *_keys(pack, parameter, change.like, f"{at}.as"),
    ]
    yield from wrong
    if wrong:
        return
    try:
        series = named(parameter, change.where, change.only)
    except RuleError as error:
        yield Problem("rule_refused", at, values={"rule": change.figure, "why": str(error)})
        return
    if not series:
        keys = ", ".join(parameter.keys)
        values = {"figure": change.figure, "where": said_where(change.where), "keys": keys}
        yield Problem("no_series", f"{at}.where", values=values)
        return
    yield from _values(parameter, change, series, at)
    for key, lang in dict.fromkeys(stated(pack, change.figure)):
        if change.operation == SET and lang == "en":
            label = dict(pack.wording.texts[key])
            yield Problem("label_says", at, WARNING, {"label": label})


def _keys(pack: Pack, parameter: Parameter, where: dict[str, str], at: str) -> Iterator[Problem]:
    for name, value in where.items():
        if name not in parameter.keys:
            values = {"figure": parameter.name, **nearest(name, parameter.keys)}
            yield Problem("no_such_key", f"{at}.{name}", values=values)
            continue
        known = {keys[parameter.keys.index(name)] for keys in parameter.index}
        if name == parameter.inherit:
            book = pack.desk.places
            if value not in known and not (book and book.name(value)):
                yield Problem("no_place", f"{at}.{name}", values={"name": value})
        elif value not in known:
            said = ", ".join(sorted(k or "“”" for k in known)[:12])
            values = {"figure": parameter.name, "key": name, "name": value, "known": said}
            yield Problem("no_class", f"{at}.{name}", values=values)


def _values(
    parameter: Parameter, change: FigureChange, series: list[tuple[str, ...]], at: str
) -> Iterator[Problem]:
    rows = [row for keys in series for row in parameter.index.get(parameter.home(keys), ())]
    inside = [r for r in rows if r.valid_from <= change.last and r.valid_to >= change.first]
    where = f"{at}.{change.operation}"
    if change.operation in (SCALE, ADD) and not inside:
        values = {"figure": parameter.name, "where": said_where(change.where)}
        values |= {"first": str(change.first), "operation": change.operation}
        yield Problem("no_figures_there", where, values=values)
        return
    if rows and change.last < min(r.valid_from for r in rows):
        low = min(r.valid_from for r in rows)
        values = {"figure": parameter.name, "low": str(low), "first": str(change.first)}
        yield Problem("outside_days", f"{at}.from", WARNING, values)
    if change.operation == AS or not isinstance(change.value, Fraction):
        return
    known = [Fraction(r.value) for r in parameter.figures if not isinstance(r.value, str)]
    now = [Fraction(r.value) for r in inside if not isinstance(r.value, str)]
    becomes = {
        SET: lambda: [change.value],
        SCALE: lambda: [v * change.value for v in now],
        ADD: lambda: [v + change.value for v in now],
    }[change.operation]()
    yield from _bounds(parameter, becomes, known, where)
    whole = change.first >= min((r.valid_from for r in inside), default=change.last)
    if now and becomes and set(now) == set(becomes) and len(set(now)) == 1 and whole:
        yield Problem("same_already", where, WARNING, {"figure": parameter.name})


def _bounds(
    parameter: Parameter, becomes: list[Fraction], known: list[Fraction], at: str
) -> Iterator[Problem]:
    for value in sorted(set(becomes)):
        said = {"value": decimal(value), "figure": parameter.name, "unit": parameter.unit}
        if value < 0:
            yield Problem("negative", at, values=said)
        elif parameter.unit.startswith(SHARES) and value > 1 >= max(known, default=Fraction(2)):
            yield Problem("above_one", at, values=said)
        elif (
            known
            and value > 0
            and (
                value > FAR * max(known)
                or FAR * value < min((k for k in known if k > 0), default=0)
            )
        ):
            said |= {"low": decimal(min(known)), "high": decimal(max(known))}
            yield Problem("far_off", at, WARNING, said)
