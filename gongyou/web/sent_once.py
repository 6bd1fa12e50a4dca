"""One page of a form is taken once: a double click, or ten sends at once, book one payment.

Django writes another form of the token against foreign sites into each page that it renders; it
serves as the mark of that page. The same post from the same page is the same act: while the first
is being done the others wait, and then get its answer. A form that was refused may be sent again.
"""

import hashlib
import time

from django.core.cache import cache
from django.http import HttpResponseRedirect
from django.utils.translation import gettext as _

from gongyou.web import errors

KEPT_SECONDS = 12 * 3600
WAIT_SECONDS = 10.0
STEP = 0.05
DOING = "…"


class SentOnce:
    """Look at posts of pages; not at machines and at parts of a page that refresh themselves."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Take it, or give the answer that the first one got."""
        mark = _mark(request)
        if mark is None:
            return self.get_response(request)
        if not cache.add(mark, DOING, KEPT_SECONDS):
            return _again(request, mark)
        done = False
        try:
            response = self.get_response(request)
            done = response.status_code < 400
        finally:
            if not done:
                cache.delete(mark)
        if done:
            cache.set(mark, response.headers.get("Location", ""), KEPT_SECONDS)
        return response


def _mark(request) -> str | None:
    token = request.POST.get("csrfmiddlewaretoken") if request.method == "POST" else None
    if not token or getattr(request, "htmx", False) or not request.user.is_authenticated:
        return None
    digest = hashlib.blake2b(digest_size=24)
    digest.update(f"{request.session.session_key}\n{request.get_full_path()}\n".encode())
    for name, values in sorted(request.POST.lists()):
        digest.update(repr((name, values)).encode())
    for name, files in sorted(request.FILES.lists()):
        digest.update(repr((name, [(file.name, file.size) for file in files])).encode())
    return f"sent-once/{digest.hexdigest()}"


def _again(request, mark: str):
    """What the first got: where it led, or that it was done."""
    until = time.monotonic() + WAIT_SECONDS
    while (found := cache.get(mark)) == DOING and time.monotonic() < until:
        time.sleep(STEP)
    if found:
        return HttpResponseRedirect(found if found != DOING else request.path)
    return errors.page(
        409,
        _("This was sent already"),
        _("It was done once. Go back and reload the page before you send it again."),
    )
