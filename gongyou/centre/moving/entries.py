"""One row or form read: its fields, and everything else word for word for the note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from gongyou.centre.codes import CLOSED_STATUSES
from gongyou.centre.moving.fields import FIELDS, TIES, code_for, only_closed, says_nothing, words
from gongyou.centre.moving.mapping import Group, makes_cases
from gongyou.centre.moving.tables import Cell, Row, Trouble
from gongyou.centre.moving.values import day_first, day_of
from gongyou.centre.names import person_key
from gongyou.centre.places import code_of
from gongyou.ui.public import RoughDay, exact

FACTS = ("start", "end", "place", "sex", "birth_date")


@dataclass
class Entry:
    """What one row tells. `rest`: (header, text) of all that no field takes; it becomes a note."""

    row: Row
    group: Group
    told: dict[str, str] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)
    days: dict[str, date] = field(default_factory=dict)
    status: str = "open"
    closed_why: str = ""
    rest: list[tuple[str, str]] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Where it stands: file, sheet, row."""
        return f"{self.row.file}!{self.row.sheet}!{self.row.at}"

    @property
    def is_case(self) -> bool:
        """Whether it tells of a case, and not only who somebody is."""
        return makes_cases(self.group) or self.group.kind == "forms"

    @property
    def name(self) -> str:
        """The person's name; family name first where it is Chinese."""
        if whole := self.told.get("name"):
            family, comma, given = whole.partition(", ")
            latin = comma and whole.isascii() and given and "," not in given
            return f"{given} {family}" if latin else whole
        given, family = self.told.get("given_name", ""), self.told.get("family_name", "")
        both = f"{given} {family}" if (given + family).isascii() else f"{family}{given}"
        return both.strip()

    @property
    def key(self) -> str:
        """The name as it is compared."""
        return person_key(self.name)

    @property
    def phones(self) -> set[str]:
        """The digits of each phone, the last eleven."""
        parts = (self.told.get("phone") or "").split("; ")
        digits = ("".join(sign for sign in part if sign.isdigit())[-11:] for part in parts)
        return {one for one in digits if len(one) >= 7}

    @property
    def opened_on(self) -> date | None:
        """The day of opening, or the first that is told."""
        return self.days.get("opened_on")

    def trouble(self, code: str, cell: Cell | None = None) -> None:
        """Note that something does not come in as it stands."""
        at, held = (cell.at, cell.text) if cell else (self.row.at, "")
        sheet = cell.sheet if cell else self.row.sheet
        self.troubles.append(Trouble(code, self.row.file, sheet, at, held,
                                     cell.header if cell else ""))  # fmt: skip

    def keep(self, cell: Cell) -> None:
        """Put a cell into the note."""
        self.rest.append((cell.header, cell.text))


class Reader:
    """Reads rows of groups; the order of days is proved once a column, or by the whole table."""

    def __init__(self, states: dict[str, str], members: Callable[[str], object | None]):
        self.states, self.members = states, members
        self.orders: dict[tuple[str, str], bool | None] = {}
        self.met: dict[str, list] = {}

    def read(self, group: Group, row: Row) -> Entry:
        """The row with its fields read."""
        entry = Entry(row, group)
        for cell in row.cells:
            name = group.fields.get(cell.header, "")
            if not name or name in TIES or says_nothing(cell.text):
                entry.keep(cell)
            if not name or (says_nothing(cell.text) and name not in TIES):
                continue
            entry.headers.setdefault(name, cell.header)
            getattr(self, f"_{FIELDS[name].family}")(entry, name, cell)
        if entry.is_case:
            self._settle(entry)
        return entry

    def _text(self, entry: Entry, name: str, cell: Cell) -> None:
        text, before = cell.text, entry.told.get(name)
        if name == "phone":
            text = "; ".join(filter(None, (p.strip() for p in _apart(text))))
        if before and not FIELDS[name].many:
            entry.keep(cell)
            return
        mark = {"phone": "; ", "story": "\n\n"}.get(name, "\n")
        entry.told[name] = f"{before}{mark}{text}" if before else text
        if name == "case_number":
            entry.told["numbered"] = f"{cell.header}: {text}"
        elif name == "caseworker" and self.members(text) is None:
            entry.keep(cell)
            entry.trouble("no_caseworker", cell)

    def _day(self, entry: Entry, name: str, cell: Cell) -> None:
        where = entry.group.key, cell.header
        if where not in self.orders:
            said = day_first(c.value for c in entry.group.cells(cell.header))
            if said is None:  # one program wrote the table, so its other columns prove it too
                said = day_first(c.value for row in entry.group.rows for c in row.cells)
            self.orders[where] = said
        day, problem = day_of(cell.value, self.orders[where])
        known = entry.facts if name in FACTS else entry.days
        if day is None or name in known:
            entry.keep(cell)
            if problem:
                entry.trouble(problem, cell)
            return
        if name not in FACTS and isinstance(day, RoughDay):
            entry.keep(cell)
            entry.trouble("rough_day", cell)
            day = exact(day)
        known[name] = day

    def _place(self, entry: Entry, name: str, cell: Cell) -> None:
        code = code_of(cell.text)
        if code is None:
            entry.trouble("no_place", cell)
        if code is None or name in entry.facts:
            entry.keep(cell)
            return
        entry.facts[name] = code
        entry.rest.append((cell.header, cell.text))  # the code says less than the address

    def _sex(self, entry: Entry, name: str, cell: Cell) -> None:
        code = code_for("sex", cell.text)
        if code is None or name in entry.facts:
            entry.keep(cell)
            entry.trouble("no_sex", cell)
            return
        entry.facts[name] = code

    def _state(self, entry: Entry, name: str, cell: Cell) -> None:
        entry.told["state"] = cell.text
        entry.told["state_at"] = cell.at
        entry.keep(cell)  # our states are fewer than theirs: the word itself stays

    def _why(self, entry: Entry, name: str, cell: Cell) -> None:
        entry.closed_why = code_for("closed_why", cell.text) or "other"
        entry.keep(cell)
        if entry.closed_why == "other":
            entry.trouble("unknown_reason", cell)

    def _settle(self, entry: Entry) -> None:
        """State and days of the case, so that they agree with each other."""
        word, closed_on = entry.told.get("state", ""), entry.days.get("closed_on")
        shut = only_closed(word) if word else closed_on is not None
        said = self.states.get(word) or (code_for("state", word) if word else "")
        entry.status = said or "open"
        where = entry.told.get("state_at", "")
        cell = Cell(entry.row.file, entry.row.sheet, where, "", word) if word else None
        if not said and shut:
            after = words()["after_reason"].get(entry.closed_why)
            entry.status = after or "advice"
            if not after:
                entry.trouble("closed_how", cell)
        elif not said and word:
            entry.trouble("unknown_state", cell)
        if word or closed_on:
            seen = self.met.setdefault(word, [0, entry.status])
            seen[0] += 1
        opened, today = entry.days.get("opened_on"), closed_on
        if opened is None:
            entry.trouble("no_opening")
        if opened and today and today < opened:
            entry.trouble("closed_before")
        if entry.status not in CLOSED_STATUSES:
            if entry.days.pop("closed_on", None):
                entry.rest.append((entry.headers["closed_on"], str(closed_on)))
            if entry.closed_why:
                entry.closed_why = ""
        elif next_on := entry.days.pop("next_on", None):
            entry.rest.append((entry.headers["next_on"], next_on.isoformat()))
            entry.trouble("next_of_closed")


def _apart(text: str) -> list[str]:
    """The numbers of a cell that may hold more than one."""
    for mark in "；;、，\n/":
        text = text.replace(mark, ",")
    return text.split(",")
