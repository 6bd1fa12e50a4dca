"""A centre with made-up people, built from a fixed seed and kept in one folder."""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import segno
from django.conf import settings
from django.db import connections, transaction

from gongyou.law import DEFAULT_LAW, load_pack
from gongyou.vault import commands as vault
from gongyou.vault.public import (
    Actor,
    Role,
    add_member,
    create_account,
    create_compartment,
    current_user_key,
    public_fingerprint,
    unseal,
)
from gongyou.web import installing

STAMP = "demonstration.json"
ROSTER = "roster.xlsx"
ROOMS = ("vault", "centre", "collective", "surveys", "outreach", "advocacy", "fieldwork")
EVERYWHERE = "0.0.0.0"  # noqa: S104
WALK_IN = "Walk-in advice · 来访咨询"
LIDE = "Lide shoe factory · 利得鞋厂"


@dataclass(frozen=True)
class Person:
    """Someone of the demonstration, and how they sign in."""

    login: str
    passphrase: str
    what: str


PEOPLE = (
    Person("chen", "seven herons over the weir", "coordinator of both compartments"),
    Person("li", "blue kettle under the bridge", "organiser; sees only the Lide compartment"),
    Person("wang", "paper lantern in the north", "administrator and researcher; sees no names"),
)


def build(workers: int, fresh: bool, say) -> None:
    """Build the demonstration unless a finished one of this size is there."""
    folder = Path(settings.GONGYOU_DATA)
    if _finished(folder, workers) and not fresh:
        unseal(PEOPLE[0].passphrase)
        installing.bring_up_to_date()
        return
    clear(folder)
    began = time.monotonic()
    installing.private_folder(folder)
    (folder / f"{STAMP}.part").touch()
    vault.initialise()
    actor = _people()
    for room in ROOMS:
        _load(room, actor, workers, say)
    sample = load_pack(DEFAULT_LAW).desk.sample
    if sample:
        sample(folder / ROSTER, people=300, last_months=12)
    (folder / STAMP).write_text(json.dumps({"workers": workers}), encoding="utf-8")
    say(f"The demonstration was built in {time.monotonic() - began:.0f} s.")


def _finished(folder: Path, workers: int) -> bool:
    stamp = folder / STAMP
    return stamp.exists() and json.loads(stamp.read_text()) == {"workers": workers}


def clear(folder: Path) -> None:
    """Delete an earlier demonstration; never a folder that holds something else."""
    if not folder.exists():
        return
    ours = (folder / STAMP).exists() or (folder / f"{STAMP}.part").exists()
    if any(folder.iterdir()) and not ours:
        raise SystemExit(f"{folder} holds something else than a demonstration; name another.")
    connections.close_all()
    shutil.rmtree(folder)


def _people():
    """Three accounts: one in both compartments, one in one, one who reads no names."""
    made = {one.login: _account(one) for one in PEOPLE}
    chen = made["chen"]
    walk_in, lide = (create_compartment(chen, title) for title in (WALK_IN, LIDE))
    for login, compartment, role in (
        ("li", lide, Role.ORGANISER),
        ("wang", walk_in, Role.RESEARCHER),
        ("wang", lide, Role.RESEARCHER),
    ):
        account = made[login].account
        print_ = public_fingerprint(current_user_key(account))
        add_member(chen, compartment, account, role, print_)
    chen.forget_memberships()
    return chen


def _account(one: Person):
    return create_account(None, one.login, one.passphrase, administrator=one.login == "wang").actor


def _load(room: str, actor: Actor, workers: int, say) -> None:
    name = f"gongyou.{room}.demo"
    try:
        module = import_module(name)
    except ModuleNotFoundError as missing:
        if missing.name != name:
            raise
        return
    began = time.monotonic()
    with transaction.atomic():
        module.load(actor, workers)
    say(f"  {room}: {time.monotonic() - began:.0f} s")


@contextmanager
def public_pages(port: int, out):
    """What strangers see, served meanwhile by a process that knows no database, for phones too."""
    folder = Path(settings.GONGYOU_DATA) / "published"
    if not folder.exists():
        yield
        return
    command = [
        sys.executable,
        "-m",
        "gongyou.outreach.public_site",
        str(folder),
        EVERYWHERE,
        str(port),
    ]
    running = subprocess.Popen(  # noqa: S603
        [*command, str(folder.with_name("spool"))], env={"PATH": os.environ.get("PATH", "")}
    )
    address = f"http://{_own_address()}:{port}/check/"
    out.print(f"\nThe published pages: http://localhost:{port}/ · on a phone: {address}\n")
    segno.make(address, error="l").terminal(compact=True)
    try:
        yield
    finally:
        running.terminate()


def _own_address() -> str:
    """This machine's address in the local network; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return "localhost"


def print_sign_ins(port: int, out) -> None:
    """How to sign in."""
    out.print(f"\nOpen [bold]http://localhost:{port}/[/bold] and sign in as one of:\n")
    for one in PEOPLE:
        out.print(f"  [bold]{one.login:6}[/bold] {one.passphrase:30} {one.what}")
    roster = Path(settings.GONGYOU_DATA) / ROSTER
    out.print(f"\nA roster to import, as messy as real ones: {roster}")
    out.print(f"What it owes, without the program: gongyou claims {roster}")
    out.print("\nAll people and cases are made up. End with Ctrl+C.\n")
