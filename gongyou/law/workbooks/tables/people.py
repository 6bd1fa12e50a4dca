"""Who the rows are about: numbers as they are, names replaced by codes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from gongyou.law.workbooks.cells.clean import squeezed
from gongyou.law.workbooks.cells.words import read_text, read_worker
from gongyou.law.workbooks.files.sheets import is_empty


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
        self._read: dict[Any, tuple[str | None, str | None]] = {}
        self._forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))

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
            worker = read_worker(number)[0]
            stem = worker.lstrip("0") if worker and worker.isdigit() else ""
            known = self._looked[(number, name)] = (worker, stem)
            if worker and name is not None and (key := squeezed(str(name))):
                self._ids_of_name[key].add(worker)
                self.names.setdefault(worker, str(name).strip())
        worker, stem = known
        if worker and stem:
            self._forms[stem][sheet].add(worker)

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

    def by_number(self, raw: Any) -> tuple[str | None, str | None]:
        """The worker with this number: (worker, problem)."""
        key = (raw.__class__, raw)
        found = self._read.get(key)
        if found is None:
            worker, code = read_worker(raw)
            found = self._read[key] = (self.joined.get(worker, worker) if worker else None, code)
        return found

    def by_name(self, raw: Any) -> tuple[str | None, str | None]:
        """The worker with this name or identity number: a number known for it, or a code."""
        text, code = read_text(raw)
        if text is None:
            return None, code
        key = squeezed(text)
        known = self._ids_of_name.get(key, set())
        if len(known) > 1:
            return None, "name_ambiguous"
        if known:
            return next(iter(known)), None
        if key not in self._codes:
            self._codes[key] = f"P-{len(self._codes) + 1:04d}"
            self.names[self._codes[key]] = text
        return self._codes[key], None

    @property
    def coded(self) -> int:
        """How many people got a code for their name."""
        return len(self._codes)


def _nothing() -> Iterable[None]:
    while True:
        yield None
