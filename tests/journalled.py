"""At the end of every test that writes: the state equals the folded journal.

What a test changed by itself, with no entry, stands in the staging table still and counts too.
"""

import re
import sys

import pytest

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
SETS = re.compile(r"\s*UPDATE\s+\S+\s+SET\s+(.*?)(?:\sWHERE\s.*)?$", re.IGNORECASE | re.DOTALL)
DATABASE = {"db", "transactional_db", "django_db_reset_sequences", "django_db_serialized_rollback"}


def _uses_the_database(request) -> bool:
    marked = request.node.get_closest_marker("django_db") is not None
    return marked or not DATABASE.isdisjoint(request.fixturenames)


@pytest.fixture(autouse=True)
def state_equals_the_journal(request):
    """See there. A test that breaks it on purpose is marked `tampers`."""
    if not _uses_the_database(request):
        yield
        return
    marker = request.node.get_closest_marker("django_db")
    whole = "transactional_db" in request.fixturenames or (
        marker is not None and marker.kwargs.get("transaction")
    )
    request.getfixturevalue("transactional_db" if whole else "db")
    from django.db import connection

    alone: list[str] = []
    with connection.execute_wrapper(_watch(alone)):
        yield
    found = differences() if request.node.get_closest_marker("tampers") is None else []
    clear()
    if found:
        pytest.fail("the journal does not tell of: " + "; ".join(found[:20]), pytrace=False)
    if alone:
        pytest.fail("changed outside a transaction: " + "; ".join(alone[:20]), pytrace=False)


def _watch(alone: list[str]):
    """Note what the program changes in no transaction: outside tests the database refuses it."""
    from django.db import connection

    from gongyou.vault.journal import plan

    def watch(execute, sql, params, many, context):
        if not connection.acting:
            written = WRITES.match(sql)
            table = plan.tables().get(written.group(1)) if written else None
            if table and not _set_only_derived(table, sql) and (where := _program()):
                alone.append(f"{table.name} by {where}")
        return execute(sql, params, many, context)

    return watch


def _set_only_derived(table, sql: str) -> bool:
    """Whether an update sets no column that the journal holds."""
    values = SETS.match(sql)
    return bool(values) and set(re.findall(r'"(\w+)" = ', values.group(1))).isdisjoint(table.names)


def _program() -> str:
    """The line of the program that runs, unless a test does it itself."""
    frame = sys._getframe(2)
    while frame is not None:
        name = frame.f_code.co_filename
        if "/gongyou/vault/identities/records.py" not in name and "/site-packages/" not in name:
            if "/tests/" in name:
                return ""
            if "/gongyou/" in name:
                return f"{name.split('/gongyou/')[-1]}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def differences() -> list[str]:
    """Where the tables say something else than the journal, with what stands in no entry yet."""
    from django.db import connection

    from gongyou.vault.journal import fold, staging

    if not connection.is_usable() or connection.needs_rollback:
        return []
    with connection.cursor() as cursor:
        cursor.execute('SELECT id, "table", op, old, new FROM vault_staged ORDER BY id')
        staged = cursor.fetchall()
    taken = staging.leaves_of(staging.changes_of(staged))
    further = [leaf.said for leaf in (*taken.leaves, *(key.leaf for key in taken.keys))]
    return [str(found) for found in fold.differences(fold.fold(further))]


def clear() -> None:
    """Forget what stands in no entry: the test's transaction is rolled back anyway."""
    from django.db import connection

    if connection.is_usable() and not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM vault_staged")
