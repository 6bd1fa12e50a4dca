"""Addresses of the advocacy room, a file a topic."""

from django.urls import path

from gongyou.advocacy.urls import dossiers, events, figures, whatif
from gongyou.advocacy.views import home

app_name = "advocacy"

urlpatterns = [
    path("", home.home, name="home"),
    *events.urlpatterns,
    *figures.urlpatterns,
    *whatif.urlpatterns,
    *dossiers.urlpatterns,
]
