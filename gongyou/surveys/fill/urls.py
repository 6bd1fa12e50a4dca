"""Addresses below `/fill/`."""

from django.urls import path

from gongyou.surveys.fill import views

urlpatterns = [
    path("worker.js", views.fill_worker, name="fill_worker"),
    path("assets/<str:name>", views.fill_asset, name="fill_asset"),
    path("<str:token>/", views.fill, name="fill"),
    path("<str:token>/forms.json", views.fill_forms, name="fill_forms"),
]
