"""Noting what people agreed to, at intake, later, and for many at once."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone

from gongyou.centre import codes
from gongyou.centre.models import Consent, Worker
from gongyou.vault.public import Actor, Right, journal

CODES = dict(codes.CONSENTS)


@transaction.atomic
def record_consent(
    *, by: Actor, worker: Worker, verdicts: Mapping[str, str], told_on: date | None = None
) -> list[Consent]:
    """Note yes or no for some uses; a later no takes back an earlier yes, and the other way round.

    Raises:
        ValueError: a use or a verdict that does not exist, or a day in the future.
    """
    by.require(Right.WRITE, worker.compartment_id)
    told_on = told_on or timezone.localdate()
    if told_on > timezone.localdate():
        raise ValueError("nobody can have said it in the future")
    if not set(verdicts) <= set(CODES) or not set(verdicts.values()) <= {"yes", "no"}:
        raise ValueError("no use or no verdict of that name")
    known = {row.use: row for row in Consent.objects.filter(worker=worker)}
    changed, before = [], {}
    for use, verdict in verdicts.items():
        row = known.get(use) or Consent(worker=worker, use=use)
        if row.verdict == verdict:
            continue
        before[use] = (row.verdict or None, verdict)
        row.verdict, row.told_on, row.noted_by = verdict, told_on, by.account
        row.save()
        changed.append(row)
    if changed:
        journal.append(by, "centre.record_consent", worker, changes=before)
    return changed
