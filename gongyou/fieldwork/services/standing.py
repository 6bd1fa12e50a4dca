"""Acts on what the organisation stands on: money, pressure, legal status, load."""

import datetime as dt

from django.db import transaction

from gongyou.fieldwork.models import Funding, LegalStatus, Load, Pressure
from gongyou.vault.public import Actor, Right, journal


def _made(by: Actor, row, act: str, sealed: dict, changes: dict):
    by.require(Right.WRITE, row.compartment_id)
    row.seal(by, **{name: text for name, text in sealed.items() if text})
    row.take_sealed_changes()
    row.save()
    journal.append(by, act, row, changes=changes)
    return row


@transaction.atomic
def note_funding(
    *,
    by: Actor,
    compartment,
    funder: str,
    amount,
    starts: dt.date,
    ends: dt.date,
    conditional: bool | None = None,
    conditions: str = "",
) -> Funding:
    """Note money that was committed for a time."""
    row = Funding(
        compartment=compartment, amount=amount, starts=starts, ends=ends, conditional=conditional
    )
    sealed = {"funder": funder, "conditions": conditions}
    return _made(by, row, "fieldwork.note_funding", sealed, {"ends": (None, ends)})


@transaction.atomic
def note_pressure(
    *,
    by: Actor,
    compartment,
    kind: str,
    on: dt.date,
    what: str,
    source: str = "",
    response: str = "",
) -> Pressure:
    """Note what was done to the organisation."""
    row = Pressure(compartment=compartment, kind=kind, on=on)
    sealed = {"what": what, "source": source, "response": response}
    return _made(by, row, "fieldwork.note_pressure", sealed, {"kind": (None, kind)})


@transaction.atomic
def note_status(
    *,
    by: Actor,
    compartment,
    kind: str,
    since: dt.date,
    renew_by: dt.date | None = None,
    note: str = "",
) -> LegalStatus:
    """Note a legal status; the one before ends on that day."""
    by.require(Right.WRITE, compartment)
    LegalStatus.objects.filter(compartment=compartment, ended_on=None).update(ended_on=since)
    row = LegalStatus(compartment=compartment, kind=kind, since=since, renew_by=renew_by)
    return _made(by, row, "fieldwork.note_status", {"note": note}, {"kind": (None, kind)})


@transaction.atomic
def note_load(*, by: Actor, compartment, week: dt.date, hours: float, strain: int) -> Load:
    """Note one's own week, from its Monday; said again it replaces."""
    monday = week - dt.timedelta(days=week.weekday())
    mine = Load.objects.filter(compartment=compartment, account=by.account, week=monday)
    row = mine.first() or Load(compartment=compartment, account=by.account, week=monday)
    sealed = {"hours": f"{hours:g}", "strain": str(strain)}
    return _made(by, row, "fieldwork.note_load", sealed, {})
