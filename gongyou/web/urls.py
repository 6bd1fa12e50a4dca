"""All addresses: the shell's own, then the rooms'."""

from django.urls import include, path

handler400 = "gongyou.web.errors.bad_request"
handler403 = "gongyou.web.errors.forbidden"
handler404 = "gongyou.web.errors.not_found"
handler500 = "gongyou.web.errors.server_error"

urlpatterns = [
    path("", include("gongyou.web.pages")),
    path("", include("gongyou.centre.urls")),
    path("collective/", include("gongyou.collective.urls")),
    path("", include("gongyou.surveys.urls")),
    path("outreach/", include("gongyou.outreach.urls")),
    path("advocacy/", include("gongyou.advocacy.urls")),
    path("fieldwork/", include("gongyou.fieldwork.urls")),
]
