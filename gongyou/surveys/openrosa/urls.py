"""Addresses below `/openrosa/`: first a token, or the number of a survey for Digest."""

from django.urls import path

from gongyou.surveys.openrosa import views


def _both(route: str, view, name: str) -> list:
    return [
        path(f"<int:name>/{route}", view, name=f"{name}_digest"),
        path(f"<str:name>/{route}", view, name=name),
    ]


urlpatterns = [
    *_both("formList", views.form_list, "form_list"),
    *_both("submission", views.submission, "submission"),
    *_both("forms/<ref:pk>.xml", views.form_xml, "form_xml"),
    *_both("forms/<ref:pk>/manifest", views.form_manifest, "form_manifest"),
    *_both("files/<ref:pk>/<str:filename>", views.form_file, "form_file"),
    *_both("lists/<ref:pk>/integrity", views.entity_integrity, "entity_integrity"),
]
