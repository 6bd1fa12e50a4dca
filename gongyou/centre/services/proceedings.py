"""Where a case lies with an authority: entered when it is known, corrected at any time."""

from django.db import transaction

from gongyou.centre.models import Case, Proceeding
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def add_proceeding(*, by: Actor, case: Case, stage: str, authority: str, **values) -> Proceeding:
    """Enter an authority with the case's number there, who decides and the other side's agent."""
    by.require(Right.WRITE, case.compartment_id)
    row = Proceeding(compartment_id=case.compartment_id, case=case, stage=stage)
    return _keep(by, "centre.add_proceeding", row, authority=authority, **values)


@transaction.atomic
def correct_proceeding(*, by: Actor, proceeding: Proceeding, **values) -> Proceeding:
    """As it is; what stood before stays in the history."""
    by.require(Right.WRITE, proceeding.compartment_id)
    return _keep(by, "centre.correct_proceeding", proceeding, **values)


def _keep(by: Actor, act: str, row: Proceeding, **values) -> Proceeding:
    changes = row.change(by, **values)
    sealed = row.take_sealed_changes()
    if changes or sealed:
        row.save()
        about = [row.case, row.case.worker]
        journal.append(by, act, row, changes=changes, sealed=sealed, about=about)
    return row
