"""Disputes: events of one matter; chronicles of collective cases taken in."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.advocacy.codes import labels
from gongyou.advocacy.models import Dispute
from gongyou.advocacy.queries.events.event import range_text
from gongyou.advocacy.services.disputes import take_chronicle
from gongyou.centre.public import offered_chronicles
from gongyou.ui.public import page_of
from gongyou.vault.public import Right, access, reveal_many


@access(Right.READ_IDENTITY)
@require_GET
def disputes(request):
    """All disputes with their events; collective cases whose chronicle is not one yet."""
    mine = Dispute.objects.visible_to(request.actor, Right.READ_IDENTITY)
    page = page_of(mine, request.GET.get("page"))
    titles = reveal_many(request.actor, page.rows, ["title"]) if page.rows else {}
    for dispute in page.rows:
        dispute.shown = (titles.get(dispute.pk) or {}).get("title") or dispute.code
        dispute.lines = [
            (e, labels("act", e.acts), range_text(e.involved_low, e.involved_high))
            for e in dispute.events.filter(same_as=None).order_by("starts")
        ]
    taken = set(mine.values_list("origin", flat=True))
    writes = set(request.actor.compartment_ids(Right.WRITE))
    offered = [
        c
        for c in offered_chronicles(request.actor)
        if c.origin not in taken and c.compartment.pk in writes
    ]
    return render(request, "advocacy/disputes.html", {"page": page, "offered": offered})


@access(Right.WRITE)
@require_POST
def dispute_take(request, pk):
    """Take a chronicle in."""
    found = next((c for c in offered_chronicles(request.actor) if c.origin == pk), None)
    if found is None:
        raise Http404
    made = take_chronicle(by=request.actor, chronicle=found)
    messages.success(request, _("Taken in as dispute %(code)s.") % {"code": made.code})
    return redirect("advocacy:disputes")
