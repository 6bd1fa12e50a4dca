"""A roster's workbook read anew with the mapping and the mended cells kept for it."""

from dataclasses import dataclass, field

from gongyou.centre.models import Employment, Roster, Worker
from gongyou.centre.names import simplify
from gongyou.law.schema import schema_of
from gongyou.law.workbooks import CannotRead, Mapping, WorkbookResult, read_workbook
from gongyou.vault.public import Actor, files, reveal_many

__all__ = ["CannotRead", "Person", "body_of", "people_in", "read"]


def body_of(actor: Actor, roster: Roster) -> dict:
    """What is kept with a roster: mapping, mended cells, whom to take as new."""
    return roster.reveal(actor, "body") or {}


def read(actor: Actor, roster: Roster, body: dict) -> WorkbookResult:
    """The workbook as facts. Names stay in memory."""
    content = files.read_file(actor, roster.file)
    mapping = Mapping.from_json(body["mapping"]) if body.get("mapping") else None
    fixes = {tuple(key.rsplit("!", 1)): text for key, text in body.get("fixes", {}).items()}
    return read_workbook(
        content,
        mapping=mapping,
        known=schema_of(roster.pack),
        fixes=fixes,
        password=body.get("password"),
    )


@dataclass
class Person:
    """Someone on the roster: their rows, and the worker they seem to be."""

    number: str
    name: str
    facts: dict
    months: int
    known: Worker | None = None
    employment: Employment | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether a record will be opened for them."""
        return self.known is None


def people_in(actor: Actor, roster: Roster, reading: WorkbookResult, as_new=()) -> list[Person]:
    """Everyone on the roster, known people found by name at the same employer, or name alone."""
    months: dict[str, int] = {}
    finer = [
        table for name, table in reading.tables.items() if name not in ("employment", "events")
    ]
    for worker in (w for table in finer for w in table.columns.get("worker", [])):
        months[worker] = months.get(worker, 0) + 1
    rows: dict[str, dict] = {}
    for row in reading.tables["employment"].rows():
        rows.setdefault(row["worker"], {}).update(
            {k: v for k, v in row.items() if v is not None and k not in ("worker", "source")}
        )
    known = _known_people(actor, roster)
    found = []
    for number in rows | months:
        name = reading.names.get(number, "")
        person = Person(number, name, rows.get(number, {}), months.get(number, 0))
        if number not in as_new:
            person.known, person.employment = known.get(_key(name), (None, None))
        found.append(person)
    return found


def _key(name: str) -> str:
    return simplify(name).replace(" ", "").casefold()


def _known_people(actor: Actor, roster: Roster) -> dict:
    """Name → (worker, employment at the roster's employer), for names that one person has."""
    workers = Worker.objects.filter(compartment=roster.compartment_id, merged_into__isnull=True)
    names = reveal_many(actor, workers, ["name"], journal=False)
    at = {
        e.worker_id: e
        for e in Employment.objects.filter(
            compartment=roster.compartment_id, employer=roster.employer_id
        )
    }
    by_name: dict[str, list] = {}
    for pk, values in names.items():
        if key := _key(values["name"] or ""):
            by_name.setdefault(key, []).append(pk)
    held = Worker.objects.in_bulk([pk for pks in by_name.values() if len(pks) == 1 for pk in pks])
    return {
        key: (held[pks[0]], at.get(pks[0]))
        for key, pks in by_name.items()
        if len(pks) == 1 and pks[0] in held and pks[0] in at
    }
