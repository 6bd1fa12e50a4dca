"""Backup, restore, check and export, told in sentences."""

import json
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gongyou.documents import paper
from gongyou.vault import commands as vault
from gongyou.vault.public import (
    Actor,
    BadArchive,
    NotTwoPeople,
    NotYours,
    Right,
    agree_end,
    ask_end,
    laptops,
)
from gongyou.web import installing
from gongyou.web.accounts.ending import certificate
from gongyou.web.accounts.resets import NOT_TWO
from gongyou.web.installing import Refused, private_folder


def backup(to: Path, recipients: list[str]) -> list[str]:
    """Write the data archive and the line of keys into a folder."""
    try:
        report = vault.backup(to, recipients)
    except BadArchive as bad:
        raise Refused(_("No backup was made: %(why)s.") % {"why": bad}) from None
    lines = [
        _("Data: %(path)s") % {"path": report.data},
        _("Keys: %(path)s (keep no copy of it longer than 30 days)") % {"path": report.keys},
        _("Files: %(n)s") % {"n": report.files},
        _("Made by: %(words)s. Write these words down once; a restore shows them.")
        % {"words": report.maker},
    ]
    return lines + [_("Missing on the disk: %(name)s") % {"name": name} for name in report.missing]


def restore(source: Path, identity: Path, passphrase: str) -> list[str]:
    """Restore into the empty data folder (and PostgreSQL database) and check what came."""
    return restore_with(source, identity.read_text(encoding="utf-8").strip(), passphrase)


def restore_with(source: Path, identity: str, passphrase: str) -> list[str]:
    """The same, with the officer's key as text."""
    try:
        done = vault.restore(source, identity, passphrase)
    except vault.NotEmpty:
        raise Refused(_not_empty()) from None
    except BadArchive as bad:
        raise Refused(_("Nothing was restored: %(why)s.") % {"why": bad}) from None
    installing.migrate()
    told = {"moment": done.made_at, "n": done.files}
    lines = [_("Restored as it was at %(moment)s. Files: %(n)s") % told]
    if done.maker:
        lines.append(_("Made by: %(words)s. Compare with the paper.") % {"words": done.maker})
    if done.destroyed_since:
        destroyed = {"n": done.destroyed_since}
        lines.append(_("Keys destroyed since, which stay so: %(n)s") % destroyed)
    if another := laptops.of_this_one():
        lines.append(another)
    return lines + [_("Problem: %(what)s") % {"what": what} for what in done.checked.problems]


def _not_empty() -> str:
    there = {"folder": settings.GONGYOU_DATA}
    if installing.embedded():
        return _("There is a centre in %(folder)s; restore into an empty folder.") % there
    return (
        _(
            "There is a centre in %(folder)s or in its database; "
            "restore into an empty folder and an empty database."
        )
        % there
    )


def officers(by: Actor, to: Path) -> list[str]:
    """Three shares of the officers' key, a file each."""
    vault.make_officers_key(to, by)
    files = sorted(to.glob("officer-*.txt"))
    return [f"Give {file} to one officer and delete it here." for file in files]


def rehearse(source: Path, identity: Path, passphrase: str) -> list[str]:
    """What went wrong in a restore that was only tried."""
    try:
        return vault.rehearse(source, identity.read_text(encoding="utf-8").strip(), passphrase)
    except BadArchive as bad:
        raise Refused(_("The backup cannot be restored: %(why)s.") % {"why": bad}) from None


def rekey() -> None:
    """A new key for the database."""
    vault.change_database_key()


def check(actor=None, replay: bool = False) -> tuple[list[str], list[str]]:
    """Problems, and what is good to know; with somebody's keys every value is opened too."""
    checked = vault.check(actor=actor)
    if replay:
        told = ngettext(
            "%(count)s row was compared with the journal.",
            "%(count)s rows were compared with the journal.",
            checked.rows,
        )
        checked.notes.append(told % {"count": checked.rows})
    if actor is not None:
        opened = ngettext(
            "%(count)s value was opened.", "%(count)s values were opened.", checked.opened
        )
        checked.notes.append(opened % {"count": checked.opened})
    return checked.problems, checked.notes


def verdict(problems: list[str]) -> str:
    """The last line of a check."""
    text = ngettext("%(count)s problem found.", "%(count)s problems found.", len(problems))
    return text % {"count": len(problems)} if problems else _("Everything is whole.")


def rebuild() -> str:
    """Put every row back to what the journal tells."""
    count = vault.rebuild()
    text = ngettext(
        "%(count)s row was put back to what the journal tells.",
        "%(count)s rows were put back to what the journal tells.",
        count,
    )
    return text % {"count": count}


def exports() -> dict[str, tuple]:
    """What the rooms can write: file name → (function, form)."""
    found = {}  # type: ignore[var-annotated]
    for config in apps.get_app_configs():
        found |= getattr(config, "exports", {})
    return found


def export(actor: Actor, to: Path, names: bool) -> list[str]:
    """Write each room's files; what the person may not export is left out by the rooms."""
    private_folder(to)
    lines = []
    for name, (function, form) in exports().items():
        path = to / name
        path.touch(mode=0o600)
        path.write_bytes(import_string(function)(actor, form, names))
        lines.append(f"{path}: {path.stat().st_size} bytes")
    return lines


def end(by, second, recipients: list[str], to: Path) -> list[str]:
    """Hand over and destroy every compartment in which `by` may destroy; `second` agrees."""
    private_folder(to)
    try:
        row, bundles = ask_end(by, by.compartments(Right.SHRED), recipients)
        for name, content in bundles.items():
            (to / name).write_bytes(content)
        said = agree_end(second, row)
    except NotTwoPeople as why:
        raise Refused(str(NOT_TWO[why.args[0]])) from None
    except NotYours:
        raise Refused(_("These two may not end it.")) from None
    except BadArchive as bad:
        raise Refused(str(bad)) from None
    (to / "certificate.json").write_text(json.dumps(said, indent=2), encoding="utf-8")
    (to / "certificate.pdf").write_bytes(paper.render([certificate(said)], "en"))
    gone = {"n": sum(one["keys"] for one in said["destroyed"]), "folder": to}
    return [_("%(n)s keys were destroyed. Bundles and certificate are in %(folder)s.") % gone]
