"""Addresses of the fieldwork room, a file a topic."""

from django.urls import path

from gongyou.fieldwork.urls import cases, texts
from gongyou.fieldwork.views import home

app_name = "fieldwork"

urlpatterns = [
    path("", home.home, name="home"),
    *cases.urlpatterns,
    *texts.urlpatterns,
]
