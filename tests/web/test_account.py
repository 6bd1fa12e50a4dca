"""The own account: passphrase, recovery, second factors, other devices."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client

from tests.people import PASSPHRASE

NEW = "eleven quiet barges after rain"


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


def _sign_in(client, passphrase=PASSPHRASE, login="caseworker"):
    return client.post("/accounts/sign-in/", {"login": login, "passphrase": passphrase})


def test_changing_the_passphrase_keeps_this_session_and_ends_the_others(people):
    here, there = Client(), Client()
    _sign_in(here)
    _sign_in(there)
    answer = here.post("/account/passphrase/", {"old": PASSPHRASE, "new": NEW, "again": NEW})
    assert answer["Location"] == "/account/"
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302
    assert _sign_in(Client()).status_code == 422
    assert _sign_in(Client(), NEW).status_code == 302


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("wrong one", NEW, NEW), (PASSPHRASE, "short", "short"), (PASSPHRASE, NEW, NEW + "x")],
)
def test_a_bad_change_is_refused_with_a_link_to_the_field(people, client_of, old, new, again):
    client = client_of(people.caseworker)
    page = client.post("/account/passphrase/", {"old": old, "new": new, "again": again})
    assert page.status_code == 422
    assert 'class="error-summary"' in page.content.decode()
    assert 'href="#id_' in page.content.decode()


def test_the_recovery_code_sets_a_new_passphrase_and_nothing_else_does(people, client_of, client):
    page = client_of(people.caseworker).post("/account/recovery-code/").content.decode()
    code = page.split('<code class="secret">')[1].split("<")[0]
    form = {"login": "caseworker", "code": "AAAAAA-BBBBBB-CCCCCC-DDDDDD-EE", "new": NEW}
    form["again"] = NEW
    assert client.post("/accounts/forgotten/", form).status_code == 422
    form["code"] = code
    assert "secret" in client.post("/accounts/forgotten/", form).content.decode()
    assert _sign_in(Client(), NEW).status_code == 302
    other = client_of(people.caseworker)
    assert other.get("/compartments/").status_code == 200


def test_an_app_is_set_up_only_with_a_code_of_it(people, client_of):
    client = client_of(people.caseworker)
    client.get("/account/app/")
    assert client.post("/account/app/", {"code": "000000"}).status_code == 422
    import time

    secret = client.session["mfa.totp.secret"]
    code = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    page = client.post("/account/app/", {"code": code})
    assert page.content.decode().count("<li>") >= 10
    kinds = set(Authenticator.objects.values_list("type", flat=True))
    assert kinds == {"totp", "recovery_codes"}


def test_removing_the_last_factor_takes_the_emergency_codes_too(people, client_of):
    test_an_app_is_set_up_only_with_a_code_of_it(people, client_of)
    client = client_of(people.caseworker)
    app = Authenticator.objects.get(type="totp")
    client.post(f"/account/factors/{app.pk}/remove/")
    assert not Authenticator.objects.exists()


def test_nobody_removes_the_factor_of_another(people, client_of):
    test_an_app_is_set_up_only_with_a_code_of_it(people, client_of)
    app = Authenticator.objects.get(type="totp")
    answer = client_of(people.lawyer).post(f"/account/factors/{app.pk}/remove/")
    assert answer.status_code == 404
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_grave_acts_ask_for_the_passphrase_again(people, client_of):
    client = client_of(people.caseworker)
    session = client.session
    session["vault"] = {**session["vault"], "proved": 0}
    session.save()
    answer = client.post("/account/recovery-code/")
    assert answer["Location"].startswith("/accounts/unlock/") and "fresh=1" in answer["Location"]


def test_another_device_can_be_signed_out(people):
    here = Client(headers={"User-Agent": "Mozilla/5.0 (X11; Linux) Firefox/140.0"})
    there = Client(headers={"User-Agent": "Mozilla/5.0 (Android 15) Chrome/140.0 Safari/537"})
    _sign_in(here)
    _sign_in(there)
    page = here.get("/account/").content.decode()
    assert "Firefox · Linux" in page and "Chrome · Android" in page
    here.post("/account/visits/end/")
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_new_keys_after_a_theft_keep_the_work_and_shut_the_old_session_out(people, client_of):
    old = client_of(people.caseworker)
    form = {"old": PASSPHRASE, "new": NEW, "again": NEW}
    page = client_of(people.caseworker).post("/account/new-keys/", form)
    assert 'class="secret"' in page.content.decode()
    assert old.get("/compartments/").status_code == 302
    back = Client()
    _sign_in(back, NEW)
    assert "Metal works" in back.get("/compartments/").content.decode()
