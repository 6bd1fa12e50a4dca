"""One worker, every entitlement of the Chinese pack, every step explained, in a warm process.

The peer is OpenFisca-core with a trace of the nine common rules: it knows no whole pack.
"""

import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import wraps
from typing import Any

import numpy as np

from benchmarks.law_before import before
from benchmarks.law_roster import roster
from benchmarks.law_rules import law
from benchmarks.report import say
from gongyou.law import Claim, Facts, claim, claims, load_pack
from gongyou.law.engine import Pack
from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.language.values import as_owed, owed

ON = date(2024, 12, 1)
BAR_MS, CHANGED_SECONDS = 0.7, 0.3


def worker() -> Facts:
    """Seven years at a plant in Shenzhen, dismissed without a reason; 36 pay slips."""
    months = [date(2021 + m // 12, m % 12 + 1, 1) for m in range(6, 42)]
    return Facts(
        employment={
            "worker": "G-7Q4K",
            "place": "440306",
            "start": date(2017, 9, 1),
            "end": date(2024, 6, 30),
            "end_kind": "unlawful_dismissal",
            "contract_written": True,
            "full_time": True,
            "agreed_wage": Decimal("5200"),
            "working_time_system": "standard",
            "leave_taken_days": 0,
            "total_service_years": 9,
        },
        pay=[
            {
                "month": month,
                "due": Decimal("5210.50"),
                "paid": Decimal("4980.00"),
                "base_wage": Decimal("4000.00"),
                "hours_normal": Decimal(174),
                "hours_overtime_workday": Decimal(20),
                "hours_overtime_restday": Decimal(16),
                "hours_overtime_holiday": Decimal(0),
                "overtime_pay_paid": Decimal("700.00"),
            }
            for month in months
        ],
        events=[{"kind": "demand_to_employer", "date": date(2024, 8, 1)}],
    )


def explained(made: Claim) -> int:
    """Read everything that a claim says, so that nothing is left for later."""
    read = 0
    for result in made:
        read += len(result.articles) + len(result.parameters)
        for step in result.steps:
            read += len(step.inputs) + len(step.rows or ())
    return read


def median_ms(function: Callable[[], object], rounds: int = 200) -> float:
    """Processor time in the middle of many runs, after enough for the law to be compiled."""
    for _ in range(25):
        function()
    spans = []
    for _ in range(rounds):
        began = time.thread_time()
        function()
        spans.append(time.thread_time() - began)
    return statistics.median(spans) * 1000


def openfisca_ms() -> float:
    """OpenFisca's nine rules with trace for one worker."""
    from openfisca_core.simulations import Simulation

    from benchmarks import law_openfisca as peer

    rules = peer.system(tuned=False)
    spans = peer.months_until(peer.END_MONTH, 36)

    def run() -> None:
        simulation = Simulation(rules, rules.instantiate_entities())
        simulation.trace = True
        simulation.populations["worker"].count = 1
        simulation.populations["worker"].ids = range(1)
        once = {"place": 0, "leave_untaken": 5, "start": 17000, "end": 20220, "signed": 17100}
        for name, value in once.items():
            simulation.set_input(name, "ETERNITY", np.array([value]))
        simulation.set_input("place_name", "ETERNITY", np.array(["p440300"], object))
        for month in spans:
            for name in ("base_wage", "due", "paid", "workday_hours", "restday_hours"):
                simulation.set_input(name, month, np.array([5000.0], np.float32))
            simulation.set_input("holiday_hours", month, np.array([0.0], np.float32))
        peer._calculate(simulation, spans, tuned=False)

    return median_ms(run, 30)


def replaced(pack: Pack) -> tuple[list[float], list[float]]:
    """Processor seconds from a rule that is replaced to one worker's claim, and to a roster's.

    Of every eighth rule that is a number: some reach one entitlement, some most of them.
    """
    people = roster(300)
    claims(people, pack, ON)  # as everybody who compares two laws
    traced = graph_of(pack).traced
    numbers = [
        name
        for name, rule in pack.rules.items()
        if traced[name].expr.kind == "num" and len(rule.variants) == 1
    ]
    alone, many = [], []
    for name in numbers[::8]:
        for spans, compute in (
            (alone, lambda law: claim(worker(), law, ON)),
            (many, lambda law: claims(people, law, ON)),
        ):
            other = twice(pack.rules[name].variants[0].function)
            began = time.process_time()
            compute(pack.changed(rules={name: other}))
            spans.append(time.process_time() - began)
    return alone, many


def twice(function: Callable[..., Any]) -> Callable[..., Any]:
    """A rule that says twice as much."""

    @wraps(function)
    def made(*values: Any) -> Any:
        found = as_owed(function(*values))
        return owed(found.amount * 2, dict(found.unless))

    return made


def nine_rules() -> Facts:
    """The same worker for the nine rules."""
    names = ("base_wage", "due", "paid", "workday_hours", "restday_hours", "holiday_hours")
    pay = [
        {"month": date(2022 + m // 12, m % 12 + 1, 1), **dict.fromkeys(names, Decimal(50))}
        for m in range(4, 40)
    ]
    spell = {"place": "440300", "start": date(2016, 7, 18), "end": date(2025, 5, 12)}
    return Facts(employment={**spell, "signed": date(2016, 10, 26), "leave_untaken": 5}, pay=pay)


def main() -> None:
    """All of the pack, then the nine rules beside OpenFisca."""
    pack, facts = load_pack("cn"), worker()
    whole = median_ms(lambda: claim(facts, pack, ON))
    read = median_ms(lambda: explained(claim(facts, pack, ON)))
    written = median_ms(lambda: claim(facts, pack, ON).to_json(), 50)
    known = {"and_all_read_ms": read, "and_written_ms": written}
    say(
        "law_one",
        f"one worker, all {len(pack.entitlements)} entitlements explained, ms",
        ours=whole,
        before=before("one", "200"),
        bar=f"at most {BAR_MS}",
        kept=whole <= BAR_MS,
        **known,
    )
    alone, many = replaced(pack)
    say(
        "law_one",
        f"one of {len(many)} rules replaced: first answers for 300 workers, seconds, 9 in 10",
        ours=statistics.quantiles(many, n=10)[-1],
        middle=statistics.median(many),
        most=max(many),
        one_worker=max(alone),
        bar=f"at most {CHANGED_SECONDS}",
        kept=max(statistics.quantiles(many, n=10)[-1], *alone) <= CHANGED_SECONDS,
    )
    few = nine_rules()
    ours = median_ms(lambda: explained(claim(few, law, ON)))
    theirs = openfisca_ms()
    say(
        "law_one",
        "one worker, the nine rules with trace, ms, beside OpenFisca",
        ours=ours,
        peer=theirs,
        ratio=theirs / ours,
        kept=theirs > ours,
    )


if __name__ == "__main__":
    main()
