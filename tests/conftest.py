"""Fixtures that every room uses, and the order in which files begin."""

from functools import cache

import pytest
import zxcvbn
from django.core.management.commands import flush
from django.utils import translation

from gongyou.vault import memory
from tests.journalled import state_equals_the_journal
from tests.people import client_of, people

__all__ = ["client_of", "people", "state_equals_the_journal"]

LONGEST = (
    "tests/browser/test_every_page.py::TestEvenPages",
    "tests/browser/test_every_page.py::TestOddPages",
    "tests/attacks/",
    "tests/vault/test_laptops.py",
    "tests/vault/test_backup",
    "tests/web/test_permissions.py",
    "tests/web/test_commands.py",
    "tests/collective/",
    "tests/conformance/",
    "tests/surveys/",
    "tests/law/",
    "tests/vault/",
    "tests/centre/",
)
"""What takes longest begins first: at the end both cores are busy with what is short."""


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Sort by `LONGEST`; within a file the order stays."""
    items.sort(key=lambda item: _rank(item.nodeid))


def _rank(nodeid: str) -> int:
    found = (rank for rank, start in enumerate(LONGEST) if nodeid.startswith(start))
    return next(found, len(LONGEST))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Each file by one worker; all that attack the one centre in use by the same."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadFileScheduling

    class Files(LoadFileScheduling):
        def _split_scope(self, nodeid):
            file = nodeid.split("::", 1)[0]
            apart = ("tests/attacks/test_on_postgres.py", "tests/attacks/test_kill")
            together = file.startswith("tests/attacks/") and not file.startswith(apart)
            return "tests/attacks/" if together else file

    return Files(config, log)


@pytest.fixture(scope="session", autouse=True)
def _nothing_stays_in_memory():
    """Keys of boxes that a test left open go with the suite, not with the machine."""
    yield
    for name in list(memory._held):
        memory.forget_in_memory(name)


@pytest.fixture(scope="session", autouse=True)
def _a_passphrase_is_judged_once():
    """Eight people in each of a thousand tests have the same one."""
    judged = zxcvbn.zxcvbn
    judge = cache(lambda password, known: judged(password, user_inputs=list(known)))
    zxcvbn.zxcvbn = lambda password, user_inputs=(): judge(password, tuple(user_inputs))
    yield
    zxcvbn.zxcvbn = judged


@pytest.fixture(scope="session", autouse=True)
def _emptied_tables_keep_their_triggers():
    """After a test that commits its rows go; nothing was migrated, so nothing is laid anew."""
    signal, flush.emit_post_migrate_signal = flush.emit_post_migrate_signal, lambda *_, **__: None
    yield
    flush.emit_post_migrate_signal = signal


@pytest.fixture(autouse=True)
def _nobody_s_language_stays():
    """A request leaves its language active in its thread; the next test begins without."""
    yield
    translation.deactivate()
