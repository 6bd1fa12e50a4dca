"""A reform out of its YAML: every mistake is told with its place, none is guessed away."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml

from ..engine.parameters import LAST_DAY
from .problems import Problem, ReformError
from .reform import AS, OPERATIONS, AnswerChange, Change, FigureChange, Reform, RuleChange

MOST_BYTES = 60_000
MOST_OPEN = 300
NESTED = re.compile(r"([\[{(?\-:]\s*){40}|^ {80}", re.MULTILINE)
NAME = re.compile(r"[a-z][a-z0-9-]{0,59}")
NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,12})?(/\d{1,12})?")
TOP = ("reform", "title", "pack", "source", "changes", "assume")
FIGURE_KEYS = ("figure", "where", "only", "from", "until", *OPERATIONS)
RULE_KEYS = ("rule", "text", "python", "cites")


def load_reform(source: str | Path | Mapping[str, Any]) -> Reform:
    """A reform from YAML text, a path to it, or the mapping that it would give.

    Raises:
        ReformError: with all problems of the file.
    """
    if isinstance(source, Path):
        source = source.read_text("utf-8")
    held = _parsed(source) if isinstance(source, str) else _as_texts(source)
    problems: list[Problem] = []
    if not isinstance(held, dict):
        raise ReformError([Problem("not_a_map")])
    made = _reform(held, problems)
    if problems:
        raise ReformError(problems)
    return replace(made, text=source if isinstance(source, str) else written(held))


def written(held: Mapping[str, Any]) -> str:
    """A mapping as the text of a file."""
    return yaml.safe_dump(dict(held), allow_unicode=True, sort_keys=False)


def _parsed(text: str) -> Any:
    """Texts, lists and maps; a number stays as it was written."""
    if len(text.encode()) > MOST_BYTES:
        raise ReformError([Problem("too_long", values={"most": MOST_BYTES})])
    # The reader's time grows with the square of what stands open: fifty signs of it are no reform.
    if text.count("[") + text.count("{") > MOST_OPEN or NESTED.search(text):
        raise ReformError([Problem("too_deep")])
    try:
        tokens = yaml.scan(text, Loader=yaml.BaseLoader)
        if any(isinstance(t, (yaml.AliasToken, yaml.AnchorToken)) for t in tokens):
            raise ReformError([Problem("aliases")])
        return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only, makes no objects
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ReformError([Problem("not_yaml", values={"line": line})]) from error


def _as_texts(value: Any) -> Any:
    """The same as a file would hold: a float as the shortest decimal that means it."""
    if isinstance(value, Mapping):
        return {str(k): _as_texts(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_texts(v) for v in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def nearest(name: str, known: Iterable[str]) -> dict[str, str]:
    """The values of an "unknown name" problem, with the name that was perhaps meant."""
    found = get_close_matches(name, list(known), 1, 0.6)
    return {"name": name, "nearest": f" ({found[0]}?)" if found else ""}


class _Reader:
    """Reads one map and notes what is wrong with it."""

    def __init__(self, held: Mapping[str, Any], at: str, problems: list[Problem]):
        self.held, self.at, self.problems = held, at, problems

    def say(self, code: str, key: str = "", **values: Any) -> None:
        """Note a problem at a key."""
        at = ".".join(part for part in (self.at, key) if part)
        self.problems.append(Problem(code, at, values=values))

    def only(self, known: tuple[str, ...]) -> None:
        """Note every key that is not known."""
        for key in self.held:
            if key not in known:
                self.say("unknown_key", key, **nearest(str(key), known))

    def text(self, key: str, *, needed: bool = False) -> str:
        """A text; empty where there is none."""
        value = self.held.get(key, "")
        if not isinstance(value, str):
            self.say(
                "not_a_map" if key in ("where", AS) else "unknown_key", key, **nearest(key, ())
            )
            return ""
        if needed and not value.strip():
            self.say("lacking", key, name=key)
        return value.strip()

    def map(self, key: str) -> dict[str, str]:
        """A map of texts."""
        value = self.held.get(key) or {}
        if not isinstance(value, dict) or any(not isinstance(v, str) for v in value.values()):
            self.say("not_a_map", key)
            return {}
        return {str(k): v.strip() for k, v in value.items()}

    def day(self, key: str) -> date | None:
        """A day, or none."""
        text = self.text(key)
        try:
            return date.fromisoformat(text) if text else None
        except ValueError:
            self.say("not_a_day", key, value=text)
            return None

    def number(self, key: str) -> Fraction | None:
        """An exact number as it is written: 0.1 is a tenth."""
        text = self.text(key)
        if not NUMBER.fullmatch(text) or text.endswith("/0"):
            self.say("not_a_number", key, value=text)
            return None
        try:
            whole, _, below = text.partition("/")
            return Fraction(whole) / Fraction(below or 1)
        except (ValueError, ZeroDivisionError):
            self.say("not_a_number", key, value=text)
            return None


def _reform(held: dict[str, Any], problems: list[Problem]) -> Reform:
    read = _Reader(held, "", problems)
    read.only(TOP)
    name = read.text("reform", needed=True)
    if name and not NAME.fullmatch(name):
        read.say("bad_name", "reform")
    title = held.get("title")
    titles = {"en": title.strip()} if isinstance(title, str) else read.map("title")
    shares = _Reader(read.map("assume"), "assume", problems)
    shares.only(("take_up", "paid_ratio"))
    return Reform(
        name=name,
        pack=read.text("pack", needed=True),
        title={lang: text for lang, text in titles.items() if text},
        source=read.text("source", needed=True),
        changes=tuple(_changes(held.get("changes", []), problems)),
        digest=digest(held),
        take_up=_share(shares, "take_up"),
        paid_ratio=_share(shares, "paid_ratio"),
    )


def digest(held: Mapping[str, Any]) -> str:
    """Sixteen signs that only this content has."""
    said = json.dumps(held, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


def _share(read: _Reader, key: str) -> Decimal | None:
    text = read.text(key)
    if not text:
        return None
    try:
        found = Decimal(text)
    except InvalidOperation:
        found = Decimal(-1)
    if not (found.is_finite() and 0 <= found <= 1):
        read.say("share", key, name=key)
        return None
    return found


def _changes(held: Any, problems: list[Problem]) -> Iterable[Change]:
    if not isinstance(held, list):
        problems.append(Problem("not_a_list", "changes"))
        return
    for number, one in enumerate(held):
        at = f"changes[{number + 1}]"
        if not isinstance(one, dict):
            problems.append(Problem("not_a_map", at))
            continue
        made = _change(_Reader(one, at, problems))
        if made is not None:
            yield made


def _change(read: _Reader) -> Change | None:
    kinds = [kind for kind in ("figure", "rule", "answer") if kind in read.held]
    if len(kinds) != 1:
        read.say("which_change")
        return None
    if kinds == ["figure"]:
        return _figure(read)
    if kinds == ["rule"]:
        read.only(RULE_KEYS)
        texts = {key: read.text(key) for key in RULE_KEYS}
        if not texts["text"] and not texts["python"]:
            read.say("lacking", "text", name="text")
        return RuleChange(**texts)
    read.only(("answer",))
    return AnswerChange(read.map("answer"))


def _figure(read: _Reader) -> FigureChange | None:
    read.only(FIGURE_KEYS)
    named = [o for o in OPERATIONS if o in read.held]
    if len(named) != 1:
        read.say("which_value")
        return None
    operation = named[0]
    first, last = read.day("from"), read.day("until") or LAST_DAY
    if first is None and not read.text("from"):
        read.say("no_day", "from")
    if first and first > last:
        read.say("days_reversed", "until", first=first, last=last)
    return FigureChange(
        figure=read.text("figure", needed=True),
        operation=operation,
        first=first or LAST_DAY,
        last=last,
        where=read.map("where"),
        value=None if operation == AS else read.number(operation),
        like=read.map(AS) if operation == AS else {},
        only=read.text("only").lower() in ("true", "yes", "1"),
    )
