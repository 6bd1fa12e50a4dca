"""The rooms stand on PostgreSQL too: some of their tests here, all of them in a soak."""

import subprocess

import pytest

from tests.attacks.on_postgres import run

FEW = (
    "tests/vault/test_sealed_fields.py",
    "tests/vault/test_journal.py",
    "tests/collective/test_promises.py",
)


@pytest.mark.postgres
def test_sealing_journal_and_promises_hold_on_postgresql():
    done = run(*FEW, "-q", "--tb=short", stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert done.returncode == 0, done.stdout.decode()[-3000:]
