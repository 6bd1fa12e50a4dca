"""Reading the fund: balances, totals to publish, a receipt by its code."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Sum

from gongyou.collective.codes_of_people import ASSETS, EXPENSES, FUND_ACCOUNTS, INCOME, label
from gongyou.collective.models import CollectiveCase, FundEntry, FundLine
from gongyou.collective.typed_codes import SIGNS

ZERO = Decimal(0)


def balances(case: CollectiveCase, day: date | None = None) -> dict[str, Decimal]:
    """Each account's sum of debits less credits, until the end of a day."""
    lines = FundLine.objects.filter(entry__case=case)
    if day:
        lines = lines.filter(entry__on__lte=day)
    found = lines.order_by().values_list("account").annotate(n=Sum("amount"))
    return {code: ZERO for code, _label in FUND_ACCOUNTS} | {a: Decimal(n) for a, n in found}


def lowest_from(case: CollectiveCase, account: str, day: date) -> Decimal:
    """The lowest balance an account has at the end of a day or of any later one."""
    rows = FundLine.objects.filter(entry__case=case, account=account).order_by("entry__on")
    held, lowest = ZERO, None
    by_day: dict[date, Decimal] = {}
    for on, amount in rows.values_list("entry__on", "amount"):
        by_day[on] = by_day.get(on, ZERO) + amount
    for on, amount in by_day.items():
        if on > day:
            lowest = held if lowest is None else lowest
        held += amount
        if on >= day:
            lowest = held if lowest is None else min(lowest, held)
    return held if lowest is None else lowest


@dataclass
class Account:
    """The fund in totals: nothing in it names anyone."""

    day: date
    assets: list
    income: list
    expenses: list
    received: Decimal
    spent: Decimal
    left: Decimal
    givers: int
    receipts: int


def published(case: CollectiveCase, day: date) -> Account:
    """The totals until a day, as they may be published."""
    held = balances(case, day)
    entries = FundEntry.objects.filter(case=case, on__lte=day, reversed_by=None)
    given = entries.filter(kind__in=["contribution", "gift"])

    def lines(codes, sign=1):
        return [(label(code), sign * held[code]) for code in codes]

    return Account(
        day=day,
        assets=lines(ASSETS),
        income=lines(INCOME, -1),
        expenses=lines(EXPENSES),
        received=-sum((held[c] for c in INCOME), ZERO),
        spent=sum((held[c] for c in EXPENSES), ZERO),
        left=sum((held[c] for c in ASSETS), ZERO),
        givers=given.filter(member__isnull=False).values("member").distinct().count(),
        receipts=given.count(),
    )


def receipt(code: str) -> dict | None:
    """What anyone who holds a receipt's code may know: day, amount, whether it was taken back."""
    entry = FundEntry.objects.filter(receipt=plain(code)).exclude(receipt="").first()
    if entry is None:
        return None
    amount = sum((n for n in entry.lines.values_list("amount", flat=True) if n > 0), ZERO)
    back = FundEntry.objects.filter(reverses=entry).first()
    return {"on": entry.on, "amount": amount, "reversed_on": back.on if back else None}


def plain(code: str) -> str:
    """A code as it is kept, however it was typed."""
    signs = "".join(sign for sign in code.upper() if sign in SIGNS)[:16]
    return "-".join(signs[n : n + 4] for n in range(0, len(signs), 4))


def over_time(case: CollectiveCase) -> dict | None:
    """The balance after each day with a booking, as a picture."""
    rows = (
        FundLine.objects.filter(entry__case=case, account__in=ASSETS)
        .order_by("entry__on")
        .values_list("entry__on")
        .annotate(n=Sum("amount"))
    )
    days, values, held = [], [], ZERO
    for on, amount in rows:
        held += amount
        days.append(on.isoformat())
        values.append(str(held))
    if not days:
        return None
    series = [{"name": "", "values": values, "step": "end", "area": True}]
    return {"kind": "line", "unit": "CNY", "categories": days, "series": series}
