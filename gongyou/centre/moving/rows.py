"""The rows of an import, made in bulk: workers under seal, work, cases, intakes, notes."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from gongyou.centre.codes import CLOSED_STATUSES
from gongyou.centre.extra_facts import extra_columns, more_of
from gongyou.centre.models import (
    Case,
    Deadline,
    Employer,
    Employment,
    EmploymentFacts,
    Intake,
    MoveIn,
    Note,
    Worker,
)
from gongyou.centre.moving.entries import Entry
from gongyou.centre.moving.folder import shown
from gongyou.centre.moving.reading import Person, Reading, members_of
from gongyou.centre.services.people import copy_headline
from gongyou.ui.public import exact
from gongyou.vault.public import Actor, new_pseudonyms, next_number, seal_many

CHUNK = 500
SOURCE = "worker"


class Rows:
    """Everything that one import makes, in the order in which it must be saved."""

    def __init__(self, by: Actor, move: MoveIn, reading: Reading):
        self.by, self.move, self.pack = by, move, move.pack
        self.today = timezone.localdate()
        self.members = members_of(move.compartment)
        self.made: dict[Any, list] = {
            model: [] for model in
            (Employer, Worker, Employment, EmploymentFacts, Case, Intake, Deadline, Note)
        }  # fmt: skip
        self.employers = {name: known for name, known in reading.employers if known}
        self._employers(reading.new_employers)
        self._workers(reading.people)
        for person in reading.people:
            self._person(person)
        for model, rows in self.made.items():
            if model not in (Employer, Worker):
                model.objects.bulk_create(rows, batch_size=CHUNK)  # type: ignore[attr-defined]

    def _employers(self, names: list[str]) -> None:
        for name in names:
            employer = Employer(compartment=self.move.compartment)
            employer.rename(name[:200])
            self.made[Employer].append(employer)
            self.employers[name] = employer
        Employer.objects.bulk_create(self.made[Employer], batch_size=CHUNK)

    def _workers(self, people: list[Person]) -> None:
        fresh = [person for person in people if person.known is None]
        pairs = []
        for person, code in zip(fresh, new_pseudonyms(len(fresh)), strict=True):
            worker = Worker(compartment=self.move.compartment, pseudonym=code)
            pairs.append((worker, _identity(person)))
            person.known = worker
        self.made[Worker] = seal_many(self.by, pairs)
        self.fresh = {worker.pk for worker in self.made[Worker]}
        Worker.objects.bulk_create(self.made[Worker], batch_size=CHUNK)

    def _person(self, person: Person) -> None:
        worker = person.known
        assert worker is not None
        fresh = worker.pk in self.fresh
        ordinal = 1 if fresh else next_number(Case.objects.filter(worker=worker), "ordinal")
        spells: list[tuple[Employment, dict]] = []
        for entry in person.entries:
            _what_else(entry, person, fresh)
            spell = self._work(worker, entry, spells)
            case = None
            if entry.is_case and spell:
                case = self._case(spell, entry, ordinal)
                ordinal += 1
            if entry.is_case:
                self._intake(worker, spell, case, entry)
            if entry.rest:
                self._note(worker, case, entry)

    def _work(self, worker: Worker, entry: Entry, spells: list) -> Employment | None:
        """The spell that the row tells of: one of the same firm whose facts do not disagree."""
        name = " ".join(entry.told.get("employer", "").split())
        if not name:
            entry.rest += [(entry.headers.get(n, n), str(v)) for n, v in entry.facts.items()
                           if n != "place"]  # fmt: skip
            return None
        employer, facts = self.employers[name], entry.facts
        for spell, known in spells:
            same = all(known.get(n, value) == value for n, value in facts.items())
            if spell.employer_id == employer.pk and same:
                # Told by a later row too: what it adds would need a second source.
                entry.rest += [(entry.headers.get(n, n), str(v)) for n, v in facts.items()
                               if n not in known]  # fmt: skip
                return spell
        spell = Employment(compartment=self.move.compartment, worker=worker, employer=employer,
                           pack=self.pack)  # fmt: skip
        copy_headline(spell, facts)
        own = extra_columns(self.pack, "employment")
        plain = {
            n: exact(v) if isinstance(v, date) else v for n, v in facts.items() if n not in own
        }
        self.made[Employment].append(spell)
        self.made[EmploymentFacts].append(EmploymentFacts(
            employment=spell, source=SOURCE, more=more_of(self.pack, "employment", facts), **plain
        ))  # fmt: skip
        spells.append((spell, facts))
        return spell

    def _case(self, spell: Employment, entry: Entry, ordinal: int) -> Case:
        opened = entry.opened_on or entry.days.get("closed_on") or self.today
        shut = entry.status in CLOSED_STATUSES
        case = Case(
            compartment=self.move.compartment,
            worker=spell.worker,
            employment=spell,
            employer=spell.employer,
            ordinal=ordinal,
            status=entry.status,
            opened_on=opened,
            closed_on=(entry.days.get("closed_on") or opened) if shut else None,
            closed_why=entry.closed_why if shut else "",
            assigned_to=self.members(entry.told.get("caseworker", "")),
            place=spell.place,
        )
        if number := entry.told.get("numbered"):
            case.seal(self.by, summary=number)
        self.made[Case].append(case)
        if not shut and (day := entry.days.get("next_on")):
            case.next_deadline = day
            self.made[Deadline].append(Deadline(
                compartment=self.move.compartment, case=case, kind="next_step", due_on=day
            ))  # fmt: skip
        return case

    def _intake(self, worker, spell, case, entry: Entry) -> None:
        day = entry.opened_on or entry.days.get("closed_on") or self.today
        intake = Intake(compartment=self.move.compartment, worker=worker, employment=spell,
                        case=case, received_on=day, next_step="collect_papers",
                        taken_by=self.by.account)  # fmt: skip
        if story := entry.told.get("story"):
            intake.seal(self.by, story=story)
        self.made[Intake].append(intake)

    def _note(self, worker, case, entry: Entry) -> None:
        where = " · ".join(filter(None, (shown(entry.row.file), entry.row.sheet, entry.row.at)))
        lines = [f"{header}: {text}" if header else text for header, text in entry.rest]
        note = Note(compartment=self.move.compartment, worker=worker, case=case, kind="note",
                    on=entry.opened_on or self.today, other="other",
                    written_by=self.by.account)  # fmt: skip
        note.seal(self.by, text="\n".join([where, *lines]))
        self.made[Note].append(note)


def _identity(person: Person) -> dict[str, str]:
    """What the rows tell of who somebody is: the first of each, every phone, every remark."""
    told: dict[str, str] = {"name": person.name}
    for name in ("id_number", "address"):
        told[name] = next((e.told[name] for e in person.entries if e.told.get(name)), "")
    phones = [one for e in person.entries for one in e.told.get("phone", "").split("; ") if one]
    told["phone"] = "; ".join(dict.fromkeys(phones))
    remarks = [e.told["remark"] for e in person.entries if e.told.get("remark")]
    told["notes"] = "\n".join(dict.fromkeys(remarks))
    return {name: text for name, text in told.items() if text}


def _what_else(entry: Entry, person: Person, fresh: bool) -> None:
    """Into the note what the worker's record, or an intake without a case, has no place for."""
    taken = _identity(person) if fresh else {}
    for name in ("id_number", "address", "phone", "remark"):
        kept = taken.get("notes" if name == "remark" else name, "")
        text = entry.told.get(name, "")
        if any(part not in kept for part in text.split("; ")):
            entry.rest.append((entry.headers.get(name, name), text))
    for name in ("name", "given_name", "family_name"):
        if (text := entry.told.get(name, "")) not in person.name:
            entry.rest.append((entry.headers.get(name, name), text))
    if entry.is_case and entry.told.get("employer"):
        return
    for name in ("closed_on", "next_on"):
        if day := entry.days.get(name):
            entry.rest.append((entry.headers.get(name, name), day.isoformat()))
    for name in ("case_number", "caseworker"):
        if text := entry.told.get(name, ""):
            entry.rest.append((entry.headers.get(name, name), text))
