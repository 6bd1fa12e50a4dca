"""What is written after a removal is closed to the removed, whatever copies they hold."""

import pytest
from django.db import transaction

from gongyou.vault.accounts.models import Membership
from gongyou.vault.identities.shredding import shred
from gongyou.vault.journal.models import Entry
from gongyou.vault.keys.aead import place, unseal
from gongyou.vault.keys.data_keys import family_of, open_key
from gongyou.vault.keys.errors import Shredded, Tampered
from gongyou.vault.keys.models import DataKey
from gongyou.vault.public import files, journal, move, remove_member, reveal_many
from tests.people import join
from tests.vault.room import Person, meet

pytestmark = pytest.mark.django_db


def remove(people, actor):
    remove_member(
        people.coordinator, Membership.objects.get(account=actor.account, removed_at=None)
    )
    for each in (people.coordinator, people.caseworker):
        each.forget_memberships()
        each.keyring.forget_grants()


@pytest.fixture
def removed(people):
    """An old record, the D that a copy from before gives the removed lawyer, and then they go."""
    person = meet(people.caseworker, people.inside, name="李小红", story="before")
    kept = open_key(people.lawyer.keyring, person.data_key).secret
    attached = files.store(people.caseworker, None, b"old " * 99, "x", under=person)
    remove(people, people.lawyer)
    return Person.objects.get(pk=person.pk), kept, attached


def write(people, person, **values):
    person = Person.objects.get(pk=person.pk)
    person.seal(people.caseworker, **values)
    journal.append(people.caseworker, "room.meet", person)
    person.save()
    return Person.objects.get(pk=person.pk)


def opens(secret, person, name):
    """Whether a D opens a field under any key id that the row's family has."""
    for key in family_of(person.data_key_id):
        field = Person.sealed_field(name)
        where = place(Person._meta.db_table, field.column, person.pk.bytes, key.pk.bytes)
        try:
            return unseal(secret, bytes(getattr(person, name)), where)
        except Tampered:
            continue
    return None


def test_a_field_written_after_the_removal_is_shut_and_an_older_one_is_not(people, removed):
    person, kept, _ = removed
    later = write(people, person, story="after")
    assert opens(kept, later, "story") is None
    assert opens(kept, later, "name") is not None


def test_the_entry_of_the_journal_is_shut_too(people, removed):
    """Also where nothing was sealed into the record itself."""
    person, kept, _ = removed
    with transaction.atomic():
        journal.append(people.caseworker, "room.meet", person, sealed={"story": (None, "after")})
    entry = Entry.objects.filter(subject_id=person.pk, act="room.meet").latest("seq")
    assert entry.sealed
    for key in family_of(entry.data_key_id):
        where = place("vault_entry", "sealed", entry.pk.bytes, key.pk.bytes)
        with pytest.raises(Tampered):
            unseal(kept, bytes(entry.sealed), where)


def test_a_file_stored_after_the_removal_lies_under_another_key(people, removed):
    person, kept, attached = removed
    stored = files.store(people.caseworker, None, b"new " * 99, "x", under=person)
    assert stored.data_key_id != attached.data_key_id
    assert open_key(people.coordinator.keyring, stored.data_key).secret != kept
    assert files.read_file(people.coordinator, stored) == b"new " * 99
    assert files.read_file(people.coordinator, attached) == b"old " * 99


def test_members_who_stay_read_old_and_new_alike(people, removed):
    person, *_ = removed
    later = write(people, person, story="after")
    assert later.reveal(people.coordinator, "name") == "李小红"
    assert later.reveal(people.coordinator, "story") == "after"
    found = reveal_many(people.coordinator, [later], ["name", "story"])
    assert found == {later.pk: {"name": "李小红", "story": "after"}}
    lines = journal.history(people.coordinator, later)
    assert not any(line.shut for line in lines)


def test_a_row_that_was_read_before_and_saved_after_loses_nothing(people, removed):
    person, *_ = removed
    stale = Person.objects.get(pk=person.pk)
    write(people, person, story="after")
    stale.save()
    again = Person.objects.get(pk=person.pk)
    again.story = Person.objects.get(pk=person.pk).story
    assert again.reveal(people.coordinator, "name") == "李小红"
    newest = write(people, again, story="later still")
    assert newest.reveal(people.coordinator, "story") == "later still"
    assert DataKey.objects.filter(pk__in=family_of(newest.data_key_id)).count() == 2


def test_one_removal_makes_one_new_key_and_the_next_another(people, removed):
    person, *_ = removed
    first = write(people, person, story="a").data_key_id
    assert write(people, person, story="b").data_key_id == first
    remove(people, people.organiser)
    assert write(people, person, story="c").data_key_id != first


def test_shredding_takes_every_key_of_the_record_and_its_files(people, removed):
    person, _, attached = removed
    later = write(people, person, story="after")
    keys = list(family_of(later.data_key_id))
    shred(people.coordinator, [later], "asked")
    assert len(keys) == 2
    assert {bytes(key.wrap) for key in DataKey.objects.filter(pk__in=[k.pk for k in keys])} == {b""}
    attached.refresh_from_db()
    with pytest.raises(Shredded):
        files.read_file(people.coordinator, attached)


def test_a_moved_record_takes_every_key_along(people, removed):
    person, *_ = removed
    later = write(people, person, story="after")
    join(people.outsider, people.elsewhere, people.coordinator, "coordinator")
    people.coordinator.forget_memberships()
    move(people.coordinator, [later], people.elsewhere)
    there = Person.objects.get(pk=later.pk)
    assert there.reveal(people.outsider, "name") == "李小红"
    assert there.reveal(people.outsider, "story") == "after"
