"""The shell around the rooms as a Django app."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Layout, components, home, sign-in and account pages."""

    name = "gongyou.web"
    label = "web"
