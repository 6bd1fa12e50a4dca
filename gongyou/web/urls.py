"""All addresses: the shell's own, then the rooms'."""

from contextlib import suppress

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
urlpatterns = []
for prefix, urls in ROOMS:
    with suppress(ImportError):
        urlpatterns.append(path(prefix, include(urls)))
