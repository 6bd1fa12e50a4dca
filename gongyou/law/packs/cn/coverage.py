"""How much of an ordinary worker's claim is decided in every city and prefecture of China.

    python -m gongyou.law.packs.cn.coverage

Each place gets the same plain facts: dismissed for want of work at 5,000 yuan a month in three
years, at 15,000 in one; wages short in June 2026, overtime, leave not given, pay of 1,500 for a
whole month. Printed is the share of places in which the amount is decided, in which it is a range
with both ends, in which the missing figure is named, and in which nothing is said (a fault).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from gongyou.law.engine.claim import Assessor
from gongyou.law.engine.facts import Facts
from gongyou.law.engine.graph import graph_of
from gongyou.law.engine.results import AMOUNT, UNDETERMINED, Result

from .declare import cn
from .place_names import MUNICIPALITIES, WHOLE_COUNTRY, rank, rows

DECIDED, RANGE, FLOOR, NAMED, SILENT = "decided", "range", "at least", "figure named", "silent"
OUTCOMES = (DECIDED, RANGE, FLOOR, NAMED, SILENT)
_OTHER_LAWS = ("71", "81", "82")
_LAID_OFF = {"end_kind": "layoff", "average_wage_12m": Decimal(5000)}
_TOLD = {"start": date(2020, 1, 1), "agreed_wage": Decimal(5000), "contract_written": True}
_EMPLOYED = _TOLD | {"end_kind": "ongoing"}


def _month(first: str, **columns: Any) -> dict[str, Any]:
    return {"month": date.fromisoformat(first)} | columns


def _layoff(start: str, end: str, wage: int = 5000) -> dict[str, Any]:
    days = {"start": date.fromisoformat(start), "end": date.fromisoformat(end)}
    return _LAID_OFF | days | {"average_wage_12m": Decimal(wage)}


_OVERTIME = {
    "due": Decimal(5000),
    "paid": Decimal(5000),
    "hours_overtime_workday": Decimal(10),
    "hours_overtime_restday": Decimal(8),
    "hours_overtime_holiday": Decimal(0),
    "overtime_pay_paid": Decimal(0),
}
_BELOW = {"due": Decimal(1500), "paid": Decimal(1500), "days_worked": Decimal(23)}
_STANDARD = _EMPLOYED | {"working_time_system": "standard"}
_LEFT = _TOLD | {
    "end": date(2025, 12, 31),
    "end_kind": "resigned",
    "total_service_years": Decimal(6),
    "leave_taken_days": Decimal(0),
    "leave_taken_year_before": Decimal(5),
}
THREE_MONTHS = Decimal(15000)

Case = tuple[str, date, dict[str, Any], list[dict[str, Any]], Decimal | None]

CASES: dict[str, Case] = {
    # 2 years and 6 months count as three: 3 × 5,000
    "layoff 2019": (
        "severance",
        date(2019, 6, 1),
        _layoff("2016-11-01", "2019-04-30"),
        [],
        THREE_MONTHS,
    ),
    "layoff 2023": (
        "severance",
        date(2024, 3, 1),
        _layoff("2021-07-01", "2023-12-31"),
        [],
        THREE_MONTHS,
    ),
    "layoff 2026": (
        "severance",
        date(2026, 10, 1),
        _layoff("2024-02-01", "2026-08-31"),
        [],
        THREE_MONTHS,
    ),
    "layoff 2026 at 15,000": (
        *(
            "severance",
            date(2026, 10, 1),
            _layoff("2024-02-01", "2026-08-31", 15000),
            [],
            Decimal(45000),
        ),
    ),
    "wages short in June 2026": (
        *("wages.unpaid", date(2026, 10, 1), _EMPLOYED),
        [_month("2026-06-01", due=Decimal(5000), paid=Decimal(3000))],
        Decimal(2000),
    ),
    # 5,000 / 21.75 / 8 × (10 × 1.5 + 8 × 2)
    "overtime in May 2026": (
        *("overtime.standard", date(2026, 10, 1), _STANDARD),
        [_month("2026-05-01", **_OVERTIME)],
        Decimal("890.80"),
    ),
    # 5 days × 200 % × 5,000 / 21.75
    "leave of 2025 not given": (
        *("annual_leave.untaken_pay", date(2026, 2, 1), _LEFT, []),
        Decimal("2298.85"),
    ),
    "1,500 for July 2025": (
        *("minimum_wage.shortfall", date(2025, 9, 1), _EMPLOYED),
        [_month("2025-07-01", **_BELOW)],
        None,
    ),
    "1,500 for July 2026": (
        *("minimum_wage.shortfall", date(2026, 9, 1), _EMPLOYED),
        [_month("2026-07-01", **_BELOW)],
        None,
    ),
}
"""Name → entitlement, day of the claim, employment, pay, and the amount where no figure enters."""


def every_place() -> list[str]:
    """The codes of all cities, prefectures and municipalities in force under this law."""
    found = [row.code for row in rows() if not row.until and row.code != WHOLE_COUNTRY]
    cities = [code for code in found if rank(code) == 1 or code in MUNICIPALITIES]
    return [
        code
        for code in cities
        if not code.startswith(_OTHER_LAWS)
        and (code in MUNICIPALITIES or code[:2] + "0000" not in MUNICIPALITIES)
        and not code.endswith("9000")
    ]


def every_county() -> list[str]:
    """The codes of all districts, counties and county-level cities in force under this law."""
    found = [row.code for row in rows() if not row.until and rank(row.code) > 1]
    return [code for code in found if not code.startswith(_OTHER_LAWS)]


def outcome(pack: Any, place: str, case: str) -> tuple[str, Result]:
    """What is said of a case at a place; an amount that differs from the one by hand is silent."""
    code, on, employment, pay, expected = CASES[case]
    facts = Facts(employment={"worker": "A", "place": place, **employment}, pay=pay, events=[])
    result = Assessor(pack, facts, on, {}).result(pack.entitlements[f"{pack.name}.{code}"])
    if result.status == AMOUNT and result.amount:
        right = expected is None or abs(result.amount - expected) < Decimal("0.01")
        return DECIDED if right or not result.not_confirmed else SILENT, result
    if result.status != UNDETERMINED:
        return SILENT, result
    if result.least is not None and result.most is not None:
        return RANGE, result
    if result.least:
        return FLOOR, result
    return (NAMED if result.missing else SILENT), result


def measured(
    places: list[str], cases: Iterable[str] = tuple(CASES)
) -> Iterator[tuple[str, Counter[str]]]:
    """For each case how many of the places come to what."""
    graph_of(cn)
    for case in cases:
        yield case, Counter(outcome(cn, place, case)[0] for place in places)


def main() -> None:
    """Print the tables."""
    _print("cities", every_place(), tuple(CASES))
    _print("counties", every_county(), [case for case in CASES if case.startswith("1,500")])


def _print(name: str, places: list[str], cases: Iterable[str]) -> None:
    print(f"\n| {len(places)} {name} |", " | ".join(OUTCOMES), "|")
    print("|---|" + "---|" * len(OUTCOMES))
    for case, counts in measured(places, cases):
        shares = [f"{100 * counts[name] / len(places):.1f} %" for name in OUTCOMES]
        print(f"| {case} |", " | ".join(shares), "|")


if __name__ == "__main__":
    main()
