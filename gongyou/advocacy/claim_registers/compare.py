"""A published number beside what the register gives: equal under a definition, or how far off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from typing import Any

from .figures import Figure, figures
from .read import Register


@dataclass(frozen=True)
class Verdict:
    """A published number: the figures that give it, or the nearest one and the difference."""

    what: str
    published: str
    equal: tuple[Figure, ...]
    nearest: Figure | None
    difference: Decimal | None

    @property
    def comes_out(self) -> bool:
        """Whether some definition gives it."""
        return bool(self.equal)


def compare(register: Register, published: Mapping[str, Any]) -> list[Verdict]:
    """One verdict for each published number.

    Args:
        published: what → number as printed (its decimals are those it is rounded to), or for
            classes {"edges": […], "counts": […]}; "total" is looked for among all columns.
    """
    found, known = [], {}
    for what, given in published.items():
        edges, asked = {}, given
        if isinstance(given, Mapping):
            cut = tuple(Decimal(str(edge)) for edge in given["edges"])
            edges = {"day_edges" if what.startswith("day") else "edges": cut}
            asked = tuple(int(count) for count in given["counts"])
        key = repr(edges)
        if key not in known:
            known[key] = figures(register, **edges)
        held = [one for one in known[key] if _of(one.what, what)]
        found.append(_verdict(what, asked, held))
    return found


def _of(name: str, what: str) -> bool:
    return name == what or (what == "total" and name.startswith("total"))


def _verdict(what: str, asked: Any, held: list[Figure]) -> Verdict:
    if isinstance(asked, tuple):
        equal = tuple(one for one in held if one.value == asked)
        far = {id(one): Decimal(_apart(one.value, asked)) for one in held}
    else:
        number = Decimal(str(asked).replace(",", ""))
        equal = tuple(one for one in held if number in _printed(one.value, number))
        far = {id(one): abs(one.value - number) for one in held}  # type: ignore[operator]
    nearest = min(held, key=lambda one: far[id(one)], default=None)
    difference = far[id(nearest)] if nearest and not equal else None
    return Verdict(what, str(asked), equal, None if equal else nearest, difference)


def _apart(value: Any, asked: tuple[int, ...]) -> int:
    """How many claims would have to be in another class."""
    return sum(abs(a - b) for a, b in zip(value, asked, strict=False)) + abs(
        len(value) - len(asked)
    )


def _printed(value: Any, like: Decimal) -> set[Decimal]:
    """The number as it would be printed with so many decimals, by both ways of rounding a half."""
    step = Decimal(1).scaleb(int(like.as_tuple().exponent))
    return {value.quantize(step, rounding=how) for how in (ROUND_HALF_UP, ROUND_HALF_EVEN)}
