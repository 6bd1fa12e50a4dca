"""Settings of the next release, as the tests invent it."""

from gongyou.web.settings import *  # noqa: F403
from gongyou.web.settings import INSTALLED_APPS as _BEFORE

INSTALLED_APPS = [*_BEFORE, "tests.vault.newer_release"]
MIGRATION_MODULES = {"centre": "tests.vault.newer_release.centre_migrations"}
