"""3,000 workers, every entitlement of the Chinese pack, and five offers, from facts in memory.

In a process that has done it before; `first_time` says what the first time took.
No named peer computes this; the same roster one worker at a time stands beside it.
"""

import argparse
import random
import time
from datetime import date, timedelta
from decimal import Decimal

import pyarrow as pa

from benchmarks.law_before import before
from benchmarks.report import peak_gib, say, timed
from gongyou.law import Facts, claim, claims, load_pack
from gongyou.law.offers import cost_people, parse, people

ON = date(2024, 12, 1)
OFFERS = (
    "2000 per full year, at most 6 years; 166 per month if under one year",
    "70% of the claim",
    "100% of cn.severance",
    "300; 100 per further year beyond the first 1",
    "3000 per year of service",
)
PLACES = ("440306", "440100", "310000", "110000", "440600")


def roster(workers: int, months: int = 36) -> dict[str, pa.Table]:
    """A plant's roster with its pay months and some demands, in Arrow."""
    draw = random.Random(1)
    employment, pay, events = [], [], []
    for number in range(workers):
        worker = f"G-{number:05d}"
        start = date(2015, 1, 1) + timedelta(days=draw.randrange(2000))
        end = date(2023, 1, 1) + timedelta(days=draw.randrange(700))
        employment.append(_spell(draw, worker, start, end))
        for back in range(1, months + 1):
            index = end.year * 12 + end.month - 1 - back
            pay.append(_month(draw, worker, date(index // 12, index % 12 + 1, 1)))
        if draw.random() < 0.3:
            day = end + timedelta(days=100)
            events.append({"worker": worker, "kind": "demand_to_employer", "date": day})
    rows = {"employment": employment, "pay": pay, "events": events}
    return {name: pa.Table.from_pylist(table) for name, table in rows.items()}


def _spell(draw: random.Random, worker: str, start: date, end: date) -> dict:
    return {
        "worker": worker,
        "place": draw.choice(PLACES),
        "start": start,
        "end": end,
        "end_kind": draw.choice(["resigned", "layoff", "unlawful_dismissal", "expired"]),
        "contract_written": draw.random() < 0.7,
        "full_time": True,
        "agreed_wage": Decimal(draw.randrange(3000, 9000)),
        "working_time_system": "standard",
        "total_service_years": Decimal(draw.randrange(1, 25)),
        "leave_taken_days": Decimal(draw.randrange(6)),
    }


def _month(draw: random.Random, worker: str, month: date) -> dict:
    due = draw.randrange(250_000, 900_000)
    return {
        "worker": worker,
        "month": month,
        "due": Decimal(due) / 100,
        "paid": Decimal(due - draw.choice([0, 0, 5_000, 30_000])) / 100,
        "hours_normal": Decimal(174),
        "hours_overtime_workday": Decimal(draw.randrange(40)),
        "hours_overtime_restday": Decimal(draw.randrange(20)),
        "hours_overtime_holiday": Decimal(0),
    }


def with_offers(tables: dict[str, pa.Table]) -> int:
    """Claims, then each offer for everybody."""
    found = claims(tables, "cn", ON)
    offers = [parse(text) for text in OFFERS]
    codes = {code for offer in offers for code in offer.needs()}
    persons = people(tables["employment"], tables["pay"], found, on=ON, codes=codes)
    return sum(len(cost_people(offer, persons).rows) for offer in offers)


def one_by_one(tables: dict[str, pa.Table], workers: int) -> float:
    """Seconds that the roster would take one worker at a time, from some of them."""
    rows = {name: table.to_pylist() for name, table in tables.items()}
    some = rows["employment"][:50]
    began = time.perf_counter()
    for spell in some:
        mine = {
            n: [r for r in rows[n] if r["worker"] == spell["worker"]] for n in ("pay", "events")
        }
        claim(Facts(employment=spell, **mine), "cn", ON)
    return (time.perf_counter() - began) / len(some) * workers


def main() -> None:
    """Measure and judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=3000)
    parser.add_argument("--quick", action="store_true")
    asked = parser.parse_args()
    workers = 300 if asked.quick else asked.workers
    load_pack("cn")
    tables = roster(workers)
    cold, _ = timed(lambda: with_offers(tables), 1)
    alone, _ = timed(lambda: claims(tables, "cn", ON), 5)
    whole, costed = timed(lambda: with_offers(tables), 5)
    peak = peak_gib()
    earlier = before("offers", str(workers))
    say(
        "law_roster",
        f"{workers:,} workers x all entitlements x {len(OFFERS)} offers, seconds",
        ours=whole,
        peer=one_by_one(tables, workers),
        first_time=cold,
        claims_alone=alone,
        costed=costed,
        peak_gib=peak,
        before=earlier["seconds"],
        bar="at most 0.3, and not slower than 04e4e70" if workers >= 3000 else None,
        kept=whole <= min(0.3, earlier["seconds"]) if workers >= 3000 else None,
    )


if __name__ == "__main__":
    main()
