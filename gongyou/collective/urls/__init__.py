"""Addresses of the room, one list a noun; each file beside this one has `urlpatterns`."""

from gongyou.collective.urls import case

app_name = "collective"

urlpatterns = [*case.urlpatterns]
