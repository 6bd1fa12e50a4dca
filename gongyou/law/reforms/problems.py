"""What is wrong with a reform, or worth knowing of it: where it stands, why, what to do."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Problem:
    """One thing, at a place in the file such as `changes[2].set`."""

    code: str
    at: str = ""
    level: str = ERROR
    values: dict[str, Any] = field(default_factory=dict)

    def text(self, lang: str = "en") -> str:
        """A sentence in a language of the program."""
        values = {name: _in(lang, value) for name, value in self.values.items()}
        return str(_in(lang, _texts()[self.code])).format(**values)

    def __str__(self) -> str:
        return f"{self.at}: {self.text()}" if self.at else self.text()


class ReformError(Exception):
    """A file that is no reform; carries every problem found, not the first alone."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = list(problems)
        super().__init__("; ".join(map(str, self.problems)))


def _in(lang: str, value: Any) -> Any:
    """A text in a language where there are several; else itself."""
    return value.get(lang, value["en"]) if isinstance(value, dict) else value


@cache
def _texts() -> dict[str, dict[str, str]]:
    path = Path(__file__).with_name("problems.json")
    found: dict[str, dict[str, str]] = json.loads(path.read_text("utf-8"))
    return found
