"""What papers need beside the facts, opened for those who may read names."""

from gongyou.centre.models import Case, Letterhead, Opponent, Particulars, Witness
from gongyou.centre.models.particulars import OF_CASE, OF_OPPONENT, OF_WITNESS
from gongyou.vault.public import Actor, reveal_many


def of_cases(actor: Actor, cases: list[Case]) -> dict:
    """Case id → what its papers need, every name there, empty where nothing is known."""
    rows = list(Particulars.objects.filter(case__in=[case.pk for case in cases]))
    opened = reveal_many(actor, rows, list(OF_CASE))
    by_case = {row.case_id: opened.get(row.pk) or {} for row in rows}
    return {case.pk: _texts(by_case.get(case.pk), OF_CASE) for case in cases}


def of_employers(actor: Actor, cases: list[Case]) -> dict:
    """Employer id → its seat and who answers for it."""
    rows = list(Opponent.objects.filter(employer__in={case.employer_id for case in cases}))
    opened = reveal_many(actor, rows, list(OF_OPPONENT))
    by_employer = {row.employer_id: opened.get(row.pk) or {} for row in rows}
    return {
        case.employer_id: _texts(by_employer.get(case.employer_id), OF_OPPONENT) for case in cases
    }


def witnesses_of(actor: Actor, cases: list[Case]) -> dict:
    """Case id → its witnesses that stand, each with what is known of them."""
    rows = list(Witness.objects.filter(case__in=[c.pk for c in cases], withdrawn_on=None))
    opened = reveal_many(actor, rows, list(OF_WITNESS))
    found: dict = {case.pk: [] for case in cases}
    for row in rows:
        found[row.case_id].append(_texts(opened.get(row.pk), OF_WITNESS) | {"pk": row.pk})
    return found


def letterhead_of(compartment_id) -> Letterhead:
    """What the centre is called on papers; empty texts while nobody said."""
    found = Letterhead.objects.filter(compartment=compartment_id).first()
    return found or Letterhead(compartment_id=compartment_id)


def _texts(opened: dict | None, names) -> dict[str, str]:
    return {name: (opened or {}).get(name) or "" for name in names}
