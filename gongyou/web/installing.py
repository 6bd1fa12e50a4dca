"""Set a centre up, open it and act in it from the command line."""

import os
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from django.utils import translation

from gongyou.vault import commands as vault
from gongyou.vault.public import (
    Account,
    Actor,
    BadArchive,
    DeviceKeyMissing,
    HeldByAnother,
    LoginTaken,
    Tampered,
    WeakPassphrase,
    WrongPassphrase,
    check_strength,
    create_account,
    create_compartment,
    hold_folder,
    is_sealed,
    laptops,
    trouble,
    unseal,
    write_durably,
)


class Refused(Exception):
    """What was asked cannot be done; the message is a sentence for the person who asked."""


@contextmanager
def sentences(stop):
    """Turn the errors of the vault into sentences."""
    try:
        yield
    except Refused as refused:
        stop(str(refused))
    except (laptops.NotEnrolled, BadArchive) as refused:
        stop(f"{str(refused)[:1].upper()}{str(refused)[1:]}.")
    except WrongPassphrase:
        stop("The sign-in name or the passphrase is wrong.")
    except (vault.NotUpdated, DeviceKeyMissing) as refused:
        stop(str(refused))
    except WeakPassphrase:
        stop("The passphrase is too easy to guess: take four or five words.")
    except LoginTaken:
        stop("Somebody has this sign-in name already.")
    except Exception as error:
        # Of whatever kind: a copy of the database is read without Django's wrapping.
        if not (said := _trouble(error)):
            raise
        stop(said)


def _trouble(error: Exception) -> str:
    """What is wrong with disk, database or files, as a sentence; "" where nobody can say."""
    if trouble.disk_is_full(error):
        return "The disk is full. Nothing was changed; free some space and try again."
    if trouble.database_is_damaged(error):
        return (
            "The database is damaged and cannot be read. Keep the folder as it is, and restore "
            "the last backup into another folder."
        )
    if "locked" in str(error).lower():
        return "The database is in use: stop the server first."
    if isinstance(error, DatabaseError) and not vault.is_current():
        return "The data are of an older program: run gongyou serve once, sign in, try again."
    if isinstance(error, Tampered):
        return f"A file of this centre was changed or damaged: {error}."
    files = {
        PermissionError: "There is no permission to use {}.",
        FileNotFoundError: "There is no file {}.",
    }
    name = getattr(error, "filename", None)
    return files[type(error)].format(name) if type(error) in files and name else ""  # type: ignore[index]


@contextmanager
def speaking(language: str):
    """Say everything in a language."""
    with translation.override(language):
        yield


def embedded() -> bool:
    """Whether the database is a file in the data folder."""
    return "sqlcipher" in settings.DATABASES["default"]["ENGINE"]  # type: ignore[operator]


def database() -> Path:
    """The file of the embedded database."""
    return Path(settings.DATABASES["default"]["NAME"])  # type: ignore[arg-type]


def installed() -> bool:
    """Whether a centre was set up here; one that was begun and cut short does not count."""
    return not embedded() or (database().exists() and not _beginning().exists())


def _beginning() -> Path:
    """Stands in the folder while a centre is made that nobody can sign in to yet."""
    return database().with_name("beginning")


def _sweep_beginning() -> None:
    """A power cut while a centre was made left a database that no passphrase opens: it goes."""
    if not (embedded() and _beginning().exists()):
        return
    for name in ("gongyou.db", "gongyou.db-wal", "gongyou.db-shm", "slots", "slots.lock"):
        database().with_name(name).unlink(missing_ok=True)
    database().with_name("device.key").unlink(missing_ok=True)


def require_installed(workers: int = 1) -> None:
    """Stop unless there is a centre and it can be served like that."""
    if not installed():
        raise Refused(f"There is no centre in {settings.GONGYOU_DATA}: run gongyou init first.")
    if embedded() and workers > 1:
        raise Refused("The embedded database is served by one process; give --workers 1.")


def hold() -> None:
    """One program at a time on an embedded data folder: limits and memory are a process's own."""
    if not embedded():
        return
    try:
        hold_folder(Path(settings.GONGYOU_DATA) / "in-use")
    except HeldByAnother:
        raise Refused(f"Another gongyou works on {settings.GONGYOU_DATA}: stop it first.") from None


def initialise(login: str, passphrase: str, compartment: str = "", language: str = ""):
    """A new centre with its first administrator."""
    check_strength(passphrase, login)
    _sweep_beginning()
    if embedded() and not database().exists():
        private_folder(database().parent)
        write_durably(_beginning(), b"")
    try:
        vault.initialise()
    except vault.AlreadyThere:
        raise Refused(f"There is a centre in {settings.GONGYOU_DATA} already.") from None
    _make_cache()
    made = create_account(None, login, passphrase, administrator=True, language=language)
    if compartment:
        create_compartment(made.actor, compartment)
    if embedded():
        _beginning().unlink(missing_ok=True)
    return made


def migrate() -> None:
    """Bring the tables up to date."""
    vault.migrate()
    _make_cache()


def _make_cache() -> None:
    if not embedded():
        call_command("createcachetable", verbosity=0)


def bring_up_to_date() -> None:
    """What an open database needs before it serves: newer tables, leftovers of a crash swept.

    Raises:
        vault.NotUpdated: the data are as they were, and this program can't serve them.
    """
    vault.put_back()
    if not vault.is_current():
        vault.update()
        _make_cache()
    vault.start()


def prepare_if_open() -> None:
    """At the start; a sealed database is prepared by the sign-in that opens it."""
    if not is_sealed():
        bring_up_to_date()


def needs_passphrase() -> bool:
    """Whether the database is still sealed."""
    return is_sealed()


def unseal_with(passphrase: str) -> None:
    """Open the database with any account's passphrase."""
    if not unseal(passphrase):
        raise Refused("This passphrase opens nothing here.")


def person(login: str, passphrase: str) -> Actor:
    """Who acts, with unlocked keys."""
    require_installed()
    unseal_with(passphrase)
    return vault.open_actor(login, passphrase)


def account_of(login: str) -> Account:
    """Somebody by their sign-in name."""
    found = Account.objects.filter(login=login.casefold()).first()
    if found is None:
        raise Refused(f"Nobody here is called {login}.")
    return found


def administrator(login: str, passphrase: str) -> Actor:
    """An administrator who acts."""
    actor = person(login, passphrase)
    if not actor.is_administrator:
        raise Refused(f"{login} is no administrator.")
    return actor


def add_account(by: Actor, login: str, passphrase: str, **options):
    """A new account."""
    return create_account(by, login, passphrase, **options)


def private_folder(folder: Path) -> Path:
    """A folder that only its owner can open."""
    folder.mkdir(parents=True, exist_ok=True)
    os.chmod(folder, 0o700)
    return folder
