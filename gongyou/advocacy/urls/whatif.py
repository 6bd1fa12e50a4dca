"""Addresses of what-if questions."""

from django.urls import path

from gongyou.advocacy.views import reforms

urlpatterns = [
    path("what-if/", reforms.reforms, name="reforms"),
    path("what-if/<ref:pk>/", reforms.reform, name="reform"),
    path("what-if/runs/<ref:pk>/", reforms.what_if, name="what_if"),
    path("what-if/runs/<ref:pk>/table/", reforms.what_if_csv, name="what_if_csv"),
]
