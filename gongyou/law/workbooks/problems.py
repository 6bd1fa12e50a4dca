"""What could not be read, where, why and how to mend it."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

HELD_LENGTH = 24


def _load() -> dict[str, dict[str, Any]]:
    text = resources.files(__package__).joinpath("problems.json").read_text("utf-8")
    return json.loads(text)


WORDING = _load()
"""code → severity ("cell", "row", "note", "refused"), and why/how in both languages."""


More = str | Mapping[str, str]
"""What the wording needs besides the cell: a text, or one for each language."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in a workbook that was not read as it stands.

    `cell` is C7, a row (7) or a column (C); `held` is what stood there, shortened,
    and empty where it could identify a person. Severities: a `cell` is unknown, a `row`
    was left out, a `note` tells of a choice made in reading.
    """

    code: str
    sheet: str
    cell: str
    held: str = ""
    fact: str = ""
    more: More = ""

    @property
    def severity(self) -> str:
        """cell, row or note."""
        return WORDING[self.code]["severity"]

    def why(self, lang: str = "en") -> str:
        """Why it could not be read, in `lang` ("en" or "zh-hans")."""
        return self._say("why", lang)

    def how(self, lang: str = "en") -> str:
        """What to do about it, in `lang`."""
        return self._say("how", lang)

    def to_json(self, lang: str = "en") -> dict[str, str]:
        """A flat row for reports and pages."""
        return {
            "severity": self.severity,
            "code": self.code,
            "sheet": self.sheet,
            "cell": self.cell,
            "held": self.held,
            "why": self.why(lang),
            "how": self.how(lang),
        }

    def _say(self, part: str, lang: str) -> str:
        text: str = WORDING[self.code][part][lang]
        return text.replace("{held}", self.held).replace("{more}", _in_words(self.more, lang))


def _in_words(more: More, lang: str) -> str:
    return more if isinstance(more, str) else more.get(lang, "")


class Problems:
    """The report: problems in the order in which the workbook was read."""

    def __init__(self, items: Iterable[Problem] = ()) -> None:
        self._items = list(items)
        self.turned: set[str] = set()

    def add(
        self, code: str, sheet: str, cell: str, held: Any = "", fact: str = "", more: More = ""
    ) -> None:
        """Report `code` at a cell; `held` is shortened. A turned sheet's cell is turned back."""
        if sheet in self.turned:
            cell = _turned_back(cell)
        self._items.append(Problem(code, sheet, cell, shorten(held), fact, more))

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def of(self, severity: str) -> list[Problem]:
        """The problems of one severity: cell, row or note."""
        return [problem for problem in self._items if problem.severity == severity]

    def counts(self) -> dict[str, int]:
        """How many problems a code."""
        return dict(Counter(problem.code for problem in self._items))


class CannotRead(Exception):
    """The file as a whole is refused; says why and what to do in both languages."""

    def __init__(self, code: str, more: str = "") -> None:
        self.code, self.more = code, more
        super().__init__(self.message("en"))

    def message(self, lang: str) -> str:
        """The reason and the way out, in `lang`."""
        words = WORDING[self.code]
        text = f"{words['why'][lang]} {words['how'][lang]}"
        return text.replace("{more}", self.more)


_PLACE = re.compile(r"([A-Z]{0,3})(\d{0,7})")


def _turned_back(cell: str) -> str:
    """The name in the file of a cell, row or column of a sheet that was turned: C7 → G3."""
    found = _PLACE.fullmatch(cell)
    if not found or not cell:
        return cell
    column = letters(int(found[2]) - 1) if found[2] else ""
    row = str(index_of(found[1]) + 1) if found[1] else ""
    return f"{column}{row}"


def shorten(held: Any) -> str:
    """What a cell held, as one short line."""
    text = " ".join("".join(c if c.isprintable() else " " for c in str(held)).split())
    return text if len(text) <= HELD_LENGTH else text[: HELD_LENGTH - 1] + "…"


def letters(index: int) -> str:
    """The letters of a column by its index from 0: 0 → A, 26 → AA."""
    name = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        name = chr(65 + rest) + name
    return name


def index_of(name: str) -> int:
    """The index from 0 of a column by its letters."""
    index = 0
    for letter in name:
        index = index * 26 + ord(letter) - 64
    return index - 1


def at(row: int, column: int) -> str:
    """The name of a cell by row and column from 0: (6, 2) → C7."""
    return f"{letters(column)}{row + 1}"
