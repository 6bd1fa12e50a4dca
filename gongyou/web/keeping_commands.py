"""The commands that keep a centre: backups, checks, keys, and its end."""

from pathlib import Path
from typing import Annotated

import typer

from gongyou.web.commands import (
    DEFAULT_DATA,
    As,
    Data,
    PassphraseFile,
    open_centre,
    out,
    passphrase,
    prepare,
    stop,
)


def register(app: typer.Typer) -> None:
    """Add them to the command line."""
    for command in (officers, backup, rehearse, restore, check, rebuild, rekey, end, export):
        app.command()(command)


def backup(
    to: Annotated[Path, typer.Argument(help="Folder to write into.")],
    recipient: Annotated[
        list[str], typer.Option(help="age public key of an officer; give it once for each.")
    ],
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Write an encrypted backup that only the officers can open."""
    _open(data, passphrase_file)
    from gongyou.web import installing, keeping

    with installing.sentences(stop):
        _say(keeping.backup(to, recipient))


def restore(
    source: Annotated[Path, typer.Argument(help="Backup file.")],
    identity_file: Annotated[Path, typer.Option(help="age identity of an officer.")],
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Restore a backup into an empty folder (and database), check it and its journal."""
    prepare(data)
    from gongyou.web import installing, keeping

    phrase = _of_any_account(passphrase_file)
    with installing.sentences(stop):
        _say(keeping.restore(source, identity_file, phrase))


def officers(
    to: Annotated[Path, typer.Argument(help="Folder for the three shares.")],
    by: As,
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Make the officers' key: any two of three shares open a compartment that lost its members."""
    prepare(data)
    from gongyou.web import installing, keeping

    phrase = passphrase(passphrase_file, "GONGYOU_PASSPHRASE", f"Passphrase of {by}")
    with installing.sentences(stop):
        _say(keeping.officers(installing.administrator(by, phrase), to))


def rehearse(
    source: Annotated[Path, typer.Argument(help="Data archive of a backup.")],
    identity_file: Annotated[Path, typer.Option(help="age identity of an officer.")],
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
) -> None:
    """Restore a backup into a folder that is deleted again, to know that it can be done."""
    prepare(data)
    from gongyou.web import installing, keeping

    phrase = _of_any_account(passphrase_file)
    with installing.sentences(stop):
        installing.require_installed()
        installing.unseal_with(phrase)
        problems = keeping.rehearse(source, identity_file, phrase)
    _say(problems)
    if problems:
        stop(f"{len(problems)} problems found.")
    out.print("The backup can be restored.")


def _of_any_account(file: Path | None) -> str:
    """What opens an embedded database; PostgreSQL asks for none."""
    from gongyou.web import installing

    if not installing.embedded():
        return ""
    return passphrase(file, "GONGYOU_PASSPHRASE", "Passphrase of any account")


def end(
    *,
    by: As,
    second: Annotated[str, typer.Option("--with", help="Sign-in name of the second person.")],
    to: Annotated[Path, typer.Option(help="Folder for bundles and certificate.")],
    recipient: Annotated[
        list[str] | None, typer.Option(help="age public key of who takes files over.")
    ] = None,
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
    second_passphrase_file: Annotated[
        Path | None, typer.Option(help="Of the second person; else $GONGYOU_SECOND_PASSPHRASE.")
    ] = None,
) -> None:
    """Hand over files of those who agreed, destroy the rest for good: two people, at once."""
    prepare(data)
    from gongyou.web import installing, keeping

    phrase = passphrase(passphrase_file, "GONGYOU_PASSPHRASE", f"Passphrase of {by}")
    other = passphrase(
        second_passphrase_file, "GONGYOU_SECOND_PASSPHRASE", f"Passphrase of {second}"
    )
    with installing.sentences(stop):
        first = installing.person(by, phrase)
        _say(keeping.end(first, installing.person(second, other), recipient or [], to))


def rekey(data: Data = DEFAULT_DATA, passphrase_file: PassphraseFile = None) -> None:
    """Encrypt the whole database under a new key, after someone left. Stop the server first."""
    _open(data, passphrase_file)
    from gongyou.web import installing, keeping

    with installing.sentences(stop):
        installing.hold()
        keeping.rekey()
    out.print("The database is encrypted under a new key.")


def check(
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
    by: Annotated[
        str, typer.Option("--as", help="Open everything that this account can open.")
    ] = "",
    replay: Annotated[
        bool, typer.Option(help="Say how many rows were compared with the journal.")
    ] = False,
    language: Annotated[str, typer.Option(help="en or zh-hans")] = "en",
) -> None:
    """Check database, journal, rows and files; the exit code is 1 when something is wrong."""
    prepare(data)
    from gongyou.web import installing, keeping

    with installing.sentences(stop), installing.speaking(language):
        installing.require_installed()
        actor = None
        if by:
            phrase = passphrase(passphrase_file, "GONGYOU_PASSPHRASE", f"Passphrase of {by}")
            actor = installing.person(by, phrase)
        elif installing.needs_passphrase():
            installing.unseal_with(_of_any_account(passphrase_file))
        problems, notes = keeping.check(actor, replay=replay)
        _say([*problems, *notes, keeping.verdict(problems)])
    if problems:
        raise typer.Exit(1)


def rebuild(data: Data = DEFAULT_DATA, passphrase_file: PassphraseFile = None) -> None:
    """Put every row back to what the journal tells, after damage. Stop the server first."""
    _open(data, passphrase_file)
    from gongyou.web import installing, keeping

    with installing.sentences(stop):
        out.print(keeping.rebuild())


def export(
    to: Annotated[Path, typer.Argument(help="Folder to write.")],
    by: As,
    data: Data = DEFAULT_DATA,
    passphrase_file: PassphraseFile = None,
    names: Annotated[bool, typer.Option(help="With names, where the right allows it.")] = False,
) -> None:
    """Write everything that one person may export as open files (JSON, XLSX)."""
    actor = open_centre(data, by, passphrase_file)
    from gongyou.web import installing, keeping

    with installing.sentences(stop):
        _say(keeping.export(actor, to, names=names))


def _say(lines: list[str]) -> None:
    for line in lines:
        out.print(line)


def _open(data: Path, file: Path | None) -> None:
    """Load Django and open the database with any account's passphrase."""
    prepare(data)
    from gongyou.web import installing

    with installing.sentences(stop):
        installing.require_installed()
        if installing.needs_passphrase():
            installing.unseal_with(_of_any_account(file))
