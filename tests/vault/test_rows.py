"""The journal holds the rows: what it tells is the state, and nothing changes behind its back."""

import uuid

import pytest
from django.db import IntegrityError, connection, transaction

from gongyou.vault.accounts.services.accounts import change_passphrase
from gongyou.vault.files.models import StoredFile
from gongyou.vault.journal import fold, plan, staging, triggers
from gongyou.vault.journal.leaves import unpack
from gongyou.vault.journal.models import Content, Entry, KeyLeaf, Stream
from gongyou.vault.merge_kinds import SECRET, merge_kind_of
from gongyou.vault.public import Actor, DataKey, files, journal, open_account, rotate, shred
from tests.people import PASSPHRASE
from tests.vault.room import Note, Person, meet


def told(row) -> dict | None:
    """What the journal tells of a row."""
    return fold.fold()[row._meta.db_table].get(row.pk.hex)


def leaves_about(row) -> list:
    found = (leaf for item in Content.objects.all() for leaf in unpack(bytes(item.packed)))
    return [leaf.said for leaf in found if leaf.line and leaf.said[1] == row.pk.hex]


def test_every_journalled_table_is_watched_and_no_other(db):
    assert triggers.laid() == set(plan.tables())
    secret = {m._meta.db_table for m in plan.apps.get_models() if merge_kind_of(m) is SECRET}
    assert secret.isdisjoint(plan.tables())


def test_an_entry_tells_the_whole_new_row(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    row = told(person)
    assert row["pseudonym"] == person.pseudonym
    assert row["compartment_id"] == people.inside.pk.hex
    assert bytes.fromhex(row["name"]) == bytes(person.name)
    assert "李小红" not in str(row)


def test_a_change_tells_only_what_changed(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    with transaction.atomic():
        person.change(people.caseworker, status="open")
        person.save()
        journal.append(people.caseworker, "room.note", person)
    assert leaves_about(person)[-1] == ["tests_person", person.pk.hex, "put", {"status": "open"}]
    assert told(person)["status"] == "open"


def test_what_came_and_went_in_one_act_leaves_no_leaf(people):
    person = meet(people.caseworker, people.inside, name="a")
    with transaction.atomic():
        note = Note.objects.create(person=person)
        pk = note.pk
        note.delete()
        journal.append(people.caseworker, "room.note", person)
    assert leaves_about(Note(pk=pk)) == []


def test_a_deleted_row_is_told_as_gone(people):
    person = meet(people.caseworker, people.inside, name="a")
    with transaction.atomic():
        Person.objects.filter(pk=person.pk).delete()
        journal.append(people.caseworker, "room.note", compartment=people.inside)
    assert told(person) is None


def test_rows_written_after_the_entry_get_one_that_goes_on(people):
    person = meet(people.caseworker, people.inside, name="a")
    with transaction.atomic():
        journal.append(people.caseworker, "room.note", person)
        Person.objects.filter(pk=person.pk).update(status="late")
    last = Entry.objects.order_by("-at").first()
    assert (last.act, last.account_id) == ("vault.more", people.caseworker.account.pk)
    assert told(person)["status"] == "late"


def test_an_act_that_tells_nothing_is_refused_and_names_the_table(people):
    person = meet(people.caseworker, people.inside, name="a")
    with pytest.raises(staging.Unjournalled, match="tests_person"), transaction.atomic():
        Person.objects.filter(pk=person.pk).update(status="dark")
    person.refresh_from_db()
    assert person.status == "new"


@pytest.mark.django_db(transaction=True)
def test_the_database_itself_refuses_a_change_that_nobody_tells_of():
    with pytest.raises(IntegrityError):
        DataKey.objects.create(pk=uuid.uuid4(), key_id=uuid.uuid4(), wrap=b"x")
    assert not DataKey.objects.exists()


def test_many_rows_of_one_statement_are_all_told(people):
    made = [meet(people.caseworker, people.inside, name=f"n{n}") for n in range(5)]
    with transaction.atomic():
        Person.objects.filter(pk__in=[row.pk for row in made]).update(status="all")
        journal.append(people.caseworker, "room.note", compartment=people.inside)
    assert {told(row)["status"] for row in made} == {"all"}


def test_an_entry_is_signed_by_the_person_whose_keys_are_at_hand(people):
    meet(people.caseworker, people.inside, name="a")
    last = Entry.objects.order_by("-at").first()
    assert last.user_key_id == people.caseworker.keyring.user_key_id
    with transaction.atomic():
        journal.append(Actor(people.caseworker.account), "vault.sign_out")
    assert Entry.objects.order_by("-at").first().person_signature is None
    assert journal.verify() == []


def given_to(person, entry, **more) -> None:
    """Write another author into the newest entry of a chain and let the device sign it anew."""
    from gongyou.vault.journal.canonical import chain_hash, person_text
    from gongyou.vault.journal.device import this_device

    before = Entry.objects.filter(stream=entry.stream_id, seq=entry.seq - 1).get()
    entry.account_id = person.account.pk
    signing = more.pop("signing", None)
    for field, value in more.items():
        setattr(entry, field, value)
    entry.hash = chain_hash(bytes(before.hash), entry)
    entry.signature = this_device().key.sign(bytes(entry.hash)).signature
    if signing:
        entry.person_signature = signing.sign(person_text(entry)).signature
    entry.save()
    Stream.objects.filter(pk=entry.stream_id).update(head_hash=entry.hash)


@pytest.mark.parametrize("whose", ["hers", "of the one who wrote it"])
def test_an_entry_given_to_another_person_is_forged_whoever_signs_the_chain_anew(people, whose):
    meet(people.caseworker, people.inside, name="a")
    entry = Entry.objects.filter(compartment=people.inside).order_by("-seq").first()
    if whose == "hers":
        given_to(people.lawyer, entry, user_key_id=people.lawyer.keyring.user_key_id)
    else:  # a writer who puts an act on another's account signs well, with a key of her own
        given_to(people.lawyer, entry, signing=people.caseworker.keyring.user.signing)
    (found,) = journal.verify()
    assert (found.seq, found.kind) == (entry.seq, "forged")


def test_each_compartment_has_a_chain_of_its_own(people):
    meet(people.caseworker, people.inside, name="a")
    meet(people.outsider, people.elsewhere, name="b")
    places = set(Stream.objects.values_list("place", flat=True))
    assert places == {"", people.inside.pk.hex, people.elsewhere.pk.hex}


def test_the_moments_of_entries_never_go_back(people, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone

    from gongyou.vault.journal import streams

    meet(people.caseworker, people.inside, name="a")
    wrong = timezone.now() - timedelta(days=3650)
    monkeypatch.setattr(streams.timezone, "now", lambda: wrong)
    meet(people.outsider, people.elsewhere, name="b")
    first, second = Entry.objects.filter(act="room.meet").order_by("pk")
    assert second.at > first.at


def test_a_leaf_is_bound_to_its_entry(people):
    meet(people.caseworker, people.inside, name="a")
    item = Content.objects.order_by("-pk").first()
    leaves = list(unpack(bytes(item.packed)))
    leaves[0].line = leaves[0].line.replace(b'"put"', b'"put" ')
    from gongyou.vault.journal.leaves import pack

    Content.objects.filter(pk=item.pk).update(packed=pack(leaves))
    assert [found.kind for found in journal.verify()] == ["edited"]


# --- wrapped keys --------------------------------------------------------------------------


def test_of_wrapped_keys_only_the_newest_is_kept(people):
    account = people.caseworker.account
    row = account.user_keys.get()
    before = bytes(row.wrapped).hex().upper()
    change_passphrase(people.caseworker, PASSPHRASE, "eleven brown bears by the mill")
    kept = [leaf.line for leaf in KeyLeaf.objects.filter(row=row.pk.hex) if leaf.line]
    assert len(kept) == 1
    assert before not in kept[0]
    assert fold.fold()["vault_userkey"][row.pk.hex]["by_code"] is not None
    assert journal.verify() == []
    assert open_account(account, "eleven brown bears by the mill")


def test_a_wrapped_key_stands_in_no_other_leaf(people):
    person = meet(people.caseworker, people.inside, name="a")
    wrap = bytes(person.data_key.wrap).hex().upper().encode()
    for item in Content.objects.all():
        assert all(wrap not in leaf.line for leaf in unpack(bytes(item.packed)))


def test_what_was_destroyed_is_gone_from_the_journal_and_the_chain_stands(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    wrap = bytes(person.data_key.wrap).hex().upper()
    shred(people.coordinator, [person], reason="asked")
    assert not [leaf for leaf in KeyLeaf.objects.all() if leaf.line and wrap in leaf.line]
    assert journal.verify() == []


def test_a_new_key_of_a_compartment_is_told(people):
    meet(people.caseworker, people.inside, name="a")
    key = rotate(people.coordinator, people.inside)
    assert told(key)["vouched"] is not None


def test_a_large_file_row_tells_the_digest_of_what_lies_on_the_disk(people):
    from hashlib import sha256

    from gongyou.vault.files import media

    stored = files.store(people.caseworker, people.inside, b"paper" * 3000, kind="evidence")
    content = media.path_of(stored.location).read_bytes()
    assert told(StoredFile.objects.get())["digest"] == sha256(content).hexdigest()


# --- a restore, an upgrade -----------------------------------------------------------------


@pytest.mark.tampers
def test_an_installation_from_before_tells_all_its_rows_once(people):
    """As a centre comes from before: rows, and entries that tell only stories."""
    from gongyou.vault.journal import genesis

    person = meet(people.caseworker, people.inside, name="李小红")
    for model in (Content, KeyLeaf):
        model.objects.all().delete()
    Entry.objects.update(version=1, rows_root=None, user_key=None, person_signature=None)
    assert told(person) is None
    genesis.begin()
    assert list(fold.differences()) == []
    assert told(person)["pseudonym"] == person.pseudonym
    acts = Entry.objects.filter(act="vault.genesis").values_list("compartment", flat=True)
    assert set(acts) == {None, people.inside.pk}
    count = Entry.objects.count()
    genesis.begin()
    assert Entry.objects.count() == count


@pytest.mark.tampers
def test_an_upgrade_tells_new_columns_and_hides_no_change_of_old_ones(people):
    from gongyou.vault.journal import genesis

    person = meet(people.caseworker, people.inside, name="a")
    gone = meet(people.caseworker, people.inside, name="b")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE tests_person SET status = 'x'")
        cursor.execute("DELETE FROM tests_person WHERE id = %s", [gone.pk.hex])
        cursor.execute("DELETE FROM vault_staged")
    genesis.begin()
    left = {d.row: (d.kind, d.columns) for d in fold.differences()}
    assert left[person.pk.hex][1] == ("status",)
    assert left[gone.pk.hex][0] == "deleted"
    assert len(left) == 2


def test_a_destroyed_key_stays_destroyed_when_another_laptop_wrapped_it_anew_meanwhile():
    key = {"how": fold.DESTROYED, "wrap": "", "under": "old"}
    state, graves = {"vault_datakey": {"k": dict(key)}}, {"vault_datakey": {}}
    fold.put(state, graves, ["vault_datakey", "k", "", {"how": 1, "wrap": "of the new key"}], "")
    assert state["vault_datakey"]["k"] == key
