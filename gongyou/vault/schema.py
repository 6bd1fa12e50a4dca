"""The tables of the database: laid at once where there are none, else migrated."""

from collections.abc import Iterable
from functools import cache

from django.apps import apps
from django.core.management import call_command
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader

from gongyou.vault.journal import genesis


def migrate() -> None:
    """Bring the tables up to what the program needs."""
    executor = MigrationExecutor(connection)
    if not connection.introspection.table_names():
        _lay(executor)
        emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
        return
    grows = not is_current()
    call_command("migrate", verbosity=0, interactive=False)
    if grows:
        genesis.begin()


class NewerTables(RuntimeError):
    """Tables of a program that is newer than this one."""


def reach(applied: Iterable[tuple[str, str]]) -> None:
    """Bring the tables to where these migrations leave them; lays them where there are none.

    Raises:
        NewerTables: this program knows less.
    """
    executor, wanted = MigrationExecutor(connection), set(map(tuple, applied))
    if not wanted <= set(executor.loader.disk_migrations):
        raise NewerTables
    nodes = executor.loader.graph.node_map
    if wanted >= set(nodes) and not connection.introspection.table_names():
        _lay(executor)
        return
    executor.migrate([key for key in wanted & set(nodes) if not _goes_on(nodes[key], wanted)])  # type: ignore[misc]


def leaves() -> list[list[str]]:
    """The last migration of each part: which release of the program this is."""
    return [list(node) for node in sorted(_release().graph.leaf_nodes())]


def is_newer(program: Iterable[Iterable[str]]) -> bool:
    """Whether a program with these last migrations knows more than this one."""
    return not {(app, name) for app, name in program} <= set(_release().disk_migrations)


@cache
def _release() -> MigrationLoader:
    """The migrations that this program has."""
    return MigrationLoader(None)


def _goes_on(node, wanted: set) -> bool:
    """Whether a later migration of the same part is wanted too."""
    return any(child.key in wanted and child.key[0] == node.key[0] for child in node.children)


def is_current() -> bool:
    """Whether no migration waits."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def look_over() -> None:
    """Have SQLite count what its tables hold, where it does not know: it chooses indexes by it."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize = 0x10002")


def _lay(executor: MigrationExecutor) -> None:
    """Make every table as the models have it, and note that no migration is left to apply.

    Replaying the history of every part takes ten times as long, and each new centre would pay
    for it. One transaction: a power cut leaves an empty database, which begins again.
    """
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        executor.recorder.ensure_schema()
        for app, name in executor.loader.graph.nodes:
            executor.recorder.record_applied(app, name)
