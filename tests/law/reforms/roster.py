"""Forty invented people of Shenzhen's districts, Guangzhou and Shanghai, the same on every run."""

from datetime import date
from decimal import Decimal

ON = date(2014, 12, 31)
PLACES = ("440300", "440306", "440304", "440100", "310000")
ENDS = ("agreed_by_employer", "resigned", "unlawful_dismissal", "expired")


def people(count=40):
    """Employment and pay; every tenth was told without a wage, every eighth without a place."""
    employment, pay = [], []
    for n in range(count):
        worker = f"G-{n:03d}"
        employment.append(
            {
                "worker": worker,
                "place": None if n % 8 == 7 else PLACES[n % 5],
                "start": date(2004 + n % 9, 1 + n % 12, 1),
                "end": date(2014, 11, 30),
                "end_kind": ENDS[n % 4],
                "average_wage_12m": None if n % 10 == 9 else Decimal(1500 + 700 * n),
                "agreed_wage": Decimal(1500 + 700 * n),
                "working_time_system": "standard",
                "full_time": True,
            }
        )
        for month in range(2, 8):
            wage = Decimal(1700 + 13 * n)
            pay.append({"worker": worker, "month": date(2014, month, 1), "due": wage})
    return {"employment": employment, "pay": pay}


def written(*changes, **more):
    """A reform as a mapping."""
    return {
        "reform": "trial",
        "pack": "cn",
        "title": {"en": "A trial", "zh-hans": "试验"},
        "source": "draft of 2014-01-15",
        "changes": list(changes),
        **more,
    }


def raised(value="2500", place="440300", **more):
    """A minimum wage of a place and below."""
    return {
        "figure": "minimum_wage_month",
        "where": {"place": place},
        "from": "2014-02-01",
        "set": value,
        **more,
    }
