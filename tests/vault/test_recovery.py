"""Forgotten, lost, stolen, leaving: what comes back, and what must not."""

import pytest
from django.utils import timezone

from gongyou.vault.accounts.invitations import Invitation
from gongyou.vault.accounts.models import Membership
from gongyou.vault.accounts.services import invitations as inv
from gongyou.vault.accounts.services import recovery as rec
from gongyou.vault.accounts.services.accounts import current_user_key, open_account
from gongyou.vault.keys.errors import (
    MemberListChanged,
    NoKey,
    VaultKeyError,
    WeakPassphrase,
    WrongPassphrase,
)
from gongyou.vault.keys.models import Grant, UserKey
from gongyou.vault.keys.user_keys import public_fingerprint
from gongyou.vault.public import (
    Actor,
    LastMember,
    NotYours,
    change_passphrase,
    create_account,
    create_compartment,
    new_recovery_code,
)
from tests.people import PASSPHRASE, join, make_account
from tests.vault.room import Person, meet

NEW = "a brown kettle and eleven spoons"


def fresh(person):
    return Person.objects.get(pk=person.pk)


def test_a_new_passphrase_opens_the_same_keys(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    before = bytes(current_user_key(people.caseworker.account).box_public)
    change_passphrase(people.caseworker, PASSPHRASE, NEW)
    account = people.caseworker.account
    account.refresh_from_db()
    with pytest.raises(WrongPassphrase):
        open_account(account, PASSPHRASE)
    actor = Actor(account, open_account(account, NEW))
    assert fresh(person).reveal(actor, "name") == "李小红"
    assert bytes(current_user_key(account).box_public) == before


@pytest.mark.parametrize("weak", ["short", "password1234", "caseworker2024"])
def test_a_guessable_passphrase_is_refused(people, weak):
    with pytest.raises(WeakPassphrase):
        change_passphrase(people.caseworker, PASSPHRASE, weak)


def test_the_recovery_code_gives_everything_back_once(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    code = new_recovery_code(people.lawyer)
    new = rec.recover_by_code("Lawyer", code.lower().replace("-", " "), NEW)
    assert fresh(person).reveal(new.actor, "name") == "李小红"
    with pytest.raises(WrongPassphrase):
        rec.recover_by_code("lawyer", code, NEW)
    with pytest.raises(WrongPassphrase):
        rec.recover_by_code("nobody", new.recovery_code, NEW)


def reset(people, actor):
    row = inv.ask_reset(people.coordinator, actor.account, "passphrase")
    token = inv.confirm_reset(people.administrator, row)
    Invitation.objects.update(usable_from=timezone.now())  # a day later
    new = inv.accept_passphrase_reset(token, NEW)
    new.account.refresh_from_db()
    return Actor(new.account, new.keyring)


def test_a_reset_gives_no_data(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    lawyer = reset(people, people.lawyer)
    with pytest.raises(NoKey):
        fresh(person).reveal(lawyer, "name")


def test_members_grant_again_after_comparing_the_words(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    lawyer = reset(people, people.lawyer)
    (member,) = rec.waiting_for_grant(people.inside)
    with pytest.raises(MemberListChanged):
        rec.grant_again(people.coordinator, member, bytes(32))
    rec.grant_again(
        people.coordinator, member, public_fingerprint(current_user_key(lawyer.account))
    )
    lawyer.keyring.put(None, None)
    assert fresh(person).reveal(lawyer, "name") == "李小红"


def test_one_person_alone_resets_nobody(people):
    row = inv.ask_reset(people.administrator, people.lawyer.account, "passphrase")
    with pytest.raises(NotYours):
        inv.confirm_reset(people.administrator, row)
    with pytest.raises(NotYours):
        inv.confirm_reset(people.lawyer, row)
    with pytest.raises(NotYours):
        inv.ask_reset(people.caseworker, people.lawyer.account, "passphrase")


def test_a_second_factor_is_reset_a_day_later_and_can_be_stopped(people):
    row = inv.ask_reset(people.coordinator, people.lawyer.account, "second_factor")
    token = inv.confirm_reset(people.administrator, row)
    assert inv.pending_resets(people.lawyer.account) == [row]
    with pytest.raises(inv.InvitationEnded):
        inv.accept_second_factor_reset(token, people.lawyer.account)
    Invitation.objects.update(usable_from=timezone.now())
    with pytest.raises(inv.InvitationEnded):
        inv.accept_second_factor_reset(token, people.caseworker.account)
    inv.cancel_invitation(people.lawyer, row)
    with pytest.raises(inv.InvitationEnded):
        inv.accept_second_factor_reset(token, people.lawyer.account)


def test_an_invitation_is_used_once_and_its_token_is_not_kept(people):
    row, token = inv.invite(people.administrator, login="new.person")
    assert token not in row.token_hash
    new = inv.accept_invitation(token, "someone.else", NEW)
    assert new.account.login == "new.person"
    with pytest.raises(inv.InvitationEnded):
        inv.accept_invitation(token, "x", NEW)
    with pytest.raises(NotYours):
        inv.invite(people.caseworker)
    with pytest.raises(NotYours):
        inv.invite(people.coordinator, administrator=True)


def test_after_a_theft_the_old_keys_open_nothing_new(people):
    old_person = meet(people.caseworker, people.inside, name="李小红")
    stolen = people.lawyer.keyring
    new = rec.new_keys_after_theft(people.lawyer, PASSPHRASE, NEW)
    assert fresh(old_person).reveal(new.actor, "name") == "李小红"
    people.caseworker.forget_memberships()
    people.caseworker.keyring.put(None, None)
    person = meet(people.caseworker, people.inside, name="王大力")
    thief = Actor(people.lawyer.account, type(stolen)(stolen.user, stolen.user_key_id))
    with pytest.raises(VaultKeyError):
        fresh(person).reveal(thief, "name")
    assert not Grant.objects.filter(user_key_id=stolen.user_key_id).exists()
    for actor in (people.coordinator, new.actor):
        actor.keyring.put(None, None)
        assert fresh(person).reveal(actor, "name") == "王大力"
        assert fresh(old_person).reveal(actor, "name") == "李小红"


def test_two_officers_of_three_open_it_and_one_does_not(db):
    shares = rec.make_organisation_key()
    alone = make_account("alone")
    compartment = create_compartment(alone, "One person's")
    person = meet(alone, compartment, name="李小红")
    helper, other = make_account("helper"), make_account("other", administrator=True)
    join(alone, compartment, helper, "coordinator")
    row = inv.ask_reset(helper, alone.account, "passphrase")
    token = inv.confirm_reset(other, row)
    Invitation.objects.update(usable_from=timezone.now())
    new = inv.accept_passphrase_reset(token, NEW)
    Grant.objects.filter(user_key__account=helper.account).delete()
    actor = new.actor
    with pytest.raises(WrongPassphrase):
        rec.recover_by_officers(actor, shares[:1])
    with pytest.raises(WrongPassphrase):
        rec.recover_by_officers(actor, [shares[0], "nonsense words"])
    assert rec.recover_by_officers(actor, [shares[2], shares[0]]) == [compartment]
    assert fresh(person).reveal(actor, "name") == "李小红"


def test_a_stranger_with_shares_gets_only_their_own_compartments(people):
    shares = rec.make_organisation_key()
    assert rec.recover_by_officers(people.stranger, shares[:2]) == []


def test_a_compartment_that_opted_out_is_closed_to_officers(people):
    shares = rec.make_organisation_key()
    rec.settle(people.coordinator)
    rec.opt_out_of_recovery(people.coordinator, people.inside)
    lawyer = reset(people, people.lawyer)
    assert rec.recover_by_officers(lawyer, shares[1:]) == []


def test_declining_officers_needs_a_second_member(db):
    alone = make_account("alone")
    with pytest.raises(LastMember):
        rec.opt_out_of_recovery(alone, create_compartment(alone, "One person's"))


def test_someone_who_leaves_is_out_at_once_and_the_rest_get_a_new_key(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    before = people.inside.current_key_id
    inv.close_account(people.administrator, people.lawyer.account)
    with pytest.raises(WrongPassphrase):
        open_account(people.lawyer.account, PASSPHRASE)
    assert not Grant.objects.filter(user_key__account=people.lawyer.account).exists()
    people.coordinator.forget_memberships()
    assert rec.settle(people.coordinator) == []
    people.inside.refresh_from_db()
    assert people.inside.current_key_id != before
    assert Membership.objects.get(account=people.lawyer.account).removed_at
    people.caseworker.keyring.put(None, None)
    assert fresh(person).reveal(people.caseworker, "name") == "李小红"


def test_a_tampered_list_is_reported_at_sign_in(people):
    Membership.objects.filter(account=people.lawyer.account).update(role="coordinator")
    people.coordinator.forget_memberships()
    assert rec.settle(people.coordinator) == [people.inside]


def test_no_key_is_stored_beside_the_wraps(people):
    new = create_account(None, "somebody", PASSPHRASE)
    row = UserKey.objects.get(account=new.account)
    stored = bytes(row.wrapped) + bytes(row.by_code)
    assert new.keyring.user.seed not in stored
    assert new.recovery_code not in repr(new)
