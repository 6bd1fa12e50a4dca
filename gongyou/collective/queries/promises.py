"""Promised and paid: what stood open on any day."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Sum

from gongyou.collective.models import CollectiveCase, Promise, Share, SharePayment
from gongyou.collective.queries.offers import said_by
from gongyou.vault.public import Actor, reveal_many

UNPAID = ("overdue", "open", "partly")


@dataclass
class PromiseLine:
    """One promise as it stood on a day.

    state: kept, open (no day was fixed, or it is still to come), overdue, partly, not_told.
    """

    promise: Promise
    text: str
    note: str
    state: str
    promised: Decimal | None
    paid: Decimal
    members: int
    waiting: int

    @property
    def paid_is_known(self) -> bool:
        """Whether nothing paid means nothing: not where no source tells what became of it."""
        return bool(self.paid) or self.state != "not_told"

    @property
    def outstanding(self) -> Decimal | None:
        """What had not arrived; None where no amount is known."""
        return None if self.promised is None else max(self.promised - self.paid, Decimal(0))


def on_day(actor: Actor, case: CollectiveCase, day: date, lang: str = "en") -> list[PromiseLine]:
    """Every promise made until a day, as it stood at the end of that day."""
    made = case.promises.filter(promised_on__lte=day).select_related("agreement__offer")
    promises = list(made.order_by("promised_on", "id"))
    texts = reveal_many(actor, promises, ["text", "note"])
    sums = _sums(promises, day)
    lines = [_line(p, texts.get(p.pk, {}), sums[p.pk], day) for p in promises]
    for line in lines:
        line.text = line.text or _by_offer(line.promise, lang)
    return lines


def _by_offer(promise: Promise, lang: str) -> str:
    """A promise without a text of its own is what the offer of its agreement gives."""
    agreement = promise.agreement
    return said_by(agreement.offer, lang) if agreement and agreement.offer else ""


@dataclass
class _Sums:
    shares: Decimal | None = None
    members: int = 0
    paid: Decimal = Decimal(0)
    settled: int = 0


def _sums(promises: list[Promise], day: date) -> dict:
    found = {promise.pk: _Sums() for promise in promises}
    shares = Share.objects.filter(promise__in=promises).order_by()
    for row in shares.values("promise").annotate(total=Sum("amount"), n=Count("id")):
        found[row["promise"]].shares = row["total"]
        found[row["promise"]].members = row["n"]
    until = SharePayment.objects.filter(promise__in=promises, on__lte=day).order_by()
    for row in until.values("promise").annotate(total=Sum("amount")):  # type: ignore[assignment]
        found[row["promise"]].paid = row["total"]
    got = {
        (row["promise"], row["member"]): row["total"]
        for row in until.filter(member__isnull=False)
        .values("promise", "member")
        .annotate(total=Sum("amount"))
    }
    for promise, member, amount in shares.values_list("promise", "member", "amount"):
        found[promise].settled += got.get((promise, member), Decimal(0)) >= amount
    return found


def _line(promise: Promise, texts: dict, sums: _Sums, day: date) -> PromiseLine:
    promised = sums.shares if sums.shares is not None else promise.amount
    return PromiseLine(
        promise=promise,
        text=texts.get("text") or "",
        note=texts.get("note") or "",
        state=_state(promise, promised, sums.paid, day),
        promised=promised,
        paid=sums.paid,
        members=sums.members,
        waiting=sums.members - sums.settled,
    )


def _state(promise: Promise, promised, paid: Decimal, day: date) -> str:
    if promise.done_on and promise.done_on <= day:
        return "kept"
    if not promise.told and promise.done_on is None:
        return "not_told"
    late = promise.due_on is not None and promise.due_on < day
    if paid and (promised is None or paid < promised):
        return "partly" if late else "open"
    return "overdue" if late else "open"


def unpaid(lines: list[PromiseLine]) -> list[PromiseLine]:
    """What was promised and had not been carried out."""
    return [line for line in lines if line.state in UNPAID]


def not_told(lines: list[PromiseLine]) -> list[PromiseLine]:
    """What was promised and of which no source tells whether it was carried out."""
    return [line for line in lines if line.state == "not_told"]


def kept(lines: list[PromiseLine]) -> list[PromiseLine]:
    """What had been carried out."""
    return [line for line in lines if line.state == "kept"]


def picture(lines: list[PromiseLine]) -> dict:
    """Promises due as a timeline: from the day they were made to the day they were due or kept."""
    tones = {"kept": "ok", "overdue": "bad", "partly": "warn", "open": "info", "not_told": "info"}
    events = []
    for n, line in enumerate(lines, 1):
        promise = line.promise
        end = promise.done_on or promise.due_on
        events.append(
            {
                "date": promise.promised_on.isoformat(),
                "end": end.isoformat() if end and end > promise.promised_on else None,
                "label": line.text[:60],
                "lane": f"{n}. {line.text[:18]}",
                "tone": tones[line.state],
            }
        )
    return {"kind": "timeline", "events": events}


def paid_by_member(promise: Promise, members: list) -> dict:
    """Member → what arrived for them."""
    rows = SharePayment.objects.filter(promise=promise, member__in=members).order_by()
    return dict(rows.values_list("member").annotate(total=Sum("amount")))
