"""Cases that others share with somebody: asked by whom they are shared with, and until when."""

from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from gongyou.centre.models import Case, Loan, LoanKey
from gongyou.centre.queries.claims import ClaimPage, claim_page
from gongyou.centre.queries.consent import agreed
from gongyou.vault.public import Actor, Lent


def lent_to(actor: Actor):
    """What is shared with the actor today, as long as the worker says yes to it."""
    if actor.account is None or not actor.account.is_active:
        return Loan.objects.none()
    running = Loan.objects.filter(
        account=actor.account,
        ended_on=None,
        until__gte=timezone.localdate(),
        compartment__closed_at=None,
    )
    return (
        agreed(running, "share", "case__worker")
        .select_related("case__worker", "case__employer", "case__employment", "lent_by")
        .order_by("until")
    )


def lent_case(actor: Actor, pk) -> Loan:
    """One of them, or 404: not there, not theirs and over are one answer."""
    found = lent_to(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def loans_of(case: Case):
    """With whom a case is shared, the present ones first."""
    return case.loans.select_related("account", "lent_by").order_by("ended_on", "-until")


def opened(actor: Actor, loan: Loan) -> Lent:
    """The keys of a shared case; 404 where they were deleted or made for a former key."""
    key = LoanKey.objects.filter(loan=loan).first()
    if key is None:
        raise Http404
    return Lent(actor, loan.case, bytes(key.sealed))


@dataclass(frozen=True)
class Shared:
    """What the borrower reads of a case: this case alone, and nothing of the worker's others."""

    name: str | None
    phone: str | None
    summary: str | None
    stories: list[tuple]
    notes: list[tuple]
    proceedings: list[tuple]
    evidence: list[tuple]
    claim: ClaimPage | None


def shared_page(actor: Actor, loan: Loan, language: str) -> Shared:
    """Everything that the page of a shared case shows."""
    case, keys = loan.case, opened(actor, loan)
    version = case.employment.claims.first()
    codes = [g.code for g in case.grievances.all()]
    return Shared(
        name=keys.reveal(case.worker, "name"),
        phone=keys.reveal(case.worker, "phone"),
        summary=keys.reveal(case, "summary"),
        stories=[(i, keys.reveal(i, "story")) for i in case.intakes.all()],
        notes=[(n, keys.reveal(n, "text")) for n in case.notes.select_related("written_by")],
        proceedings=[
            (p, {name: keys.reveal(p, name) for name in ("number", "decider", "other_agent")})
            for p in case.proceedings.all()
        ],
        evidence=[(e, keys.reveal(e, "title")) for e in case.evidence.select_related("file").all()],
        claim=claim_page(version, language, codes) if version else None,
    )


def shared_panel(actor: Actor) -> dict | None:
    """For the first page of whom something is shared with; None otherwise."""
    found = list(lent_to(actor))
    return {"loans": found} if found else None
