"""A rule of two counts people, not accounts that one made for oneself."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone

from gongyou.vault.accounts.actor import Actor
from gongyou.vault.accounts.invitations import Invitation
from gongyou.vault.accounts.models import Account
from gongyou.vault.accounts.services import invitations as inv
from gongyou.vault.accounts.services.recovery import make_organisation_key
from gongyou.vault.accounts.services.two_people import NotTwoPeople
from gongyou.vault.public import NotYours, WrongPassphrase
from tests.people import make_account

pytestmark = pytest.mark.django_db
NEW = "crimson ladders behind the mill"


def age(actor, days):
    actor.account.created_at = timezone.now() - timedelta(days=days)
    actor.account.save(update_fields=["created_at"])


def invited(by, login, days=60):
    """An account made by an invitation, so many days ago."""
    _row, token = inv.invite(by)
    new = inv.accept_invitation(token, login, NEW)
    Account.objects.filter(pk=new.account.pk).update(is_administrator=True)
    actor = Actor(Account.objects.get(pk=new.account.pk), new.keyring)
    age(actor, days)
    return actor


def asked(people, kind="passphrase"):
    return inv.ask_reset(people.coordinator, people.lawyer.account, kind)


@pytest.mark.parametrize("kind", ["passphrase", "second_factor"])
def test_two_people_of_whom_one_shares_a_compartment_may_a_day_later(people, kind):
    token = inv.confirm_reset(people.administrator, asked(people, kind))
    row = Invitation.objects.get()
    assert timedelta(hours=23) < row.usable_from - timezone.now() <= timedelta(hours=24)
    with pytest.raises(inv.InvitationEnded):
        inv.find_invitation(token, kind)
    Invitation.objects.update(usable_from=timezone.now())
    assert inv.find_invitation(token, kind)


def test_thirteen_days_are_too_young_and_fifteen_are_not(people):
    row = asked(people)
    age(people.administrator, 13)
    with pytest.raises(NotTwoPeople, match="young"):
        inv.confirm_reset(people.administrator, row)
    age(people.administrator, 15)
    assert inv.confirm_reset(people.administrator, row)


@pytest.mark.parametrize("steps", [1, 2])
def test_who_invited_the_other_even_through_a_third_does_not_count(people, steps):
    puppet = people.administrator
    for n in range(steps):
        puppet = invited(puppet, f"puppet{n}")
    row = inv.ask_reset(people.administrator, people.lawyer.account, "passphrase")
    with pytest.raises(NotTwoPeople, match="invited"):
        inv.confirm_reset(puppet, row)


def test_two_administrators_who_know_the_person_from_nowhere_do_not_count(people):
    other = make_account("other", administrator=True)
    row = inv.ask_reset(people.administrator, people.lawyer.account, "passphrase")
    with pytest.raises(NotTwoPeople, match="nobody_near"):
        inv.confirm_reset(other, row)


def test_the_person_is_told_at_once_and_can_stop_it(people):
    row = asked(people)
    assert inv.pending_resets(people.lawyer.account) == [row]
    token = inv.confirm_reset(people.administrator, row)
    inv.cancel_invitation(people.lawyer, row)
    Invitation.objects.update(usable_from=timezone.now())
    with pytest.raises(inv.InvitationEnded):
        inv.accept_passphrase_reset(token, NEW)


def test_where_two_could_agree_nobody_goes_on_alone(people):
    row = asked(people)
    with pytest.raises(NotYours):
        inv.confirm_alone(people.coordinator, row)


@pytest.fixture
def small(people):
    """Only the coordinator is old enough."""
    age(people.administrator, 3)
    return people


def test_a_small_centre_waits_seven_days(small):
    row = asked(small)
    inv.confirm_alone(small.coordinator, row)
    wait = Invitation.objects.get().usable_from - timezone.now()
    assert timedelta(days=6, hours=23) < wait <= timedelta(days=7)
    assert inv.pending_resets(small.lawyer.account) == [row]


def test_or_shows_an_officers_share(small):
    shares = make_organisation_key(small.coordinator)
    with pytest.raises(WrongPassphrase):
        inv.confirm_alone(small.coordinator, asked(small), "some words that are not a share")
    inv.confirm_alone(small.coordinator, Invitation.objects.get(), shares[1].upper())
    assert Invitation.objects.get().usable_from - timezone.now() <= timedelta(hours=24)


def test_only_the_one_who_asked_goes_on_alone(small):
    with pytest.raises(NotYours):
        inv.confirm_alone(small.administrator, asked(small))


def test_a_new_administrator_needs_a_second_one_and_every_administrator_is_told(people):
    other = make_account("other", administrator=True)
    row, token = inv.invite(people.administrator, administrator=True)
    with pytest.raises(inv.InvitationEnded):
        inv.accept_invitation(token, "third", NEW)
    assert inv.pending_resets(other.account) == [row]
    assert inv.pending_resets(people.lawyer.account) == []
    with pytest.raises(NotYours):
        inv.confirm_reset(people.administrator, row)
    inv.confirm_reset(other, row)
    with pytest.raises(inv.InvitationEnded):
        inv.accept_invitation(token, "third", NEW)
    Invitation.objects.update(usable_from=timezone.now())
    assert inv.accept_invitation(token, "third", NEW).account.is_administrator


def test_one_invitation_makes_one_account_though_two_found_it_open(people):
    _row, token = inv.invite(people.administrator)
    first = inv.find_invitation(token)
    assert inv.accept_invitation(token, "first", NEW)
    with pytest.raises(inv.InvitationEnded), transaction.atomic():
        inv._use(first)
