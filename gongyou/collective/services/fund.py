"""The solidarity fund. Every act books an entry of two lines that come to zero."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gongyou.collective.codes_of_people import ASSETS, EXPENSES, INCOME
from gongyou.collective.models import (
    CollectiveCase,
    FundEntry,
    FundLine,
    FundSignature,
    Member,
    Treasurer,
)
from gongyou.collective.queries import fund as queries
from gongyou.collective.services.ballots import new_code
from gongyou.collective.services.chronicle import note
from gongyou.vault.public import Actor, Right, files, journal, natural_id

TWO = 2


class NotBooked(ValueError):
    """A booking that can't be made; `args[0]`: amount, account, short, signatures, reversed."""


@transaction.atomic
def name_treasurer(*, by: Actor, case: CollectiveCase, member: Member, since: date) -> Treasurer:
    """A member becomes treasurer."""
    by.require(Right.WRITE, case.compartment_id)
    if member.case_id != case.pk:
        raise ValueError("not a member of the case")
    made, fresh = Treasurer.objects.get_or_create(
        case=case, member=member, until=None, defaults={"since": since}
    )
    if fresh:
        changes: dict = {"since": (None, since)}
        journal.append(by, "collective.name_treasurer", case, changes=changes, about=[member])
    return made


@transaction.atomic
def end_treasurer(*, by: Actor, treasurer: Treasurer, on: date) -> Treasurer:
    """A treasurer's office ends; what they signed stays."""
    case = treasurer.case
    by.require(Right.WRITE, case.compartment_id)
    changes: dict = {"until": (treasurer.until, on)}
    treasurer.until = on
    treasurer.save(update_fields=["until"])
    about = [treasurer.member]
    journal.append(by, "collective.end_treasurer", case, changes=changes, about=about)
    return treasurer


@transaction.atomic
def receive_money(
    *,
    by: Actor,
    case: CollectiveCase,
    on: date,
    amount: Decimal,
    into: str = "cash",
    member: Member | None = None,
    memo: str = "",
) -> FundEntry:
    """Book what a member (or, without one, somebody else) gave; the entry has a receipt code."""
    _ready(by, case, amount, into, ASSETS)
    if member and member.case_id != case.pk:
        raise ValueError("not a member of the case")
    kind, source = ("contribution", "contributions") if member else ("gift", "gifts")
    first = not case.fundentrys.exists()
    entry = _book(
        by,
        case,
        FundEntry(case=case, on=on, kind=kind, member=member, receipt=new_code()),
        {into: amount, source: -amount},
        memo,
    )
    if first:
        note(by, case, "fund", on, 2, "The solidarity fund receives its first money.")
    about = [member] if member else []
    changes: dict = {"on": (None, on), "amount": (None, amount)}
    journal.append(by, "collective.receive_money", case, changes=changes, about=about)
    return entry


@transaction.atomic
def spend_money(
    *,
    by: Actor,
    case: CollectiveCase,
    on: date,
    amount: Decimal,
    account: str,
    signed_by: list[Treasurer],
    out_of: str = "cash",
    short: str = "",
    memo: str = "",
    proof=None,
) -> FundEntry:
    """Book money spent, signed by two treasurers in office that day.

    Raises:
        NotBooked: "signatures", or "short" when more is spent than there is and no reason is named.
    """
    _ready(by, case, amount, out_of, ASSETS)
    if account not in EXPENSES:
        raise NotBooked("account")
    signers = {t.pk: t for t in signed_by if t.case_id == case.pk and t.serves(on)}
    if len({t.member_id for t in signers.values()}) < TWO:
        raise NotBooked("signatures")
    entry = FundEntry(case=case, on=on, kind="expense", short=short)
    if proof:
        entry.proof = files.store(by, case.compartment, proof, kind="evidence", under=case)
    _book(by, case, entry, {account: amount, out_of: -amount}, memo)
    FundSignature.objects.bulk_create(
        FundSignature(entry=entry, treasurer=t) for t in signers.values()
    )
    changes: dict = {"on": (None, on), "amount": (None, amount), "account": (None, account)}
    journal.append(by, "collective.spend_money", case, changes=changes)
    return entry


@transaction.atomic
def transfer_money(
    *, by: Actor, case: CollectiveCase, on: date, amount: Decimal, out_of: str, short: str = ""
) -> FundEntry:
    """Book that money was moved from cash to the bank or back."""
    _ready(by, case, amount, out_of, ASSETS)
    into = "bank" if out_of == "cash" else "cash"
    entry = FundEntry(case=case, on=on, kind="transfer", short=short)
    _book(by, case, entry, {into: amount, out_of: -amount})
    changes: dict = {"on": (None, on), "amount": (None, amount)}
    journal.append(by, "collective.transfer_money", case, changes=changes)
    return entry


@transaction.atomic
def reverse_entry(
    *, by: Actor, entry: FundEntry, on: date | None = None, short: str = "", memo: str = ""
) -> FundEntry:
    """Take a booking back by its opposite; the booking itself stays.

    Raises:
        NotBooked: "reversed" when it was taken back before, or is a reversal itself.
    """
    case = entry.case
    by.require(Right.WRITE, case.compartment_id)
    _lock(case)
    if entry.reverses_id or FundEntry.objects.filter(reverses=entry).exists():
        raise NotBooked("reversed")
    day = max(on or timezone.localdate(), entry.on)
    opposite = {line.account: -line.amount for line in entry.lines.all()}
    back = FundEntry(
        # Taken back on two laptops apart, it is one reversal when they meet, and not two.
        pk=natural_id("collective_fundentry", entry),
        case=case,
        on=day,
        kind="reversal",
        reverses=entry,
        member=entry.member,
        short=short,
    )
    _book(by, case, back, opposite, memo)
    journal.append(by, "collective.reverse_entry", case, changes={"on": (None, day)})
    return back


def _ready(by: Actor, case: CollectiveCase, amount: Decimal, account: str, allowed) -> None:
    by.require(Right.WRITE, case.compartment_id)
    _lock(case)
    if amount <= 0 or amount != amount.quantize(Decimal("0.01")):
        raise NotBooked("amount")
    if account not in allowed:
        raise NotBooked("account")


def _lock(case: CollectiveCase) -> None:
    """One booking of a fund at a time, so that two can't both spend the last money."""
    CollectiveCase.objects.select_for_update().get(pk=case.pk)


def _book(
    by: Actor, case, entry: FundEntry, lines: dict[str, Decimal], memo: str = ""
) -> FundEntry:
    if sum(lines.values()) != 0 or set(lines) - set(ASSETS + INCOME + EXPENSES):
        raise NotBooked("account")
    if not entry.short and any(_falls_short(case, entry.on, *line) for line in lines.items()):
        raise NotBooked("short")
    if memo:
        entry.seal(by, memo=memo)
        entry.take_sealed_changes()
    entry.save()
    FundLine.objects.bulk_create(
        FundLine(entry=entry, account=account, amount=amount) for account, amount in lines.items()
    )
    return entry


def _falls_short(case, day: date, account: str, amount: Decimal) -> bool:
    """Whether cash or bank would be below zero, on that day or on any later one."""
    if account not in ASSETS or amount > 0:
        return False
    return queries.lowest_from(case, account, day) + amount < 0
