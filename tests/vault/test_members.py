"""Members come and go; keys follow, and nothing is lost."""

import pytest

from gongyou.vault.accounts.models import Account, Membership
from gongyou.vault.accounts.services.accounts import current_user_key
from gongyou.vault.accounts.services.compartments import LastMember
from gongyou.vault.keys.errors import MemberListChanged, NoKey, WouldLoseData
from gongyou.vault.keys.models import Grant, UserKey
from gongyou.vault.keys.user_keys import make_user_key
from gongyou.vault.public import NotYours, Right, change_role, remove_member, rotate
from tests.people import join
from tests.vault.room import Person, meet


def membership(people, actor):
    return Membership.objects.get(account=actor.account, removed_at=None)


def test_a_new_member_reads_what_was_there_before(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    join(people.coordinator, people.inside, people.stranger, "organiser")
    assert person.reveal(people.stranger, "name") == "李小红"
    assert people.inside.title(people.stranger) == "Metal works, east gate"


def test_a_caseworker_adds_nobody(people):
    with pytest.raises(NotYours):
        join(people.caseworker, people.inside, people.stranger, "organiser")


def test_a_removed_member_opens_nothing_new(people):
    remove_member(people.coordinator, membership(people, people.lawyer))
    people.caseworker.forget_memberships()
    person = meet(people.caseworker, people.inside, name="李小红")
    people.lawyer.forget_memberships()
    assert not people.lawyer.may(Right.READ, people.inside)
    key = Person.objects.get(pk=person.pk).data_key.key_id
    people.lawyer.keyring.__init__(people.lawyer.keyring.user, people.lawyer.keyring.user_key_id)
    with pytest.raises(NoKey):
        people.lawyer.keyring.pair(key)


def test_the_wraps_of_a_removed_member_are_gone(people):
    remove_member(people.coordinator, membership(people, people.lawyer))
    assert not Grant.objects.filter(user_key__account=people.lawyer.account).exists()


def test_rotation_drops_nothing(people):
    old = [meet(people.caseworker, people.inside, name=f"n{number}") for number in range(5)]
    for _ in range(3):
        rotate(people.coordinator, people.inside)
        people.inside.refresh_from_db()
        for person in old:
            again = Person.objects.get(pk=person.pk)
            for actor in (people.coordinator, people.caseworker, people.lawyer):
                actor.keyring.put(None, None)
                assert again.reveal(actor, "name") == f"n{old.index(person)}"


def test_an_old_record_is_rewrapped_when_opened_after_rotation(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    new = rotate(people.coordinator, people.inside)
    people.caseworker.keyring.put(None, None)
    people.caseworker.forget_memberships()
    Person.objects.get(pk=person.pk).reveal(people.caseworker, "name")
    assert Person.objects.get(pk=person.pk).data_key.key_id == new.pk


def test_rotation_is_refused_when_a_key_in_use_is_not_held(people):
    meet(people.caseworker, people.inside, name="李小红")
    rotate(people.coordinator, people.inside)
    Grant.objects.filter(
        user_key__account=people.coordinator.account, key__retired_at__isnull=False
    ).delete()
    people.coordinator.keyring.__init__(
        people.coordinator.keyring.user, people.coordinator.keyring.user_key_id
    )
    people.inside.refresh_from_db()
    with pytest.raises(WouldLoseData):
        rotate(people.coordinator, people.inside)


def test_a_row_written_into_the_member_list_blocks(people):
    Membership.objects.create(
        compartment=people.inside,
        account=people.stranger.account,
        role="coordinator",
        pinned=bytes(32),
    )
    with pytest.raises(MemberListChanged):
        rotate(people.coordinator, people.inside)


def test_a_swapped_public_key_blocks_rotation(people):
    theirs = UserKey.objects.get(account=people.lawyer.account)
    fake, _, _ = make_user_key(people.lawyer.account, bytes(32))
    UserKey.objects.filter(pk=theirs.pk).update(box_public=fake.box_public)
    with pytest.raises(MemberListChanged):
        rotate(people.coordinator, people.inside)


def test_the_words_must_be_those_of_the_key(people):
    from gongyou.vault.public import add_member

    with pytest.raises(MemberListChanged):
        add_member(people.coordinator, people.inside, people.stranger.account, "lawyer", bytes(32))


def test_the_last_coordinator_cannot_leave(people):
    with pytest.raises(LastMember):
        remove_member(people.coordinator, membership(people, people.coordinator))


def test_becoming_a_researcher_takes_the_key_away(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    change_role(people.coordinator, membership(people, people.lawyer), "researcher")
    people.lawyer.forget_memberships()
    assert person.reveal(people.lawyer, "name") is None
    grants = Grant.objects.filter(user_key=current_user_key(people.lawyer.account))
    assert not grants.filter(key__compartment=people.inside).exists()
    assert people.inside.title(people.lawyer) == "Metal works, east gate"


def test_an_account_prints_only_its_sign_in_name(people):
    assert str(Account.objects.get(login="lawyer")) == "lawyer"
