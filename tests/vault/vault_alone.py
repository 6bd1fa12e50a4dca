"""Settings of an installation with the vault alone: its processes start in a second."""

from gongyou.web.settings import *  # noqa: F403

INSTALLED_APPS = [
    "gongyou.vault",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
]
ROOT_URLCONF = "tests.vault.no_urls"
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
