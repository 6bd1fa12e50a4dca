"""The journal is whole, or names its first break."""

import pytest
from django.db import transaction
from nacl.signing import SigningKey

from gongyou.vault.journal import device
from gongyou.vault.journal.models import Device, Entry, Stream
from gongyou.vault.public import DeviceKeyMissing, journal, new_id
from tests.vault.room import Person, meet


@pytest.fixture
def ten(people):
    for number in range(10):
        meet(people.caseworker, people.inside, name=f"n{number}")
    return Entry.objects.filter(compartment=people.inside).order_by("seq")


def test_a_whole_chain_verifies(ten):
    assert journal.verify() == []


def test_an_edited_entry_is_named(ten):
    entry = ten[5]
    Entry.objects.filter(pk=entry.pk).update(act="vault.shred")
    (found,) = journal.verify()
    assert (found.seq, found.kind) == (entry.seq, "edited")


@pytest.mark.tampers
def test_a_missing_entry_is_a_gap(ten):
    entry = ten[5]
    Entry.objects.filter(pk=entry.pk).delete()
    (found,) = journal.verify()
    assert (found.seq, found.kind) == (entry.seq, "gap")


def test_a_rehashed_entry_lacks_the_signature(ten):
    from gongyou.vault.journal.canonical import chain_hash

    before, entry = ten[4], ten[5]
    entry.act = "vault.shred"
    entry.hash = chain_hash(before.hash, entry)
    entry.save()
    (found,) = journal.verify()
    assert (found.seq, found.kind) == (entry.seq, "forged")


@pytest.mark.tampers
def test_a_cut_tail_is_seen(ten):
    last = ten.last()
    last.delete()
    (found,) = journal.verify()
    assert (found.seq, found.kind) == (last.seq, "cut")


@pytest.mark.tampers
def test_a_tail_cut_with_its_head_is_seen_by_a_head_noted_elsewhere(ten):
    noted = journal.heads()
    last, before = ten.reverse()[:2]
    last.delete()
    Stream.objects.filter(pk=last.stream_id).update(head_seq=before.seq, head_hash=before.hash)
    assert journal.verify() == []
    (found,) = journal.verify(noted)
    assert (found.seq, found.kind) == (last.seq, "cut")


def test_an_entry_outside_a_transaction_is_refused(transactional_db):
    from gongyou.vault.journal.chain import OutsideTransaction
    from gongyou.vault.public import the_program

    with pytest.raises(OutsideTransaction):
        journal.append(the_program(), "vault.backup")


def test_an_act_without_a_sentence_is_refused(db):
    from gongyou.vault.journal.sentences import UnknownAct
    from gongyou.vault.public import the_program

    with pytest.raises(UnknownAct):
        journal.append(the_program(), "nobody.knows")


def test_a_sealed_field_among_plain_changes_is_refused(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    with pytest.raises(ValueError, match="name"):
        journal.append(people.caseworker, "room.note", person, changes={"name": ("李小红", "李红")})


def test_the_history_of_a_field_shows_old_and_new(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    with transaction.atomic():
        changes = person.change(people.lawyer, name="李晓红", status="open")
        person.save()
        journal.append(people.lawyer, "room.note", person, changes=changes, source="id card")
    (line, first) = journal.history(people.coordinator, person, field="name")
    assert line.sealed == {"name": ["李小红", "李晓红"]}
    assert line.changes == {"status": ["new", "open"]}
    assert (line.who, line.source) == ("lawyer", "id card")
    assert first.sealed == {"name": [None, "李小红"]}


def test_the_journal_holds_no_name(people):
    meet(people.caseworker, people.inside, name="Canary Wang")
    for entry in Entry.objects.all():
        assert "Canary" not in entry.changes + entry.about + entry.source
        assert b"Canary" not in bytes(entry.sealed or b"")


def test_history_is_shut_to_an_outsider_and_to_a_researcher_half_open(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    assert journal.history(people.outsider, person) == []
    (line,) = journal.history(people.researcher, person)
    assert line.shut
    assert line.sealed is None


def test_an_entry_stands_in_the_history_of_all_it_is_about(people):
    one = meet(people.caseworker, people.inside, name="a")
    two = meet(people.caseworker, people.inside, name="b")
    with transaction.atomic():
        journal.append(people.caseworker, "room.note", one, about=[two])
    assert [line.act for line in journal.history(people.lawyer, two)] == ["room.note", "room.meet"]
    assert Person.objects.count() == 2


def test_a_record_named_by_an_id_in_words_has_its_history(people):
    one = meet(people.caseworker, people.inside, name="a")
    two = meet(people.caseworker, people.inside, name="b")
    with transaction.atomic():
        as_told = Person(pk=str(two.pk))
        journal.append(people.caseworker, "room.note", one, about=[as_told])
    assert [line.act for line in journal.history(people.lawyer, two)] == ["room.note", "room.meet"]


@pytest.mark.tampers
def test_a_chain_that_is_gone_as_a_whole_is_missed(ten):
    noted = journal.heads()
    stream = ten.first().stream_id
    Entry.objects.filter(stream=stream).delete()
    Stream.objects.filter(pk=stream).delete()
    assert journal.verify() == []
    (found,) = journal.verify(noted)
    assert (found.device, found.seq, found.kind) == (str(stream), 1, "cut")


@pytest.mark.tampers
def test_exchanged_public_halves_of_an_account_stop_its_sign_in(people):
    from gongyou.vault.accounts.services.accounts import current_user_key
    from gongyou.vault.public import Tampered, open_account
    from tests.people import PASSPHRASE

    account, other = people.caseworker.account, current_user_key(people.lawyer.account)
    row = current_user_key(account)
    row.box_public, row.sign_public = bytes(other.box_public), bytes(other.sign_public)
    row.save(update_fields=["box_public", "sign_public"])
    with pytest.raises(Tampered):
        open_account(account, PASSPHRASE)


def test_a_laptop_of_several_without_its_own_key_writes_nothing(people):
    """Its entries would come from a device that no other laptop knows."""
    Device.objects.create(pk=new_id(), name="laptop B", public=b"b" * 32, number=1)
    journal.append(people.coordinator, "vault.sign_in")
    found_anew = device.Signer(new_id(), SigningKey.generate())
    with pytest.raises(DeviceKeyMissing, match=r"device\.key"):
        device.present(found_anew)
    with device.becoming_another():
        device.present(found_anew)
    assert Device.objects.filter(pk=found_anew.id).exists()
    journal.append(people.coordinator, "vault.sign_in")
