"""The whole folder read with what was said of it: people, their cases, employers, troubles.

Counts: every row that holds something is a case, a person's particulars, a part of a case's note,
or a trouble of severity `row`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from gongyou.centre.models import Employer, MoveIn, MovePlan, Worker
from gongyou.centre.moving.entries import Entry, Reader
from gongyou.centre.moving.fields import normal, words
from gongyou.centre.moving.folder import shown, unpacked
from gongyou.centre.moving.mapping import Group, grouped
from gongyou.centre.moving.tables import Row, Trouble, opened
from gongyou.centre.moving.troubles import severity
from gongyou.centre.names import person_key
from gongyou.vault.public import Actor, Right, current_members, files, reveal_many


@dataclass
class Person:
    """Somebody of the folder: their rows, and the worker here that they seem to be."""

    entries: list[Entry]
    known: Worker | None = None
    proposed: list[Entry] = field(default_factory=list)  # joined by name and phone

    @property
    def id(self) -> str:
        """Where they stand first."""
        return self.entries[0].id

    @property
    def where(self) -> str:
        """The same for a page."""
        row = self.entries[0].row
        return " · ".join(filter(None, (shown(row.file), row.sheet, row.at)))

    @property
    def name(self) -> str:
        """Their name as it is told first."""
        return next((entry.name for entry in self.entries if entry.name), "")

    @property
    def key(self) -> str:
        """Their name as it is compared."""
        return person_key(self.name)

    @property
    def phones(self) -> set[str]:
        """Digits of their phones."""
        return {one for entry in self.entries for one in entry.phones}


@dataclass
class Reading:
    """Everything that would come in."""

    groups: list[Group]
    people: list[Person]
    troubles: list[Trouble]
    employers: list[tuple[str, Employer | None]]
    states: list[tuple[str, str, int]]  # the word there, our status, how often
    rows: int

    @property
    def new_employers(self) -> list[str]:
        """Names that are not known here."""
        return [name for name, known in self.employers if known is None]

    @property
    def counts(self) -> dict[str, int]:
        """Rows in, people and cases out, rows that stay out."""
        entries = [entry for person in self.people for entry in person.entries]
        cases = [entry for entry in entries if entry.is_case and entry.told.get("employer")]
        return {
            "rows": self.rows,
            "people": len(self.people),
            "cases": len(cases),
            "intakes": sum(1 for entry in entries if entry.is_case) - len(cases),
            "out": sum(1 for one in self.troubles if severity(one.code) == "row"),
        }


def body_of(actor: Actor, move: MoveIn) -> dict:
    """What is kept with it: names of files, mapping, choices."""
    return move.reveal(actor, "body") or {}


def plans_of(actor: Actor, compartment_id) -> list[tuple[MovePlan, str]]:
    """The saved plans of a compartment with their names."""
    rows = MovePlan.objects.visible_to(actor, Right.WRITE).filter(compartment=compartment_id)
    return [(plan, plan.reveal(actor, "name") or "") for plan in rows]


def read(actor: Actor, move: MoveIn, body: dict) -> Reading:
    """The folder as it would come in. Names stay in memory."""
    content = files.read_file(actor, move.file)
    held = unpacked(content, body["names"])
    tables, troubles = opened(held, body.get("left_out", {}))
    groups = grouped(tables, body.get("groups", {}), body.get("plan", []))
    reader = Reader(body.get("states", {}), members_of(move.compartment))
    entries, parts, rows = _rows(groups, reader, troubles, body)
    _outside(groups, entries, troubles)
    _belong(parts, entries, troubles)
    people = _people(actor, move, entries, set(body.get("apart", [])), troubles)
    for entry in entries:
        _without_employer(entry, body.get("no_employer", ""))
        troubles += entry.troubles
    names = {" ".join(e.told["employer"].split()): 0 for e in entries if e.told.get("employer")}
    known = _known_employers(move)
    states = [(word, status, n) for word, (n, status) in reader.met.items()]
    return Reading(groups, people, troubles, [(n, known.get(n)) for n in names], states, rows)


def members_of(compartment):
    """A function from a name as it is written to the member who is called so, or None."""
    logins = {row.account.login.casefold(): row.account for row in current_members(compartment)}
    return lambda text: logins.get(normal(text)) or logins.get(text.strip().casefold())


def _rows(groups, reader: Reader, troubles: list[Trouble], body: dict):
    entries: list[Entry] = []
    parts: list[tuple[Group, Row]] = []
    count = 0
    for group in groups:
        for row in group.rows:
            if not row.cells:
                continue
            count += 1
            if group.role == "parts":
                parts.append((group, row))
            elif group.role == "out":
                troubles.append(_stays_out("row_out", row))
            else:
                _take(reader.read(group, row), entries, troubles, body)
    return entries, parts, count


def _take(entry: Entry, entries: list[Entry], troubles: list[Trouble], body: dict) -> None:
    """A row as somebody, unless it is an organisation or nobody and such rows stay out."""
    if normal(entry.told.get("contact_type")) in words()["organisation"]:
        troubles.append(_stays_out("row_organisation", entry.row))
    elif entry.name or entry.told.get("person_key"):
        entries.append(entry)
    elif body.get("nameless") == "out":
        troubles.append(_stays_out("row_nameless", entry.row))
    else:
        entry.trouble("name_not_told")
        entries.append(entry)


def _stays_out(code: str, row: Row) -> Trouble:
    held = " · ".join(cell.text for cell in row.cells)
    return Trouble(code, row.file, row.sheet, row.at, held)


def _outside(groups, entries: list[Entry], troubles: list[Trouble]) -> None:
    """What stands on a form beside its labels goes into its note; above a header it is listed."""
    forms = {entry.row.file + entry.row.sheet: entry for entry in entries
             if entry.group.kind == "forms"}  # fmt: skip
    for table in (table for group in groups for table in group.tables):
        entry = forms.get(table.file + table.sheet) if table.kind == "forms" else None
        for cell in table.outside:
            if entry:
                entry.keep(cell)
            else:
                troubles.append(Trouble("above_header", cell.file, cell.sheet, cell.at, cell.text))


def _belong(parts, entries: list[Entry], troubles: list[Trouble]) -> None:
    """Rows of repeats into the note of the row that they belong to; a repeat may hold another."""
    owners: dict[str, Entry] = {}
    tables: dict[tuple[str, str], Entry] = {}

    def note(row: Row, key: str, entry: Entry) -> None:
        if key:
            owners.setdefault(key, entry)
            tables[row.sheet, key] = entry

    for entry in entries:
        note(entry.row, entry.told.get("row_key", ""), entry)
    waiting = list(parts)
    while waiting:
        left = []
        for group, row in waiting:
            said = {group.fields.get(cell.header, ""): cell.text for cell in row.cells}
            table, parent = said.get("parent_table", ""), said.get("parent_key", "")
            owner = tables.get((table, parent)) if table else owners.get(parent)
            if owner is None:
                left.append((group, row))
                continue
            for cell in row.cells:
                if group.fields.get(cell.header, "") not in ("parent_key", "parent_table"):
                    owner.rest.append((f"{row.sheet} {row.at} · {cell.header}", cell.text))
            note(row, said.get("row_key", ""), owner)
        if len(left) == len(waiting):
            break
        waiting = left
    else:
        return
    troubles += [_stays_out("row_no_parent", row) for _, row in waiting]


def _people(actor, move, entries, apart: set[str], troubles) -> list[Person]:
    """One person by one number there, or one identity number; proposed by name and phone."""
    by_number: dict[str, Person] = {}
    by_name: dict[str, list[Person]] = {}
    people: list[Person] = []
    for entry in sorted(entries, key=lambda one: not one.name):
        number = entry.told.get("person_key", "")
        person = by_number.get(number) if number else None
        if person is None:
            person = _same(entry, by_name.get(entry.key, []) if entry.key else [], apart)
        if person is None:
            person = Person([])
            people.append(person)
            if entry.key:
                if by_name.get(entry.key):
                    entry.trouble("namesake")
                by_name.setdefault(entry.key, []).append(person)
        person.entries.append(entry)
        if number:
            by_number[number] = person
    for person in people:
        first = person.entries[0]
        if not person.name and not any(t.code == "name_not_told" for t in first.troubles):
            first.trouble("name_not_told")
    _known_here(actor, move, people, apart)
    return people


def _same(entry: Entry, namesakes: list[Person], apart: set[str]) -> Person | None:
    identity = entry.told.get("id_number", "").upper()
    for person in namesakes:
        others = {e.told["id_number"].upper() for e in person.entries if e.told.get("id_number")}
        if identity and identity in others:
            return person
        if others and identity:
            continue
        if entry.phones & person.phones and entry.id not in apart:
            person.proposed.append(entry)
            return person
    return None


def _known_here(actor: Actor, move: MoveIn, people: list[Person], apart: set[str]) -> None:
    """Workers here of the same name with the same phone or identity number."""
    workers = Worker.objects.filter(compartment=move.compartment_id, merged_into=None)
    rows = {worker.pk: worker for worker in workers}
    told = reveal_many(actor, list(rows.values()), ["name", "phone", "id_number"], journal=False)
    known: dict[str, list] = {}
    for pk, values in told.items():
        if key := person_key(values["name"]):
            known.setdefault(key, []).append((pk, values))
    for person in people:
        if f"known:{person.id}" in apart:
            continue
        for pk, values in known.get(person.key, []) if person.key else []:
            digits = "".join(
                sign for sign in values["phone"] or "" if sign.isdigit() or sign == ";"
            )
            phones = {one[-11:] for one in digits.split(";") if len(one) >= 7}
            number = (values["id_number"] or "").upper()
            numbers = {e.told.get("id_number", "").upper() for e in person.entries} - {""}
            if (number in numbers) or (phones & person.phones and not (number and numbers)):
                person.known = rows[pk]
                break


def _without_employer(entry: Entry, instead: str) -> None:
    if entry.told.get("employer") or not entry.is_case:
        return
    if instead.strip():
        entry.told["employer"] = instead.strip()
    else:
        entry.trouble("no_employer")


def _known_employers(move: MoveIn) -> dict[str, Employer]:
    """Exact name → the firm here; a spelling that was joined leads to the firm."""
    rows = Employer.objects.filter(compartment=move.compartment_id).select_related("same_as")
    return {row.name: row.same_as or row for row in rows}
