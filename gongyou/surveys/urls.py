"""Addresses of the surveys room."""

from django.urls import include, path

app_name = "surveys"

urlpatterns = [
    path("openrosa/", include("gongyou.surveys.openrosa.urls")),
    path("fill/", include("gongyou.surveys.fill.urls")),
    path("v1/", include("gongyou.surveys.rest.urls")),
]
