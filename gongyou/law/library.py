"""What other parts of gongyou, and notebooks, use of the law."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from .engine.claim import compute
from .engine.facts import Facts
from .engine.pack import Entitlement, Pack
from .engine.results import Claim


class UnknownPack(LookupError):
    """There is no pack of this name."""


def pack_names() -> list[str]:
    """The packs installed: folders of gongyou/law/packs."""
    from . import packs

    return sorted(m.name for m in pkgutil.iter_modules(packs.__path__) if m.ispkg)


@cache
def load_pack(name: str) -> Pack:
    """The pack of a jurisdiction, its rules recorded."""
    if name not in pack_names():
        raise UnknownPack(f"no law pack called {name!r}; there are {', '.join(pack_names())}")
    module = importlib.import_module(f"gongyou.law.packs.{name}")
    found: Pack = module.pack
    _ = found.program
    return found


def as_pack(pack: Pack | str) -> Pack:
    """A pack, by itself or by its name."""
    return load_pack(pack) if isinstance(pack, str) else pack


@dataclass(frozen=True)
class LawReading:
    """A named set of answers to the questions on which courts differ."""

    name: str
    answers: dict[str, str]


DEFAULT_READING = LawReading("default", {})


def as_reading(reading: LawReading | dict[str, str] | str | None) -> LawReading:
    """A reading; "default", None: the practice of the place, else the majority's."""
    if isinstance(reading, LawReading):
        return reading
    if isinstance(reading, dict):
        name = ", ".join(f"{k}={v}" for k, v in sorted(reading.items())) or "default"
        return LawReading(name, reading)
    if reading in (None, "default"):
        return DEFAULT_READING
    pairs = dict(part.strip().split("=", 1) for part in str(reading).split(","))
    return LawReading(str(reading), pairs)


def claim(
    facts: Facts,
    pack: Pack | str = "cn",
    on: date | None = None,
    reading: LawReading | dict[str, str] | str | None = None,
) -> Claim:
    """One worker's claim on a day: every entitlement with its steps."""
    answers = as_reading(reading).answers
    return compute(as_pack(pack), facts, on or date.today(), answers)  # noqa: DTZ011


def fact_label(pack: Pack | str, name: str, lang: str = "en") -> str:
    """How a fact is called in a language."""
    return as_pack(pack).fact_label(name, lang)


def entitlement(pack: Pack | str, code: str) -> Entitlement:
    """An entitlement's declaration."""
    return as_pack(pack).entitlements[code]


def what_if(
    facts: Facts,
    pack: Pack | str = "cn",
    on: date | None = None,
    *,
    parameters: dict[str, Iterable[dict[str, Any]]] | None = None,
    rules: dict[str, Callable] | None = None,
    reading: LawReading | dict[str, str] | str | None = None,
) -> tuple[Claim, Claim]:
    """The claim as the law is, and as it would be with other figures or rules."""
    now = as_pack(pack)
    changed = now.changed(parameters, rules)
    return claim(facts, now, on, reading), claim(facts, changed, on, reading)
