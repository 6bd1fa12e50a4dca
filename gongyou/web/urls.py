"""All addresses: the shell's own, then the rooms'."""

from importlib.util import find_spec

from django.urls import include, path

handler400 = "gongyou.web.errors.bad_request"
handler403 = "gongyou.web.errors.forbidden"
handler404 = "gongyou.web.errors.not_found"
handler500 = "gongyou.web.errors.server_error"

ROOMS = [
    ("", "gongyou.web.pages"),
    ("", "gongyou.centre.urls"),
    ("collective/", "gongyou.collective.urls"),
    ("", "gongyou.surveys.urls"),
]


def _there(urls: str) -> bool:
    spec = find_spec(urls)
    return spec is not None and spec.origin is not None


urlpatterns = [path(prefix, include(urls)) for prefix, urls in ROOMS if _there(urls)]
