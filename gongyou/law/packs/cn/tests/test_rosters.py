"""One worker alone equals the same worker in a roster; what must hold for every worker."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.law import Facts, claim, claims, load_pack

from .people import amount, months

ON = date(2025, 7, 1)
PLACES = ["440100", "440300", "440306", "310000", "110000", "330100", "441900", "130000"]
KINDS = [
    *("resigned", "resigned_for_cause", "agreed_by_employer", "dismissed_no_fault"),
    *("dismissed_fault", "layoff", "expired", "unlawful_dismissal", "ongoing"),
]


class Roster:
    """Workers with gaps in their facts, the same ones every time."""

    def __init__(self, seed: int, size: int):
        self.random = random.Random(seed)
        self.employment: list[dict[str, Any]] = []
        self.pay: list[dict[str, Any]] = []
        self.events: list[dict[str, Any]] = []
        for number in range(size):
            self.add(f"G-{number:04d}")

    def maybe(self, share: float, value: Any) -> Any:
        return value if self.random.random() < share else None

    def pick(self, *values: Any) -> Any:
        return self.random.choice(values)

    def money(self, least: int, most: int) -> Decimal:
        return Decimal(self.random.randint(least * 100, most * 100)) / 100

    def add(self, worker: str) -> None:
        start = date(self.random.randint(2001, 2021), self.pick(1, 6, 12), self.pick(1, 15, 28))
        end = min(start + timedelta(days=self.random.randint(20, 5000)), date(2025, 6, 30))
        kind = self.pick(*KINDS)
        self.employment.append(
            {
                "worker": worker,
                "place": self.pick(*PLACES),
                "start": self.maybe(0.95, start),
                "end": None if kind == "ongoing" else self.maybe(0.95, end),
                "end_kind": self.maybe(0.95, kind),
                "end_cause": self.maybe(0.5, self.pick("unpaid_wages", "illness", "incompetence")),
                "agreed_wage": self.maybe(0.8, self.money(1500, 40000)),
                "average_wage_12m": self.maybe(0.3, self.money(1500, 60000)),
                "contract_written": self.maybe(0.8, self.pick(True, False)),
                "contract_signed": self.maybe(0.5, start + timedelta(days=self.pick(0, 20, 200))),
                "filed_on": self.maybe(0.3, end + timedelta(days=self.pick(-100, 30, 400))),
                "leave_taken_days": self.maybe(0.6, self.random.randint(0, 6)),
                "total_service_years": self.maybe(0.6, self.random.randint(0, 30)),
                "notice_given_days": self.maybe(0.6, self.pick(0, 10, 30)),
                "working_time_system": self.maybe(0.4, self.pick("standard", "irregular", "piece")),
                "disability_grade": self.maybe(0.2, self.random.randint(1, 10)),
                "not_insured": self.maybe(0.3, True),
                "open_ended_refused": self.maybe(0.2, True),
                "open_ended_due_from": self.maybe(0.2, start + timedelta(days=400)),
            }
        )
        for back in range(self.pick(0, 2, 12)):
            self.add_month(worker, end.year * 12 + end.month - 1 - back)
        for _ in range(self.pick(0, 0, 2)):
            kind = self.pick("demand_to_employer", "injury_grade", "leave_taken", "payment")
            day = end + timedelta(days=self.random.randint(-500, 500))
            value = None if kind == "demand_to_employer" else Decimal(self.pick(1, 3, 9))
            self.events.append({"worker": worker, "kind": kind, "date": day, "value": value})

    def add_month(self, worker: str, index: int) -> None:
        self.pay.append(
            {
                "worker": worker,
                "month": date(index // 12, index % 12 + 1, 1),
                "due": self.maybe(0.95, self.money(1000, 15000)),
                "paid": self.maybe(0.9, self.money(1000, 15000)),
                "base_wage": self.maybe(0.7, Decimal(2500)),
                "overtime_pay_paid": self.maybe(0.5, Decimal(300)),
                "hours_overtime_workday": self.maybe(0.7, Decimal(self.random.randint(0, 60))),
                "hours_overtime_restday": self.maybe(0.7, Decimal(self.random.randint(0, 40))),
                "days_absent": self.maybe(0.3, Decimal(self.pick(0, 2))),
                "si_base_paid": self.maybe(0.5, Decimal(self.pick(0, 4000))),
                "outdoor_or_hot": self.maybe(0.8, self.pick(True, False)),
                "deductions": self.maybe(0.3, Decimal(50)),
                "kind": self.maybe(0.3, self.pick("sick", "stoppage", "regular")),
                "housing_fund_personal": self.maybe(0.5, Decimal(0)),
            }
        )

    @property
    def tables(self) -> dict[str, list[dict[str, Any]]]:
        return {"employment": self.employment, "pay": self.pay, "events": self.events}

    def alone(self, worker: str) -> Facts:
        def rows(table: list[dict[str, Any]]) -> list[dict[str, Any]]:
            return [
                {k: v for k, v in row.items() if v is not None}
                for row in table
                if row["worker"] == worker
            ]

        (employment,) = rows(self.employment)
        return Facts(employment=employment, pay=rows(self.pay), events=rows(self.events))


def _said(row: dict[str, Any]) -> tuple:
    amount_ = None if row["amount"] is None else Decimal(row["amount"]).normalize()
    return row["status"], amount_, row["reason"] or None, sorted(row["missing"] or [])


def test_one_worker_alone_equals_the_same_worker_in_a_roster():
    roster = Roster(seed=20, size=30)
    together = claims(roster.tables, "cn", ON).to_pylist()
    for row in roster.employment:
        mine = {r["entitlement"]: _said(r) for r in together if r["worker"] == row["worker"]}
        for found in claim(roster.alone(row["worker"]), "cn", ON):
            amount_ = None if found.amount is None else found.amount.normalize()
            alone = (found.status, amount_, found.reason, sorted(found.missing))
            assert mine[found.code] == alone, (row["worker"], found.code)
    assert len(together) == 30 * len(load_pack("cn").entitlements)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 7000), st.integers(1, 400), st.integers(2000, 30000))
def test_more_service_never_gives_less(days, more, wage):
    start = date(2004, 3, 1)
    facts = {"start": start.isoformat(), "end_kind": "layoff", "wage_below_cap": True}
    facts |= {"average_wage_12m": wage, "local_minimum_wage": 1000, "place": "130000"}

    def owed(length: int) -> Decimal:
        end = start + timedelta(days=length)
        return amount("cn.severance", end=end.isoformat(), **facts) or Decimal(0)

    assert owed(days) <= owed(days + more)


@settings(max_examples=40, deadline=None)
@given(*[st.integers(0, 60)] * 4, st.integers(1, 30))
def test_more_overtime_never_lowers_the_claim(workday, rest, holiday, paid, more):
    def owed(hours: int) -> Decimal:
        pay = months(
            "2023-05-01",
            1,
            overtime_base=4000,
            hours_overtime_workday=hours,
            hours_overtime_restday=rest,
            hours_overtime_holiday=holiday,
            overtime_pay_paid=paid * 10,
        )
        facts = {"start": "2020-01-01", "end": "2023-12-31", "pay": pay}
        return amount("cn.overtime.standard", **facts) or Decimal(0)

    assert owed(workday) <= owed(workday + more)
