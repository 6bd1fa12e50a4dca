"""The second act: after a lesser role, a closed compartment, a declined recovery, an exchange."""

import json
import time

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from gongyou.centre.models import ApiToken
from gongyou.centre.services import desk
from gongyou.vault.accounts.models import Compartment, Membership
from gongyou.vault.accounts.services.accounts import current_user_key
from gongyou.vault.accounts.services.recovery import make_organisation_key, opt_out_of_recovery
from gongyou.vault.identities import reads
from gongyou.vault.journal.models import Entry
from gongyou.vault.keys.errors import NoKey, VaultKeyError
from gongyou.vault.keys.models import Grant, UserKey
from gongyou.vault.public import (
    Right,
    change_role,
    close_account,
    close_compartment,
    open_account,
    open_compartment,
    reveal_many,
)
from tests.people import PASSPHRASE, sign_in
from tests.vault.room import Person, meet

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts():
    cache.clear()
    reads._noted.clear()


def member(people, actor):
    return Membership.objects.get(account=actor.account, removed_at=None)


def test_who_becomes_a_researcher_cannot_open_what_is_written_afterwards(people):
    before = Compartment.objects.get(pk=people.inside.pk).current_key_id
    change_role(people.coordinator, member(people, people.lawyer), "researcher")
    after = Compartment.objects.get(pk=people.inside.pk).current_key_id
    assert after != before
    people.caseworker.forget_memberships()
    people.caseworker.keyring.forget_grants()
    person = meet(people.caseworker, people.inside, name="李小红")
    key = Person.objects.get(pk=person.pk).data_key.key_id
    people.lawyer.keyring.__init__(people.lawyer.keyring.user, people.lawyer.keyring.user_key_id)
    with pytest.raises(NoKey):
        people.lawyer.keyring.pair(key)


@pytest.mark.parametrize("right", [Right.WRITE, Right.EXPORT, Right.READ_IDENTITY])
def test_lists_give_a_researcher_nothing_by_a_right_that_is_not_theirs(people, right):
    person = meet(people.caseworker, people.inside, name="李小红")
    assert not Person.objects.visible_to(people.researcher, right).exists()
    assert Person.objects.visible_to(people.researcher).get() == person


def test_a_list_with_names_leaves_an_entry_with_number_and_fields(people):
    made = [meet(people.caseworker, people.inside, name=n, phone="1") for n in ("a", "b", "c")]
    reveal_many(people.lawyer, made, ["name", "phone"])
    said = json.loads(Entry.objects.filter(act="vault.read_identity").latest("seq").changes)
    assert (said["count"], said["fields"]) == (3, ["name", "phone"])


def test_a_closed_compartment_is_gone_for_its_members_and_comes_back(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    close_compartment(people.coordinator, people.inside)
    people.caseworker.forget_memberships()
    assert people.caseworker.compartments() == []
    assert not Person.objects.visible_to(people.caseworker).exists()
    open_compartment(people.coordinator, Compartment.objects.get(pk=people.inside.pk))
    people.caseworker.forget_memberships()
    assert Person.objects.visible_to(people.caseworker).get() == person


def test_a_declined_recovery_takes_the_officers_grants_and_key(people):
    make_organisation_key(people.coordinator)
    from gongyou.vault.accounts.services.recovery import settle

    settle(people.coordinator)
    mine = Grant.objects.filter(key__compartment=people.inside, organisation_key__isnull=False)
    assert mine.exists()
    before = Compartment.objects.get(pk=people.inside.pk).current_key_id
    opt_out_of_recovery(people.coordinator, Compartment.objects.get(pk=people.inside.pk))
    assert not mine.exists()
    assert Compartment.objects.get(pk=people.inside.pk).current_key_id != before


@pytest.mark.tampers
def test_exchanged_public_halves_stop_the_sign_in(people):
    mine, theirs = (current_user_key(a.account) for a in (people.caseworker, people.lawyer))
    UserKey.objects.filter(pk=mine.pk).update(box_public=theirs.box_public)
    with pytest.raises(VaultKeyError):
        open_account(people.caseworker.account, PASSPHRASE)


# --- tokens ----------------------------------------------------------------------------------


def asks(token):
    return Client().get("/api/cases", headers={"Authorization": f"Bearer {token}"}).status_code


def test_a_token_with_one_sign_changed_and_one_whose_digest_begins_alike_are_refused(people):
    token = desk.new_api_token(by=people.caseworker)
    assert asks(token) == 200
    for place in (3, 10, len(token) - 1):
        other = "x" if token[place] != "x" else "y"
        assert asks(token[:place] + other + token[place + 1 :]) == 401
    row = ApiToken.objects.get()
    ApiToken.objects.update(digest=row.digest[:4] + "0" * (len(row.digest) - 4))
    assert asks(token) == 401


def test_a_token_of_a_closed_account_is_refused(people):
    token = desk.new_api_token(by=people.caseworker)
    close_account(people.administrator, people.caseworker.account)
    assert asks(token) == 401


# --- the sign-in -----------------------------------------------------------------------------


def test_six_wrong_passphrases_at_the_lock_refuse_the_seventh_though_right(people):
    client = sign_in(Client(), people.caseworker, locked=True)
    for _ in range(6):
        assert client.post(reverse("web:unlock"), {"passphrase": "wrong"}).status_code == 422
    assert client.post(reverse("web:unlock"), {"passphrase": PASSPHRASE}).status_code == 422


@pytest.mark.parametrize(("minutes", "status"), [(9, 200), (11, 302)])
def test_the_second_step_is_given_within_ten_minutes(people, minutes, status):
    TOTP.activate(people.caseworker.account, generate_totp_secret())
    client = Client()
    client.post(reverse("web:sign_in"), {"login": "caseworker", "passphrase": PASSPHRASE})
    session = client.session
    session["web.second"] = {
        **session["web.second"],
        "since": int(time.time()) - 60 * minutes,
    }
    session.save()
    assert client.get(reverse("web:second")).status_code == status


def test_an_account_closed_between_the_two_steps_does_not_get_in(people):
    TOTP.activate(people.caseworker.account, generate_totp_secret())
    client = Client()
    client.post(reverse("web:sign_in"), {"login": "caseworker", "passphrase": PASSPHRASE})
    close_account(people.administrator, people.caseworker.account)
    answer = client.get(reverse("web:second"))
    assert answer["Location"] == reverse("web:sign_in")
