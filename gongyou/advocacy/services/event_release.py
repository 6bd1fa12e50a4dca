"""Events row by row for outside: by two people, each row only what its sources allow."""

from django.db import transaction
from django.utils import timezone

from gongyou.advocacy.models import Event, Naming, Release
from gongyou.advocacy.queries.events.listing import events_of
from gongyou.advocacy.queries.events.public_level import public_view
from gongyou.advocacy.services.figures import NotReleasable
from gongyou.vault.public import Actor, Right, journal

OFFICIAL = frozenset({"register", "court"})
"""Sources that decided or registered it: they name the employer, nobody else does by a row."""


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
    made = Release.objects.create(  # type: ignore[misc]
        compartment=compartment,
        title=title,
        audience=audience,
        licence=licence,
        rows=rows,
        events=True,
        two_people=True,
        prepared_by=by.account,
        prepared_on=timezone.localdate(),
    )
    journal.append(by, "advocacy.release_events", made, changes={"rows": len(rows)})
    return made


def rows_of(by: Actor, codes: list[str]) -> list[dict]:
    """The rows as they may go out today: what is protected changes with the days."""
    today = timezone.localdate()
    named = set(Naming.objects.filter(state="published").values_list("employer", flat=True))
    found = events_of(by).filter(code__in=codes).order_by("starts", "code")
    return [_row(event, named, today) for event in found]


def _row(event: Event, named: set[str], today) -> dict:
    row = public_view(event, today)
    if event.source_kind not in OFFICIAL and event.employer_printed not in named:
        row.pop("employer", None)
    return row
