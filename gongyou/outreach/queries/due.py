"""What waits in outreach: answers, guides to check, services to ask, sessions this week, calls."""

from datetime import timedelta

from django.utils import timezone

from gongyou.outreach.models import (
    Call,
    GuideVersion,
    Publication,
    Referral,
    SealedAnswers,
    Service,
    Session,
)

SOON = timedelta(days=7)


def due(actor) -> dict:
    """Everything that somebody should do."""
    today = timezone.localdate()
    services = Service.objects.visible_to(actor).prefetch_related("confirmations")
    published = Publication.objects.visible_to(actor).first()
    return {
        "answers": SealedAnswers.objects.visible_to(actor).filter(state="waiting"),
        "guides": GuideVersion.objects.visible_to(actor).filter(state="to_check"),
        "old_services": [s for s in services if s.state == "active" and s.is_old],
        "sessions": Session.objects.visible_to(actor).filter(
            state__in=("planned", "held"), on__lte=today + SOON
        ),
        "call_backs": Call.objects.visible_to(actor).filter(done="call_back", called_back_on=None),
        "referrals": Referral.objects.visible_to(actor)
        .filter(outcome="", due_on__lte=today)
        .select_related("service"),
        "published": published,
        "published_ends": published is not None and published.good_until <= today + 4 * SOON,
    }


def home(actor) -> dict:
    """For the first page: what waits, if anything does."""
    found = due(actor)
    counted = {
        "outreach_answers": found["answers"].count(),
        "outreach_calls": found["call_backs"].count(),
        "outreach_referrals": found["referrals"].count(),
    }
    return counted if any(counted.values()) else {}
