"""A new centre's tables, laid at once, are those that all migrations together would make.

Of the rooms only the vault stands here: `scripts/check` compares each room's migrations with its
models. What those of the libraries make must be seen.
"""

import os
import subprocess
import sys

SCRIPT = """
import django
from gongyou.web import settings
names = "fieldwork advocacy outreach surveys collective centre"
rooms = {f"gongyou.{room}" for room in names.split()}
settings.INSTALLED_APPS = [app for app in settings.INSTALLED_APPS if app not in rooms]
django.setup()
from django.core.management import call_command
from django.db import connection
from gongyou.vault.commands import is_current, migrate

def tables():
    found = {}
    with connection.cursor() as cursor:
        intro = connection.introspection
        for name in intro.table_names(cursor):
            columns = {
                (c.name, c.null_ok, c.pk) for c in intro.get_table_description(cursor, name)
            }
            limits = sorted(map(repr, intro.get_constraints(cursor, name).values()))
            found[name] = columns, limits
        return found

migrate()
laid = tables()
assert is_current()
file = connection.settings_dict["NAME"]
connection.close()
__import__("os").unlink(file)
call_command("migrate", verbosity=0)
migrated = tables()
assert laid.keys() == migrated.keys(), laid.keys() ^ migrated.keys()
for name in laid:
    assert laid[name] == migrated[name], (name, laid[name], migrated[name])
print(len(laid))
"""


def test_tables_laid_at_once_are_the_migrated_ones(tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        env={name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        | {
            "GONGYOU_DATA": str(tmp_path),
            "GONGYOU_DATABASE_KEY": "5a" * 32,
            "DJANGO_SETTINGS_MODULE": "gongyou.web.settings",
        },
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert int(done.stdout) > 30
