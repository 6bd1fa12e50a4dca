"""From many to one over a million open cases: which employers share what, within half a minute.

`python -m benchmarks.collective_findings [cases]`. Rows are written straight into the tables;
what is measured is the question. Bars: 30 s and 4 GiB.
"""

import random
import sys
import time
from datetime import date, timedelta

from benchmarks.collective_room import machine, open_centre, peak, say

CASES, EMPLOYERS, PART = 1_000_000, 20_000, 20_000
GRIEVANCES = ("severance", "overtime", "wages_unpaid", "leave", "social_insurance")


def fill(people, count: int) -> None:
    """Open cases at many employers, one or two grievances each."""
    from django.db import transaction

    from gongyou.centre.public import Case, CaseGrievance, Employer, Employment, Worker

    chance = random.Random(1)
    inside = people.inside
    employers = []
    for n in range(EMPLOYERS):
        employer = Employer(compartment=inside)
        employer.rename(f"东莞{chr(0x4E00 + n % 5000)}{chr(0x5E00 + n // 5000)}制衣厂")
        employers.append(employer)
    Employer.objects.bulk_create(employers, batch_size=2000)
    for start in range(0, count, PART):
        workers, spells, cases, codes = [], [], [], []
        for n in range(start, min(start + PART, count)):
            employer = employers[int(chance.random() ** 2 * EMPLOYERS)]
            worker = Worker(compartment=inside, pseudonym=f"G-{n:07}")
            spell = Employment(compartment=inside, worker=worker, employer=employer)
            case = Case(
                compartment=inside,
                worker=worker,
                employment=spell,
                employer=employer,
                opened_on=date(2025, 1, 1),
                claimed=chance.randrange(1000, 90000),
                claimed_low=900,
                claimed_high=95000,
                next_deadline=date(2025, 6, 1) + timedelta(days=chance.randrange(900)),
            )
            workers.append(worker)
            spells.append(spell)
            cases.append(case)
            chosen = chance.sample(GRIEVANCES, chance.choice((1, 1, 2)))
            codes += [CaseGrievance(case=case, code=code) for code in chosen]
        with transaction.atomic():
            for model, rows in (
                (Worker, workers),
                (Employment, spells),
                (Case, cases),
                (CaseGrievance, codes),
            ):
                model.objects.bulk_create(rows, batch_size=2000)


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
    print(f"  peak memory {peak():.0f} MiB (before the question {before:.0f} MiB; bar 4,096)")
    return 0 if kept and peak() < 4096 else 1


if __name__ == "__main__":
    raise SystemExit(main(*map(int, sys.argv[1:])))
