"""The `$filter` language of OData, as survey clients and spreadsheets speak it.

Fields, strings, numbers, moments, lists; `eq ne lt le gt ge in`, `and or not`, brackets,
`add sub mul div mod`; the functions of FUNCTIONS. A filter is read into a tree, which is asked
of a row here, or of the database in `queries/paging`.
"""

import datetime as dt
import math
import operator
import re
from dataclasses import dataclass
from decimal import Decimal

from gongyou.surveys.values import moment

TOKEN = re.compile(
    r"\s*(?:(?P<string>'(?:[^']|'')*')"
    r"|(?P<moment>\d{4}-\d\d-\d\d(?:T[0-9:.]+(?:Z|[+-]\d\d:?\d\d)?)?(?![\w-]))"
    r"|(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w-]))"
    r"|(?P<name>[$\w][\w$/.-]*)"
    r"|(?P<mark>[(),-]))"
)
COMPARE = {
    "eq": operator.eq, "ne": operator.ne, "neq": operator.ne, "lt": operator.lt,
    "le": operator.le, "gt": operator.gt, "ge": operator.ge,
}  # fmt: skip
MATH = {
    "add": operator.add, "sub": operator.sub, "mul": operator.mul,
    "div": operator.truediv, "mod": operator.mod,
}  # fmt: skip
PARTS = ("year", "month", "day", "hour", "minute", "second")
ROOT = "$root/Submissions/"
MAX_LENGTH, MAX_DEPTH = 4000, 50


class BadFilter(ValueError):
    """The filter cannot be read; the message says where."""


@dataclass(frozen=True)
class Node:
    """One knot of the tree: what it is, its word or value, what stands under it."""

    kind: str
    value: object = None
    parts: tuple = ()


def compile_filter(text: str, fields: set[str]):
    """A function from a row (anything with `get`) to bool.

    Raises BadFilter for an unknown field, function or broken syntax.
    """
    tree = read_filter(text, fields)
    return lambda row: bool(answer(tree, row))


def read_filter(text: str, fields: set[str]) -> Node:
    """The tree of a filter. Raises BadFilter."""
    if len(text) > MAX_LENGTH:
        raise BadFilter("too long")
    parser = _Parser(_tokens(text), fields)
    tree = parser.either()
    parser.end()
    return tree


def fields_of(tree: Node) -> set[str]:
    """The fields that a filter asks for."""
    own = {str(tree.value)} if tree.kind == "field" else set()
    return own.union(*(fields_of(each) for each in tree.parts))


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

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise BadFilter("nested too deeply")

    def either(self) -> Node:
        return self._chain("or", self.both)

    def both(self) -> Node:
        return self._chain("and", self.negated)

    def _chain(self, word: str, part) -> Node:
        parts = [part()]
        while self.peek() == word:
            self.take()
            parts.append(part())
        return parts[0] if len(parts) == 1 else Node(word, None, tuple(parts))

    def negated(self) -> Node:
        if self.peek() == "not":
            self.take()
            self.deeper()
            return Node("not", None, (self.negated(),))
        return self.comparison()

    def comparison(self) -> Node:
        left = self.sum()
        word = self.peek()
        if word in COMPARE:
            self.take()
            return Node("compare", word, (left, self.sum()))
        if word == "in":
            self.take()
            return Node("in", None, (left, *self.listed()))
        if word in ("", ")", "and", "or", ","):
            return left
        raise BadFilter(f"unknown operator {word}")

    def listed(self) -> list[Node]:
        self.take("(")
        found = [self.sum()]
        while self.peek() == ",":
            self.take()
            found.append(self.sum())
        self.take(")")
        return found

    def sum(self) -> Node:
        left = self.product()
        while self.peek() in ("add", "sub"):
            left = Node("math", self.take()[1], (left, self.product()))
        return left

    def product(self) -> Node:
        left = self.operand()
        while self.peek() in ("mul", "div", "mod"):
            left = Node("math", self.take()[1], (left, self.operand()))
        return left

    def operand(self) -> Node:
        kind, text = self.take()
        if kind == "string":
            return Node("value", text[1:-1].replace("''", "'"))
        if kind == "number":
            return Node("value", float(text))
        if kind == "moment":
            return Node("value", _aware(_moment(text)))
        if text == "(":
            self.deeper()
            inner = self.either()
            self.take(")")
            return inner
        if text == "-":
            return Node("math", "sub", (Node("value", 0.0), self.operand()))
        if kind == "mark":
            raise BadFilter(f"unexpected {text}")
        return self.named(text)

    def named(self, text: str) -> Node:
        if text in CONSTANTS:
            return Node("value", CONSTANTS[text])
        if self.peek() == "(":
            return self.function(text)
        name = text if text in self.fields else text.removeprefix(ROOT)
        if name not in self.fields:
            raise BadFilter(f"unknown field {text}")
        return Node("field", name)

    def function(self, name: str) -> Node:
        if name not in FUNCTIONS:
            raise BadFilter(f"unknown function {name}")
        least, most, _ = FUNCTIONS[name]
        self.deeper()
        self.take("(")
        given = []
        while self.peek() != ")":
            given.append(self.either())
            if self.peek() == ",":
                self.take()
        self.take(")")
        if not least <= len(given) <= most:
            raise BadFilter(f"{name} takes {least} values")
        return Node("call", name, tuple(given))


def answer(tree: Node, row):
    """What a tree says of a row. Null equals only null, and is neither less nor more."""
    return _ANSWERS[tree.kind](tree, row)


def _compared(tree: Node, row):
    left, right = (answer(each, row) for each in tree.parts)
    return compare(COMPARE[tree.value], left, right)  # type: ignore[index]


def compare(test, a, b) -> bool:
    """Compare two values as OData does."""
    if isinstance(a, dt.datetime) or isinstance(b, dt.datetime):
        a, b = _aware(a), _aware(b)
    if a is None or b is None:
        return test in (operator.eq, operator.ne) and test(a, b)
    try:
        return test(a, b)
    except TypeError:
        return test is operator.ne


def _among(tree: Node, row) -> bool:
    first, *others = (answer(each, row) for each in tree.parts)
    return any(compare(operator.eq, first, each) for each in others)


def _reckoned(tree: Node, row):
    left, right = (answer(each, row) for each in tree.parts)
    try:
        return MATH[tree.value](float(left), float(right))  # type: ignore[arg-type,index]
    except (TypeError, ValueError, ZeroDivisionError):
        return None


def _called(tree: Node, row):
    given = [answer(each, row) for each in tree.parts]
    try:
        return FUNCTIONS[str(tree.value)][2](*given)
    except (TypeError, ValueError, AttributeError):
        return None


_ANSWERS = {
    "value": lambda tree, row: tree.value,
    "field": lambda tree, row: row.get(tree.value),
    "compare": _compared,
    "in": _among,
    "math": _reckoned,
    "call": _called,
    "and": lambda tree, row: all(answer(each, row) for each in tree.parts),
    "or": lambda tree, row: any(answer(each, row) for each in tree.parts),
    "not": lambda tree, row: not answer(tree.parts[0], row),
}


def _moment(text: str) -> dt.datetime:
    try:
        return moment(text)
    except ValueError:
        raise BadFilter(f"no such moment: {text}") from None


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


def _part(name: str):
    def part(value):
        value = _aware(value)
        return getattr(value, name) if isinstance(value, dt.datetime) else None

    return part


def _text(value) -> str:
    if value is None:
        raise TypeError
    return str(value)


CONSTANTS: dict = {"null": None, "true": True, "false": False}
# name: (least, most values, what it gives). Null in, null out.
FUNCTIONS: dict = {
    "now": (0, 0, lambda: dt.datetime.now(dt.UTC)),
    **{name: (1, 1, _part(name)) for name in PARTS},
    "date": (1, 1, lambda v: _aware(v).replace(hour=0, minute=0, second=0, microsecond=0)),
    "contains": (2, 2, lambda a, b: _text(b) in _text(a)),
    "startswith": (2, 2, lambda a, b: _text(a).startswith(_text(b))),
    "endswith": (2, 2, lambda a, b: _text(a).endswith(_text(b))),
    "tolower": (1, 1, lambda a: _text(a).lower()),
    "toupper": (1, 1, lambda a: _text(a).upper()),
    "trim": (1, 1, lambda a: _text(a).strip()),
    "length": (1, 1, lambda a: len(_text(a))),
    "indexof": (2, 2, lambda a, b: _text(a).find(_text(b))),
    "concat": (2, 2, lambda a, b: _text(a) + _text(b)),
    "substring": (2, 3, lambda a, start, size=None: _text(a)[int(start):][: None if size is None
                                                                        else int(size)]),
    "round": (1, 1, lambda a: float(Decimal(str(a)).quantize(Decimal(1), "ROUND_HALF_UP"))),
    "floor": (1, 1, math.floor),
    "ceiling": (1, 1, math.ceil),
}  # fmt: skip
