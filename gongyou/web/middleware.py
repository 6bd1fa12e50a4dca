"""What every answer of the program carries, and how refusals become pages."""

from functools import cache
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from gongyou.surveys.public import sealed_reply
from gongyou.vault.public import Locked, MemberListChanged, NoKey, is_sealed
from gongyou.web import errors, installing
from gongyou.web.accounts import sealed
from gongyou.web.door import begin, keeping_pages, moving

DENIED = (
    "accelerometer",
    "browsing-topics",
    "camera",
    "display-capture",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
OWN = ("geolocation", "publickey-credentials-get", "publickey-credentials-create")
PERMISSIONS = ", ".join([f"{name}=()" for name in DENIED] + [f"{name}=(self)" for name in OWN])


class Headers:
    """Headers of isolation for everything, and no storing for all that is not a static file."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer, with the headers added."""
        response = self.get_response(request)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        if not request.path.startswith(settings.STATIC_URL):
            response.headers.setdefault("Cache-Control", "no-store")
        return response


NEED_NO_DATA = ("language", "theme", "robots", "moved", "stay")
HELP = "/help/"
MACHINES = ("/openrosa/", "/v1/", "/api/")


@cache
def _need_no_data() -> frozenset[str]:
    return frozenset(reverse(f"web:{name}") for name in NEED_NO_DATA)


class SealedStart:
    """While the database is sealed there is one page: the sign-in that opens it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer as usual when open; else ask for a passphrase."""
        request.get_host()  # a foreign name is refused, sealed or not
        if is_sealed() and request.path.startswith(HELP):
            return begin.without_session(request, self.get_response)
        if is_sealed() and not installing.installed():
            return begin.before(request, self.get_response)
        if request.path in _need_no_data():
            return self.get_response(request)
        if moving.moved_on():
            return keeping_pages.moved_page(request)
        return self._sealed(request) if is_sealed() else self.get_response(request)

    def _sealed(self, request):
        """The one page, or the answer after a passphrase opened the database."""
        told = sealed_reply(request)
        if told is not None:
            return told
        if request.path.startswith(MACHINES):
            # A phone that collects answers tries again by itself.
            headers = {"Retry-After": "60", "X-OpenRosa-Version": "1.0"}
            return HttpResponse(status=503, headers=headers)
        if request.method == "POST" and request.path == reverse("web:sign_in"):
            return self._open(request)
        if request.path == reverse("web:sign_in"):
            return sealed.page(request)
        return redirect("web:sign_in")

    def _open(self, request):
        if sealed.opened(request):
            return self.get_response(request)
        return sealed.page(request)


class Refusals:
    """Locked keys lead to the passphrase; a refusal of the vault never becomes an error page."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Answer; what is no page, such as a paper, is not given with a hole in it."""
        response = self.get_response(request)
        damaged = _damaged(request)
        page = response.headers.get("Content-Type", "").startswith("text/html")
        if damaged and not page and response.status_code == 200:
            return errors.damaged(request, damaged[0])
        return response

    def process_exception(self, request, exception):
        """Where a locked session or a missing key leads."""
        if isinstance(exception, Locked):
            target = f"{reverse('web:unlock')}?{urlencode({'next': request.path})}"
            if request.htmx:
                return HttpResponse(status=204, headers={"HX-Redirect": target})
            return redirect(target)
        if isinstance(exception, NoKey):
            return errors.not_found(request)
        if isinstance(exception, MemberListChanged):
            return errors.list_changed(request)
        if damaged := _damaged(request):
            # What stood in place of a value was no use to the page: whose it is, is said.
            return errors.damaged(request, damaged[0])
        return errors.trouble_page(request, exception)


def _damaged(request) -> list:
    """The values of this request that could not be opened, where a page went on without them."""
    return getattr(getattr(request, "actor", None), "shown_damaged", None) or []
