"""Addresses of the room, one list a noun; each file beside this one has `urlpatterns`."""

from gongyou.collective.urls import (
    back,
    bargaining,
    case,
    chronicle,
    demands,
    people,
    promises,
    roll,
)

app_name = "collective"

urlpatterns = [
    *case.urlpatterns,
    *roll.urlpatterns,
    *demands.urlpatterns,
    *bargaining.urlpatterns,
    *promises.urlpatterns,
    *back.urlpatterns,
    *chronicle.urlpatterns,
    *people.urlpatterns,
]
