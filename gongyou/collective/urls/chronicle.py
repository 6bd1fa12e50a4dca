"""The chronicle of a case."""

from django.urls import path

from gongyou.collective.views import chronicle

urlpatterns = [
    path("<ref:pk>/chronicle/", chronicle.chronicle, name="chronicle"),
    path("<ref:pk>/chronicle/add/", chronicle.event_add, name="event_add"),
    path("<ref:pk>/chronicle/file/", chronicle.chronicle_export, name="chronicle_export"),
]
