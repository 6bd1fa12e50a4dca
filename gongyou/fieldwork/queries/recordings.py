"""Recordings that may be heard: every speaker agreed that they were made."""

from __future__ import annotations

from gongyou.fieldwork.models import Recording, Taking
from gongyou.fieldwork.queries.consent import verdicts
from gongyou.vault.public import NotYours, Right


def audible(actor, right: Right = Right.READ_IDENTITY, **lookup) -> list[Recording]:
    """Recordings whose every participant allows that sound is kept; coders hear none."""
    held = [pk for pk in actor.compartment_ids(right) if actor.memberships[pk].role != "coder"]
    rows = list(
        Recording.objects.filter(compartment__in=held, destroyed_on=None, undecided=False, **lookup)
        .exclude(file=None)
        .select_related("interview__study", "file")
    )
    people: dict = {}
    takings = Taking.objects.filter(interview__in={row.interview_id for row in rows})
    for interview, person in takings.values_list("interview_id", "participant_id"):
        people.setdefault(interview, set()).add(person)
    may = verdicts({person for several in people.values() for person in several})
    return [
        row
        for row in rows
        if people.get(row.interview_id)
        and all(may[person]["record"].allows for person in people[row.interview_id])
    ]


def recording_for(actor, pk, right: Right = Right.READ_IDENTITY) -> Recording:
    """One recording that may be heard.

    Raises:
        Http404: not there, not yours, or somebody on it did not agree.
    """
    found = audible(actor, right, pk=pk)
    if not found:
        raise NotYours
    return found[0]
