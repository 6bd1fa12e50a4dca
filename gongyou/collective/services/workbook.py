"""A roll out of a workbook: who, where they work, and the facts that the columns give."""

import io
import re
from dataclasses import dataclass, field

from django.db import transaction
from python_calamine import CalamineWorkbook

from gongyou.centre.public import Employment, simplify
from gongyou.collective.models import CollectiveCase
from gongyou.collective.services.people import Entry, add_people
from gongyou.collective.services.roll import add_members
from gongyou.law import DEFAULT_LAW
from gongyou.law.schema import schema_of
from gongyou.law.workbooks import read_workbook
from gongyou.vault.public import Actor, Right, journal, reveal_many

WHERE = {
    "workshop": re.compile(r"车间|部门|workshop|department", re.I),
    "floor": re.compile(r"楼层|楼$|floor", re.I),
    "shift": re.compile(r"班次|班别|轮班|shift", re.I),
}
NAME = re.compile(r"^\s*(姓\s*名|名字|员工姓名|工人姓名|name|full name)\s*$", re.I)
SEARCHED = 30


@dataclass
class Roll:
    """What a workbook says: people, and what could not be read."""

    entries: list[Entry] = field(default_factory=list)
    problems: list = field(default_factory=list)


def read_roll(content: bytes, name: str = "", law: str = DEFAULT_LAW, password: str = "") -> Roll:
    """The people of a workbook, in memory.

    Raises:
        CannotRead: it is no workbook that may be read.
    """
    reading = read_workbook(content, name=name, known=schema_of(law), password=password)
    facts: dict[str, dict] = {}
    for row in reading.tables["employment"].rows():
        facts.setdefault(row["worker"], {}).update(
            {k: v for k, v in row.items() if v is not None and k not in ("worker", "source")}
        )
    pay: dict[str, list] = {}
    for row in reading.tables["pay"].rows() if schema_of(law).monthly else ():
        values = {k: v for k, v in row.items() if v is not None and k not in ("worker", "source")}
        pay.setdefault(row["worker"], []).append(values)
    where = _where(content)
    entries = []
    for worker in facts | pay:
        person = reading.names.get(worker, "")
        places = {"workshop": facts.get(worker, {}).get("workshop")} | where.get(_key(person), {})
        entries.append(
            Entry(
                name=person,
                facts=facts.get(worker, {}),
                pay=_once(pay.get(worker, [])),
                where=places,
            )
        )
    return Roll(entries, list(reading.problems))


def _once(rows: list[dict]) -> list[dict]:
    """One row a month."""
    return list({row["month"]: row for row in rows if row.get("month")}.values())


def _key(name: str) -> str:
    return simplify(name or "").replace(" ", "").casefold()


def _where(content: bytes) -> dict[str, dict]:
    """Name → workshop, floor and shift, for names that stand once."""
    found: dict[str, dict] = {}
    twice = set()
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    except Exception:
        return {}
    for sheet in book.sheet_names:
        rows = book.get_sheet_by_name(sheet).to_python()
        head, columns, name_column = _head(rows)
        for row in rows[head + 1 :] if name_column is not None else []:
            key = _key(str(row[name_column])) if name_column < len(row) else ""
            values = {n: str(row[i]).strip() for n, i in columns.items() if i < len(row) and row[i]}
            if key and values:
                twice |= {key} if key in found else set()
                found[key] = values
    return {key: values for key, values in found.items() if key not in twice}


def _head(rows) -> tuple[int, dict, int | None]:
    for number, row in enumerate(rows[:SEARCHED]):
        words = [str(cell).strip() for cell in row]
        name = next((i for i, word in enumerate(words) if NAME.match(word)), None)
        if name is not None:
            columns = {
                place: i
                for place, pattern in WHERE.items()
                for i, word in enumerate(words)
                if pattern.search(word)
            }
            return number, columns, name
    return 0, {}, None


@transaction.atomic
def import_roll(*, by: Actor, case: CollectiveCase, roll: Roll, joined_on) -> tuple[int, int]:
    """Add everyone: people known at the employer by name are taken, others get records.

    Gives how many were new and how many were known.
    """
    by.require(Right.WRITE, case.compartment_id)
    at_employer = _known(by, case)
    known, fresh, places = [], [], {}
    for entry in roll.entries:
        employment = at_employer.pop(_key(entry.name), None) if entry.name else None
        if employment:
            known.append(employment)
            places[employment.pk] = entry.where
        else:
            fresh.append(entry)
    add_members(by=by, case=case, employments=known, joined_on=joined_on, places=places)
    add_people(by=by, case=case, entries=fresh, source="roster", joined_on=joined_on)
    changes = {"count": len(known) + len(fresh)}
    journal.append(by, "collective.import_roll", case, changes=changes)
    return len(fresh), len(known)


def _known(by: Actor, case: CollectiveCase) -> dict[str, Employment]:
    """Name → the spell at the case's employer, for names that one person has."""
    spells = list(
        Employment.objects.filter(
            compartment=case.compartment_id, employer=case.employer_id
        ).select_related("worker")
    )
    if not spells:
        return {}
    names = reveal_many(by, [s.worker for s in spells], ["name"])
    held: dict[str, list] = {}
    for spell in spells:
        key = _key((names.get(spell.worker_id) or {}).get("name") or "")
        if key:
            held.setdefault(key, []).append(spell)
    return {key: rows[0] for key, rows in held.items() if len({r.worker_id for r in rows}) == 1}
