"""A small typed language between the graph and the machine.

An expression is a tuple (operation, *arguments) with WebAssembly's names; so is a statement:
`set`, `setglobal`, a store, `if`, `while`, `return`, `do`. Locals have one type; all else lies in
one linear memory. A `symbol` is a whole number that is known when everything has been written.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

I32, I64 = "i", "l"
Code = tuple[Any, ...]
MIN32, MIN64 = -(2**31), -(2**63)


@dataclass
class Function:
    """Parameters and locals by name and type, a body of statements."""

    name: str
    params: list[tuple[str, str]]
    result: str | None = None
    locals: dict[str, str] = field(default_factory=dict)
    body: list[Code] = field(default_factory=list)
    exported: bool = False


def op(name: str, *arguments: Any) -> Code:
    """An expression."""
    return (name, *arguments)


def c32(number: int) -> Code:
    """A constant of 32 bits."""
    return ("i32.const", number)


def c64(number: int) -> Code:
    """A constant of 64 bits."""
    return ("i64.const", number)


def get(name: str) -> Code:
    """A local or a parameter."""
    return ("get", name)


def constant_of(code: Code) -> int | None:
    """The number, if the expression is a constant."""
    return code[1] if code[0] in ("i32.const", "i64.const") else None


def word(bit: int) -> int:
    """A word of 64 bits in which this one is set, as a signed number."""
    return (1 << bit) - (1 << 64 if bit == 63 else 0)


def times(code: Code, factor: int) -> Code:
    """An index of 32 bits times the size of what it counts."""
    return op("i32.mul", code, c32(factor))


def unless_zero(condition: Code | None, also: Code) -> Code:
    """`also`, and not the condition (which may be none)."""
    return also if condition is None else op("i32.and", also, op("i32.eqz", condition))
