"""Sharing one case with one person outside its compartment, for a while."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from gongyou.centre.models import Case, Loan, LoanKey, Note, Worker
from gongyou.centre.queries.consent import agreed
from gongyou.centre.queries.loans import lent_case, opened
from gongyou.vault.public import Account, Actor, Right, journal, lend_key

LONGEST = 366  # days


class NotAgreed(Exception):
    """The worker did not say that a copy may go to others."""


@transaction.atomic
def lend_case(*, by: Actor, case: Case, to: Account, until: date, fingerprint: bytes) -> Loan:
    """Let somebody outside read one case until a day; a sharing that runs takes the new day.

    Args:
        fingerprint: of the key whose words were compared with them.

    Raises:
        NotYours: the actor may not share here.
        NotAgreed: the worker was not asked, or said no.
        ValueError: the day is past or more than a year ahead.
        MemberListChanged: the key is not the compared one.
    """
    by.require(Right.SHARE, case.compartment_id)
    if not agreed(Worker.objects.filter(pk=case.worker_id), "share", "pk").exists():
        raise NotAgreed
    today = timezone.localdate()
    if not today <= until <= today + timedelta(days=LONGEST):
        raise ValueError("a day from today to a year ahead")
    drop_ended_keys()
    loan = Loan.objects.filter(case=case, account=to, ended_on=None, until__gte=today).first()
    before = loan.until if loan else None
    loan = loan or Loan(compartment_id=case.compartment_id, case=case, account=to,
                        lent_by=by.account)  # fmt: skip
    loan.until = until
    loan.save()
    sealed = lend_key(by, case, to, fingerprint)
    LoanKey.objects.update_or_create(loan=loan, defaults={"sealed": sealed})
    changes = {"until": (before, until), "account": (None, to.login)}
    journal.append(by, "centre.lend_case", loan, changes=changes, about=[case, case.worker, to])
    return loan


@transaction.atomic
def end_loan(*, by: Actor, loan: Loan) -> Loan:
    """End a sharing before its day."""
    by.require(Right.SHARE, loan.compartment_id)
    if loan.ended_on is None:
        loan.ended_on = timezone.localdate()
        loan.save(update_fields=["ended_on"])
        LoanKey.objects.filter(loan=loan).delete()
        changes = {"ended_on": (None, loan.ended_on), "account": (None, loan.account.login)}
        about = [loan.case, loan.account]
        journal.append(by, "centre.end_loan", loan, changes=changes, about=about)
    return loan


def drop_ended_keys() -> None:
    """Delete what opened cases whose sharing is over: at every start and every new sharing."""
    over = Q(loan__until__lt=timezone.localdate()) | Q(loan__ended_on__isnull=False)
    LoanKey.objects.filter(over).delete()


@transaction.atomic
def advise(*, by: Actor, loan: Loan, text: str, on: date, minutes: int | None = None) -> Note:
    """The borrower's advice, kept on the timeline of the case under the lent key.

    Raises:
        NotYours: the case is not, or no longer, shared with the actor.
    """
    case = lent_case(by, loan.pk).case
    note = Note(compartment_id=case.compartment_id, worker=case.worker, case=case, kind="advice",
                on=on, other="team", minutes=minutes, written_by=by.account)  # fmt: skip
    opened(by, loan).put(note, text=text)
    note.save()
    changes = {"kind": (None, "advice"), "on": (None, on), "minutes": (None, minutes)}
    about = [case, case.worker]
    journal.append(by, "centre.write_note", note, changes=changes, sealed={}, about=about)
    return note
