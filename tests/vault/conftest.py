"""The tables of the tests' own room."""

import pytest
from django.db import connection

from gongyou.vault.journal import plan, triggers
from tests.vault.room import Note, Person


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Add the room's tables to the test database."""
    with django_db_blocker.unblock():
        present = connection.introspection.table_names()
        with connection.schema_editor() as editor:
            for model in (Person, Note):
                if model._meta.db_table not in present:
                    editor.create_model(model)
        plan.forget()
        triggers.lay()
