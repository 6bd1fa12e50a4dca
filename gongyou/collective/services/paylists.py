"""Payments of many out of a pay list or a bank's file: seen first, undone as a whole."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from gongyou.centre.public import person_key
from gongyou.collective.models import Member, PayList, Promise, SharePayment
from gongyou.collective.services.promises import settle
from gongyou.law.workbooks import PaidRow, UnreadRow, read_payments
from gongyou.vault.public import Actor, Right, files, journal, reveal_many


@dataclass(frozen=True)
class Matched:
    """A line and the member it is for: `open` is what their share still lacks; None: no share."""

    row: PaidRow
    member: Member
    on: date
    name: str
    open: Decimal | None

    @property
    def over(self) -> bool:
        """Whether more came than is still open."""
        return self.open is not None and self.row.amount > self.open


@dataclass
class Preview:
    """What a file would record, and every line that it would not."""

    matched: list[Matched] = field(default_factory=list)
    unread: list[UnreadRow] = field(default_factory=list)
    stated: list[Decimal] = field(default_factory=list)
    missing: list[Member] = field(default_factory=list)

    @property
    def total(self) -> Decimal:
        """What would be recorded."""
        return sum((one.row.amount for one in self.matched), Decimal(0))


@transaction.atomic
def upload_pay_list(*, by: Actor, promise: Promise, upload, on: date | None = None) -> PayList:
    """Keep a file to be looked at; `on`: the day for lines that name none.

    Raises:
        Refused: it is no file that may be kept.
        CannotRead: nothing in it reads like a list of payments.
    """
    case = promise.case
    by.require(Right.WRITE, case.compartment_id)
    stored = files.store(by, case.compartment, upload, kind="paylist", under=case)
    made = PayList(case=case, promise=promise, file=stored, default_on=on, owner=by.account)
    read_payments(files.read_file(by, stored), "list")
    made.save()
    journal.append(by, "collective.upload_pay_list", case, changes={"count": 1})
    return made


def preview(actor: Actor, pay_list: PayList) -> Preview:
    """The file read anew and matched with the members of the case.

    A member is found by pseudonym, identity number, staff number or phone; by the name alone only
    where one member and one person of the file have it.
    """
    read = read_payments(files.read_file(actor, pay_list.file), "list")
    people = _People(actor, pay_list.promise)
    found = Preview(unread=list(read.unread), stated=read.stated)
    names = _people_of_name(read.rows)
    seen: set = set()
    for row in read.rows:
        member, why = people.of(row, names[person_key(row.name)])
        on = row.on or pay_list.default_on
        if member is not None and on is None:
            why = "no_day"
        elif member is not None and on is not None and on > timezone.localdate():
            why = "future"
        elif member is not None and (key := (member.pk, row.amount, on)) in seen | people.recorded:
            why = "twice" if key in seen else "recorded"
        if why or member is None or on is None:
            found.unread.append(UnreadRow(row.cell, why, _held(row)))
            continue
        seen.add((member.pk, row.amount, on))
        found.matched.append(
            Matched(
                row, member, on, people.names.get(member.pk, ""), people.take(member, row.amount)
            )
        )
    paid = {one.member.pk for one in found.matched}
    found.missing = [m for m in people.waiting() if m.pk not in paid]
    return found


def _people_of_name(rows: list[PaidRow]) -> Counter:
    """Name → of how many people with that name the file tells, by number or identity number."""
    known = defaultdict(set)
    for row in rows:
        if number := row.id_number or row.number or row.phone:
            known[person_key(row.name)].add(number)
    return Counter({name: len(told) for name, told in known.items()})


def _held(row: PaidRow) -> str:
    return " · ".join(filter(None, (row.name, row.number, str(row.amount), str(row.on or ""))))


class _People:
    """The members of a case by everything that a line may call them."""

    def __init__(self, actor: Actor, promise: Promise):
        members = list(
            Member.objects.visible_to(actor).filter(case=promise.case_id).select_related(
                "worker", "employment")
        )  # fmt: skip
        self.members = {member.pk: member for member in members}
        workers = {member.worker_id: member for member in members}
        told = reveal_many(actor, [m.worker for m in members], ["name", "phone", "id_number"])
        self.names = {workers[pk].pk: t.get("name") or "" for pk, t in told.items()}
        self.by: dict[str, dict[str, set]] = {
            name: defaultdict(set) for name in ("pseudonym", "id_number", "phone", "name")
        }
        for member in members:
            values = told.get(member.worker_id, {})
            self.by["pseudonym"][member.worker.pseudonym].add(member.pk)
            self.by["id_number"][_signs(values.get("id_number"))].add(member.pk)
            self.by["name"][person_key(values.get("name"))].add(member.pk)
            for phone in (values.get("phone") or "").replace("，", ",").split(","):
                self.by["phone"][_signs(phone)[-11:]].add(member.pk)
        self.open = _open_shares(promise)
        self.recorded = set(promise.payments.values_list("member_id", "amount", "on"))

    def of(self, row: PaidRow, namesakes: int) -> tuple[Member | None, str]:
        """The member of a line, or why there is none."""
        keys = {
            "pseudonym": row.pseudonym.upper(),
            "id_number": _signs(row.id_number),
            "phone": _signs(row.phone)[-11:],
        }
        for name, key in keys.items():
            found = self.by[name].get(key, set()) if key else set()
            if len(found) == 1:
                member = self.members[next(iter(found))]
                same = not row.name or self.by["name"].get(person_key(row.name), set()) & found
                return (member, "") if same else (None, "other_name")
        found = self.by["name"].get(person_key(row.name), set()) if row.name else set()
        if not found:
            return None, "no_member"
        if len(found) > 1 or namesakes > 1:
            return None, "namesakes"
        return self.members[next(iter(found))], ""

    def take(self, member: Member, amount: Decimal) -> Decimal | None:
        """What is open of a member's share before this line; the line is then counted."""
        before = self.open.get(member.pk)
        if before is not None:
            self.open[member.pk] = max(before - amount, Decimal(0))
        return before

    def waiting(self) -> list[Member]:
        """Members with an open share."""
        return [self.members[pk] for pk, left in self.open.items() if left and pk in self.members]


def _signs(text) -> str:
    return "".join(sign for sign in str(text or "") if sign.isalnum()).upper()


def _open_shares(promise: Promise) -> dict:
    """Member → what is still open of the share."""
    open_ = dict(promise.shares.values_list("member_id", "amount"))
    for member, amount in promise.payments.values_list("member_id", "amount"):
        if member in open_:
            open_[member] -= amount
    return open_


class NothingToRecord(ValueError):
    """No line of the file can be recorded, or it was recorded already."""


@transaction.atomic
def record_pay_list(*, by: Actor, pay_list: PayList, means: str = "bank") -> int:
    """Record every line that was matched; how many. Unread lines stay on the page of the list.

    Raises:
        NothingToRecord: there is none, or it was done before.
    """
    case = pay_list.case
    by.require(Right.WRITE, case.compartment_id)
    locked = PayList.objects.select_for_update().get(pk=pay_list.pk)
    found = preview(by, locked) if locked.state == "read" else Preview()
    if not found.matched:
        raise NothingToRecord
    rows = [
        SharePayment(case=case, promise=locked.promise, member=one.member, on=one.on,
                     amount=one.row.amount, means=means, proof=locked.file, pay_list=locked)
        for one in found.matched
    ]  # fmt: skip
    SharePayment.objects.bulk_create(rows, batch_size=1000)
    locked.state, locked.recorded = "recorded", len(rows)
    locked.save(update_fields=["state", "recorded"])
    settle(locked.promise)
    changes: dict = {"count": len(rows), "amount": (None, found.total)}
    journal.append(by, "collective.record_pay_list", case, changes=changes)
    return len(rows)


@transaction.atomic
def undo_pay_list(*, by: Actor, pay_list: PayList) -> int:
    """Take all payments of a list back as a whole; those withdrawn one by one stay so."""
    case = pay_list.case
    by.require(Right.WRITE, case.compartment_id)
    rows = SharePayment.objects.filter(pay_list=pay_list)
    values = {"withdrawn_on": timezone.localdate(), "withdrawn_why": "mistake"}
    count = rows.update(**values, withdrawn_by=by.account)
    pay_list.state = "undone"
    pay_list.save(update_fields=["state"])
    settle(pay_list.promise)
    journal.append(by, "collective.undo_pay_list", case, changes={"count": count})
    return count
