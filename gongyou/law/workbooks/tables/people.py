"""Who the rows are about: numbers as they are, names replaced by codes."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from gongyou.law.workbooks.cells.words import read_text, read_worker
from gongyou.law.workbooks.files.sheets import is_empty
from gongyou.law.workbooks.headers.propose import Plan
from gongyou.law.workbooks.tables.namesakes import (
    Person,
    Place,
    clean_name,
    names_several,
    place_of,
    telling_of,
    told_apart,
    unlike,
)


class People:
    """The workers of one workbook.

    Numbers (工号) stay. A person known by name or identity number only gets a code
    P-0001, P-0002 … in the order of the file; `names` keeps, in memory, which is whose.
    """

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.joined: dict[str, str] = {}
        self._ids_of_name: dict[str, set[str]] = defaultdict(set)
        self._codes: dict[str, str] = {}
        self._looked: dict[tuple[Any, Any], tuple[str | None, str]] = {}
        self.kinds: dict[tuple[str, str], str] = {}
        self._numbers: dict[Any, tuple[str | None, str | None]] = {}
        self._read: dict[Any, tuple[str | None, str | None]] = {}
        self._forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        self.namesakes: dict[str, list[Person]] = {}
        self._apart: dict[Place, tuple[str, int]] = {}
        self._names_of: dict[str, list[str]] = defaultdict(list)
        self.split: dict[tuple[str, str], str] = {}
        self.seen: dict[str, None] = {}
        self.identities: dict[str, dict[str, Any]] = {}

    def look_ahead(self, sheet: str, numbers: Iterable[Any], names: Iterable[Any] | None) -> None:
        """Note which numbers and names stand together, before any row is read."""
        seen: set[tuple[Any, Any]] = set()
        for number, name in zip(numbers, names or _nothing(), strict=False):
            if is_empty(number) or (number, name) in seen:
                continue
            seen.add((number, name))
            self._note(sheet, number, name)

    def _note(self, sheet: str, number: Any, name: Any) -> None:
        known = self._looked.get((number, name))
        if known is None:
            worker = self._number(number)[0]
            stem = worker.lstrip("0") if worker and worker.isdigit() else ""
            known = self._looked[(number, name)] = (worker, stem)
            if worker and not is_empty(name) and (key := clean_name(name)):
                worker = self._own(worker, key)
                known = self._looked[(number, name)] = (worker, stem)
                self._ids_of_name[key].add(worker)
                self.names.setdefault(worker, str(name).strip())
        worker, stem = known
        if worker and stem:
            self._forms[stem][sheet].add(worker)

    def tell(self, worker: str, what: str, cell: Any) -> None:
        """Keep what a sheet tells of a person beside the facts: phones all, other words once."""
        text = read_text(cell)[0]
        if not text:
            return
        held = self.identities.setdefault(worker, {})
        if what == "phone":
            phones = held.setdefault("phone", [])
            phones += [n for n in split_phones(text) if n not in phones]
        elif what == "remark" and held.get(what) and text not in held[what]:
            held[what] = f"{held[what]}；{text}"
        else:
            held.setdefault(what, text)

    def keep_apart(self, made: Plan, key: str, people: list[Person]) -> None:
        """Note that the rows of a name are several people's; the first sheet to say so counts."""
        if key in self.namesakes:
            return
        self.namesakes[key] = people
        for number, person in enumerate(people):
            for row in person.rows:
                self._apart[place_of(made, row)] = (key, number)

    def settle(self) -> None:
        """Join numbers that differ between sheets in leading zeros only."""
        for sheets in self._forms.values():
            forms = {form for held in sheets.values() for form in held}
            if len(forms) > 1 and all(len(held) == 1 for held in sheets.values()):
                longest = max(forms, key=len)
                self.joined.update({form: longest for form in forms if form != longest})
        for name, held in self._ids_of_name.items():
            self._ids_of_name[name] = {self.joined.get(worker, worker) for worker in held}
        self.names = {self.joined.get(worker, worker): n for worker, n in self.names.items()}

    def _own(self, worker: str, name: str) -> str:
        """The number of a worker; a code of its own where it stands beside another's name."""
        names = self._names_of[worker]
        alike = next((i for i, known in enumerate(names) if not unlike(known, name)), None)
        if alike is None:
            names.append(name)
            alike = len(names) - 1
        own = worker if alike == 0 else f"{worker}~{alike + 1}"
        if alike:
            self.split[worker, name] = own
        return own

    def of_two(self, raw: Any, name: Any) -> str | None:
        """The code of whoever stands under another's number, or None."""
        if not self.split or is_empty(name):
            return None
        worker = self.by_number(raw)[0]
        return self.split.get((worker, clean_name(name))) if worker else None

    def _number(self, raw: Any) -> tuple[str | None, str | None]:
        """A worker's number, read once though every row is looked at twice."""
        key = (raw.__class__, raw)
        if key not in self._numbers:
            self._numbers[key] = read_worker(raw)
        return self._numbers[key]

    def by_number(self, raw: Any) -> tuple[str | None, str | None]:
        """The worker with this number: (worker, problem)."""
        key = (raw.__class__, raw)
        found = self._read.get(key)
        if found is None:
            worker, code = self._number(raw)
            found = self._read[key] = (self.joined.get(worker, worker) if worker else None, code)
        return found

    def by_name(
        self, raw: Any, made: Plan | None = None, row: int = 0, column: int | None = None
    ) -> tuple[str | None, str | None]:
        """The worker with this name or identity number: a number known for it, or a code."""
        if names_several(raw):
            return None, "several_people"
        text, code = read_text(raw)
        if text is None:
            return None, code
        key = clean_name(text)
        if key in self.namesakes:
            return self._one_of(key, text, made, row, column)
        known = self._ids_of_name.get(key, set())
        if len(known) > 1:
            return None, "name_ambiguous"
        if known:
            return next(iter(known)), None
        return self._code(key, text), None

    def _code(self, key: str, text: str) -> str:
        if key not in self._codes:
            self._codes[key] = f"P-{len(self._codes) + 1:04d}"
            self.names[self._codes[key]] = text
        return self._codes[key]

    def _one_of(
        self, key: str, text: str, made: Plan | None, row: int, column: int | None
    ) -> tuple[str | None, str | None]:
        """Which of the people of this name a row is about."""
        if made is None or column is None:
            return None, "name_ambiguous"
        place = self._apart.get(place_of(made, row))
        if place is None:
            person = told_apart(self.namesakes[key], telling_of(made, row, column))
            if person is None:
                return None, "name_ambiguous"
            place = (key, self.namesakes[key].index(person))
        return self._code(f"{key}#{place[1]}", text), None

    @property
    def coded(self) -> int:
        """How many people got a code for their name."""
        return len(self._codes)


_PHONE_ENDS = re.compile(r"\s*[/／,，;；、|]\s*|\s{2,}")


def split_phones(text: str) -> list[str]:
    """The numbers of a cell: 13800138000 / 0755-1234567."""
    return [part for part in _PHONE_ENDS.split(text.strip()) if part]


def _nothing() -> Iterable[None]:
    while True:
        yield None
