"""Open and close a study; whoever may code in it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from gongyou.fieldwork.models import Coder, Study
from gongyou.vault.public import Actor, Compartment, Right, journal


@transaction.atomic
def open_study(
    *,
    by: Actor,
    desk: Compartment,
    field: Compartment,
    title: str,
    question: str = "",
    language: str = "zh-hans",
    on: dt.date | None = None,
) -> Study:
    """A study between two compartments: the desk where is coded, the field where people stand."""
    by.require(Right.WRITE, desk)
    by.require(Right.WRITE, field)
    study = Study(
        compartment=desk, field=field, language=language, opened_on=on or timezone.localdate()
    )
    study.seal(by, title=title, question=question)
    study.save()
    journal.append(by, "fieldwork.open_study", study, sealed={})
    return study


@transaction.atomic
def change_study(*, by: Actor, study: Study, **values) -> None:
    """Another title, question, language, or suggestions on and off."""
    changes = study.change(by, **values)
    study.save()
    journal.append(by, "fieldwork.change_study", study, changes=changes, sealed={})


def coder_of(by: Actor, study: Study) -> Coder:
    """The coder that an account is in a study; made when they first code.

    Call it inside the transaction of an act.
    """
    assert by.account is not None
    found = Coder.objects.filter(study=study, account=by.account).first()
    if found is None:
        found = Coder(study=study, account=by.account, guid=by.account.pk)
        found.save(force_insert=True)
    return found
