"""Sealed fields: what is stored, who reads it, what refuses to open."""

import pytest
from django.http import Http404

from gongyou.vault.keys.errors import Locked, Plaintext, Tampered
from gongyou.vault.public import Actor, NotYours, Right, reveal_many
from tests.vault.room import Note, Person, meet


def test_a_member_reads_what_another_member_wrote(people):
    person = meet(people.caseworker, people.inside, name="李小红", story="三个月没发工资")
    again = Person.objects.get_for(people.lawyer, Right.READ, pk=person.pk)
    assert again.reveal(people.lawyer, "name") == "李小红"
    assert again.reveal(people.lawyer, "story") == "三个月没发工资"


def test_the_row_holds_no_letter_of_the_name(people):
    person = meet(people.caseworker, people.inside, name="Canary Wang")
    assert b"Canary" not in bytes(Person.objects.get(pk=person.pk).name)


def test_short_names_have_one_length(people):
    lengths = {
        len(meet(people.caseworker, people.inside, name=name).name) for name in ("李", "欧阳小红梅")
    }
    assert len(lengths) == 1


def test_an_outsider_gets_not_found(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    with pytest.raises(Http404):
        Person.objects.get_for(people.outsider, Right.READ, pk=person.pk)
    with pytest.raises(NotYours):
        person.reveal(people.outsider, "name")
    assert not Person.objects.visible_to(people.outsider).exists()


def test_a_researcher_sees_the_record_but_no_name(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    assert Person.objects.get_for(people.researcher, Right.READ, pk=person.pk)
    assert person.reveal(people.researcher, "name") is None
    found = reveal_many(people.researcher, Person.objects.all(), ["name"])
    assert found == {person.pk: {"name": None}}


def test_an_administrator_is_no_member(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    with pytest.raises(NotYours):
        person.reveal(people.administrator, "name")


def test_locked_keys_open_nothing(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    locked = Actor(people.caseworker.account)
    with pytest.raises(Locked):
        person.reveal(locked, "name")


def test_a_text_in_clear_is_refused(people):
    person = Person(compartment=people.inside, name="李小红")
    with pytest.raises(Plaintext):
        person.save()


@pytest.mark.parametrize("harm", ["swap_row", "swap_column", "cut", "flip", "version"])
def test_a_harmed_ciphertext_is_refused(people, harm):
    one = meet(people.caseworker, people.inside, name="李小红", phone="13800000000")
    two = meet(people.caseworker, people.inside, name="王大力")
    value = bytes(one.name)
    harmed = {
        "swap_row": bytes(two.name),
        "swap_column": bytes(one.phone),
        "cut": value[:-1],
        "flip": value[:-1] + bytes([value[-1] ^ 1]),
        "version": b"\x00" + value[1:],
    }[harm]
    one.name = harmed
    with pytest.raises(Tampered):
        one.reveal(people.caseworker, "name")


def test_many_are_read_at_once(people):
    for name in ("李小红", "王大力"):
        meet(people.caseworker, people.inside, name=name)
    found = reveal_many(people.lawyer, Person.objects.all(), ["name", "phone"])
    assert sorted(row["name"] for row in found.values()) == ["李小红", "王大力"]
    assert {row["phone"] for row in found.values()} == {None}


def test_a_part_lies_under_the_key_of_its_person(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    note = Note(person=person)
    note.seal(people.caseworker, text="带了工资条")
    note.save()
    again = Note.objects.get_for(people.lawyer, Right.READ, pk=note.pk)
    assert again.reveal(people.lawyer, "text") == "带了工资条"
    assert reveal_many(people.lawyer, [again], ["text"]) == {note.pk: {"text": "带了工资条"}}


def test_a_keyless_writer_cannot_read_back_and_the_first_opener_rewraps(people):
    person = Person(compartment=people.inside, pseudonym="G-TEST")
    person.seal_keyless(name="李小红", answers={"q1": [1, 2]})
    person.save()
    fresh = Person.objects.get(pk=person.pk)
    assert fresh.data_key.how == 2
    assert fresh.reveal(people.caseworker, "name") == "李小红"
    assert fresh.reveal(people.caseworker, "answers") == {"q1": [1, 2]}
    fresh.data_key.refresh_from_db()
    assert fresh.data_key.how == 1


def test_reading_a_name_is_journalled(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    person.reveal(people.lawyer, "name")
    from gongyou.vault.public import journal

    lines = journal.history(people.coordinator, person)
    assert [line.act for line in lines] == ["vault.read_identity", "room.meet"]
    assert lines[0].who == "lawyer"


def test_a_bulk_reading_rewraps_what_keyless_writers_left(people):
    from gongyou.vault.keys.models import DataKey
    from gongyou.vault.public import current_key, seal_for

    key, rows = current_key(people.inside.pk), []
    for number in range(3):
        person = Person(compartment=people.inside, pseudonym=f"G-{number}")
        sealed = seal_for(key, Person, person.pk, {"name": f"n{number}"})
        person.data_key, person.name = sealed.data_key, sealed.values["name"]
        rows.append(person)
    DataKey.objects.bulk_create([row.data_key for row in rows])
    Person.objects.bulk_create(rows)
    assert set(DataKey.objects.values_list("how", flat=True)) == {2}
    for actor in (people.lawyer, people.caseworker):
        found = reveal_many(actor, Person.objects.order_by("pk")[:10], ["name"])
        assert [row["name"] for row in found.values()] == ["n0", "n1", "n2"]
        assert set(DataKey.objects.values_list("how", flat=True)) == {1}


def test_a_closed_account_has_no_rights_left(people):
    people.lawyer.account.is_active = False
    people.lawyer.forget_memberships()
    assert people.lawyer.compartments() == []


def test_reading_again_within_minutes_is_noted_once(people, django_capture_on_commit_callbacks):
    from gongyou.vault.journal.models import Entry

    person = meet(people.caseworker, people.inside, name="李小红", phone="138")
    for name in ("name", "name", "phone"):
        with django_capture_on_commit_callbacks(execute=True):
            person.reveal(people.lawyer, name)
    assert Entry.objects.filter(act="vault.read_identity").count() == 2
