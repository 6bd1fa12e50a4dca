"""One beginning and one end of a session, whatever door it came in by.

Web pages, `/v1`, passwords for programs, access tokens and calendar addresses are doors. Each says
what is open through it for an account and how to end it; whoever ends sessions ends them all.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.models import Account, Compartment
from gongyou.vault.journal.chain import append


@dataclass(frozen=True)
class OpenDoor:
    """Something by which an account can be used: since when, and what it is called."""

    door: str
    id: str
    title: str
    since: dt.datetime
    used_on: dt.date | None = None


@dataclass(frozen=True)
class Door:
    """A way in.

    `of(account)` lists what is open; `end(account, id)` ends one, or all where the id is None.
    """

    name: str
    of: Callable[[Account], list[OpenDoor]]
    end: Callable[[Account, str | None], None]


class SecondStepNeeded(Exception):
    """The passphrase was right, and this account asks for a second step, which this door lacks."""


_doors: dict[str, Door] = {}
_after_theft: list[Callable[[Actor], None]] = []
_after_new_key: list[Callable[[Actor, Compartment], None]] = []
_second: list[Callable[[Account], bool]] = []


def add_door(door: Door) -> None:
    """A room says that it lets people in, and how that ends."""
    _doors[door.name] = door


def names_of_doors() -> list[str]:
    """Every door beside the web pages."""
    return sorted(_doors)


def on_second_step(asked: Callable[[Account], bool]) -> None:
    """Whoever keeps second factors says which accounts have one."""
    _second.append(asked)


def asks_second_step(account: Account) -> bool:
    """Whether the passphrase alone is not enough."""
    return any(asked(account) for asked in _second)


def begin(actor: Actor, door: str) -> None:
    """Note in the journal that somebody came in; every door calls it."""
    with transaction.atomic():
        append(actor, "vault.sign_in", changes={"door": door})


def open_doors(account: Account) -> list[OpenDoor]:
    """What is open beside the web pages, newest first."""
    found = [one for door in _doors.values() for one in door.of(account)]
    return sorted(found, key=lambda one: one.since, reverse=True)


def shut(account: Account, door: str, id_: str) -> None:
    """End one."""
    if door in _doors:
        _doors[door].end(account, id_)


def shut_all(account: Account) -> None:
    """End everything beside the web pages; those end when passphrase or account changes."""
    for door in _doors.values():
        door.end(account, None)


def on_theft(work: Callable[[Actor], None]) -> None:
    """A room says what else must end when keys were stolen: what the thief could read with them.

    `work(actor)` gets the person with the new keys, in the same transaction.
    """
    _after_theft.append(work)


def on_new_key(work: Callable[[Actor, Compartment], None]) -> None:
    """A room says what must be made anew besides, when a compartment has a new key.

    `work(actor, compartment)` runs in the same transaction; what was made of older keys may lie
    in a copy that somebody kept who was removed.
    """
    _after_new_key.append(work)


def after_new_key(actor: Actor, compartment: Compartment) -> None:
    """Make anew what keys of rooms were made of the older key."""
    for work in _after_new_key:
        work(actor, compartment)


def after_theft(actor: Actor) -> None:
    """End what the stolen keys opened."""
    for work in _after_theft:
        work(actor)
