"""Least, greatest, bounds."""

from __future__ import annotations

from typing import Any

from gongyou.law.schema.types import NUM

from .nodes import Expr, lift, node, wants


def min_of(*values: Any) -> Expr:
    """The least; unknown if one is unknown."""
    return _extreme("min", values)


def max_of(*values: Any) -> Expr:
    """The greatest; unknown if one is unknown."""
    return _extreme("max", values)


def _extreme(op: str, values: tuple) -> Expr:
    kind = next((v.kind for v in values if isinstance(v, Expr)), NUM)
    result = wants(values[0], kind)
    for value in values[1:]:
        result = node(op, (result, wants(value, kind)), None, kind)
    return result


def clamp(x: Any, least: Any, most: Any) -> Expr:
    """x, but not below least nor above most."""
    return min_of(max_of(x, least), most)


def abs_of(x: Any) -> Expr:
    """The distance from zero."""
    return max_of(x, -lift(x))
