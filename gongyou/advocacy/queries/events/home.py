"""The part of the events on the room's first page."""

from gongyou.advocacy.models import Match
from gongyou.advocacy.queries.events.desk import inbox
from gongyou.advocacy.queries.events.listing import events_of
from gongyou.vault.public import Actor, Right


def home(actor: Actor) -> dict:
    """How many events, what waits."""
    sees = actor.may_somewhere(Right.READ_IDENTITY)
    return {
        "count": events_of(actor).count(),
        "ongoing": events_of(actor).filter(state="ongoing").count(),
        "pairs": Match.objects.visible_to(actor).filter(verdict="").count() if sees else 0,
        "second": inbox(actor, "second").count() if sees else 0,
        "sees": sees,
    }
