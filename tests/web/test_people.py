"""Accounts: invitation only; a lost second step needs two administrators and a day."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gongyou.vault.public import Account
from gongyou.web.models import FactorReset, Invitation
from tests.people import PASSPHRASE, make_account

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "eleven quiet barges after rain"


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


def _invite(people, client_of) -> str:
    page = client_of(people.administrator).post("/accounts/invite/").content.decode()
    return re.search(r"/join/#([\w-]+)", page)[1]


def _join(token, login="newcomer"):
    values = {"token": token, "login": login, "new": NEW, "again": NEW}
    return Client().post("/join/", values)


def test_an_invitation_makes_one_account_and_shows_the_recovery_code_once(people, client_of):
    token = _invite(people, client_of)
    page = _join(token)
    assert page.status_code == 200 and 'class="secret"' in page.content.decode()
    assert not Account.objects.get(login="newcomer").is_administrator
    assert _join(token, "second").status_code == 422
    assert not Account.objects.filter(login="second").exists()


def test_only_the_hash_of_an_invitation_is_kept(people, client_of):
    token = _invite(people, client_of)
    assert token not in str(Invitation.objects.values())


def test_an_old_invitation_makes_nothing(people, client_of):
    token = _invite(people, client_of)
    Invitation.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert _join(token).status_code == 422
    assert _join("").status_code == 422


def test_nobody_can_register_alone(people):
    for path in ("/accounts/signup/", "/accounts/login/", "/accounts/password/reset/"):
        assert Client().get(path).status_code == 404


def test_a_closed_account_is_out_at_once(people, client_of):
    inside = Client()
    inside.post("/accounts/sign-in/", {"login": "caseworker", "passphrase": PASSPHRASE})
    ref = _ref(people.caseworker.account.pk)
    client_of(people.administrator).post(f"/accounts/{ref}/close/")
    assert inside.get("/")["Location"].startswith("/accounts/sign-in/")


def _ref(pk) -> str:
    from gongyou.vault.ids import to_ref

    return to_ref(pk)


def _asked(people, client_of) -> FactorReset:
    TOTP.activate(people.caseworker.account, SECRET)
    ref = _ref(people.caseworker.account.pk)
    client_of(people.administrator).post(f"/accounts/{ref}/second-step/")
    return FactorReset.objects.get()


def test_one_administrator_alone_takes_no_second_step_away(people, client_of):
    reset = _asked(people, client_of)
    client_of(people.administrator).post(f"/accounts/resets/{reset.pk}/agree/")
    reset.refresh_from_db()
    assert reset.due_at is None


def test_two_administrators_and_a_day_do(people, client_of):
    reset = _asked(people, client_of)
    second = make_account("second-administrator", administrator=True)
    client_of(second).post(f"/accounts/resets/{reset.pk}/agree/")
    values = {"login": "caseworker", "passphrase": PASSPHRASE}
    assert "second" in Client().post("/accounts/sign-in/", values)["Location"]
    assert Authenticator.objects.exists()
    FactorReset.objects.update(due_at=timezone.now() - timedelta(seconds=1))
    assert Client().post("/accounts/sign-in/", values)["Location"] == "/"
    assert not Authenticator.objects.exists()


def test_the_person_is_told_and_can_stop_it(people, client_of):
    _asked(people, client_of)
    client = client_of(people.caseworker)
    assert "take away the second step" in client.get("/").content.decode()
    client.post("/account/second-step/keep/")
    assert FactorReset.objects.get().closed_at


def test_an_administrator_does_not_see_who_is_in_which_compartment(people, client_of):
    page = client_of(people.administrator).get("/accounts/").content.decode()
    assert "caseworker" in page
    assert "Metal works" not in page and "Toy factory" not in page
