"""The daily pages of a large centre on SQLCipher: 95th percentile, and twenty people at once.

`python -m benchmarks.centre_load [--workers 100000] [--keep FOLDER]` builds a centre with that
many workers, twice as many cases and twenty times as many months of pay, then asks for the
pages through the program's own stack. A kept folder is used again. Beside the case list stands
the bare query behind it. Times in milliseconds, `ours` the 95th percentile.
"""

import argparse
import os
import random
import shutil
import sys
import tempfile
import threading
import time
import uuid
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from pathlib import Path

from benchmarks.report import say

BATCH = 5000
TODAY = date.today()  # noqa: DTZ011
BAR_PAGE, BAR_SEARCH, BAR_CHANGE = 0.2, 0.3, 0.3


def prepare(folder: Path) -> None:
    """Point the program at a folder of its own and set it up."""
    os.environ |= {
        "GONGYOU_DATA": str(folder),
        "GONGYOU_DATABASE_KEY": "5a" * 32,
        "GONGYOU_PASSPHRASE_COST": "light",
        "GONGYOU_SECRET_KEY": "only for the benchmark, never anywhere else",
        "GONGYOU_HOSTS": "localhost,127.0.0.1,testserver",
        "DJANGO_SETTINGS_MODULE": "gongyou.web.settings",
    }
    import django

    django.setup()
    from gongyou.vault.commands import migrate

    migrate()


def _settle() -> None:
    """As the server does when it starts."""
    from gongyou.web.longlived import settle

    settle()


def open_people():
    """The people of a kept centre, signed in anew; None if the folder is new."""
    from gongyou.vault.accounts.finding import find_account
    from gongyou.vault.accounts.services.accounts import open_account
    from gongyou.vault.public import Actor
    from tests.people import PASSPHRASE, People

    parts = {}
    for login in People.__annotations__.keys() - {"inside", "elsewhere"}:
        account = find_account(login)
        if account is None:
            return None
        parts[login] = Actor(account, open_account(account, PASSPHRASE))
    (inside,), (elsewhere,) = (parts[n].compartments() for n in ("coordinator", "outsider"))
    return People(inside=inside, elsewhere=elsewhere, **parts)


def build(workers: int):
    """The people of the tests, and a centre of that size in one compartment."""
    from gongyou.vault.commands import look_over
    from tests.people import make_people

    people = make_people()
    chance = random.Random(1)
    employers = _employers(people, max(20, workers // 50))
    for start in range(0, workers, BATCH):
        _batch(people, employers, chance, min(BATCH, workers - start))
        print(f"\r{start + BATCH:,} workers", end="", file=sys.stderr)
    print(file=sys.stderr)
    _pay()
    look_over()
    return people


def _employers(people, count: int) -> list:
    from gongyou.centre.models import Employer

    made = []
    places = ("东莞", "深圳", "广州", "佛山", "惠州", "中山")
    trades = ("电子", "制衣", "鞋业", "玩具", "五金", "家具", "灯饰", "皮具")
    for n in range(count):
        employer = Employer(compartment=people.inside)
        name = f"{places[n % 6]}{chr(0x4E00 + n % 4000)}{chr(0x5000 + n // 7 % 3000)}"
        employer.rename(f"{name}{trades[n % 8]}有限公司")
        made.append(employer)
    Employer.objects.bulk_create(made, batch_size=BATCH)
    return made


def _batch(people, employers, chance, count: int) -> None:
    from django.db import transaction

    from gongyou.centre import models
    from gongyou.centre.demo.generate import GIVEN, SURNAMES
    from gongyou.vault.public import new_pseudonyms, seal_many

    inside = people.inside
    rows: dict = {name: [] for name in ("e", "f", "c", "g", "d", "t")}
    with transaction.atomic():
        codes = new_pseudonyms(count)
        workers = [models.Worker(compartment=inside, pseudonym=code) for code in codes]
        names = [
            {
                "name": chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2)),
                "phone": f"100{chance.randrange(10**8):08d}",
            }
            for _ in workers
        ]
        seal_many(people.caseworker, list(zip(workers, names, strict=True)))
        models.Worker.objects.bulk_create(workers, batch_size=BATCH)
        for worker in workers:
            _one(rows, inside, worker, chance.choice(employers), chance, people)
        for key, model in (
            ("e", models.Employment),
            ("f", models.EmploymentFacts),
            ("c", models.Case),
            ("g", models.CaseGrievance),
            ("d", models.Deadline),
            ("t", models.Task),
        ):
            model.objects.bulk_create(rows[key], batch_size=BATCH)


def _pay() -> None:
    """Twenty months of pay for everyone, copied from one row inside the database."""
    from django.db import connection

    from gongyou.centre.models import EmploymentFacts, PayRecord

    someone = EmploymentFacts.objects.first()
    model = PayRecord(employment_id=someone.employment_id, source="payslip", month=someone.end)
    model.save()
    column = {
        "id": "printf('%%032x', row_number() OVER (ORDER BY f.rowid, n.i))",
        "employment_id": "f.employment_id",
        "source": "'worker'",
        "month": "date(f.\"end\", 'start of month', '-' || n.i || ' months')",
        "due": "f.average_wage_12m",
        "paid": "f.average_wage_12m",
    }
    names = [field.column for field in PayRecord._meta.concrete_fields]
    chosen = ", ".join(column.get(name, f'm."{name}"') for name in names)
    quoted = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) "
            f"INSERT INTO centre_payrecord ({quoted}) SELECT {chosen} "
            "FROM centre_employmentfacts f, n, centre_payrecord m WHERE m.id = %s",
            [model.pk.hex],
        )
        model.delete()


def _one(rows, inside, worker, employer, chance, people) -> None:
    from gongyou.centre import codes, grievances, models

    end = date(2014, 1, 1) + timedelta(days=chance.randrange(4500))
    start = end - timedelta(days=chance.randrange(200, 3000))
    employment = models.Employment(
        compartment=inside, worker=worker, employer=employer, start=start, end=end, place="441900"
    )
    rows["e"].append(employment)
    wage = Decimal(chance.randrange(2000, 7000))
    rows["f"].append(
        models.EmploymentFacts(
            employment=employment,
            source="worker",
            start=start,
            end=end,
            place="441900",
            end_kind="unlawful_dismissal",
            average_wage_12m=wage,
            contract_written=True,
        )
    )
    for ordinal in (1, 2):
        opened = end + timedelta(days=chance.randrange(400))
        status = chance.choice([code for code, _label in codes.STATUSES])
        due = TODAY + timedelta(days=chance.randrange(-900, 400))
        case = models.Case(
            compartment=inside,
            worker=worker,
            employment=employment,
            employer=employer,
            ordinal=ordinal,
            status=status,
            opened_on=opened,
            claimed=wage * 5,
            place="441900",
            next_deadline=due,
            assigned_to=people.caseworker.account,
            closed_on=opened if status in codes.CLOSED_STATUSES else None,
        )
        rows["c"].append(case)
        code = chance.choice(grievances.GRIEVANCES).code
        rows["g"].append(models.CaseGrievance(case=case, code=code))
        rows["d"].append(
            models.Deadline(
                compartment=inside, case=case, kind="limitation", due_on=due, computed=True
            )
        )
    if chance.random() < 0.1:
        rows["t"].append(
            models.Task(compartment=inside, case=case, kind="call", due_on=due, id=uuid.uuid4())
        )


def pages(people) -> dict:
    """The pages of the daily way: name → function that asks for one."""
    from django.urls import reverse

    from gongyou.centre.models import Case, Employer, Worker
    from gongyou.centre.services.claims import compute_claim

    chance = random.Random(2)
    cases = list(Case.objects.order_by("pk").values_list("pk", "employment_id")[:2000])
    chosen = chance.sample(cases, min(40, len(cases)))
    from gongyou.centre.models import Employment

    for _case, employment in chosen:
        compute_claim(by=people.caseworker, employment=Employment.objects.get(pk=employment))
    workers = list(Worker.objects.values_list("pk", flat=True)[:200])
    firms = list(Employer.objects.values_list("pk", flat=True)[:200])

    def get(name, options):
        return lambda client: client.get(reverse(f"centre:{name}", args=[chance.choice(options)]))

    def plain(address):
        return lambda client: client.get(address)

    def match(client):
        typed = chance.choice(["dongguan", "深圳", "电子", "wujin", "鞋业有限"])
        return client.post("/intake/employers/", {"employer_name": typed})

    def change(client):
        address = reverse("centre:fact_edit", args=[chance.choice(chosen)[1], "average_wage_12m"])
        wage = {"value": chance.randrange(2000, 9000), "source": "worker"}
        return client.post(address, wage, follow=True)

    return {
        "home": plain("/"),
        "cases": plain("/cases/"),
        "cases, page 30": plain("/cases/?page=30"),
        "cases, open about overtime": plain("/cases/?state=open&grievance=overtime"),
        "cases, deadline in 30 days": plain("/cases/?state=open&within=30"),
        "cases of a firm": plain("/cases/?q=深圳"),
        "workers": plain("/workers/"),
        "employers": plain("/employers/"),
        "deadlines": plain("/deadlines/"),
        "calendar": plain("/calendar/"),
        "intake form": plain("/intake/new/"),
        "employer as typed": match,
        "case": get("case", [pk for pk, _e in chosen]),
        "claim": get("case_claim", [pk for pk, _e in chosen]),
        "facts": get("employment_facts", [e for _pk, e in chosen]),
        "timeline": get("case_timeline", [pk for pk, _e in chosen]),
        "a changed fact, and the claim": change,
        "worker": get("worker", workers),
        "employer": get("employer", firms),
    }


def measure(people, rounds: int) -> None:
    """Median and 95th percentile of each page, one after another."""
    from django.test import Client

    from tests.people import sign_in

    client = sign_in(Client(), people.caseworker)
    bare = _bare(rounds)
    for name, ask in pages(people).items():
        ask(client)
        cpu = time.process_time()
        times = sorted(_timed(ask, client) for _ in range(rounds))
        cpu = (time.process_time() - cpu) / rounds
        bar = BAR_CHANGE if "changed" in name else BAR_PAGE
        peer = {"peer": bare} if name == "cases" else {}
        _tell(name, times, bar, processor=round(cpu * 1000, 1), **peer)
    _search(client, rounds)


def _timed(ask, client) -> float:
    began = time.perf_counter()
    answer = ask(client)
    took = time.perf_counter() - began
    if answer.status_code != 200:
        raise RuntimeError(f"{answer.status_code} for {answer.request['PATH_INFO']}")
    return took


def _p95(times: list[float]) -> float:
    """The 95th percentile of sorted times."""
    return times[min(len(times) - 1, int(len(times) * 0.95))]


def _tell(name: str, times: list[float], bar: float, **more) -> None:
    p95 = _p95(times)
    say(
        "centre_load",
        name,
        ours=round(p95 * 1000, 1),
        median=round(times[len(times) // 2] * 1000, 1),
        bar=f"{bar * 1000:.0f} ms",
        kept=p95 <= bar,
        **more,
    )


def _search(client, rounds: int) -> None:
    terms = ["李伟芳", "wang", "zhangm", "10012345678", "陈"]
    times = [_timed(partial(_ask_for, terms[n % 5]), client) for n in range(max(5, rounds // 4))]
    _tell("search of names after unlock", sorted(times), BAR_SEARCH)


def _ask_for(term: str, client):
    return client.post("/search/", {"q": term})


def _bare(rounds: int) -> float:
    """The bare query behind the case list, without the program: its 95th percentile."""
    from django.db import connection

    query = (
        "SELECT id, status, opened_on, claimed FROM centre_case WHERE compartment_id = "
        "(SELECT compartment_id FROM centre_case LIMIT 1) ORDER BY opened_on DESC, id DESC LIMIT 51"
    )
    times = []
    for _ in range(rounds):
        began = time.perf_counter()
        with connection.cursor() as cursor:
            cursor.execute(query)
            cursor.fetchall()
        times.append(time.perf_counter() - began)
    return round(_p95(sorted(times)) * 1000, 2)


def together(people, users: int = 20, seconds: float = 10) -> None:
    """Twenty people at once, each clicking on: answers a second, errors."""
    from django.db import connection
    from django.test import Client

    from tests.people import sign_in

    asks = list(pages(people).values())
    counts, errors, until = [], [], time.monotonic() + seconds
    clients = [sign_in(Client(), people.caseworker) for _ in range(users)]

    def click(client, seed):
        chance, done = random.Random(seed), 0
        try:
            while time.monotonic() < until:
                _timed(chance.choice(asks), client)
                done += 1
        except Exception as error:
            errors.append(repr(error))
        finally:
            counts.append(done)
            connection.close()

    threads = [threading.Thread(target=click, args=(c, n)) for n, c in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    what = f"{users} people at once, {sum(counts) / seconds:.1f} answers a second: errors"
    say("centre_load", what, ours=len(errors), bar="none", kept=not errors)


def documents(people, count: int) -> None:
    """Arbitration applications with claims as one PDF, made as the page makes them."""
    from gongyou.centre.documents import runs
    from gongyou.centre.models import Case, ClaimVersion

    cases = list(Case.objects.filter(ordinal=1)[:count])
    ClaimVersion.objects.all().delete()
    began, cpu = time.perf_counter(), time.process_time()
    run = runs.begin_run(
        by=people.caseworker, cases=cases, kind="application", form="pdf", language="zh-hans"
    )
    run = runs.work(people.caseworker, run)
    took = time.perf_counter() - began
    say(
        "centre_load",
        f"{len(cases):,} applications with claims as PDF",
        ours=f"{took:.1f} s",
        processor=round(time.process_time() - cpu, 1),
        megabytes=round(run.file.size / 1e6, 1),
        bar="60 s",
        kept=run.status == "done" and took <= 60,
    )


def main() -> None:
    """Build, measure, print JSON lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--quick", action="store_true", help="a small centre, to see that it runs")
    options = parser.parse_args()
    if options.quick:
        options.workers, options.rounds, options.documents = 1000, 5, 20
    folder = options.keep or Path(tempfile.mkdtemp(prefix="gongyou-bench-"))
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        prepare(folder)
        began = time.perf_counter()
        people = open_people() or build(options.workers)
        size = (folder / "gongyou.db").stat().st_size / 1e6
        built = time.perf_counter() - began
        print(f"{options.workers:,} workers, {size:,.0f} MB, built in {built:.0f} s", flush=True)
        _settle()
        measure(people, options.rounds)
        together(people)
        documents(people, options.documents)
    finally:
        if options.keep is None:
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
