"""Who acts in this request."""

from django.contrib.auth import logout

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.unlocking import keyring_of, outlived, write_cookie
from gongyou.vault.identities.reads import flush, note_damage


class ActorMiddleware:
    """Sets `request.actor`; locks after idling; writes the reads and the cookie at the end."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """One request."""
        request.actor = actor_of(request)
        if request.actor is not None:
            request.actor.collects_reads = True
            if request.method in {"GET", "HEAD"}:
                request.actor.shown_damaged = []
        response = self.get_response(request)
        actor = request.actor
        if actor is not None:
            # Before the answer leaves: what was read is in the journal, or nothing is shown.
            actor.collects_reads = False
            flush(actor)
            note_damage(actor)
        write_cookie(request, response)
        if getattr(request, "vault_signed_out", False):
            # Not "storage": answers filled offline and not yet sent lie there, sealed.
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


def actor_of(request) -> Actor | None:
    """The actor behind a request, or None when nobody is signed in."""
    user = request.user
    if not user.is_authenticated:
        return None
    if outlived(request):
        logout(request)
        return None
    return Actor(user, keyring_of(request, user))
