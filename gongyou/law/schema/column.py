"""What a column of facts is, said once: packs, workbooks, models and forms take it as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gongyou.law.schema.types import FAMILIES, NAMED, TEXT, Type
from gongyou.law.schema.types import Code as CodeType


@dataclass(frozen=True)
class Code:
    """One value of a coded column with its labels and the words people write for it."""

    name: str
    label: Mapping[str, str]
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of a table.

    `aliases` are headers seen in payrolls and rosters, in Chinese and English;
    `open` codes accept values outside the list (kept as written). `fact` is the name by which
    rules ask for it, where that is another than the column's; "" where no rule may.
    """

    name: str
    type: Type
    label: Mapping[str, str]
    unit: str | None = None
    aliases: tuple[str, ...] = ()
    codes: tuple[Code, ...] = ()
    open: bool = False
    required: bool = False
    fact: str | None = None

    @property
    def family(self) -> str:
        """Which of `types.FAMILIES` its values are: what a form, a model, a reader asks."""
        return "code" if self.codes else self.type.family

    @property
    def asked_as(self) -> str:
        """The name by which rules ask for it; "" where no rule may."""
        return self.name if self.fact is None else self.fact

    @property
    def signed(self) -> bool:
        """Whether amounts below zero are lawful: payrolls write corrections so."""
        return self.type.least < 0


@dataclass(frozen=True)
class Table:
    """One table: its key (the grain), what it hangs under, its columns by name.

    Rows of the same `rivals` from different sources are rivals: of one key the first source that
    knows a value gives it. Where `whole_by` is said, all rows of the best source stand and those
    of the others fall, since happenings told twice need not share a day. `empty`: whether no row
    means "unknown" (nobody told) or "none" (nothing happened).
    """

    name: str
    key: tuple[str, ...]
    label: Mapping[str, str]
    columns: Mapping[str, Column] = field(default_factory=dict)
    parent: str | None = None
    empty: str = "unknown"
    whole_by: tuple[str, ...] = ()

    @property
    def rivals(self) -> tuple[str, ...]:
        """The columns whose values make rows of different sources rivals."""
        return self.whole_by or self.key

    @property
    def own_key(self) -> tuple[str, ...]:
        """The key below the worker: what tells apart a worker's rows of one source."""
        return tuple(name for name in self.key if name != "worker")

    @property
    def facts(self) -> tuple[str, ...]:
        """The columns that are neither key nor source: what a row says."""
        return tuple(n for n in self.columns if n not in (*self.key, "worker", "source"))


def column(
    name: str,
    type: str | Type,
    en: str,
    zh: str,
    *aliases: str,
    unit: str | None = None,
    codes: tuple[Code, ...] = (),
    open: bool = False,
    required: bool = False,
    signed: bool = False,
    fact: str | None = None,
) -> Column:
    """A Column with labels in both languages; further words are header aliases.

    `type`: a Type or its name. "code" needs `codes`; open ones are text to the rules.
    """
    if type == "code":
        kind = TEXT if open else CodeType(*(code.name for code in codes))
    elif isinstance(type, str):
        if type not in NAMED:
            raise ValueError(f"{name}: no type {type!r}; there are {', '.join(FAMILIES)}")
        kind = NAMED[type]
    else:
        kind = type
    label = {"en": en, "zh-hans": zh}
    kind = kind.signed() if signed else kind
    return Column(name, kind, label, unit, aliases, codes, open, required, fact)


def code(name: str, en: str, zh: str, *aliases: str) -> Code:
    """A Code with labels in both languages; further words are how people write it."""
    return Code(name, {"en": en, "zh-hans": zh}, aliases)
