"""Every door has the same locks: how it begins, where it stands in a list, and what ends it."""

import json

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.urls import get_resolver, reverse

from gongyou.centre.services import desk
from gongyou.vault.accounts.bearers import new_program_password
from gongyou.vault.journal.models import Entry
from gongyou.vault.public import (
    Account,
    actor_for_bearer,
    change_passphrase,
    close_account,
    names_of_doors,
    new_keys_after_theft,
    open_doors,
    throttle,
)
from tests.people import PASSPHRASE, sign_in

pytestmark = pytest.mark.django_db
NEW = "crimson ladders behind the mill"


def v1(name, secret):
    client = Client()
    given = json.dumps({"email": name, "password": secret})
    return client.post("/v1/sessions", given, content_type="application/json")


# --- the doors, each as (open it, is it still open?) -----------------------------------------


def by_web(actor):
    client = sign_in(Client(), actor)
    return lambda: client.get(reverse("web:account")).status_code == 200


def by_v1(actor):
    token = v1(actor.account.login, PASSPHRASE).json()["token"]
    return lambda: actor_for_bearer(token) is not None


def by_program_password(actor):
    secret = new_program_password(actor, "pyodk")
    return lambda: v1(actor.account.login, secret).status_code == 200


def by_session_of_a_program(actor):
    token = v1(actor.account.login, new_program_password(actor, "pyodk")).json()["token"]
    return lambda: actor_for_bearer(token) is not None


def by_token(actor):
    token = desk.new_api_token(by=actor)
    head = {"Authorization": f"Bearer {token}"}
    return lambda: Client().get("/api/cases", headers=head).status_code == 200


def by_calendar(actor):
    address = f"/calendar/{desk.new_calendar_feed(by=actor)}.ics"
    return lambda: Client().get(address).status_code == 200


DOORS = [by_web, by_v1, by_program_password, by_session_of_a_program, by_token, by_calendar]


# --- what ends them --------------------------------------------------------------------------


def a_new_passphrase(people):
    change_passphrase(people.caseworker, PASSPHRASE, NEW)


def new_keys(people):
    new_keys_after_theft(people.caseworker, PASSPHRASE, NEW)


def the_account_is_closed(people):
    close_account(people.administrator, people.caseworker.account)


def signed_out_everywhere(people):
    client = sign_in(Client(), people.caseworker)
    client.post(reverse("web:end_other_visits"))


ENDS = [a_new_passphrase, new_keys, the_account_is_closed, signed_out_everywhere]


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("door", DOORS)
def test_whatever_ends_sessions_ends_this_door(door, end, people):
    is_open = door(people.caseworker)
    assert is_open()
    people.caseworker.account = Account.objects.get(pk=people.caseworker.account.pk)
    end(people)
    assert not is_open()


@pytest.mark.parametrize("door", DOORS[1:])
def test_each_door_stands_in_the_list_and_is_ended_there(door, people, client_of):
    is_open = door(people.caseworker)
    client = client_of(people.caseworker)
    [one] = open_doors(people.caseworker.account)
    page = client.get(reverse("web:account")).content.decode()
    address = reverse("web:end_door", args=[one.door, one.id])
    assert address in page
    other = client_of(people.coordinator)
    other.post(address)
    assert is_open()
    client.post(address)
    assert not is_open()


def test_the_doors_that_rooms_add_are_these():
    """A room with another way in adds it here, with a row in DOORS above."""
    assert names_of_doors() == ["api", "calendar", "v1"]


# --- the second step -------------------------------------------------------------------------


@pytest.fixture
def with_app(people):
    TOTP.activate(people.caseworker.account, generate_totp_secret())
    return people.caseworker


def test_the_passphrase_alone_opens_neither_web_nor_v1(with_app):
    page = Client().post(
        reverse("web:sign_in"), {"login": with_app.account.login, "passphrase": PASSPHRASE}
    )
    assert page.headers["Location"] == reverse("web:second")
    answer = v1("caseworker", PASSPHRASE)
    assert answer.status_code == 401
    assert "token" not in answer.json()


def test_a_password_for_programs_stands_in_for_both_steps(with_app):
    answer = v1("caseworker", new_program_password(with_app, "pyodk"))
    assert answer.status_code == 200
    assert actor_for_bearer(answer.json()["token"]).unlocked


def test_a_password_for_programs_is_no_session_and_nobody_elses(people):
    secret = new_program_password(people.caseworker, "pyodk")
    assert actor_for_bearer(secret.removeprefix("gyp_")) is None
    assert v1("coordinator", secret).status_code == 401


def test_making_one_asks_for_a_fresh_passphrase(people, client_of):
    client = client_of(people.caseworker)
    session = client.session
    session["vault"] = {**session["vault"], "proved": 0}
    session.save()
    answer = client.post(reverse("web:program_password"), {"label": "x"})
    assert "fresh=1" in answer.headers["Location"]


# --- the journal -----------------------------------------------------------------------------


def test_every_beginning_is_in_the_journal_with_its_door(people):
    for secret in (PASSPHRASE, new_program_password(people.caseworker, "pyodk")):
        before = Entry.objects.filter(act="vault.sign_in").count()
        v1("caseworker", secret)
        [entry] = Entry.objects.filter(act="vault.sign_in").order_by("-seq")[:1]
        assert Entry.objects.filter(act="vault.sign_in").count() == before + 1
        assert json.loads(entry.changes) == {"door": "v1"}
        assert entry.account == people.caseworker.account


# --- the limits ------------------------------------------------------------------------------


@pytest.fixture
def counters():
    from django.core.cache import cache

    cache.clear()
    yield
    cache.clear()


def wrong_at_the_web(name):
    page = Client().post(reverse("web:sign_in"), {"login": name, "passphrase": "wrong wrong"})
    return "Too many" in page.content.decode()


def wrong_at_v1(name):
    return v1(name, "wrong wrong").status_code == 429


@pytest.mark.parametrize(
    "spelling", ["CASEWORKER", " caseworker", "ｃaseworker", "caseworker\u3000"]
)
@pytest.mark.parametrize("other", [wrong_at_the_web, wrong_at_v1])
def test_one_account_is_one_counter_in_every_spelling_at_every_door(
    counters, people, spelling, other
):
    for door in (wrong_at_the_web, wrong_at_v1) * 3:
        assert not door("caseworker")
    assert other(spelling)
    assert v1("caseworker", PASSPHRASE).status_code == 429


@pytest.mark.parametrize("page", ["web:passphrase", "web:new_keys"])
def test_whoever_sits_at_an_open_screen_guesses_no_oftener_than_at_the_door(
    counters, people, client_of, page
):
    client = client_of(people.caseworker)
    given = {"old": "wrong wrong", "new": NEW, "again": NEW, "new2": NEW}
    for _ in range(6):
        assert "not your passphrase" in client.post(reverse(page), given).content.decode()
    right = given | {"old": PASSPHRASE}
    assert "Too many" in client.post(reverse(page), right).content.decode()
    assert v1("caseworker", PASSPHRASE).status_code == 429


def test_a_name_that_nobody_has_is_counted_alike(counters, people):
    for _ in range(6):
        assert not wrong_at_v1("nobody")
    assert wrong_at_the_web("ｎobody")


def test_forty_failures_from_forty_addresses_shut_the_name_and_not_thirty_nine(counters, people):
    for n in range(40):
        assert v1("caseworker", PASSPHRASE).status_code == 200 or n > 39
        Client(REMOTE_ADDR=f"10.0.0.{n}").post(
            reverse("web:sign_in"), {"login": "caseworker", "passphrase": "wrong wrong"}
        )
    assert v1("caseworker", PASSPHRASE).status_code == 429


def test_behind_one_proxy_what_the_visitor_writes_in_front_does_not_count(settings, rf):
    settings.TRUSTED_PROXIES = 1
    for forged in ("", "9.9.9.9, "):
        request = rf.get("/", headers={"X-Forwarded-For": f"{forged}203.0.113.7"})
        assert throttle.address_of(request) == "203.0.113.7"


# --- the routes ------------------------------------------------------------------------------


def every_view(resolver=None, prefix=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        at = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from every_view(pattern, at)
        else:
            yield at, pattern.callback


def test_every_address_says_by_which_door_it_is_entered():
    """A view is for members, administrators, the signed in, machines, or openly for everyone."""
    silent = [
        at
        for at, view in every_view()
        if not hasattr(view, "gongyou_access") and not at.startswith(("static", "media"))
    ]
    assert silent == []


# What is open without a session, and what opens it: nothing of a person is behind the first kind.
WITHOUT_A_PERSON = (
    "begin/", "help/", "moved/", "language/", "theme/", "robots.txt", "fill/worker.js",
    "fill/assets/", "api/openapi.json", "accounts/sign-in/", "accounts/forgotten/", "reset/",
    "join/",
)  # fmt: skip
BY_DOOR = {
    "v1/": "v1",
    "api/": "api",
    "calendar/": "calendar",
    "openrosa/": "device",
    "fill/": "device",
    "collective/vote/": "a code drawn from a hat",
    "collective/receipt/": "a code drawn from a hat",
}


def test_every_address_that_needs_no_session_belongs_to_a_door_with_these_locks():
    """A new one is either without a person, or stands here with the door whose locks it has."""
    public = [at for at, view in every_view() if _kind(view) == "public"]
    assert {at for at in public if _door(at) is None} == set()
    of_accounts = {_door(at) for at in public} - {"", "device", "a code drawn from a hat"}
    assert of_accounts == set(names_of_doors())
    others = {_kind(view) for at, view in every_view() if at not in public and _kind(view)}
    assert others == {"signed_in", "member", "administrator"}


def _kind(view) -> str:
    return getattr(getattr(view, "gongyou_access", None), "kind", "")


def _door(at: str) -> str | None:
    """ "" for what shows nobody's data, None for what no door is said of."""
    if at.startswith(WITHOUT_A_PERSON):
        return ""
    return next((door for start, door in BY_DOOR.items() if at.startswith(start)), None)


def test_every_address_below_v1_but_the_sign_in_asks_for_a_session():
    doors = {
        at: getattr(view, "gongyou_door", "") for at, view in every_view() if at.startswith("v1/")
    }
    assert {at for at, door in doors.items() if door != "v1"} == {"v1/sessions"}


def test_only_machines_send_without_the_token_against_foreign_sites():
    """Every other post without one is refused."""
    exempt = {at for at, view in every_view() if getattr(view, "csrf_exempt", False)}
    assert {at.partition("/")[0] for at in exempt} == {"v1", "openrosa", "api"}
