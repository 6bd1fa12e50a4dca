"""Taking the chronicle out as a file; it is an act that the journal keeps."""

from django.db import transaction

from gongyou.collective.models import CollectiveCase
from gongyou.collective.queries.chronicle import as_data
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def export_chronicle(*, by: Actor, case: CollectiveCase) -> dict:
    """The case in the form labour-case/1."""
    by.require(Right.EXPORT, case.compartment_id)
    data = as_data(by, case)
    journal.append(by, "collective.export_chronicle", case, changes={"count": len(data)})
    return data
