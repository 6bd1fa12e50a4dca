"""Who is in charge of which case: given, handed over, in bulk."""

from collections import defaultdict

from django.db import transaction

from gongyou.centre.models import Case, Duty, Task
from gongyou.centre.queries.team import may_be_in_charge
from gongyou.vault.public import Account, Actor, Compartment, NotYours, Right, journal

NAMED = 200  # an entry names so many cases


@transaction.atomic
def assign(*, by: Actor, cases: list[Case], to: Account | None) -> int:
    """Put somebody in charge of many cases at once, or nobody; how many changed.

    Open tasks go along where they were the former one's.

    Raises:
        NotYours: one of the cases is not the actor's to change, or who is to be in charge does
            not work with names in its compartment.
    """
    by_circle: dict = defaultdict(list)
    for case in cases:
        if case.assigned_to_id != getattr(to, "pk", None):
            by_circle[case.compartment_id].append(case)
    for circle, found in by_circle.items():
        by.require(Right.WRITE, circle)
        if to is not None and to.pk not in {account.pk for account in may_be_in_charge([circle])}:
            raise NotYours
        for start in range(0, len(found), NAMED):
            _hand(by, circle, found[start : start + NAMED], to)
    return sum(map(len, by_circle.values()))


def _hand(by: Actor, circle, cases: list[Case], to: Account | None) -> None:
    before = sorted({case.assigned_to.login for case in cases if case.assigned_to})
    for case in cases:
        tasks = Task.objects.filter(case=case, done_on=None, assigned_to=case.assigned_to_id)
        tasks.exclude(assigned_to=None).update(assigned_to=to)
        case.assigned_to = to
    Case.objects.bulk_update(cases, ["assigned_to"])
    changes = {
        "assigned_to": (", ".join(before) or None, to.login if to else None),
        "count": (None, len(cases)),
    }
    act = "centre.assign_cases" if to else "centre.unassign_cases"
    journal.append(by, act, changes=changes, about=cases, compartment=circle)


@transaction.atomic
def set_duty(*, by: Actor, compartment: Compartment, on, account: Account) -> Duty:
    """Somebody is there for walk-ins on a day; once, however often it is said."""
    by.require(Right.WRITE, compartment)
    duty, made = Duty.objects.get_or_create(compartment=compartment, on=on, account=account)
    if made:
        changes = {"on": (None, on), "account": (None, account.login)}
        journal.append(by, "centre.set_duty", duty, changes=changes, compartment=compartment)
    return duty


@transaction.atomic
def drop_duty(*, by: Actor, duty: Duty) -> None:
    """Somebody is not there after all."""
    by.require(Right.WRITE, duty.compartment_id)
    changes = {"on": (duty.on, None), "account": (duty.account.login, None)}
    circle = duty.compartment
    duty.delete()
    journal.append(by, "centre.drop_duty", changes=changes, compartment=circle)
