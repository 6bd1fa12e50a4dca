"""Same or not: two cards, four answers, worst consequence first; verdicts taken back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gongyou.advocacy import codes
from gongyou.advocacy.models import Match
from gongyou.advocacy.queries.events.pairs import pair_cards
from gongyou.advocacy.services import matches as acts
from gongyou.ui.public import page_of
from gongyou.vault.public import Right, access


@access(Right.READ_IDENTITY)
@require_GET
def pairs(request):
    """Pairs that wait, the likeliest first; or those decided."""
    decided = request.GET.get("which") == "decided"
    held = Match.objects.visible_to(request.actor, Right.READ_IDENTITY)
    held = held.select_related("first", "second")
    held = held.exclude(verdict="") if decided else held.filter(verdict="")
    page = page_of(held, request.GET.get("page"))
    page.rows = page.rows[:20]
    context = {
        "page": page,
        "cards": pair_cards(request.actor, page.rows),
        "decided": decided,
        "verdicts": codes.VERDICTS,
    }
    return render(request, "advocacy/pairs.html", context)


@access(Right.WRITE)
@require_POST
def pair_decide(request, pk):
    """Say what it is, or take it back."""
    found = Match.objects.get_for(request.actor, Right.WRITE, pk=pk)
    verdict = request.POST.get("verdict", "")
    if verdict in dict(codes.VERDICTS):
        why = request.POST.get("why", "")[:300]
        acts.decide(by=request.actor, match=found, verdict=verdict, why=why)
        messages.success(request, _("Kept. It can be taken back under “decided”."))
    elif verdict == "undo":
        acts.undo_verdict(by=request.actor, match=found)
        messages.success(request, _("Taken back: both are as they were."))
    return redirect("advocacy:pairs")
