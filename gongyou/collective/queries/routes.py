"""What each route yielded, side by side: same members, claims, money, days."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, Sum

from gongyou.centre.public import Case
from gongyou.collective.models import CollectiveCase, Member, Share, SharePayment


@dataclass
class Yield:
    """One route: people, what was claimed, what was granted or promised, what arrived.

    Sums are None while nobody's is known: no award is not an award of nothing, and where no source
    tells of a payment it is not known that none came.
    """

    route: str
    people: int
    claimed: Decimal | None
    granted: Decimal | None
    received: Decimal | None
    days: int | None

    @property
    def share(self) -> Decimal | None:
        """What arrived as a share of what was claimed."""
        if self.received is None or not self.claimed:
            return None
        return self.received / self.claimed


def compare(case: CollectiveCase) -> list[Yield]:
    """The collective route and the individual one of the same members."""
    return [_collective(case), _legal(case)]


def _collective(case: CollectiveCase) -> Yield:
    members = Member.objects.filter(case=case).order_by()
    sums = members.aggregate(n=Count("id"), claimed=Sum("owed_total"))
    promised = Share.objects.filter(promise__case=case).aggregate(s=Sum("amount"))["s"]
    whole = case.promises.filter(shares=None).aggregate(s=Sum("amount"))["s"]
    granted = [amount for amount in (promised, whole) if amount is not None]
    paid = SharePayment.objects.filter(case=case).aggregate(s=Sum("amount"))["s"]
    if paid is None and case.promises.exists():
        untold = case.promises.filter(told=False, done_on=None).exists()
        paid = None if untold else Decimal(0)
    last = case.sharepayments.order_by("-on").values_list("on", flat=True).first()
    return Yield(
        "collective",
        sums["n"],
        sums["claimed"],
        sum(granted, Decimal(0)) if granted else None,
        paid,
        (last - case.opened_on).days if last else None,
    )


def _legal(case: CollectiveCase) -> Yield:
    cases = Case.objects.filter(memberships__case=case).order_by()
    sums = cases.aggregate(
        n=Count("worker", distinct=True),
        claimed=Sum("claimed"),
        awarded=Sum("awarded"),
        received=Sum("received"),
    )
    spans = [
        (closed - opened).days  # type: ignore[operator]
        for opened, closed in cases.filter(closed_on__isnull=False).values_list(
            "opened_on", "closed_on"
        )
    ]
    spans.sort()
    return Yield(
        "legal",
        sums["n"],
        sums["claimed"],
        sums["awarded"],
        # A case begins with nothing received; what is paid is never nothing.
        sums["received"] or None,
        spans[len(spans) // 2] if spans else None,
    )
