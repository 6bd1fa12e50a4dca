"""What papers need beside the facts: entered once, corrected at any time."""

from django.db import transaction
from django.utils import timezone

from gongyou.centre.models import Case, Employer, Letterhead, Opponent, Particulars, Witness
from gongyou.vault.public import Actor, Compartment, Right, journal


@transaction.atomic
def set_particulars(*, by: Actor, case: Case, **values: str) -> Particulars:
    """Enter or correct what the papers of a case need; an empty text takes a value back."""
    by.require(Right.WRITE, case.compartment_id)
    found = Particulars.objects.filter(case=case).first()
    row = found or Particulars(case=case, compartment_id=case.compartment_id)
    return _keep(by, "centre.set_particulars", row, case, values)


@transaction.atomic
def set_opponent(*, by: Actor, employer: Employer, **values: str) -> Opponent:
    """Enter or correct an employer's seat and who answers for it."""
    by.require(Right.WRITE, employer.compartment_id)
    found = Opponent.objects.filter(employer=employer).first()
    row = found or Opponent(employer=employer, compartment_id=employer.compartment_id)
    return _keep(by, "centre.set_opponent", row, employer, values)


def _keep(by: Actor, act: str, row, about, values: dict[str, str]):
    """Seal what changed and say so; the same values again leave no entry."""
    row.seal(by, **values)
    changed = row.take_sealed_changes()
    if changed:
        row.save()
        journal.append(by, act, row, sealed=changed, about=[about])
    return row


@transaction.atomic
def add_witness(*, by: Actor, case: Case, **values: str) -> Witness:
    """Enter someone who can say something in a case."""
    by.require(Right.WRITE, case.compartment_id)
    witness = Witness(case=case)
    witness.seal(by, **values)
    sealed = witness.take_sealed_changes()
    witness.save()
    journal.append(by, "centre.add_witness", witness, sealed=sealed, about=[case])
    return witness


@transaction.atomic
def withdraw_witness(*, by: Actor, witness: Witness) -> Witness:
    """The witness is not named any more; the entry stays in the history."""
    by.require(Right.WRITE, witness.case.compartment_id)
    if witness.withdrawn_on is None:
        witness.withdrawn_on = timezone.localdate()
        witness.save(update_fields=["withdrawn_on"])
        changes = {"withdrawn_on": (None, witness.withdrawn_on)}
        journal.append(
            by, "centre.withdraw_witness", witness, changes=changes, about=[witness.case]
        )
    return witness


@transaction.atomic
def set_letterhead(
    *, by: Actor, compartment: Compartment, name: str, phone: str, address: str
) -> Letterhead:
    """What the centre is called on papers of a compartment, and how to reach it."""
    by.require(Right.WRITE, compartment)
    found = Letterhead.objects.filter(compartment=compartment).first()
    row = found or Letterhead(compartment=compartment)
    new = {"name": name, "phone": phone, "address": address}
    changes = {
        field: (getattr(row, field), value)
        for field, value in new.items()
        if getattr(row, field) != value
    }
    if changes:
        for field, value in new.items():
            setattr(row, field, value)
        row.save()
        journal.append(by, "centre.set_letterhead", row, changes=changes)
    return row
