"""A destroyed identity is gone everywhere, and the journal stays whole."""

from datetime import timedelta

import pytest
from django.utils import timezone

from gongyou.vault.files.media import path_of
from gongyou.vault.identities import shredding
from gongyou.vault.keys.models import DataKey
from gongyou.vault.public import NotYours, files, journal, on_shred, shred
from tests.vault.room import Note, Person, meet


@pytest.fixture
def person(people):
    return meet(people.caseworker, people.inside, name="李小红", story="三个月没发工资")


def test_name_note_file_and_journal_values_are_gone(
    people, person, django_capture_on_commit_callbacks
):
    note = Note(person=person)
    note.seal(people.caseworker, text="带了工资条")
    note.save()
    stored = files.store(people.caseworker, None, b"payslip 1 2 3", "evidence", under=person)
    with django_capture_on_commit_callbacks(execute=True):
        shred(people.coordinator, [person], reason="asked")
    assert bytes(DataKey.objects.get(pk=person.data_key_id).wrap) == b""
    for actor in (people.caseworker, people.coordinator):
        actor.keyring.opened.clear()
        again = Person.objects.get(pk=person.pk)
        assert again.shredded
        assert again.reveal(actor, "name") is None
        assert Note.objects.get(pk=note.pk).reveal(actor, "text") is None
        lines = journal.history(actor, again)
        assert all(line.sealed is None for line in lines)
    assert not path_of(stored.location).exists()
    assert journal.verify() == []


def test_nothing_can_be_written_to_a_destroyed_identity(people, person):
    shred(people.coordinator, [person], reason="asked")
    people.caseworker.keyring.opened.clear()
    with pytest.raises(Exception, match="destroyed"):
        Person.objects.get(pk=person.pk).seal(people.caseworker, name="again")


def test_only_those_with_the_right_destroy(people, person):
    for actor in (people.caseworker, people.outsider, people.administrator):
        with pytest.raises(NotYours):
            shred(actor, [person], reason="asked")


def test_a_room_adds_what_else_goes(people, person):
    on_shred(Person, lambda by, record: Person.objects.filter(pk=record.pk).update(status="gone"))
    try:
        shred(people.coordinator, [person], reason="asked")
    finally:
        shredding._hooks.clear()
    assert Person.objects.get(pk=person.pk).status == "gone"


def test_records_past_their_time_are_proposed_and_not_destroyed(people, person):
    Person.objects.update(created_at=timezone.now() - timedelta(days=800))
    fresh = meet(people.caseworker, people.inside, name="王大力")
    shredding.keep_by(Person, lambda rows, moment: rows.filter(created_at__lt=moment))
    try:
        assert shredding.due_for_shredding(people.coordinator) == []
        people.inside.retention_months = 24
        people.inside.save()
        people.coordinator.forget_memberships()
        assert shredding.due_for_shredding(people.coordinator) == [person]
        assert shredding.due_for_shredding(people.caseworker) == []
    finally:
        shredding._last_used.clear()
    assert not fresh.shredded
