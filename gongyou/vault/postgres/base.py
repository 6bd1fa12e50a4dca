"""The database wrapper of a server of many."""

from django.db.backends.postgresql import base as plain

from gongyou.vault.journalled import Journalled


class DatabaseWrapper(Journalled, plain.DatabaseWrapper):
    """Django's own, and the journal's rule."""
