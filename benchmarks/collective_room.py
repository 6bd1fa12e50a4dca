"""A throw-away centre for the benchmarks of the collective room."""

import os
import platform
import sys
import time
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from benchmarks import report

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongyou.web.settings_for_tests")

MEMBERS = 3000
DAY = date(2015, 4, 20)
MIB = 1024 * 1024


def open_centre():
    """Django with an empty encrypted database, and the people of the tests."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from tests.people import make_people

    return make_people()


def case_of(people, count: int = MEMBERS):
    """A collective case with that many generated members, what the law owes them counted."""
    from gongyou.centre.public import add_employer
    from gongyou.collective.services.cases import open_case
    from gongyou.collective.services.owed import count_law
    from gongyou.collective.services.people import Entry, add_people

    by, inside = people.coordinator, people.inside
    employer = add_employer(by=by, compartment=inside, name="利得鞋厂", place="440113")
    case = open_case(
        by=by, compartment=inside, title="利得", employer=employer, grievances=["severance"]
    )
    entries = [
        Entry(
            name=f"工友{n}",
            facts={
                "start": date(2008, 2, 1) + timedelta(days=n * 7 % 2500),
                "end": DAY,
                "end_kind": "dismissed_no_fault",
                "place": "440113",
                "contract_written": True,
                "average_wage_12m": Decimal(2600 + n % 1500),
            },
            where={"workshop": f"{n % 7 + 1}车间"},
        )
        for n in range(count)
    ]
    add_people(by=by, case=case, entries=entries, source="roster", joined_on=DAY)
    began = time.perf_counter()
    count_law(by=by, case=case, on=DAY)
    print(f"  the law for {count:,} members: {time.perf_counter() - began:.2f} s")
    return case


def say(what: str, seconds: float, bar: float) -> bool:
    """One measurement for the report; whether the bar is kept."""
    kept = seconds <= bar
    tell(what, ours=f"{seconds:.2f} s", bar=f"{bar:g} s", kept=kept)
    return kept


def tell(what: str, **measured) -> None:
    """One measurement of the benchmark that runs."""
    report.say(Path(sys.argv[0]).stem, what, **measured)


def peak() -> float:
    """The most memory that this process held, in MiB."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def machine() -> str:
    """Where it ran."""
    load = os.getloadavg()[0]
    return f"{os.cpu_count()} cores, {platform.machine()}, load {load:.1f}"
