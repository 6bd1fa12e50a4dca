"""The room's first page."""

from django.shortcuts import render
from django.views.decorators.http import require_GET

from gongyou.advocacy.parts import home_parts
from gongyou.vault.public import Right, access


@access(Right.READ)
@require_GET
def home(request):
    """What the room offers: a part a topic."""
    return render(request, "advocacy/home.html", {"parts": home_parts(request.actor)})
