"""The steps after the first sign-in: what waits, what is done, and that shown secrets work."""

import re

import pytest
from django.urls import reverse

from gongyou.vault.public import Compartment, open_account, recover_by_code, recover_by_officers
from gongyou.web.door import steps
from gongyou.web.models import BackupPlan, Step
from tests.people import PASSPHRASE

PAGES = ("code", "officers", "compartment", "second", "backups")


@pytest.fixture
def hers(people, client_of):
    """The administrator's browser."""
    return client_of(people.administrator)


def _text(page) -> str:
    return page.content.decode()


def test_what_is_done_no_longer_waits(people):
    names = {row.kind.name for row in steps.waiting()}
    assert names == {"code", "officers", "backups", "factor"}
    steps.say_done("officers")
    BackupPlan.objects.create(pk=1, folder="/media/stick")
    assert {row.kind.name for row in steps.waiting()} == {"code", "factor"}


def test_the_home_page_of_an_administrator_says_what_waits(people, client_of, hers):
    assert reverse("web:first_backups") in _text(hers.get("/"))
    assert reverse("web:first_backups") not in _text(client_of(people.caseworker).get("/"))


@pytest.mark.parametrize("name", PAGES)
def test_nobody_but_administrators_takes_a_step(people, client_of, name):
    address = reverse(f"web:first_{name}")
    for client in (client_of(people.coordinator), client_of(people.caseworker)):
        assert client.get(address).status_code == 404
        assert client.post(address).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_each_step_opens_and_can_be_left_for_later(hers, name):
    page = hers.get(reverse(f"web:first_{name}"))
    assert page.status_code == 200
    assert page.context["later"] != reverse(f"web:first_{name}")


def test_the_second_person_and_backups_are_asked_for_always(hers):
    for name in ("second", "backups"):
        hers.post(reverse("web:leave_step", args=[name]))
    assert not Step.objects.exists()
    hers.post(reverse("web:leave_step", args=["factor"]))
    assert Step.objects.get().name == "factor"


def test_the_new_recovery_code_opens_the_account(people, hers):
    page = _text(hers.post(reverse("web:first_code")))
    code = re.search(r'id="code">([^<]+)<', page)[1]
    made = recover_by_code("administrator", code, "eleven quiet barges after rain")
    assert made.account == people.administrator.account


def test_two_shares_of_three_open_a_compartment(people, hers):
    page = hers.post(reverse("web:first_officers"))
    shares = page.context["shares"]
    assert len(shares) == 3
    assert all(share in _text(page) for share in shares)
    keyring = open_account(people.coordinator.account, PASSPHRASE)
    assert keyring
    from gongyou.vault.public import settle

    settle(people.coordinator)
    opened = recover_by_officers(people.coordinator, [shares[0], shares[2]])
    assert people.inside in opened


def test_the_first_compartment_is_its_makers(people, hers):
    hers.post(reverse("web:first_compartment"), {"title": "Walk-in advice"})
    people.administrator.forget_memberships()
    made = Compartment.objects.exclude(pk__in=[people.inside.pk, people.elsewhere.pk]).get()
    assert people.administrator.compartment_title(made) == "Walk-in advice"


def test_an_invitation_is_made_for_the_second_person(hers, client):
    page = _text(hers.post(reverse("web:first_second")))
    token = re.search(r"/join/#([\w-]{20,})", page)[1]
    values = {"token": token, "login": "second", "new": "eleven quiet barges after rain"}
    assert client.post("/join/", values | {"again": values["new"]}).status_code == 200
    assert client.login(login="second", password=values["new"])


def test_backups_do_not_go_into_the_centres_own_folder(hers, settings):
    from pathlib import Path

    inside = Path(settings.GONGYOU_DATA) / "copies"
    inside.mkdir(parents=True, exist_ok=True)
    page = hers.post(reverse("web:first_backups"), {"folder": str(inside)})
    assert page.status_code == 422
    assert page.context["form"].errors["folder"]
    assert not BackupPlan.objects.exists()


def test_the_key_is_shown_once_and_stands_nowhere(hers, tmp_path):
    page = hers.post(reverse("web:first_backups"), {"folder": str(tmp_path)})
    secret = page.context["secret"]
    plan = BackupPlan.objects.get()
    assert secret.startswith("AGE-SECRET-KEY-")
    assert secret not in str(vars(plan))
    assert plan.recipients[0].startswith("age1")
    again = hers.post(reverse("web:first_backups"), {"folder": str(tmp_path)})
    assert again.status_code == 302
    assert BackupPlan.objects.get().recipients == plan.recipients
