"""A roster's workbook read anew with the mapping and the mended cells kept for it."""

import re
from dataclasses import dataclass, field

from gongyou.centre.claim_store import MAIN
from gongyou.centre.models import Employment, Roster, Worker
from gongyou.centre.names import person_key
from gongyou.centre.queries.facts import resolve, tables_of
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
    identity: dict = field(default_factory=dict)
    known: Worker | None = None
    employment: Employment | None = None
    asked: list["Namesake"] = field(default_factory=list)

    @property
    def is_new(self) -> bool:
        """Whether a record will be opened for them."""
        return self.known is None


@dataclass
class Namesake:
    """Somebody of the same name who may be another person: the two are shown side by side."""

    worker: Worker
    employment: Employment
    shared: list[str]
    differ: list[str]


def people_in(actor: Actor, roster: Roster, reading: WorkbookResult, body: dict) -> list[Person]:
    """Everyone on the roster; known is who has the same name and shares something else besides.

    A name alone makes nobody the same: a namesake of whom nothing else agrees is asked about and
    taken as new unless somebody says otherwise (`as_known`: number → id of the worker;
    `as_new`: numbers that are new all the same).
    """
    months = _months(reading)
    rows: dict[str, dict] = {}
    for row in reading.tables["employment"].rows():
        rows.setdefault(row["worker"], {}).update(
            {k: v for k, v in row.items() if v is not None and k not in ("worker", "source")}
        )
    told = getattr(reading, "identities", {})
    namesakes = _Namesakes(actor, roster)
    as_new, as_known = set(body.get("as_new", [])), body.get("as_known", {})
    found = []
    for number in rows | months:
        person = Person(number, reading.names.get(number, ""), rows.get(number, {}),
                        months.get(number, 0), told.get(number, {}))  # fmt: skip
        person.asked = namesakes.of(person)
        surely = [one for one in person.asked if one.shared and not one.differ]
        chosen = [one for one in person.asked if str(one.worker.pk) == as_known.get(number)]
        same = chosen or (surely if len(surely) == 1 and number not in as_new else [])
        if same:
            person.known, person.employment = same[0].worker, same[0].employment
        found.append(person)
    return found


def _months(reading: WorkbookResult) -> dict[str, int]:
    months: dict[str, int] = {}
    finer = [
        table for name, table in reading.tables.items() if name not in ("employment", "events")
    ]
    for worker in (w for table in finer for w in table.columns.get("worker", [])):
        months[worker] = months.get(worker, 0) + 1
    return months


def _several(phones) -> list[str]:
    """The numbers of a field that may hold more than one."""
    return re.split(r"[;；、,，/]", phones or "")


def _digits(text) -> str:
    return "".join(sign for sign in str(text or "") if sign.isalnum())[-11:].upper()


class _Namesakes:
    """The people known at the roster's employer, by name, and what each shares with a row."""

    COMPARED = ("start", "birth_date", "sex")

    def __init__(self, actor: Actor, roster: Roster):
        spells = Employment.objects.filter(
            compartment=roster.compartment_id,
            employer=roster.employer_id,
            worker__merged_into__isnull=True,
        ).select_related("worker")
        self.spells = {spell.worker_id: spell for spell in spells}
        workers = [spell.worker for spell in self.spells.values()]
        self.told = reveal_many(actor, workers, ["name", "phone", "id_number"], journal=False)
        ids = [spell.pk for spell in self.spells.values()]
        rows = resolve(tables_of(ids), MAIN, roster.pack)["employment"]
        self.facts = {row["worker"]: row for row in rows}
        self.by_name: dict[str, list] = {}
        for pk, values in self.told.items():
            if key := person_key(values["name"]):
                self.by_name.setdefault(key, []).append(pk)

    def of(self, person: Person) -> list[Namesake]:
        """Those of the same name, with what agrees and what does not."""
        found = []
        for pk in self.by_name.get(person_key(person.name), []) if person.name else []:
            spell = self.spells[pk]
            facts = self.facts.get(str(spell.pk), {})
            pairs = {n: (person.facts.get(n), facts.get(n)) for n in self.COMPARED}
            pairs |= {
                "id_number": (
                    _digits(person.identity.get("id_number")),
                    _digits(self.told[pk].get("id_number")),
                )
            }
            phones = {_digits(one) for one in person.identity.get("phone") or ()} - {""}
            if phones & {_digits(one) for one in _several(self.told[pk].get("phone"))}:
                pairs["phone"] = (True, True)
            known = {n: pair for n, pair in pairs.items() if all(pair)}
            shared = [n for n, (one, other) in known.items() if one == other and n != "sex"]
            differ = [n for n, (one, other) in known.items() if one != other and n != "phone"]
            found.append(Namesake(spell.worker, spell, shared, differ))
        return found
