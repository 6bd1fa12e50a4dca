"""Accounts: invitation only; what is lost needs two people, and a reset gives no data back."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from gongyou.vault.public import Account, Invitation
from tests.people import PASSPHRASE

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NEW = "eleven quiet barges after rain"


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()


def _ref(pk) -> str:
    from gongyou.vault.ids import to_ref

    return to_ref(pk)


def _secret_in(page) -> str:
    return re.search(r"/#([\w-]{20,})", page.content.decode())[1]


def _invite(people, client_of) -> str:
    return _secret_in(client_of(people.administrator).post("/accounts/invite/"))


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


def test_an_old_or_withdrawn_invitation_makes_nothing(people, client_of):
    token = _invite(people, client_of)
    row = Invitation.objects.get()
    client_of(people.administrator).post(f"/accounts/invitations/{_ref(row.pk)}/")
    assert _join(token).status_code == 422
    token = _invite(people, client_of)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
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


def test_nobody_closes_the_own_account(people, client_of):
    ref = _ref(people.administrator.account.pk)
    client_of(people.administrator).post(f"/accounts/{ref}/close/")
    assert Account.objects.get(login="administrator").is_active


def _ask(people, client_of, kind) -> str:
    ref = _ref(people.caseworker.account.pk)
    client_of(people.administrator).post(f"/accounts/{ref}/reset/", {"kind": kind})
    return f"/accounts/resets/{_ref(Invitation.objects.get(kind=kind).pk)}/"


def test_one_person_alone_resets_nothing(people, client_of):
    path = _ask(people, client_of, "passphrase")
    client_of(people.administrator).post(path + "agree/")
    assert Invitation.objects.get().confirmed_at is None


def test_a_colleague_without_the_right_cannot_agree(people, client_of):
    path = _ask(people, client_of, "passphrase")
    client_of(people.lawyer).post(path + "agree/")
    client_of(people.outsider).post(path + "agree/")
    assert Invitation.objects.get().confirmed_at is None


def test_two_people_give_a_new_passphrase_but_no_data(people, client_of):
    path = _ask(people, client_of, "passphrase")
    token = _secret_in(client_of(people.coordinator).post(path + "agree/"))
    too_early = Client().post("/reset/", {"token": token, "new": NEW, "again": NEW})
    assert too_early.status_code == 422
    Invitation.objects.update(usable_from=timezone.now())
    page = Client().post("/reset/", {"token": token, "new": NEW, "again": NEW})
    assert page.status_code == 200
    client = Client()
    client.post("/accounts/sign-in/", {"login": "caseworker", "passphrase": NEW})
    title = client.get("/compartments/").content.decode()
    assert "Metal works" not in title


def test_a_member_lets_the_person_in_again_after_comparing_words(people, client_of):
    test_two_people_give_a_new_passphrase_but_no_data(people, client_of)
    client = client_of(people.coordinator)
    inside = f"/compartments/{people.inside.ref}/"
    assert "has new keys" in client.get(inside).content.decode()
    row = people.inside.memberships.get(account=people.caseworker.account)
    grant = f"{inside}{_ref(row.pk)}/grant/"
    compare = client.post(grant)
    client.post(grant, {"compared": compare.context["print"]})
    back = Client()
    back.post("/accounts/sign-in/", {"login": "caseworker", "passphrase": NEW})
    assert "Metal works" in back.get("/compartments/").content.decode()


def test_a_second_step_goes_after_two_people_and_a_day(people, client_of):
    TOTP.activate(people.caseworker.account, SECRET)
    path = _ask(people, client_of, "second_factor")
    token = _secret_in(client_of(people.coordinator).post(path + "agree/"))
    client = Client()
    client.post("/accounts/sign-in/", {"login": "caseworker", "passphrase": PASSPHRASE})
    assert client.post("/accounts/sign-in/second/", {"token": token}).status_code == 422
    assert Authenticator.objects.exists()
    Invitation.objects.update(usable_from=timezone.now() - timedelta(seconds=1))
    assert client.post("/accounts/sign-in/second/", {"token": token})["Location"] == "/"
    assert not Authenticator.objects.exists()


def test_the_person_is_told_and_can_stop_it(people, client_of):
    path = _ask(people, client_of, "second_factor")
    client = client_of(people.caseworker)
    assert "take away the second step" in client.get("/account/").content.decode()
    client.post(path + "stop/")
    assert Invitation.objects.get().cancelled_at


def test_an_administrator_does_not_see_who_is_in_which_compartment(people, client_of):
    page = client_of(people.administrator).get("/accounts/").content.decode()
    assert "caseworker" in page
    assert "Metal works" not in page and "Toy factory" not in page
