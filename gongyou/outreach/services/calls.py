"""The hotline's log: no hour, no number but for a call back that is owed."""

from django.db import transaction
from django.utils import timezone

from gongyou.outreach.models import Call
from gongyou.vault.public import Right, journal, truncate_wal


@transaction.atomic
def log_call(*, by, compartment, note: str = "", number: str = "", **values) -> Call:
    """One call. A number is kept, sealed, only where a call back is owed."""
    by.require(Right.WRITE, compartment)
    call = Call(compartment=compartment, taken_by=by.account, **values)
    sealed = {"note": note}
    if values.get("done") == "call_back":
        sealed["number"] = number
    sealed = {name: text for name, text in sealed.items() if text}
    if sealed:
        call.seal(by, **sealed)
    call.take_sealed_changes()
    call.save()
    changes = {"topics": call.topics, "done": call.done}
    journal.append(by, "outreach.log_call", call, changes=changes, sealed={})
    return call


@transaction.atomic
def call_back(*, by, call: Call) -> None:
    """It was done: the number goes."""
    by.require(Right.WRITE, call.compartment)
    call.number = None
    call.called_back_on = timezone.localdate()
    call.save()
    changes = {"called_back_on": (None, call.called_back_on)}
    journal.append(by, "outreach.call_back", call, changes=changes, sealed={})
    transaction.on_commit(truncate_wal)
