"""Check the installation: database, journal, rows, files. Needs the database open, but no keys.

With somebody's keys it also opens every value that this person can open.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.apps import apps
from django.db import DatabaseError, connection
from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from gongyou.vault.accounts.models import Compartment
from gongyou.vault.files import media, stream
from gongyou.vault.files.inspection import sandboxed
from gongyou.vault.files.models import StoredFile
from gongyou.vault.files.services import open_file
from gongyou.vault.identities.records import NeedToKnow
from gongyou.vault.ids import to_ref
from gongyou.vault.journal import fold, plan, staging, triggers, witness
from gongyou.vault.journal.models import About, Entry
from gongyou.vault.journal.proof import Break, Head, verify
from gongyou.vault.keys.errors import Shredded, VaultKeyError
from gongyou.vault.keys.models import DataKey, Grant, Wrapped
from gongyou.vault.rights import Right
from gongyou.vault.starting import found_by_rooms
from gongyou.vault.trouble import database_is_damaged

if TYPE_CHECKING:
    from gongyou.vault.accounts.actor import Actor

# More of one kind are counted, not listed.
MOST = 50
KINDS = {
    "added": gettext_lazy("%(row)s was added outside the program"),
    "deleted": gettext_lazy("%(row)s was deleted outside the program"),
    "changed": gettext_lazy("%(row)s was changed outside the program: %(fields)s"),
}
BREAKS = {
    "gap": gettext_lazy("journal: entry %(seq)s of chain %(chain)s is missing"),
    "edited": gettext_lazy("journal: entry %(seq)s of chain %(chain)s was edited"),
    "forged": gettext_lazy("journal: entry %(seq)s of chain %(chain)s isn't signed by its writer"),
    "cut": gettext_lazy("journal: chain %(chain)s was cut before entry %(seq)s"),
}


@dataclass
class Checked:
    """Problems must be looked at; notes are good to know."""

    problems: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    rows: int = 0
    opened: int = 0

    @property
    def clean(self) -> bool:
        """Whether nothing is broken."""
        return not self.problems


def check(known: Sequence[Head] = (), actor: Actor | None = None) -> Checked:
    """Look at everything that can be looked at.

    Args:
        known: heads noted elsewhere, on paper or in a backup.
        actor: a person with unlocked keys; then their values and files are opened too.
    """
    checked = Checked()
    if not sandboxed():
        checked.notes.append(
            _("uploads are inspected without a sandbox: bubblewrap cannot run here")
        )
    checked.problems += _database()
    try:
        checked.problems += _journal(known)
        checked.problems += _rows(checked)
        checked.problems += _keys()
        checked.problems += found_by_rooms()
        checked.problems += _files()
        if actor is not None:
            checked.problems += witness.since_last(actor)
            checked.problems += _opened(actor, checked)
        checked.notes += _held_by_one()
    except Exception as harm:
        # The driver's own error may come unwrapped. What could be looked at was looked at.
        if not database_is_damaged(harm):
            raise
        checked.problems.append(_("database: %(what)s") % {"what": harm})
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
    text = ngettext(
        "%(count)s compartment can be opened by one person only",
        "%(count)s compartments can be opened by one person only",
        alone,
    )
    return [text % {"count": alone}] if alone else []


def _database() -> list[str]:
    if connection.vendor != "sqlite":
        return _server()
    found = []
    for pragma in ("cipher_integrity_check", "integrity_check"):
        rows = _asked(pragma)
        found += [_("database: %(what)s") % {"what": row[0]} for row in rows if row[0] != "ok"]
    if found:
        return found[:MOST]
    nowhere = _("database: a row of %(table)s points to nothing")
    return [nowhere % {"table": row[0]} for row in _asked("foreign_key_check")[:20]]


def _asked(pragma: str) -> list[tuple]:
    """What the database says of itself, or why it cannot."""
    with connection.cursor() as cursor:
        try:
            cursor.execute(f"PRAGMA {pragma}")
            return cursor.fetchall()
        except DatabaseError as harm:
            return [(str(harm),)]


def _server() -> list[str]:
    """What PostgreSQL knows of itself: references nobody proved, pages that were found broken."""
    found = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint "
            "WHERE NOT convalidated AND connamespace = current_schema()::regnamespace"
        )
        unproved = _("database: a reference of %(table)s is unproved")
        found += [unproved % {"table": table} for (table,) in cursor]
        cursor.execute(
            "SELECT checksum_failures FROM pg_stat_database WHERE datname = current_database()"
        )
        if broken := cursor.fetchone()[0]:
            failed = _("database: %(count)s pages failed their checksum")
            found.append(failed % {"count": broken})
    return found


def _journal(known: Sequence[Head]) -> list[str]:
    found = witness.harm()
    try:
        noted = witness.noted()
    except VaultKeyError:
        noted = []
    found += [_broken(harm) for harm in verify([*noted, *known])]
    return found + _mentions() + _ahead()


def _mentions() -> list[str]:
    """Whether every entry stands in the history of each record that it names, and in no other."""
    rows = Entry.objects.exclude(about="[]").order_by("pk").values_list("pk", "about")
    told: dict[UUID, set[UUID]] = {}
    for pk, about in rows.iterator(2000):
        told[pk] = {UUID(one) for _type, one in json.loads(about)}
    for pk, record in About.objects.values_list("entry_id", "record_id").iterator(2000):
        told.setdefault(pk, set()).symmetric_difference_update({record})
    wrong = sum(map(bool, told.values()))
    text = ngettext(
        "journal: %(count)s entry is missing in the history of what it is about",
        "journal: %(count)s entries are missing in the history of what they are about",
        wrong,
    )
    return [text % {"count": wrong}] if wrong else []


def _ahead() -> list[str]:
    """Whether the journal is ahead of the clock: one of the two is wrong."""
    newest = Entry.objects.aggregate(at=Max("at"))["at"]
    if newest is None or newest <= timezone.now() + dt.timedelta(days=1):
        return []
    text = _("journal: an entry is dated %(day)s, which is still to come: look at the clock")
    return [text % {"day": timezone.localdate(newest).isoformat()}]


def _broken(harm: Break) -> str:
    return BREAKS[harm.kind] % {"seq": harm.seq, "chain": harm.device[:8]}


def _rows(checked: Checked) -> list[str]:
    """Whether the tables say what the journal says."""
    unwatched = sorted(plan.tables().keys() - triggers.laid())
    found = [_("changes of %(table)s are no longer noted") % {"table": name} for name in unwatched]
    foreign = _("database: %(name)s was not made by the program")
    found += [foreign % {"name": name} for name in sorted(triggers.foreign())]
    left = _("changes of %(table)s stand in no entry")
    found += [left % {"table": name} for name in sorted(staging.left())]
    try:
        state = fold.fold()
    except (ValueError, LookupError):
        return [*found, _("journal: what it tells of the rows cannot be read")]
    checked.rows = sum(map(len, state.values()))
    listed = list(fold.differences(state))
    found += [_row(difference) for difference in listed[:MOST]]
    if len(listed) > MOST:
        found.append(_("and %(count)s further rows") % {"count": len(listed) - MOST})
    return found


def _row(difference: fold.Difference) -> str:
    model = plan.tables()[difference.table].model
    row = f"{model._meta.label} {_shown(difference.row)}"
    return KINDS[difference.kind] % {"row": row, "fields": ", ".join(difference.columns)}


def _shown(row: str) -> str:
    return to_ref(plan.identifier(row)) if plan.identifier(row) else row  # type: ignore[arg-type]


def _keys() -> list[str]:
    """A record must never point to a key that has neither a wrap nor the mark of shredding."""
    empty = DataKey.objects.filter(wrap=b"").exclude(how=Wrapped.SHREDDED).count()
    text = ngettext(
        "keys: %(count)s data key has lost its wrap",
        "keys: %(count)s data keys have lost their wrap",
        empty,
    )
    return [text % {"count": empty}] if empty else []


def _files() -> list[str]:
    found = []
    rows = StoredFile.objects.exclude(data_key__how=Wrapped.SHREDDED)
    for location, size, digest in rows.values_list("location", "size", "digest").iterator():
        path, named = media.path_of(location), {"file": location[:8]}
        if not path.exists():
            found.append(_("file %(file)s: missing") % named)
        elif path.stat().st_size != stream.file_size(size):
            found.append(_("file %(file)s: has another length") % named)
        elif digest and media.digest_of(path) != digest:
            found.append(_("file %(file)s: was changed on the disk") % named)
    return found


# --- with keys -----------------------------------------------------------------------------


def _opened(actor: Actor, checked: Checked) -> list[str]:
    """Open every value that this person can open."""
    found: list[str] = []
    for model in apps.get_models():
        if issubclass(model, NeedToKnow) and model.sealed_names():
            for row in model.objects.visible_to(actor, Right.READ_IDENTITY).iterator(500):
                found += _values(actor, row, checked)
    for stored in StoredFile.objects.visible_to(actor, Right.READ_IDENTITY).iterator(500):
        found += _content(actor, stored)
    return found


def _values(actor: Actor, row, checked: Checked) -> Iterator[str]:
    named = {"row": f"{row._meta.label} {_shown(row.pk.hex)}"}
    held = [name for name in row.sealed_names() if getattr(row, name) is not None]
    for name in held:
        try:
            row._open(row.sealed_field(name), row.open_data_key(actor))
            checked.opened += 1
        except Shredded:
            continue
        except (VaultKeyError, ValueError):
            yield _("%(row)s: %(field)s cannot be opened") % {**named, "field": name}


def _content(actor: Actor, stored: StoredFile) -> list[str]:
    try:
        for _piece in open_file(actor, stored):
            pass
    except Shredded:
        return []
    except (VaultKeyError, ValueError):
        return [_("file %(file)s: cannot be opened") % {"file": stored.location[:8]}]
    return []
