"""Triggers that note each changed row. They follow the models: laid anew after migrations."""

from django.db import connection, transaction

from gongyou.vault.journal.models import NO_ENTRY, Staged
from gongyou.vault.journal.plan import Table, array, tables

PREFIX = "gongyou_rows_"


def lay() -> None:
    """Make the triggers that the models ask for, and no other."""
    with transaction.atomic(), connection.cursor() as cursor:
        silence()
        present = set(connection.introspection.table_names(cursor))
        for table in tables().values():
            if table.name in present:
                for statement in _statements(table):
                    cursor.execute(statement)


def silence(raw=None) -> None:
    """Take the triggers away: before migrations, and in copies that are filled by hand.

    Args:
        raw: a plain SQLite connection to a copy; by default the database in use.
    """
    if raw is not None:
        # In one transaction: each by itself would be written and flushed, hundreds of times.
        raw.execute("SAVEPOINT silenced")
        for name in [row[0] for row in raw.execute(_FIND_EMBEDDED)]:
            raw.execute(f'DROP TRIGGER "{name}"')
        raw.execute("RELEASE silenced")
        return
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(_FIND_EMBEDDED)
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
            return
        cursor.execute(_FIND_SERVER)
        for (name,) in cursor.fetchall():
            cursor.execute(f'DROP FUNCTION "{name}" CASCADE')


def laid() -> set[str]:
    """The tables that are watched by triggers that say what the models ask for."""
    found, asked = _standing(), tables()
    return {
        name
        for name, table in asked.items()
        if all(found.get(trigger) == text for trigger, text in _texts(table).items())
    }


def foreign() -> set[str]:
    """Triggers that the program did not make: one could undo or hide what is written."""
    ours = {name for table in tables().values() for name in _texts(table)}
    return _standing().keys() - ours


def _standing() -> dict[str, str]:
    """Every trigger of the database that fires, with what it does."""
    with connection.cursor() as cursor:
        cursor.execute(_ALL_EMBEDDED if connection.vendor == "sqlite" else _ALL_SERVER)
        return dict(cursor.fetchall())


def _texts(table: Table) -> dict[str, str]:
    """The triggers that a table should have: what the engine keeps of each, by name."""
    statements, name = _statements(table), f"{PREFIX}{table.name}"
    if connection.vendor == "sqlite":
        return {f"{name}_{op}": text for op, text in zip("iud", statements, strict=True)}
    return {name: statements[0].split("$$")[1]}


_FIND_EMBEDDED = (
    "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name GLOB 'gongyou_rows_*'"
)
_FIND_SERVER = (
    "SELECT proname FROM pg_proc WHERE pronamespace = current_schema()::regnamespace "
    "AND starts_with(proname, 'gongyou_rows_')"
)
_ALL_EMBEDDED = "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
_ALL_SERVER = (
    "SELECT t.tgname, p.prosrc FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
    "JOIN pg_proc p ON p.oid = t.tgfoid "
    "WHERE c.relnamespace = current_schema()::regnamespace "
    "AND NOT t.tgisinternal AND t.tgenabled <> 'D' AND t.tgqual IS NULL"
)


def _insert(table: Table, op: str, old: str, new: str) -> str:
    entry = NO_ENTRY.hex if connection.vendor == "sqlite" else str(NO_ENTRY)
    columns = '"table", op, old, new, entry_id'
    return (
        f"INSERT INTO {Staged._meta.db_table} ({columns}) "  # noqa: S608
        f"VALUES ('{table.name}', '{op}', {old}, {new}, '{entry}')"
    )


def _differs(table: Table) -> str:
    names = [f'"{column.name}"' for column in table.columns]
    if connection.vendor == "sqlite":
        return " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
    return " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in names)


def _key(table: Table, row: str) -> str:
    function = "json_array" if connection.vendor == "sqlite" else "json_build_array"
    key = f'{row}"{table.key}"'
    uuid = next(column.kind for column in table.columns if column.name == table.key) == "UUIDField"
    if uuid and connection.vendor != "sqlite":
        key = f"replace({key}::text, '-', '')"
    return f"{function}({key})"


def _statements(table: Table) -> list[str]:
    added = _insert(table, "i", "NULL", array(table, "NEW."))
    changed = _insert(table, "u", array(table, "OLD."), array(table, "NEW.", changed=True))
    gone = _insert(table, "d", _key(table, "OLD."), "NULL")
    name = f"{PREFIX}{table.name}"
    if connection.vendor == "sqlite":
        on, each = f'ON "{table.name}"', "FOR EACH ROW"
        return [
            f'CREATE TRIGGER "{name}_i" AFTER INSERT {on} {each} BEGIN {added}; END',
            f'CREATE TRIGGER "{name}_u" AFTER UPDATE {on} {each} '
            f"WHEN {_differs(table)} BEGIN {changed}; END",
            f'CREATE TRIGGER "{name}_d" AFTER DELETE {on} {each} BEGIN {gone}; END',
        ]
    return [
        f'CREATE FUNCTION "{name}"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN '
        f"IF TG_OP = 'INSERT' THEN {added}; "
        f"ELSIF TG_OP = 'DELETE' THEN {gone}; "
        f"ELSIF {_differs(table)} THEN {changed}; END IF; RETURN NULL; END $$",
        f'CREATE TRIGGER "{name}" AFTER INSERT OR UPDATE OR DELETE ON "{table.name}" '
        f'FOR EACH ROW EXECUTE FUNCTION "{name}"()',
    ]
