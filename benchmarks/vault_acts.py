"""What one act costs with the rows in the journal, beside the program before they were in it.

`python -m benchmarks.vault_acts [--quick]`: the same acts by the same services in two sealed
centres at once, ours and that of the last commit before (`BEFORE`), in turns of ten, so that a
busy machine hits both alike. `ours` and `peer` are milliseconds of processor an act, commit
included, the median over all turns: what the program does. `wall` is by the clock, mostly the disk.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

BEFORE, BAR, TURN = "d075e4b", 1.10, 10


def _acts(data: str) -> dict[str, Any]:
    """A new centre, and what is done in it: name → function of the number of the turn."""
    os.environ |= {
        "GONGYOU_DATA": data,
        "GONGYOU_DATABASE_KEY": "5a" * 32,
        "GONGYOU_PASSPHRASE_COST": "light",
        "GONGYOU_SECRET_KEY": "only for the benchmark, never anywhere else",
        "DJANGO_SETTINGS_MODULE": "gongyou.web.settings",
    }
    import django

    django.setup()
    from gongyou.centre.services import cases, people
    from gongyou.vault.commands import migrate
    from tests.people import make_people

    migrate()
    everyone = make_people()
    by, where = everyone.caseworker, everyone.inside
    worker = people.add_worker(by=by, compartment=where, name="李伟", phone="10012345678")
    firm = people.add_employer(by=by, compartment=where, name="东莞电子厂")
    start = date(2020, 1, 1)
    spell = people.add_employment(by=by, worker=worker, employer=firm)
    # Nobody is paid a thousand times: the sum of what a case received would grow with the turns.
    many = [
        cases.open_case(by=by, employment=spell, opened_on=start, compute=False) for _ in range(60)
    ]
    case = many[0]

    def add(n: int) -> None:
        people.add_worker(by=by, compartment=where, name=f"王芳{n}", phone=f"1001{n:07}")

    def change(n: int) -> None:
        people.change_worker(by=by, worker=worker, name=f"李伟{n}")

    def task(n: int) -> None:
        cases.add_task(by=by, compartment=where, title=f"call {n}", case=case)

    def pay(n: int) -> None:
        cases.record_payment(by=by, case=many[n % 60], on=start, amount=n % 90 + 1)

    return {"add a worker": add, "change a name": change, "note a task": task, "a payment": pay}


def serve(data: str) -> None:
    """Do a turn of each act for each line read; say how long each took."""
    acts, number = _acts(data), 0
    print("{}", flush=True)
    for _line in sys.stdin:
        took = {}
        for name, act in acts.items():
            began, wall = time.process_time(), time.perf_counter()
            for _ in range(TURN):
                number += 1
                act(number)
            spans = (time.process_time() - began, time.perf_counter() - wall)
            took[name] = [span * 1000 / TURN for span in spans]
        print(json.dumps(took), flush=True)


class Centre:
    """A centre in a process of its own, with the code of a folder."""

    def __init__(self, code: Path):
        self.data = tempfile.mkdtemp(prefix="gongyou-acts-")
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", self.data],
            cwd=code,
            env={**os.environ, "PYTHONPATH": str(code), "PYTHONSAFEPATH": "1"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.answer()
        self.took: dict[str, list] = defaultdict(list)

    def answer(self) -> dict:
        """What the process says next."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                return json.loads(line)
        raise RuntimeError("a centre ended early")

    def turn(self, kept: bool) -> None:
        """Each act ten times."""
        assert self.process.stdin is not None
        print("go", file=self.process.stdin, flush=True)
        for name, spans in self.answer().items():
            if kept:
                self.took[name].append(spans)

    def end(self) -> None:
        """Stop it, and take its folder away."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()
        shutil.rmtree(self.data)


def measure(turns: int) -> None:
    """Both centres in turns, the one and the other first by turns."""
    from benchmarks.commits import HERE, checked_out

    ours, before = Centre(HERE), Centre(checked_out(BEFORE))
    for turn in range(turns + 3):
        for centre in (ours, before) if turn % 2 else (before, ours):
            centre.turn(kept=turn >= 3)
    ours.end(), before.end()
    sums = [[0.0, 0.0], [0.0, 0.0]]
    for name in ours.took:
        both = [_medians(centre.took[name]) for centre in (ours, before)]
        sums = [[a + b for a, b in zip(x, y, strict=True)] for x, y in zip(sums, both, strict=True)]
        _tell(name, *both)
    _tell("all four", *sums, bar=BAR)


def _medians(spans: list[list[float]]) -> list[float]:
    return [statistics.median(span[i] for span in spans) for i in (0, 1)]


def _tell(name: str, ours: list[float], before: list[float], bar: float | None = None) -> None:
    from benchmarks.report import say

    ratio = ours[0] / before[0]
    barred = {"bar": f"{BAR} x", "kept": ratio <= bar} if bar else {}
    say(
        "vault_acts",
        name,
        ours=round(ours[0], 2),
        peer=round(before[0], 2),
        ratio=round(ratio, 3),
        wall=[round(ours[1], 2), round(before[1], 2), round(ours[1] / before[1], 3)],
        **barred,
    )


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("--quick", action="store_true")
    options.add_argument("--serve", metavar="FOLDER")
    chosen = options.parse_args()
    if chosen.serve:
        serve(chosen.serve)
    else:
        measure(10 if chosen.quick else 60)
