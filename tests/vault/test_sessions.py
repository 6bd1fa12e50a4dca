"""Unlocked keys between requests: two halves, each useless alone."""

import time

import pytest
from django.contrib.auth import authenticate, login
from django.http import HttpRequest, HttpResponse

from gongyou.vault.accounts.unlocking import COOKIE, write_cookie
from gongyou.vault.keys.errors import WrongPassphrase
from gongyou.vault.middleware import actor_of
from gongyou.vault.public import (
    actor_for_bearer,
    api_sign_in,
    api_sign_out,
    lock,
    open_for_server,
    open_own,
    seal_for_server,
    seal_own,
    unlock,
)
from tests.people import PASSPHRASE


@pytest.fixture
def request_(people, client):
    request = HttpRequest()
    request.session = client.session
    return request


def step_one(request):
    return authenticate(request, username="Caseworker", password=PASSPHRASE)


def next_request(request, user):
    later = HttpRequest()
    later.session, later.user = request.session, user
    later.COOKIES[COOKIE] = request.vault_cookie
    return later


def test_keys_count_only_after_the_second_step(people, request_):
    user = step_one(request_)
    later = next_request(request_, user)
    assert not actor_of(later).unlocked
    login(later, user, backend="gongyou.vault.backends.PassphraseBackend")
    assert actor_of(next_request(request_, user)).unlocked


def signed_in(request):
    user = step_one(request)
    login(request, user, backend="gongyou.vault.backends.PassphraseBackend")
    return user


def test_the_session_row_alone_opens_nothing(people, request_):
    user = signed_in(request_)
    later = next_request(request_, user)
    later.COOKIES.clear()
    assert not actor_of(later).unlocked


def test_a_cookie_of_another_session_opens_nothing(people, request_):
    user = signed_in(request_)
    later = next_request(request_, user)
    later.COOKIES[COOKIE] = "A" * 43 + "="
    assert not actor_of(later).unlocked


def test_the_cookie_is_strict(people, request_):
    signed_in(request_)
    response = HttpResponse()
    write_cookie(request_, response)
    cookie = response.cookies[COOKIE]
    assert cookie["secure"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Strict"
    assert not cookie["max-age"]


def test_fifteen_idle_minutes_lock(people, request_):
    user = signed_in(request_)
    request_.session["vault"] = {**request_.session["vault"], "seen": time.time() - 16 * 60}
    assert not actor_of(next_request(request_, user)).unlocked


def test_ten_hours_sign_out(people, request_):
    user = signed_in(request_)
    request_.session["vault"] = {**request_.session["vault"], "began": time.time() - 11 * 3600}
    assert actor_of(next_request(request_, user)) is None


def test_lock_and_unlock(people, request_):
    user = signed_in(request_)
    request_.user = user
    lock(request_)
    assert not actor_of(next_request(request_, user)).unlocked
    assert not unlock(request_, "wrong")
    assert unlock(request_, PASSPHRASE)
    assert actor_of(next_request(request_, user)).unlocked


def test_a_wrong_passphrase_leaves_no_key(people, request_):
    assert authenticate(request_, username="caseworker", password="wrong one here") is None
    assert "vault" not in request_.session
    assert authenticate(request_, username="nobody", password=PASSPHRASE) is None


def test_a_bearer_token_opens_keys_until_it_is_signed_out(people):
    token = api_sign_in("caseworker", PASSPHRASE)
    assert actor_for_bearer(token).unlocked
    assert actor_for_bearer(token[:-4] + "AAAA") is None
    assert actor_for_bearer("nonsense") is None
    api_sign_out(token)
    assert actor_for_bearer(token) is None
    with pytest.raises(WrongPassphrase):
        api_sign_in("nobody", PASSPHRASE)


def test_a_draft_opens_for_its_writer_in_its_place_only(people):
    sealed = seal_own(people.lawyer, b"draft", "intake")
    assert open_own(people.lawyer, sealed, "intake") == b"draft"
    for actor, context in ((people.lawyer, "other"), (people.caseworker, "intake")):
        with pytest.raises(Exception, match="changed"):
            open_own(actor, sealed, context)


def test_seeds_of_second_factors_are_not_kept_in_clear():
    assert "JBSWY3DP" not in seal_for_server("totp", "JBSWY3DP")
    assert open_for_server("totp", seal_for_server("totp", "JBSWY3DP")) == "JBSWY3DP"


def test_a_keyring_is_never_stored(people):
    import pickle

    with pytest.raises(TypeError):
        pickle.dumps(people.lawyer.keyring)
