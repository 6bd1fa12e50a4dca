"""Check the installation: database, journal, files. Needs the database open, but no keys."""

from dataclasses import dataclass, field

from django.db import connection
from django.db.models import Count, Q

from gongyou.vault.accounts.models import Compartment
from gongyou.vault.backup.making import noted_heads
from gongyou.vault.files import media, stream
from gongyou.vault.files.inspection import sandboxed
from gongyou.vault.files.models import StoredFile
from gongyou.vault.journal.proof import Head, verify
from gongyou.vault.keys.models import DataKey, Grant, Wrapped


@dataclass
class Checked:
    """Problems must be looked at; notes are good to know."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def clean(self) -> bool:
        """Whether nothing is broken."""
        return not self.problems


def check(known: list[Head] = ()) -> Checked:
    """Look at everything that can be looked at without opening an identity."""
    checked = Checked()
    checked.problems += _database()
    checked.problems += [f"journal: {found}" for found in verify([*noted_heads(), *known])]
    checked.problems += _keys()
    checked.problems += _files()
    if not sandboxed():
        checked.notes.append("uploads are inspected without a sandbox: bubblewrap cannot run here")
    checked.notes += _held_by_one()
    return checked


def _held_by_one() -> list[str]:
    """Compartments that are lost if one person loses passphrase and code."""
    officers = Grant.objects.filter(organisation_key__retired_at=None).values("key_id")
    alone = (
        Compartment.objects.exclude(current_key__in=officers)
        .annotate(
            holders=Count(
                "current_key__grants", filter=Q(current_key__grants__user_key__isnull=False)
            )
        )
        .filter(holders__lt=2, closed_at=None)
        .count()
    )
    return [f"{alone} compartments can be opened by one person only"] if alone else []


def _database() -> list[str]:
    if connection.vendor != "sqlite":
        return _server()
    found = []
    with connection.cursor() as cursor:
        for pragma in ("cipher_integrity_check", "integrity_check"):
            rows = cursor.execute(f"PRAGMA {pragma}").fetchall()
            found += [f"database: {row[0]}" for row in rows if row[0] != "ok"]
        broken = cursor.execute("PRAGMA foreign_key_check").fetchall()
    return found + [f"database: a row of {row[0]} points to nothing" for row in broken[:20]]


def _server() -> list[str]:
    """What PostgreSQL knows of itself: references nobody proved, pages that were found broken."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint "
            "WHERE NOT convalidated AND connamespace = current_schema()::regnamespace"
        )
        found += [f"database: a reference of {table} is unproved" for (table,) in cursor]
        cursor.execute(
            "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
        )
        if broken := cursor.fetchone()[0]:
            found.append(f"database: {broken} pages failed their checksum")
    return found


def _keys() -> list[str]:
    """A record must never point to a key that has neither a wrap nor the mark of shredding."""
    empty = DataKey.objects.filter(wrap=b"").exclude(how=Wrapped.SHREDDED).count()
    return [f"keys: {empty} data keys have lost their wrap"] if empty else []


def _files() -> list[str]:
    found = []
    rows = StoredFile.objects.exclude(data_key__how=Wrapped.SHREDDED)
    for location, size in rows.values_list("location", "size").iterator():
        path = media.path_of(location)
        if not path.exists():
            found.append(f"file {location[:8]}: missing")
        elif path.stat().st_size != stream.file_size(size):
            found.append(f"file {location[:8]}: has another length")
    return found
