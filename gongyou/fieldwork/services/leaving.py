"""What left the house: noted, so that a withdrawal can say it."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from gongyou.fieldwork.models import Departure, Study, Text
from gongyou.vault.public import Actor, journal


@transaction.atomic
def depart(
    *,
    by: Actor,
    study: Study,
    kind: str,
    to: str,
    people: Iterable = (),
    texts: Iterable[Text] = (),
    passages: int = 0,
) -> Departure:
    """Note that a file with passages went out."""
    made = Departure(
        study=study,
        kind=kind,
        on=timezone.localdate(),
        participants=sorted(str(pk) for pk in people),
        texts=sorted(str(text.pk) for text in texts),
        passages=passages,
        by=by.account,
    )
    made.seal(by, to=to)
    made.take_sealed_changes()
    made.save(force_insert=True)
    journal.append(by, "fieldwork.depart", made, sealed={})
    return made
