"""Events row by row for outside: by two people, each row only what its sources allow."""

from django.db import transaction
from django.utils import timezone

from gongyou.advocacy.models import Release
from gongyou.advocacy.released_rows import rows_of
from gongyou.advocacy.services.figures import NotReleasable
from gongyou.vault.public import Actor, Right, journal


@transaction.atomic
def release_events(
    *, by: Actor, compartment, title: str, events, audience: str = "", licence: str = ""
) -> Release:
    """Write down the rows that would go out; a second person publishes them.

    Args:
        events: those that were chosen; what this person may not see, was withdrawn or is counted
            with another event is left out.

    Raises:
        NotReleasable: no event is left.
    """
    by.require(Right.EXPORT, compartment)
    rows = rows_of(by, [event.code for event in events])
    if not rows:
        raise NotReleasable("no_rows")
    made = Release.objects.create(
        compartment=compartment,
        title=title,
        audience=audience,
        licence=licence,
        rows=rows,
        events=True,
        two_people=True,
        prepared_by=by.person,
        prepared_on=timezone.localdate(),
    )
    journal.append(by, "advocacy.release_events", made, changes={"rows": len(rows)})
    return made
