"""Addresses of indicators, releases and briefs."""

from django.urls import URLPattern, path

from gongyou.advocacy.views import figures, releases

urlpatterns: list[URLPattern] = [
    path("indicators/", figures.indicators, name="indicators"),
    path("indicators/compute/", figures.indicators_compute, name="indicators_compute"),
    path("indicators/<slug:code>/", figures.indicator, name="indicator"),
    path("outside/", figures.outside, name="outside"),
    path("releases/", releases.releases, name="releases"),
    path("releases/<ref:pk>/", releases.release, name="release"),
    path("releases/<ref:pk>/rows/", releases.release_rows, name="release_rows"),
    path("namings/", releases.namings, name="namings"),
    path("namings/<ref:pk>/", releases.naming, name="naming"),
]
