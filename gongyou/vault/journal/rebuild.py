"""Write the state that the journal tells into the tables, where they say something else."""

from django.db import connection, transaction

from gongyou.vault.journal import fold, triggers
from gongyou.vault.journal.chain import append
from gongyou.vault.journal.plan import Column, Table, tables


def rebuild(by=None) -> int:
    """Put every row back to what the journal tells; gives how many were another.

    Large values that the journal holds by digest only (attachments of surveys) are left alone:
    `check` goes on naming those that were changed.
    """
    with transaction.atomic():
        number = fill(fold.fold())
        if number:
            append(by, "vault.rebuild", changes={"count": number})
    return number


def fill(state: fold.State) -> int:
    """Let the tables be as the state says. Part of a transaction."""
    wanted = {name: dict(rows) for name, rows in state.items()}
    found = list(fold.differences(state))
    triggers.silence()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA defer_foreign_keys = ON")
        else:
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for difference in sorted(found, key=lambda each: each.kind != "added"):
            table = tables()[difference.table]
            _put_back(cursor, table, difference, wanted[difference.table])
    triggers.lay()
    return len(found)


def _put_back(cursor, table: Table, difference: fold.Difference, rows: dict) -> None:
    at = f'"{table.key}" = %s'
    if difference.kind == "added":
        cursor.execute(f'DELETE FROM "{table.name}" WHERE {at}', [difference.row])  # noqa: S608
        return
    cells = rows[difference.row]
    named = {column.name: column for column in table.columns if column.name not in table.digested}
    if difference.kind == "changed":
        # Of new columns nobody told: what stands there was put there by the migration.
        told = set(difference.columns) - set(difference.fresh)
        columns = [named[name] for name in told & named.keys()]
        if columns:
            listed = ", ".join(f'"{column.name}" = %s' for column in columns)
            values = [to_database(column, cells.get(column.name)) for column in columns]
            cursor.execute(
                f'UPDATE "{table.name}" SET {listed} WHERE {at}',  # noqa: S608
                [*values, difference.row],
            )
        return
    said = {name: to_database(named[name], cells[name]) for name in named.keys() & cells.keys()}
    row = _defaults(table, set(said)) | said
    listed = ", ".join(f'"{name}"' for name in row)
    marks = ", ".join(["%s"] * len(row))
    cursor.execute(
        f'INSERT INTO "{table.name}" ({listed}) VALUES ({marks})',  # noqa: S608
        list(row.values()),
    )


def _defaults(table: Table, told: set[str]) -> dict:
    """What columns hold that the journal does not: they are computed again, or an earlier release
    of the program did not have them."""
    fields = {field.column: field for field in table.model._meta.concrete_fields}
    return {
        name: fields[name].get_db_prep_save(fields[name].get_default(), connection)
        for name in fields.keys() - told
    }


def to_database(column: Column, value):
    """A value of the journal as the database takes it."""
    if value is None:
        return None
    if column.kind == "BinaryField":
        return bytes.fromhex(value)
    if column.kind == "JSONField":
        return connection.ops.adapt_json_value(value, None)
    if column.kind == "DateTimeField":
        embedded = connection.vendor == "sqlite"
        return value.removesuffix(".000000") if embedded else f"{value}+00"
    return value
