"""What papers need beside the facts, opened for those who may read names."""

from gongyou.centre.models import (
    Case,
    CaseGrievance,
    EmploymentFacts,
    Evidence,
    FactEvent,
    Letterhead,
    Opponent,
    Particulars,
    PayRecord,
    Witness,
)
from gongyou.centre.models.particulars import OF_CASE, OF_OPPONENT, OF_WITNESS
from gongyou.vault.public import Actor, laptops, reveal_many


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


def grievances_of(cases: list[Case]) -> dict:
    """Case id → the codes of what it is about."""
    found: dict = {case.pk: [] for case in cases}
    for case, code in CaseGrievance.objects.filter(case__in=found).values_list("case", "code"):
        found[case].append(code)
    return found


def letterhead_of(compartment_id) -> Letterhead:
    """What the centre is called on papers; empty texts while nobody said."""
    found = Letterhead.objects.filter(compartment=compartment_id).first()
    return found or Letterhead(compartment_id=compartment_id)


def undecided(cases: list[Case]) -> set:
    """The cases of which two laptops changed something and nobody decided which value stands."""
    rows = laptops.rows_in_clash(cases[0].compartment_id) if cases else set()
    if not rows:
        return set()
    parts = {
        pk.hex: case
        for model, path in OF_A_CASE
        for pk, case in model.objects.filter(**{f"{path}__in": cases}).values_list("pk", path)
    }
    by_case = {parts[row] for row in rows & parts.keys()}
    return by_case | {
        case.pk
        for case in cases
        if rows & {pk.hex for pk in (case.pk, case.worker_id, case.employer_id, case.employment_id)}
    }


OF_A_CASE = (
    (Particulars, "case"),
    (Witness, "case"),
    (Evidence, "case"),
    (Opponent, "employer__cases"),
    (EmploymentFacts, "employment__cases"),
    (PayRecord, "employment__cases"),
    (FactEvent, "employment__cases"),
)


def _texts(opened: dict | None, names) -> dict[str, str]:
    return {name: (opened or {}).get(name) or "" for name in names}
