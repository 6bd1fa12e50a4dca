"""Searches that somebody keeps for themselves."""

from django.db import transaction

from gongyou.fieldwork.models import SavedQuery, Study
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def keep_search(*, by: Actor, study: Study, query: dict) -> SavedQuery:
    """Keep what was searched for, sealed; the same one is kept once."""
    by.require(Right.READ_IDENTITY, study.compartment_id)
    for row in SavedQuery.objects.filter(study=study, account=by.account):
        if row.reveal(by, "query") == query:
            return row
    made = SavedQuery(study=study, account=by.account)
    made.seal(by, query=query)
    made.take_sealed_changes()
    made.save(force_insert=True)
    journal.append(by, "fieldwork.keep_search", made, sealed={})
    return made


@transaction.atomic
def forget_search(*, by: Actor, saved: SavedQuery) -> None:
    """A kept search goes."""
    journal.append(by, "fieldwork.forget_search", saved, sealed={})
    saved.delete()
