"""Calls and referrals as tables that may be counted: they hold no person's name."""

from django.utils.translation import gettext_lazy as _

from gongyou.centre.public import Column, Counted, CountedTable, person_id, table_of
from gongyou.outreach.models import Call, Referral

CALLS = {
    "place": Column("group", _("Place")),
    "year": Column("group", _("Year")),
    "topic": Column("code", _("Topic")),
    "done": Column("code", _("What was done")),
}
REFERRALS = {
    "year": Column("group", _("Year")),
    "outcome": Column("code", _("Outcome")),
}


def tables(actor) -> list[CountedTable]:
    """What this person may read of the hotline."""
    return [
        CountedTable(
            "calls", "calls", _("Calls to the hotline"), "calls", "register",
            CALLS, lambda: calls(actor),
        ),
        CountedTable(
            "referrals", "referrals", _("Referrals"), "referrals", "register",
            REFERRALS, lambda: referrals(actor),
        ),
    ]  # fmt: skip


def calls(actor) -> Counted:
    """A row a call."""
    rows = [
        {
            "_id": person_id(call.pk),
            "place": f"{call.place[:4]}00" if call.place else None,
            "year": str(call.on.year),
            "topic": (call.topics or ["other"])[0],
            "done": call.done,
        }
        for call in Call.objects.visible_to(actor).only("on", "place", "topics", "done")
    ]
    return Counted(table_of(CALLS, rows))


def referrals(actor) -> Counted:
    """A row a referral."""
    rows = [
        {
            "_id": person_id(each.pk),
            "year": str(each.on.year),
            "outcome": each.outcome or "open",
        }
        for each in Referral.objects.visible_to(actor).only("on", "outcome")
    ]
    return Counted(table_of(REFERRALS, rows))
