"""What each column means: proposed by the table of words, changed by a person, kept by a name.

Tables with the same headers are one *group*; all forms are one. In a group a field is given by one
column, unless it takes several (phone, address, story, remark).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from gongyou.centre.moving.fields import (
    FIELDS,
    OF_A_CASE,
    WHO,
    code_for,
    normal,
    only_closed,
    says_nothing,
    spellings,
    words,
)
from gongyou.centre.moving.tables import Cell, Row, Table
from gongyou.centre.moving.values import day_of

SAMPLES = 3
ALIKE = 0.5  # of their headers; from here on a saved plan is taken for a group


@dataclass
class Group:
    """Tables that are read alike."""

    key: str
    kind: str
    headers: list[str]
    tables: list[Table]
    role: str = "cases"
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[Row]:
        """Every row of its tables."""
        for table in self.tables:
            yield from table.rows

    def cells(self, header: str) -> Iterator[Cell]:
        """What stands under a header."""
        return (cell for row in self.rows for cell in row.cells if cell.header == header)

    def samples(self, header: str) -> list[str]:
        """The first different values under a header."""
        found: dict[str, None] = {}
        for cell in self.cells(header):
            found[cell.text[:60]] = None
            if len(found) == SAMPLES:
                break
        return list(found)

    def to_json(self) -> dict:
        """What is kept of it."""
        return {"headers": self.headers, "role": self.role, "fields": self.fields}


def grouped(tables: list[Table], kept: dict, plan: list[dict]) -> list[Group]:
    """The groups with what was said of them, else what a saved plan says, else what is proposed.

    Args:
        kept: key of a group → {role, fields}.
        plan: groups of a saved plan; the likest is taken.
    """
    found: dict[str, Group] = {}
    for table in tables:
        key = "forms" if table.kind == "forms" else _key(table.headers)
        group = found.setdefault(key, Group(key, table.kind, [], []))
        group.tables.append(table)
        group.headers = list(dict.fromkeys([*group.headers, *table.headers]))
    for group in found.values():
        propose(group)
        said = kept.get(group.key) or _likest(group, plan)
        if said:
            group.role = said["role"]
            known = said["fields"]
            group.fields = {h: known.get(h, group.fields[h]) for h in group.headers}
    return list(found.values())


def _key(headers: list[str]) -> str:
    text = "\n".join(sorted(map(normal, headers)))
    return "r" + blake2b(text.encode(), digest_size=6).hexdigest()


def _likest(group: Group, plan: list[dict]) -> dict | None:
    best, most = None, ALIKE
    mine = set(map(normal, group.headers))
    for one in plan:
        theirs = set(map(normal, one["headers"]))
        share = len(mine & theirs) / max(len(mine | theirs), 1)
        if share >= most:
            best, most = one, share
    return best


def propose(group: Group) -> None:
    """Role and fields by the table of words, checked against what stands in the cells."""
    system = _system(group)
    taken: dict[str, str] = {}
    options = _options(group.headers)
    for name, header, _rank in sorted(_candidates(group, system, options), key=lambda one: one[2]):
        free = name not in taken.values() or FIELDS[name].many
        if header not in taken and free and _fits(group, name, header):
            taken[header] = name
    group.fields = {header: taken.get(header, "") for header in group.headers}
    if group.kind == "forms":
        group.role = "forms"
    elif "parent_key" in taken.values():
        group.role = "parts"
    elif not WHO & set(taken.values()):
        group.role = "out"
    else:
        group.role = "cases"


def _system(group: Group) -> dict | None:
    """The kind of program that wrote it, by the marks in its headers."""
    here = {normal(header) for header in group.headers}
    return next(
        (one for one in words()["systems"].values() if here & set(map(normal, one["marks"]))), None
    )


def _options(headers: list[str]) -> set[str]:
    """Columns of a question with several answers (problem, problem/wages): 1 or 0, not a value."""
    whole = {normal(header) for header in headers}
    return {h for h in headers if "/" in h and normal(h).rsplit("/", 1)[0] in whole}


def _candidates(group: Group, system: dict | None, options: set[str]) -> Iterator[tuple]:
    """(field, header, rank): words of the system first, then in the order of the table."""
    for name in FIELDS:
        special = [normal(w) for w in system["fields"].get(name, [])] if system else []
        barred = {normal(w) for w in system["not"].get(name, [])} if system else set()
        known = [normal(w) for w in words()["fields"].get(name, []) if normal(w) not in barred]
        order = {word: place for place, word in reversed(list(enumerate([*special, *known])))}
        for header in group.headers:
            if header in options:
                continue
            for step, spelt in enumerate(spellings(header)):
                if spelt in order and not (step and spelt in barred):
                    yield name, header, (order[spelt], step)
                    break


def _fits(group: Group, name: str, header: str) -> bool:
    """Whether a cell can be read as this field; where none is filled, the word decides."""
    family = FIELDS[name].family
    if family not in ("day", "state", "sex", "why"):
        return True
    texts = [cell for cell in group.cells(header) if not says_nothing(cell.text)][:200]
    if not texts:
        return True
    if family == "day":
        return any(day_of(cell.value, first)[0] for cell in texts for first in (True, False))
    kind = {"state": "state", "sex": "sex", "why": "closed_why"}[family]
    return any(code_for(kind, c.text) or (kind == "state" and only_closed(c.text)) for c in texts)


def doubled(fields: dict[str, str]) -> list[str]:
    """The headers whose field an earlier header has already, where only one may."""
    seen: set[str] = set()
    found = []
    for header, name in fields.items():
        if name and not FIELDS[name].many:
            if name in seen:
                found.append(header)
            seen.add(name)
    return found


def makes_cases(group: Group) -> bool:
    """Whether its rows can be cases, and not only people's particulars."""
    return bool(OF_A_CASE & set(group.fields.values()))
