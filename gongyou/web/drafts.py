"""Half-written forms, kept sealed while they are typed and dropped when they are sent."""

import json

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.views.decorators.http import require_GET, require_http_methods

from gongyou.vault.public import Actor, open_own, seal_own, signed_in
from gongyou.web.models import Draft

MOST_BYTES = 500_000
SHOWN, HINT = 20, 40


@signed_in(unlocked=True)
@require_http_methods(["GET", "POST", "DELETE"])
def draft(request, name: str):
    """GET gives the values, 204 when there are none; POST keeps them; DELETE drops them."""
    if request.method == "GET":
        values = load(request.actor, name)
        return HttpResponse(status=204) if values is None else JsonResponse(values)
    if request.method == "DELETE":
        drop(request.actor, name)
        return HttpResponse(status=204)
    if len(request.body) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        values = json.loads(request.body)
    except (ValueError, RecursionError):
        return HttpResponse(status=400)
    save(request.actor, name, values)
    return HttpResponse(status=204)


@signed_in(unlocked=True)
@require_GET
def drafts(request):
    """What this person began of a form and did not send: name, time, a few words of each."""
    form = request.GET.get("form", "")
    hints = [name for name in request.GET.get("hint", "").split(",") if name]
    rows = Draft.objects.filter(account=request.actor.account, name__startswith=f"{form}.")
    found = []
    for row in rows.order_by("-saved_at")[:SHOWN]:
        values = json.loads(open_own(request.actor, bytes(row.sealed), _context(row.name)))
        words = [" ".join(values.get(name, [])).strip() for name in hints]
        hint = next((word for word in words if word), "")[:HINT]
        saved = date_format(timezone.localtime(row.saved_at), "DATETIME_FORMAT")
        found.append({"name": row.name, "saved": saved, "hint": hint})
    return JsonResponse(found, safe=False)


def save(actor: Actor, name: str, values: dict) -> None:
    """Keep the values of a form for this person."""
    sealed = seal_own(actor, json.dumps(values).encode(), _context(name))
    Draft.objects.update_or_create(account=actor.account, name=name, defaults={"sealed": sealed})


def load(actor: Actor, name: str) -> dict | None:
    """The values as last kept."""
    kept = Draft.objects.filter(account=actor.account, name=name).first()
    if kept is None:
        return None
    return json.loads(open_own(actor, bytes(kept.sealed), _context(name)))


def drop(actor: Actor, name: str) -> None:
    """Forget a form."""
    Draft.objects.filter(account=actor.account, name=name).delete()


def _context(name: str) -> str:
    return f"web.draft/{name}"


class DropSentDrafts:
    """Middleware: a form with a hidden field "draft" that was accepted needs no draft any more."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer; then drop the draft if the answer leads on."""
        response = self.get_response(request)
        if request.method == "POST" and self._leads_on(response):
            actor = getattr(request, "actor", None)
            name = request.POST.get("draft", "")
            if name and actor and actor.account:
                drop(actor, name)
        return response

    def _leads_on(self, response) -> bool:
        return response.status_code in (302, 303) or "HX-Redirect" in response.headers
