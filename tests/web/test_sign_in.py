"""Signing in: passphrase, second step, limits, lock, sign-out."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.core.cache import cache
from django.urls import reverse

from tests.people import PASSPHRASE

SIGN_IN = "/accounts/sign-in/"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


def _try(client, login="caseworker", passphrase=PASSPHRASE, **more):
    return client.post(SIGN_IN, {"login": login, "passphrase": passphrase, **more})


def _now() -> str:
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30))


def test_the_passphrase_opens_home_and_keys(people, client):
    assert _try(client)["Location"] == "/"
    page = client.get("/")
    assert page.status_code == 200
    assert page.wsgi_request.actor.unlocked


def test_a_wrong_passphrase_and_an_unknown_name_look_alike(people, client):
    wrong = _try(client, passphrase="something else entirely")
    unknown = _try(client, login="nobody-here", passphrase="something else entirely")
    assert wrong.status_code == unknown.status_code == 422
    token = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')
    text = [token.sub("", page.content.decode()) for page in (wrong, unknown)]
    assert text[0].replace("caseworker", "nobody-here") == text[1]
    assert "__Host-keys" not in client.cookies or not client.cookies["__Host-keys"].value


def test_guessing_is_stopped_for_known_and_unknown_names(people, client):
    for name in ("caseworker", "nobody-here"):
        for _ in range(6):
            _try(client, login=name, passphrase="guess")
        assert "five minutes" in _try(client, login=name).content.decode()


def test_an_office_behind_one_address_is_not_locked_out_by_one_person(people, client):
    for _ in range(8):
        _try(client, passphrase="guess")
    assert _try(client, login="lawyer").status_code == 302


def test_no_name_stands_in_the_limits_cache(people, client):
    _try(client, passphrase="guess")
    assert not [key for key in cache._cache if "caseworker" in key]


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_nobody_is_led_to_another_site(people, client, elsewhere):
    assert _try(client, next=elsewhere)["Location"] == "/"


def test_a_second_step_is_asked_and_keys_stay_shut_until_then(people, client):
    TOTP.activate(people.caseworker.account, SECRET)
    assert _try(client, next="/account/")["Location"] == reverse("web:second")
    assert client.get("/").status_code == 302
    wrong = client.post(reverse("web:second"), {"code": "000000"})
    assert wrong.status_code == 422
    right = client.post(reverse("web:second"), {"code": _now()})
    assert right["Location"] == "/account/"
    assert client.get("/").wsgi_request.actor.unlocked


def test_a_code_counts_once(people, client):
    TOTP.activate(people.caseworker.account, SECRET)
    code = _now()
    for expected in (302, 422):
        client.logout()
        _try(client)
        assert client.post(reverse("web:second"), {"code": code}).status_code == expected


def test_an_emergency_code_counts_once(people, client):
    account = people.caseworker.account
    TOTP.activate(account, SECRET)
    code = RecoveryCodes.activate(account).get_unused_codes()[0]
    for expected in (302, 422):
        client.logout()
        _try(client)
        assert client.post(reverse("web:second"), {"code": code}).status_code == expected


def test_seeds_of_the_second_step_are_sealed(people):
    TOTP.activate(people.caseworker.account, SECRET)
    assert SECRET not in str(Authenticator.objects.get().data)


def test_the_second_step_alone_opens_nothing(people, client):
    assert client.get(reverse("web:second"))["Location"] == SIGN_IN
    assert client.post(reverse("web:second"), {"code": _now()})["Location"] == SIGN_IN


def test_idle_keys_are_put_away_and_the_passphrase_brings_them_back(people, client, settings):
    _try(client)
    row = client.session["vault"]
    session = client.session
    session["vault"] = {**row, "seen": int(time.time()) - 16 * 60}
    session.save()
    page = client.get("/compartments/")
    assert page["Location"].startswith("/accounts/unlock/")
    wrong = client.post("/accounts/unlock/", {"passphrase": "no", "next": "/compartments/"})
    assert wrong.status_code == 422
    right = client.post("/accounts/unlock/", {"passphrase": PASSPHRASE, "next": "/compartments/"})
    assert right["Location"] == "/compartments/"
    assert client.get("/compartments/").status_code == 200


def test_locking_at_once(people, client):
    _try(client)
    client.post("/accounts/lock/")
    assert client.get("/compartments/")["Location"].startswith("/accounts/unlock/")


def test_signing_out_empties_the_browser(people, client):
    _try(client)
    answer = client.post("/accounts/sign-out/")
    # Not "storage": answers filled in offline and not sent yet lie there, sealed.
    assert answer["Clear-Site-Data"] == '"cache"'
    assert not client.cookies["__Host-keys"].value
    assert client.get("/")["Location"].startswith(SIGN_IN)


def test_a_stolen_session_cookie_without_the_other_half_opens_no_key(people, client):
    _try(client)
    del client.cookies["__Host-keys"]
    assert client.get("/compartments/")["Location"].startswith("/accounts/unlock/")


def test_a_closed_account_cannot_sign_in(people, client):
    people.caseworker.account.is_active = False
    people.caseworker.account.save()
    assert _try(client).status_code == 422
