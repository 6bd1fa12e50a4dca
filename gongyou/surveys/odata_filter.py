"""The `$filter` language of OData, as far as survey clients speak it.

Fields, strings, numbers, moments; `eq ne lt le gt ge`, `and or not`, brackets; the
functions now, year, month, day, hour, minute, second.
"""

import datetime as dt
import operator
import re

from gongyou.surveys.values import moment

TOKEN = re.compile(
    r"\s*(?:(?P<string>'(?:[^']|'')*')"
    r"|(?P<moment>\d{4}-\d\d-\d\d(?:T[0-9:.]+(?:Z|[+-]\d\d:?\d\d)?)?)"
    r"|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<name>[$A-Za-z_][\w$/.-]*)"
    r"|(?P<mark>[(),]))"
)
COMPARE = {
    "eq": operator.eq, "ne": operator.ne, "neq": operator.ne, "lt": operator.lt,
    "le": operator.le, "gt": operator.gt, "ge": operator.ge,
}  # fmt: skip
PARTS = {"year", "month", "day", "hour", "minute", "second"}
MAX_LENGTH = 4000


class BadFilter(ValueError):
    """The filter cannot be read; the message says where."""


def compile_filter(text: str, fields: set[str]):
    """A function from a row (dict by field) to bool.

    Raises BadFilter for an unknown field, function or broken syntax.
    """
    if len(text) > MAX_LENGTH:
        raise BadFilter("too long")
    parser = _Parser(_tokens(text), fields)
    test = parser.either()
    parser.end()
    return lambda row: bool(test(row))


def _tokens(text: str) -> list[tuple[str, str]]:
    found, position = [], 0
    text = text.rstrip()
    while position < len(text):
        match = TOKEN.match(text, position)
        if match is None:
            raise BadFilter(f"cannot read from: {text[position : position + 20]}")
        found.append((match.lastgroup, match.group(match.lastgroup)))  # type: ignore[arg-type]
        position = match.end()
    return found  # type: ignore[return-value]


class _Parser:
    def __init__(self, tokens, fields):
        self.tokens, self.fields, self.at, self.depth = tokens, fields, 0, 0

    def peek(self) -> str:
        return self.tokens[self.at][1] if self.at < len(self.tokens) else ""

    def take(self, expected: str = "") -> tuple[str, str]:
        if self.at >= len(self.tokens):
            raise BadFilter("ends too early")
        token = self.tokens[self.at]
        if expected and token[1] != expected:
            raise BadFilter(f"expected {expected} before {token[1]}")
        self.at += 1
        return token

    def end(self) -> None:
        if self.at != len(self.tokens):
            raise BadFilter(f"unexpected {self.peek()}")

    def either(self):
        left = self.both()
        while self.peek() == "or":
            self.take()
            left = _or(left, self.both())
        return left

    def both(self):
        left = self.negated()
        while self.peek() == "and":
            self.take()
            left = _and(left, self.negated())
        return left

    def negated(self):
        if self.peek() == "not":
            self.take()
            inner = self.negated()
            return lambda row: not inner(row)
        return self.comparison()

    def comparison(self):
        if self.peek() == "(":
            self.depth += 1
            if self.depth > 50:
                raise BadFilter("nested too deeply")
            self.take("(")
            inner = self.either()
            self.take(")")
            return inner
        left = self.operand()
        word = self.take()[1]
        if word not in COMPARE:
            raise BadFilter(f"unknown operator {word}")
        return _compare(COMPARE[word], left, self.operand())

    def operand(self):
        kind, text = self.take()
        if kind == "string":
            value = text[1:-1].replace("''", "'")
            return lambda row: value
        if kind == "number":
            number = float(text)
            return lambda row: number
        if kind == "moment":
            when = _aware(moment(text))
            return lambda row: when
        return self.named(text)

    def named(self, text: str):
        if text in {"null", "true", "false"}:
            constant = {"null": None, "true": True, "false": False}[text]
            return lambda row: constant
        if self.peek() == "(":
            return self.function(text)
        name = text.removeprefix("$root/Submissions/")
        if name not in self.fields:
            raise BadFilter(f"unknown field {text}")
        return lambda row: row.get(name)

    def function(self, name: str):
        self.take("(")
        if name == "now":
            self.take(")")
            return lambda row: dt.datetime.now(dt.UTC)
        if name not in PARTS:
            raise BadFilter(f"unknown function {name}")
        inner = self.operand()
        self.take(")")

        def part(row):
            value = _aware(inner(row))
            return getattr(value, name) if isinstance(value, dt.datetime) else None

        return part


def _or(left, right):
    return lambda row: left(row) or right(row)


def _and(left, right):
    return lambda row: left(row) and right(row)


def _aware(value):
    """Moments as aware datetimes, so that they compare; the rest unchanged."""
    if isinstance(value, str) and re.match(r"\d{4}-\d\d-\d\d", value):
        try:
            value = moment(value)
        except ValueError:
            return value
    if isinstance(value, dt.datetime) and value.tzinfo is None:
        return value.replace(tzinfo=dt.UTC)
    return value


def _compare(test, left, right):
    """Null equals only null, and is neither less nor more than anything."""

    def compare(row):
        a, b = left(row), right(row)
        if isinstance(a, dt.datetime) or isinstance(b, dt.datetime):
            a, b = _aware(a), _aware(b)
        if a is None or b is None:
            return test in (operator.eq, operator.ne) and test(a, b)
        try:
            return test(a, b)
        except TypeError:
            return test is operator.ne

    return compare
