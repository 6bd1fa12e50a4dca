"""From many to one over a million open cases: which employers share what, within half a minute.

`python -m benchmarks.collective_findings [cases]`. Rows are written straight into the tables;
what is measured is the question. Bars: 30 s and 4 GiB.
"""

import random
import sys
import time
from datetime import date, timedelta
from uuid import UUID

from benchmarks.collective_room import machine, open_centre, peak, say, tell

CASES, EMPLOYERS, PART = 1_000_000, 20_000, 20_000
GRIEVANCES = ("severance", "overtime", "wages_unpaid", "leave", "social_insurance")


def fill(people, count: int) -> None:
    """Open cases at many employers, one or two grievances each."""
    from django.db import transaction

    chance = random.Random(1)
    employers = _employers(people.inside)
    for start in range(0, count, PART):
        with transaction.atomic():
            _write(people.inside, employers, range(start, min(start + PART, count)), chance)


def _employers(inside) -> list:
    from gongyou.centre.public import Employer

    made = []
    for n in range(EMPLOYERS):
        employer = Employer(compartment=inside)
        employer.rename(f"东莞{chr(0x4E00 + n % 5000)}{chr(0x5E00 + n // 5000)}制衣厂")
        made.append(employer)
    Employer.objects.bulk_create(made, batch_size=2000)
    return [employer.pk for employer in made]


def _write(inside, employers: list, numbers: range, chance: random.Random) -> None:
    """Workers, spells, cases and grievances of some numbers."""
    from gongyou.centre.public import Case, CaseGrievance, Employment, Worker

    cases, codes = [], []
    for n in numbers:
        key = UUID(int=n + 1)
        case = {
            "id": key,
            "worker_id": key,
            "employment_id": key,
            "employer_id": employers[int(chance.random() ** 2 * EMPLOYERS)],
            "claimed": chance.randrange(1000, 90000),
            "next_deadline": date(2025, 6, 1) + timedelta(days=chance.randrange(900)),
        }
        cases.append(case)
        chosen = chance.sample(GRIEVANCES, chance.choice((1, 1, 2)))
        codes += [
            {"id": UUID(int=2 * n + place + 1), "case_id": key, "code": code}
            for place, code in enumerate(chosen)
        ]
    spells = [
        {"id": case["id"], "worker_id": case["id"], "employer_id": case["employer_id"]}
        for case in cases
    ]
    bands = {"claimed_low": 900, "claimed_high": 95000, "opened_on": date(2025, 1, 1)}
    workers = [{"id": UUID(int=n + 1), "pseudonym": f"G-{n:07}"} for n in numbers]
    _insert(Worker(compartment=inside), workers)
    _insert(Employment(compartment=inside), spells)
    _insert(Case(compartment=inside, **bands), cases)
    _insert(CaseGrievance(), codes)


def _insert(like, rows: list[dict]) -> None:
    """Rows like one object but for what each says, written without an object for each."""
    from django.db import connection

    columns = {field.attname: field for field in like._meta.concrete_fields}
    fixed = {
        name: field.get_db_prep_save(field.pre_save(like, True), connection)
        for name, field in columns.items()
    }
    values = (
        [
            columns[name].get_db_prep_save(row[name], connection) if name in row else fixed[name]
            for name in columns
        ]
        for row in rows
    )
    names = ", ".join(field.column for field in columns.values())
    places = ", ".join(["%s"] * len(columns))
    with connection.cursor() as cursor:
        table = like._meta.db_table
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({places})", values)


def main(count: int = CASES) -> int:
    """Report and give 1 when a bar is missed."""
    people = open_centre()
    from gongyou.collective.queries.findings import findings

    print(f"Findings over {count:,} open cases; {machine()}")
    fill(people, count)
    before = peak()
    began = time.perf_counter()
    found = findings(people.coordinator, on=date(2026, 1, 1))
    kept = say(f"{len(found)} findings", time.perf_counter() - began, 30)
    small = peak() < 4096
    print(f"  memory before the question {before:.0f} MiB")
    tell("peak memory", ours=f"{peak():.0f} MiB", bar="4096 MiB", kept=small)
    return 0 if kept and small else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
