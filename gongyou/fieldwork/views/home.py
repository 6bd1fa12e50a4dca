"""The room's first page: studies, and what waits."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongyou.fieldwork.models import Recording, Round, Study
from gongyou.fieldwork.queries import consent
from gongyou.fieldwork.views import titles
from gongyou.vault.public import Right, access


@access(Right.READ)
@require_GET
def home(request):
    """Studies; consents that end or are missing, rounds to code, recordings to destroy."""
    actor = request.actor
    account = actor.account.pk
    waiting = {
        "ending": consent.ending_soon(actor),
        "unasked": consent.not_asked_yet(actor),
        "rounds": Round.objects.visible_to(actor).filter(
            closed_on=None, coders__coder__account=account, coders__done_on=None
        ),
        "recordings": Recording.objects.visible_to(actor).filter(
            destroyed_on=None, destroy_by__isnull=False
        ),
    }
    studies = titles(request, Study.objects.visible_to(actor))
    return render(request, "fieldwork/home.html", {"studies": studies, **waiting})
