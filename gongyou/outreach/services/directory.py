"""The directory: services, whether they are right, and who was sent there."""

from django.db import transaction
from django.utils import timezone

from gongyou.outreach.models import Confirmation, Organisation, Referral, Service
from gongyou.vault.public import Right, journal


@transaction.atomic
def add_service(*, by, compartment, organisation: str, **values) -> Service:
    """A service, with its organisation if that is new."""
    by.require(Right.WRITE, compartment)
    name = organisation.strip()
    owner = Organisation.objects.filter(compartment=compartment, name=name).first()
    if owner is None:
        owner = Organisation(compartment=compartment, name=name)
        owner.save()
    service = Service(organisation=owner, **values)
    service.save()
    journal.append(by, "outreach.add_service", service, changes={"name": (None, service.name)})
    return service


@transaction.atomic
def change_service(*, by, service: Service, **values) -> None:
    """Correct an entry."""
    by.require(Right.WRITE, service.compartment_id_of())
    changes = service.change(by, **values)
    if changes:
        service.save()
        journal.append(by, "outreach.change_service", service, changes=changes)


@transaction.atomic
def confirm_service(*, by, service: Service, **values) -> Confirmation:
    """Somebody asked whether an entry is right."""
    by.require(Right.WRITE, service.compartment_id_of())
    made = Confirmation(service=service, by=by.account, **values)
    made.save()
    changes = {"found": made.found, "how": made.how, "on": str(made.on)}
    journal.append(by, "outreach.confirm_service", made, changes=changes, about=[service])
    return made


@transaction.atomic
def refer(*, by, compartment, service: Service, told: str = "", **values) -> Referral:
    """Send somebody on, with what they agreed to."""
    by.require(Right.WRITE, compartment)
    made = Referral(compartment=compartment, service=service, **values)
    if told:
        made.seal(by, told=told)
    made.save()
    about = [made.intake] if made.intake_id else []
    journal.append(by, "outreach.refer", made, changes={"due": str(made.due_on)}, about=about)
    return made


@transaction.atomic
def close_referral(*, by, referral: Referral, outcome: str) -> None:
    """What came of it; it counts for the service's line."""
    by.require(Right.WRITE, referral.compartment)
    referral.outcome, referral.outcome_on = outcome, timezone.localdate()
    referral.save()
    journal.append(by, "outreach.close_referral", referral, changes={"outcome": outcome})
