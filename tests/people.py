"""The people of every test: who is inside a case, who is not, and who may do what.

A room's test asks for `people` and takes what it needs:

    def test_an_outsider_sees_nothing(people, client_of):
        case = open_case(by=people.caseworker, …)
        assert client_of(people.outsider).get(case.get_absolute_url()).status_code == 404
"""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from django.contrib.auth import login
from django.db import connection
from django.http import HttpRequest
from django.test import Client

from gongyou.vault import journal
from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.models import Account, Compartment
from gongyou.vault.accounts.services.accounts import create_account, current_user_key
from gongyou.vault.accounts.services.compartments import add_member, create_compartment
from gongyou.vault.accounts.unlocking import COOKIE, stash
from gongyou.vault.installation import data_folder
from gongyou.vault.keys.keyring import Keyring
from gongyou.vault.keys.pairs import UserPair
from gongyou.vault.keys.user_keys import public_fingerprint
from tests.laid import Rows, noting

PASSPHRASE = "seven grey herons over the weir"


@dataclass
class People:
    """Actors with unlocked keys, and the two compartments they stand in."""

    inside: Compartment
    elsewhere: Compartment
    caseworker: Actor
    lawyer: Actor
    organiser: Actor
    researcher: Actor
    coordinator: Actor
    outsider: Actor
    administrator: Actor
    stranger: Actor

    def by_name(self) -> dict[str, Actor]:
        """Every actor by its part in the tests."""
        return {name: value for name, value in vars(self).items() if isinstance(value, Actor)}


def make_account(login: str, days: int = 60, **options) -> Actor:
    """An account with unlocked keys, made so many days ago."""
    actor = create_account(None, login, PASSPHRASE, **options).actor
    actor.account.created_at -= timedelta(days=days)
    with journal.housekeeping("vault.settle") if not connection.in_atomic_block else nullcontext():
        actor.account.save(update_fields=["created_at"])
    return actor


def join(by: Actor, compartment: Compartment, actor: Actor, role: str) -> None:
    """Add a member whose words were compared."""
    print_ = public_fingerprint(current_user_key(actor.account))
    add_member(by, compartment, actor.account, role, print_)
    actor.forget_memberships()


def make_people() -> People:
    """Everyone, made by the program or laid as it made them before (see `laid`)."""
    folder = str(data_folder())
    if connection.vendor != "sqlite" or not connection.in_atomic_block:
        return _make_people()
    if folder not in _LAID:
        people, rows = noting(_make_people)
        if rows:
            _LAID[folder] = (rows, _Seeds.of(people))
        return people
    rows, seeds = _LAID[folder]
    return seeds.people() if rows.lay() else _make_people()


@dataclass(frozen=True)
class _Seeds:
    """What people are made of again whose rows are there."""

    inside: UUID
    elsewhere: UUID
    actors: dict[str, tuple[UUID, bytes, UUID]]

    @classmethod
    def of(cls, people: People) -> "_Seeds":
        actors = {
            name: (actor.account.pk, actor.keyring.user.seed, actor.keyring.user_key_id)
            for name, actor in people.by_name().items()
        }
        return cls(people.inside.pk, people.elsewhere.pk, actors)

    def people(self) -> People:
        accounts = Account.objects.in_bulk([pk for pk, _, _ in self.actors.values()])
        rooms = Compartment.objects.in_bulk([self.inside, self.elsewhere])
        actors = {
            name: Actor(accounts[pk], Keyring(UserPair(seed), key))
            for name, (pk, seed, key) in self.actors.items()
        }
        return People(inside=rooms[self.inside], elsewhere=rooms[self.elsewhere], **actors)


_LAID: dict[str, tuple[Rows, _Seeds]] = {}


def _make_people() -> People:
    """The coordinator made the inner compartment, the outsider another one."""
    coordinator, outsider = make_account("coordinator"), make_account("outsider")
    inside = create_compartment(coordinator, "Metal works, east gate")
    elsewhere = create_compartment(outsider, "Toy factory, north road")
    parts = {}
    for role in ("caseworker", "lawyer", "organiser", "researcher"):
        parts[role] = make_account(role)
        join(coordinator, inside, parts[role], role)
    return People(
        inside=inside,
        elsewhere=elsewhere,
        coordinator=coordinator,
        outsider=outsider,
        administrator=make_account("administrator", administrator=True),
        stranger=make_account("stranger"),
        **parts,
    )


def age_proof(client: Client, seconds: int) -> Client:
    """As if the passphrase had been given so many seconds ago."""
    session = client.session
    session["vault"] = {**session["vault"], "proved": session["vault"]["proved"] - seconds}
    session.save()
    return client


def sign_in(client: Client, actor: Actor, locked: bool = False) -> Client:
    """Sign a test client in, with the keys in its session unless `locked`."""
    request = HttpRequest()
    request.session = client.session
    stash(request, actor.account, actor.keyring)
    account = Account.objects.get(pk=actor.account.pk)
    login(request, account, backend="gongyou.vault.backends.PassphraseBackend")
    if locked:
        request.session.pop("vault")
    request.session.save()
    client.cookies[COOKIE] = request.vault_cookie
    from django.conf import settings

    client.cookies[settings.SESSION_COOKIE_NAME] = request.session.session_key
    return client


@pytest.fixture
def people(db) -> People:
    """Everyone, fresh for one test."""
    return make_people()


@pytest.fixture
def client_of():
    """A function from an actor to a signed-in test client."""

    def make(actor: Actor | None, locked: bool = False) -> Client:
        client = Client()
        return client if actor is None else sign_in(client, actor, locked)

    return make
