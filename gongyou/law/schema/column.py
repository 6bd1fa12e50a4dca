"""What a column of the facts contract is: name, type, unit, labels, headers, codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

TYPES = ("text", "code", "date", "month", "money", "number", "integer", "flag")
"""Types of values: str, str out of a list, date, first day of a month as date,
Decimal of two places, Decimal, int, bool. None in every type means unknown."""


@dataclass(frozen=True)
class Code:
    """One value of a coded column with its labels and the words people write for it."""

    name: str
    label: Mapping[str, str]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of a table of the contract.

    `aliases` are headers seen in payrolls and rosters, in Chinese and English;
    `open` codes accept values outside the list (kept as written).
    """

    name: str
    type: str
    label: Mapping[str, str]
    unit: str | None = None
    aliases: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    open: bool = False
    required: bool = False

    def __post_init__(self) -> None:
        if self.type not in TYPES:
            raise ValueError(f"{self.name}: no type {self.type!r}")


@dataclass(frozen=True)
class Table:
    """One table of the contract: its key (the grain) and its columns by name."""

    name: str
    key: tuple[str, ...]
    label: Mapping[str, str]
    columns: Mapping[str, Column] = field(default_factory=dict)


def column(
    name: str,
    type: str,
    en: str,
    zh: str,
    *aliases: str,
    unit: str | None = None,
    codes: tuple[Code, ...] = (),
    open: bool = False,
    required: bool = False,
) -> Column:
    """A Column with labels in both languages; further words are header aliases."""
    label = {"en": en, "zh-hans": zh}
    return Column(name, type, label, unit, aliases, codes, open, required)


def code(name: str, en: str, zh: str, *aliases: str) -> Code:
    """A Code with labels in both languages; further words are how people write it."""
    return Code(name, {"en": en, "zh-hans": zh}, aliases)
