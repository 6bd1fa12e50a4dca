"""Which rule is being recorded: its grain, and how it names other rules."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .nodes import Expr, RuleError, Table


@dataclass(frozen=True)
class Recording:
    """A rule that is being recorded: its pack, its grain, what gives the node of another rule."""

    pack: Any
    grain: Table
    reference: Callable[[str], Expr]
    known: Callable[[str], bool]


recording: list[Recording] = []


def now_recording(pack: Any) -> Recording:
    """The rule of this pack that is being recorded."""
    if not recording or recording[-1].pack is not pack:
        raise RuleError("rules can be named only inside rules")
    return recording[-1]
