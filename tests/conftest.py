"""Fixtures that every room uses."""

import pytest

from gongyou.vault import memory
from tests.journalled import state_equals_the_journal
from tests.people import client_of, people

__all__ = ["client_of", "people", "state_equals_the_journal"]


@pytest.fixture(scope="session", autouse=True)
def _nothing_stays_in_memory():
    """Keys of boxes that a test left open go with the suite, not with the machine."""
    yield
    for name in list(memory._held):
        memory.forget_in_memory(name)
