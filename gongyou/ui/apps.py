"""The ground of all pages as a Django app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """Base page, components, field renderer; it has no tables and knows no room."""

    name = "gongyou.ui"
    label = "ui"
