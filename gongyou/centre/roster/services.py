"""Taking a roster in, and taking it back, each in one transaction."""

from itertools import islice

from django.db import transaction

from gongyou.centre.extra_facts import extra_columns, plain
from gongyou.centre.models import (
    Appointment,
    Case,
    Contact,
    Employment,
    EmploymentFacts,
    FactEvent,
    Intake,
    Note,
    PackRow,
    PayRecord,
    Roster,
    Worker,
)
from gongyou.centre.models.employment import fact_columns
from gongyou.centre.roster.reading import people_in, read
from gongyou.centre.services.people import add_employer, copy_headline, employer_in
from gongyou.law import DEFAULT_LAW
from gongyou.law.schema import TABLES, schema_of
from gongyou.vault.public import Actor, Right, files, journal, new_pseudonyms, seal_many

MODELS = {"employment": EmploymentFacts, "pay": PayRecord, "events": FactEvent}
CHUNK = 2000


class CannotUndo(ValueError):
    """Work was done on what the roster brought; says how many records."""


@transaction.atomic
def upload_roster(
    *,
    by: Actor,
    compartment,
    upload,
    source: str,
    employer_name: str = "",
    employer=None,
    pack: str = DEFAULT_LAW,
    then: str = "",
) -> Roster:
    """Keep an uploaded workbook, encrypted, ready to be mapped; `pack` is the law it is read by.

    `then`: the page of ours that goes on with its people once they are imported.

    Raises:
        Refused: it is not a workbook that may be read.
    """
    by.require(Right.WRITE, compartment)
    employer = employer or add_employer(by=by, compartment=compartment, name=employer_name)
    stored = files.store(by, compartment, upload, kind="roster")
    roster = Roster(
        compartment=compartment,
        owner=by.account,
        file=stored,
        employer=employer,
        source=source,
        pack=pack,
    )
    roster.seal(by, title=getattr(upload, "name", "") or "", body={"then": then})
    roster.save()
    changes = {"source": (None, source)}
    journal.append(by, "centre.upload_roster", roster, changes=changes, about=[employer])
    return roster


@transaction.atomic
def keep_body(*, by: Actor, roster: Roster, body: dict) -> Roster:
    """Keep mapping and mended cells for the next reading."""
    roster.seal(by, body=body)
    roster.take_sealed_changes()
    if roster.status == "uploaded":
        roster.status = "mapped"
    roster.save()
    journal.append(by, "centre.map_roster", roster)
    return roster


@transaction.atomic
def drop_roster(*, by: Actor, roster: Roster) -> None:
    """Throw an uploaded workbook away that is not imported."""
    by.require(Right.WRITE, roster.compartment)
    if roster.status == "imported":
        return
    stored, roster.file = roster.file, None
    roster.save(update_fields=["file"])
    journal.append(by, "centre.drop_roster", roster, sealed={})
    files.delete_file(by, stored)
    roster.delete()


@transaction.atomic
def import_roster(*, by: Actor, roster: Roster, body: dict) -> Roster:
    """Import everyone on the roster: new people get records, known people get facts added."""
    by.require(Right.WRITE, roster.compartment)
    if roster.status == "imported":
        return roster
    reading = read(by, roster, body)
    people = people_in(by, roster, reading, body)
    employer = employer_in(by=by, compartment=roster.compartment, employer=roster.employer)  # type: ignore[arg-type]
    workers = _new_workers(by, roster, [person for person in people if person.is_new])
    employments = _employments(roster, employer, people, workers)
    created = {
        "workers": [str(w.pk) for w in workers.values()],
        "employments": [str(e.pk) for n, e in employments.items() if e.fresh],
        "everyone": [str(e.pk) for e in employments.values()],
    }
    own = {table.name for table in schema_of(roster.pack).own()}
    for table, facts in reading.tables.items():
        made = _own_rows if table in own else _rows
        created[table] = made(roster, table, facts, employments)
    roster.created, roster.status = created, "imported"
    roster.save()
    counts = {name: len(ids) for name, ids in created.items()}
    journal.append(
        by, "centre.import_roster", roster, changes=counts, source=roster.source, about=[employer]
    )
    return roster


def _new_workers(by: Actor, roster, people) -> dict:
    """Roster number → worker, all sealed and saved in bulk."""
    codes = new_pseudonyms(len(people))
    workers = {
        person.number: Worker(compartment=roster.compartment, pseudonym=code)
        for person, code in zip(people, codes, strict=True)
    }
    seal_many(by, [(workers[person.number], told) for person in people if (told := _told(person))])
    Worker.objects.bulk_create(workers.values(), batch_size=CHUNK)
    return workers


def _told(person) -> dict[str, str]:
    """What the roster tells of who somebody is: all of it goes under seal."""
    identity = person.identity
    told = {"name": person.name, "notes": identity.get("remark", "")}
    told["phone"] = "; ".join(identity.get("phone") or ())
    told |= {name: identity.get(name, "") for name in ("id_number", "address")}
    return {name: text for name, text in told.items() if text}


def _employments(roster, employer, people, workers) -> dict:
    """Roster number → employment; those of people not yet known here are new."""
    found, fresh = {}, []
    for person in people:
        employment = person.employment
        if employment is None:
            worker = workers.get(person.number) or person.known
            employment = Employment(
                compartment=roster.compartment,
                worker=worker,
                employer=employer,
                pack=roster.pack,
            )
            copy_headline(employment, person.facts)
            employment.fresh = True  # type: ignore[attr-defined]
            fresh.append(employment)
        else:
            employment.fresh = False
        found[person.number] = employment
    Employment.objects.bulk_create(fresh, batch_size=CHUNK)
    return found


def _rows(roster, table: str, facts, employments) -> list[str]:
    """Rows of facts of one table; a source that already says something there keeps it."""
    columns, extras = set(fact_columns(table)), extra_columns(roster.pack, table)
    held = _held(table, employments)
    rows = []
    for row in facts.rows():
        employment = employments[row["worker"]]
        source = row.get("source") or roster.source
        key = _key(table, employment.pk, source, row)
        if key in held:
            continue
        held.add(key)
        values = {name: row[name] for name in columns if row.get(name) is not None}
        more = {n: plain(row[n]) for n in extras if row.get(n) is not None}
        values |= {name: row.get(name) for name in TABLES[table].own_key}
        rows.append(
            MODELS[table](  # type: ignore[abstract, misc]
                employment=employment, source=_source(source), more=more, **_short(table, values)
            )
        )
    MODELS[table].objects.bulk_create(rows, batch_size=CHUNK)
    return [str(row.pk) for row in rows]


def _own_rows(roster, table: str, facts, employments) -> list[str]:
    """Rows of a table that only the roster's law has; what stands there already is kept."""
    key = schema_of(roster.pack).tables[table].own_key
    ids = [e.pk for e in employments.values() if not e.fresh]
    held = {
        each
        for part in _parts(ids)
        for each in PackRow.objects.filter(employment__in=part, table=table).values_list(
            "employment_id", "place", "source"
        )
    }
    rows = []
    for row in facts.rows():
        employment, source = employments[row["worker"]], _source(row.get("source") or roster.source)
        place = " ".join(str(row.get(name)) for name in key)[:80]
        if (employment.pk, place, source) in held:
            continue
        held.add((employment.pk, place, source))
        more = {n: plain(v) for n, v in row.items() if v is not None and n not in WHOSE}
        rows.append(
            PackRow(employment=employment, table=table, place=place, source=source, more=more)
        )
    PackRow.objects.bulk_create(rows, batch_size=CHUNK)
    return [str(row.pk) for row in rows]


WHOSE = ("worker", "source")


def _source(source: str) -> str:
    from gongyou.centre import codes

    return source if source in dict(codes.SOURCES) else "other"


def _short(table: str, values: dict) -> dict:
    """Texts cut to what the columns hold."""
    return {n: v[:60] if isinstance(v, str) else v for n, v in values.items()}


def _key(table, employment, source, row) -> tuple:
    return (employment, _source(source), *(row.get(name) for name in TABLES[table].own_key))


def _held(table, employments) -> set:
    ids = [e.pk for e in employments.values() if not e.fresh]
    found = set()
    for start in range(0, len(ids), 500):
        rows = MODELS[table].objects.filter(employment__in=ids[start : start + 500])  # type: ignore[misc]
        found |= set(rows.values_list("employment_id", "source", *TABLES[table].own_key))
    return found


@transaction.atomic
def undo_roster(*, by: Actor, roster: Roster) -> Roster:
    """Take back everything that the import brought.

    Raises:
        CannotUndo: somebody has opened cases or intakes, or noted something, on it since.
    """
    by.require(Right.WRITE, roster.compartment)
    if roster.status != "imported":
        return roster
    made = roster.created
    used = sum(
        model.objects.filter(employment__in=part).count()
        for model in (Case, Intake)
        for part in _parts(made["employments"])
    )
    used += sum(
        model.everything.filter(worker__in=part).count()
        for model in (Appointment, Contact, Note)
        for part in _parts(made["workers"])
    )
    if used:
        raise CannotUndo(used)
    own = {table.name for table in schema_of(roster.pack).own()}
    for table in made.keys() - {"workers", "employments", "everyone"}:
        model = PackRow if table in own else MODELS[table]
        _delete(model, made[table])
    _delete(Employment, made["employments"])
    _delete(Worker, made["workers"])
    counts = {name: len(ids) for name, ids in made.items()}
    roster.created, roster.status = {}, "undone"
    roster.save()
    journal.append(by, "centre.undo_roster", roster, changes=counts, about=[roster.employer])
    return roster


def _parts(ids):
    ids = iter(ids)
    while part := list(islice(ids, 500)):
        yield part


def _delete(model, ids) -> None:
    for part in _parts(ids):
        model.objects.filter(pk__in=part).delete()
