"""Who fits what is typed into a field for a member."""

from django.shortcuts import render
from django.views.decorators.http import require_POST

from gongyou.collective.queries import members as queries
from gongyou.collective.views.shared import case_for
from gongyou.vault.public import Right, access


@access(Right.READ)
@require_POST
def member_choices(request, pk):
    """Options for the list beside the field; the field itself is the only value sent."""
    case = case_for(request, pk)
    sent = [value for name, value in request.POST.items() if name != "csrfmiddlewaretoken"]
    found = queries.offered(request.actor, case, sent[0][:60] if sent else "")
    return render(request, "collective/_member_choices.html", {"found": found})
