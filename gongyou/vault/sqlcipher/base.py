"""The database wrapper. Only the connection and the cursor differ from Django's own."""

import datetime
import decimal
from collections.abc import Mapping
from functools import lru_cache
from itertools import tee

from django.db.backends.sqlite3 import base as plain
from django.db.backends.sqlite3._functions import register as register_functions
from django.db.transaction import atomic
from django.utils.asyncio import async_unsafe
from django.utils.dateparse import parse_date, parse_datetime, parse_time
from sqlcipher3 import dbapi2 as Database

from gongyou.vault.journalled import Journalled
from gongyou.vault.sqlcipher.holder import key_for

Database.register_converter("bool", b"1".__eq__)
Database.register_converter("date", plain.decoder(parse_date))
Database.register_converter("time", plain.decoder(parse_time))
Database.register_converter("datetime", plain.decoder(parse_datetime))
Database.register_converter("timestamp", plain.decoder(parse_datetime))
Database.register_adapter(decimal.Decimal, str)
Database.register_adapter(datetime.date, plain.adapt_date)
Database.register_adapter(datetime.datetime, plain.adapt_datetime)

# WAL and FULL: an answer is given only after the commit is on the disk. secure_delete
# overwrites what is deleted. trusted_schema off: a tampered schema can't call functions.
PRAGMAS = (
    "PRAGMA foreign_keys = ON",
    "PRAGMA legacy_alter_table = OFF",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA secure_delete = ON",
    "PRAGMA trusted_schema = OFF",
    "PRAGMA temp_store = MEMORY",
    "PRAGMA cache_size = -32000",
)


def unlock_connection(connection, key: bytes) -> None:
    """Give the raw key to a new connection: no key derivation, about 2 ms."""
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")


class Operations(plain.DatabaseOperations):  # type: ignore[name-defined]
    """Django's own."""

    def execute_sql_flush(self, sql_list):
        """Empty tables (between tests): what the triggers noted meanwhile goes too."""
        with atomic(using=self.connection.alias, savepoint=self.connection.in_atomic_block):
            super().execute_sql_flush([*sql_list, "DELETE FROM vault_staged"])


class DatabaseWrapper(Journalled, plain.DatabaseWrapper):
    """SQLite under SQLCipher."""

    display_name = "SQLCipher"
    Database = Database
    ops_class = Operations

    def get_connection_params(self):
        """The parameters of Django, with a write transaction that never dies half way."""
        params = super().get_connection_params()
        params.pop("raw_key", None)
        params.setdefault("timeout", 30)
        # A transaction that begins as a reader and then writes fails at once if another
        # writer was faster; IMMEDIATE waits for its turn instead.
        self.transaction_mode = self.transaction_mode or "IMMEDIATE"  # type: ignore[has-type]
        return params

    @async_unsafe
    def get_new_connection(self, conn_params):
        """Connect, unlock and set the safe pragmas."""
        key = key_for(self.settings_dict["OPTIONS"])
        connection = Database.connect(**conn_params)
        unlock_connection(connection, key)
        register_functions(connection)
        for pragma in (*PRAGMAS, *filter(None, map(str.strip, self.init_commands))):  # type: ignore[attr-defined]
            connection.execute(pragma)
        return connection

    def create_cursor(self, name=None):
        """A cursor that speaks Django's placeholders."""
        return self.connection.cursor(factory=CursorWrapper)


@lru_cache(maxsize=1024)
def _with_marks(query: str) -> str:
    """From %s to ?; the same few hundred queries come again and again."""
    return plain.FORMAT_QMARK_REGEX.sub("?", query).replace("%%", "%")


class CursorWrapper(Database.Cursor):
    """Django's placeholder conversion over SQLCipher's cursor."""

    def execute(self, query, params=None):
        """Run one statement."""
        if params is None:
            return super().execute(query)
        names = list(params) if isinstance(params, Mapping) else None
        return super().execute(self.convert_query(query, param_names=names), params)

    def executemany(self, query, param_list):
        """Run one statement for many rows."""
        peekable, param_list = tee(iter(param_list))
        params = next(peekable, None)
        names = list(params) if params and isinstance(params, Mapping) else None
        return super().executemany(self.convert_query(query, param_names=names), param_list)

    def convert_query(self, query, *, param_names=None):
        """From %s and %(name)s to ? and :name."""
        if param_names is None:
            return _with_marks(query)
        return query % {name: f":{name}" for name in param_names}
