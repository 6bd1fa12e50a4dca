"""Somebody writes into the database while people are signed in: nothing is sealed for them."""

import pytest
from django.urls import reverse

from gongyou.vault.accounts.members import list_mac
from gongyou.vault.accounts.models import Compartment, Membership
from gongyou.vault.accounts.services.accounts import current_user_key
from gongyou.vault.keys.keyring import Keyring, grant_context
from gongyou.vault.keys.models import CompartmentKey, DataKey, Grant, Wrapped
from gongyou.vault.keys.pairs import BoxPair, compartment_list_key, seal_to
from gongyou.vault.public import (
    Actor,
    MemberListChanged,
    Right,
    current_members,
    remove_member,
    rotate,
    seal_many,
    settle,
    shred,
)
from tests.people import join
from tests.vault.room import Person, meet


def next_request(actor: Actor) -> Actor:
    """The same person, with the keys as the next request opens them."""
    return Actor(actor.account, Keyring(actor.keyring.user, actor.keyring.user_key_id))


def slip_in(people) -> None:
    """A row for someone whom no member added."""
    key = current_user_key(people.stranger.account)
    Membership.objects.create(
        compartment=people.inside,
        account=people.stranger.account,
        role="coordinator",
        pinned=bytes(key.box_public),
    )


def put_another_key(people) -> CompartmentKey:
    """A key that the attacker holds in the place of the compartment's, granted to everyone.

    Nothing of it needs a secret of the compartment: grants are sealed to public keys, and the
    list is authenticated under the new key.
    """
    pair = BoxPair.new()
    key = CompartmentKey.objects.create(compartment=people.inside, public=pair.public)
    for member in current_members(people.inside):
        user_key = current_user_key(member.account)
        sealed = seal_to(user_key.box_public, pair.secret, grant_context(key.pk))
        Grant.objects.create(key=key, user_key=user_key, sealed=sealed)
    members = current_members(people.inside)
    key.members_mac = list_mac(compartment_list_key(pair), people.inside, members)
    key.vouched = key.members_mac
    key.save()
    Compartment.objects.filter(pk=people.inside.pk).update(current_key=key)
    return key


@pytest.fixture
def at_work(people):
    """Everyone has signed in once."""
    for actor in (people.coordinator, people.caseworker, people.lawyer):
        assert settle(actor) == []
    return people


def test_a_row_slipped_into_the_list_stops_the_next_write(at_work):
    before = meet(at_work.caseworker, at_work.inside, name="李小红")
    slip_in(at_work)
    caseworker = next_request(at_work.caseworker)
    with pytest.raises(MemberListChanged):
        meet(caseworker, at_work.inside, name="王大明")
    with pytest.raises(MemberListChanged):
        Person.objects.get(pk=before.pk).seal(next_request(caseworker), name="王大明")
    with pytest.raises(MemberListChanged):
        seal_many(next_request(caseworker), [(Person(compartment=at_work.inside), {"name": "王"})])
    assert Person.objects.get().reveal(next_request(caseworker), "name") == "李小红"


def test_the_list_works_again_once_the_row_is_gone(at_work):
    slip_in(at_work)
    Membership.objects.filter(account=at_work.stranger.account).delete()
    assert meet(next_request(at_work.caseworker), at_work.inside, name="李小红").pk


def test_a_role_raised_in_the_database_gives_nothing_away(at_work):
    person = meet(at_work.caseworker, at_work.inside, name="李小红")
    Membership.objects.filter(account=at_work.caseworker.account).update(role="coordinator")
    for right in (Right.EXPORT, Right.SHARE, Right.MANAGE):
        with pytest.raises(MemberListChanged):
            next_request(at_work.caseworker).require(right, at_work.inside)
    with pytest.raises(MemberListChanged):
        shred(next_request(at_work.caseworker), [person], reason="asked")
    assert not Person.objects.get(pk=person.pk).shredded


def test_nothing_is_sealed_under_a_key_that_nobody_vouches_for(at_work):
    before = meet(at_work.caseworker, at_work.inside, name="李小红")
    forged = put_another_key(at_work)
    for actor in (at_work.caseworker, at_work.coordinator):
        with pytest.raises(MemberListChanged):
            meet(next_request(actor), at_work.inside, name="王大明")
        assert settle(next_request(actor)) == [at_work.inside]
    # Reading goes on, and moves nothing under the forged key.
    again = Person.objects.get(pk=before.pk)
    assert again.reveal(next_request(at_work.caseworker), "name") == "李小红"
    assert not DataKey.objects.filter(key=forged).exists()


@pytest.mark.parametrize("disguised", [False, True])
def test_a_removed_member_cannot_bring_the_old_key_back(at_work, disguised):
    old, lawyer = at_work.inside.current_key, next_request(at_work.lawyer)
    list_key = lawyer.keyring.list_key(old.pk)
    row = Membership.objects.get(account=lawyer.account, removed_at=None)
    remove_member(next_request(at_work.coordinator), row)
    meet(next_request(at_work.caseworker), at_work.inside, name="李小红")
    mac = list_mac(list_key, at_work.inside, current_members(at_work.inside))
    CompartmentKey.objects.filter(pk=old.pk).update(members_mac=mac, retired_at=None)
    CompartmentKey.objects.exclude(pk=old.pk).update(vouched=None)
    Compartment.objects.filter(pk=at_work.inside.pk).update(current_key=old)
    if disguised:
        Grant.objects.exclude(key=old).update(how=Wrapped.BOX)
    with pytest.raises(MemberListChanged):
        meet(next_request(at_work.caseworker), at_work.inside, name="王大明")


@pytest.mark.parametrize("hide", [{"how": Wrapped.BOX}, None], ids=["disguised", "deleted"])
def test_taking_the_grants_away_does_not_make_another_key_the_first(at_work, hide):
    meet(at_work.caseworker, at_work.inside, name="李小红")
    old = Grant.objects.filter(user_key__account=at_work.caseworker.account)
    if hide:
        old.update(**hide)
    else:
        old.delete()
    forged = put_another_key(at_work)
    with pytest.raises(MemberListChanged):
        meet(next_request(at_work.caseworker), at_work.inside, name="王大明")
    assert not DataKey.objects.filter(key=forged).exists()


def test_what_came_without_keys_is_not_put_under_a_forged_key(at_work):
    person = Person(compartment=at_work.inside, pseudonym="p")
    person.seal_keyless(name="李小红")
    person.save()
    forged = put_another_key(at_work)
    again = Person.objects.get(pk=person.pk)
    assert again.reveal(next_request(at_work.caseworker), "name") == "李小红"
    assert again.data_key.how == Wrapped.BOX
    assert not DataKey.objects.filter(key=forged).exists()


def test_a_public_key_put_in_place_of_the_compartments_is_noticed(at_work):
    CompartmentKey.objects.filter(pk=at_work.inside.current_key_id).update(
        public=BoxPair.new().public
    )
    with pytest.raises(MemberListChanged):
        meet(next_request(at_work.caseworker), at_work.inside, name="李小红")


def test_keys_made_anew_while_one_was_away_are_taken_over(at_work):
    for _ in range(2):
        at_work.inside.refresh_from_db()
        rotate(next_request(at_work.coordinator), at_work.inside)
    at_work.inside.refresh_from_db()
    person = meet(next_request(at_work.caseworker), at_work.inside, name="李小红")
    assert person.data_key.key_id == at_work.inside.current_key_id
    grant = Grant.objects.get(
        key=at_work.inside.current_key_id, user_key__account=at_work.caseworker.account
    )
    assert grant.how == Wrapped.SYMMETRIC
    assert person.reveal(next_request(at_work.lawyer), "name") == "李小红"


def test_a_long_work_goes_on_when_the_key_is_made_anew_meanwhile(at_work):
    caseworker = next_request(at_work.caseworker)
    meet(caseworker, at_work.inside, name="李小红")
    new = rotate(next_request(at_work.coordinator), at_work.inside)
    assert meet(caseworker, at_work.inside, name="王大明").data_key.key_id == new.pk


def test_a_new_member_writes_and_a_removed_one_changes_nothing_for_the_rest(at_work):
    join(next_request(at_work.coordinator), at_work.inside, at_work.stranger, "organiser")
    assert meet(next_request(at_work.stranger), at_work.inside, name="李小红").pk
    row = Membership.objects.get(account=at_work.stranger.account)
    remove_member(next_request(at_work.coordinator), row)
    assert meet(next_request(at_work.caseworker), at_work.inside, name="王大明").pk


def test_proving_asks_two_queries_once_a_request(at_work, django_assert_num_queries):
    caseworker = next_request(at_work.caseworker)
    assert caseworker.memberships and caseworker.keyring.holds(at_work.inside.current_key_id)
    with django_assert_num_queries(0):
        caseworker.require(Right.READ_IDENTITY, at_work.inside)
    with django_assert_num_queries(2):
        caseworker.require(Right.WRITE, at_work.inside)
    with django_assert_num_queries(0):
        caseworker.require(Right.WRITE, at_work.inside)


def test_a_page_that_writes_says_what_happened_and_saves_nothing(at_work, client_of):
    slip_in(at_work)
    client = client_of(at_work.coordinator)
    address = reverse("web:rename_compartment", args=[at_work.inside.pk])
    for language, words in (("en", "member list"), ("zh-hans", "成员名单")):
        answer = client.post(address, {"title": "Other"}, headers={"accept-language": language})
        assert answer.status_code == 409
        assert words in answer.content.decode()
    assert at_work.inside.title(next_request(at_work.coordinator)) == "Metal works, east gate"
