"""What somebody changes who can open the database: `check` names it, in both languages."""

from contextlib import suppress
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import connection, transaction
from django.utils import translation

from gongyou.vault import commands
from gongyou.vault.files import media
from gongyou.vault.journal import rebuild, witness
from gongyou.vault.journal.canonical import chain_hash
from gongyou.vault.journal.device import this_device
from gongyou.vault.journal.leaves import pack, unpack
from gongyou.vault.journal.models import About, Content, Entry, KeyLeaf, Stream
from gongyou.vault.journal.witness import Witness
from gongyou.vault.public import Account, DataKey, Membership, StoredFile, files, journal
from tests.vault.room import Note, Person, meet

pytestmark = pytest.mark.tampers


class Undo(Exception):
    """Back to how it was."""


@pytest.fixture
def folder(tmp_path, settings):
    """A folder, and so a device, of its own."""
    settings.GONGYOU = {**settings.GONGYOU, "DATA": tmp_path}
    return tmp_path


@pytest.fixture
def centre(folder, people):
    first = meet(people.caseworker, people.inside, name="First", phone="13800000001")
    second = meet(people.caseworker, people.inside, name="Second", phone="13800000002")
    before = bytes(first.phone)
    with transaction.atomic():
        first.change(people.caseworker, phone="13900000009", status="open")
        first.save()
        journal.append(people.caseworker, "room.note", first, about=[second.data_key])
    stored = files.store(people.caseworker, people.inside, b"evidence\n" * 3000, "evidence")
    witness.note()
    witness.greet(people.coordinator)
    return SimpleNamespace(
        people=people,
        first=first,
        second=second,
        before=before,
        path=media.path_of(stored.location),
    )


def of(row):
    return type(row).objects.filter(pk=row.pk)


def exchange_names(centre):
    one, two = bytes(centre.first.name), bytes(centre.second.name)
    of(centre.first).update(name=two)
    of(centre.second).update(name=one)


def exchange_wraps(centre):
    one, two = centre.first.data_key, centre.second.data_key
    of(one).update(wrap=bytes(two.wrap))
    of(two).update(wrap=bytes(one.wrap))


def empty_a_field(centre):
    of(centre.first).update(phone=None)


def roll_a_field_back(centre):
    of(centre.first).update(phone=centre.before)


def change_a_plain_value(centre):
    of(centre.first).update(status="paid")


def delete_a_row(centre):
    of(centre.second).delete()


def add_a_row(centre):
    Person.objects.create(compartment=centre.people.inside, pseudonym="G-XXXX")


def add_a_part(centre):
    Note.objects.create(person=centre.first)


def move_a_row(centre):
    of(centre.first).update(compartment=centre.people.elsewhere)


def raise_a_role(centre):
    Membership.objects.filter(account=centre.people.researcher.account).update(role="coordinator")


def make_an_administrator(centre):
    Account.objects.filter(pk=centre.people.stranger.account.pk).update(is_administrator=True)


def take_a_key_away(centre):
    DataKey.objects.filter(pk=centre.second.data_key_id).update(how=3, wrap=b"")


def silence_a_trigger(centre):
    from gongyou.vault.journal import triggers

    triggers.silence()


def leave_a_trigger_that_notes_nothing(centre):
    table, fires = Person._meta.db_table, f"gongyou_rows_{Person._meta.db_table}"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"DROP TRIGGER {fires}_u")
            cursor.execute(
                f"CREATE TRIGGER {fires}_u AFTER UPDATE ON {table} FOR EACH ROW WHEN 0 "
                "BEGIN SELECT 1; END"
            )
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {fires}")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def add_a_trigger_that_undoes(centre):
    table = Person._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                f"CREATE TRIGGER quiet AFTER INSERT ON {table} "
                f"BEGIN DELETE FROM {table} WHERE rowid = NEW.rowid; END"
            )
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute(
                "CREATE FUNCTION quiet() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RETURN NULL; END $$"
            )
            cursor.execute(
                f"CREATE TRIGGER quiet BEFORE INSERT ON {table} "
                "FOR EACH ROW EXECUTE FUNCTION quiet()"
            )


def hide_an_entry_from_the_history_of_a_record(centre):
    About.objects.filter(entry__act="room.note").delete()


def lay_an_entry_into_the_history_of_another_record(centre):
    About.objects.filter(entry__act="room.note").update(record_id=centre.second.pk)


def date_the_last_entry_two_years_ahead(centre):
    """As by a clock that was wrong: signed, and in order."""
    entry = last(centre).get()
    entry.at += timedelta(days=730)
    entry.person_signature = entry.user_key_id = None
    entry.hash = chain_hash(bytes(entries(centre)[-2].hash), entry)
    entry.signature = this_device().key.sign(entry.hash).signature
    entry.save()
    Stream.objects.filter(pk=entry.stream_id).update(head_hash=entry.hash)


def edit_an_entry(centre):
    last(centre).update(act="vault.shred")


def delete_an_entry_in_the_middle(centre):
    drop(entries(centre)[1:2])


def cut_the_end(centre):
    drop(entries(centre)[-2:])


def cut_the_end_and_move_the_head_back(centre):
    kept, *gone = entries(centre)[-3:]
    drop(gone)
    Stream.objects.filter(pk=kept.stream_id).update(head_seq=kept.seq, head_hash=kept.hash)


def cut_the_end_and_the_notes(centre):
    cut_the_end_and_move_the_head_back(centre)
    (witness.data_folder() / witness.FILE).unlink()


def cut_the_end_and_all_that_counts_the_notes(centre):
    """Long after the beginning: a new centre has no notes yet."""
    cut_the_end_and_the_notes(centre)
    Witness.objects.all().delete()
    first = entries(centre)[0]
    Entry.objects.filter(pk=first.pk).update(at=first.at - timedelta(days=1))


def give_entries_to_another_and_sign_anew(centre):
    chain = entries(centre)
    previous = bytes(chain[-3].hash)
    for entry in chain[-2:]:
        entry.account_id = centre.people.lawyer.account.pk
        entry.hash = previous = chain_hash(previous, entry)
        entry.signature = this_device().key.sign(previous).signature
        entry.save()
    Stream.objects.filter(pk=chain[-1].stream_id).update(head_hash=previous)


def sign_the_whole_chain_anew_without_persons(centre):
    previous = bytes(32)
    for entry in entries(centre):
        entry.user_key_id = entry.person_signature = None
        entry.hash = previous = chain_hash(previous, entry)
        entry.signature = this_device().key.sign(previous).signature
        entry.save()
    Stream.objects.filter(pk=entry.stream_id).update(head_hash=previous)


def edit_a_leaf_and_the_row(centre):
    item = Content.objects.get(entry=last(centre, "room.note").get())
    leaves = list(unpack(bytes(item.packed)))
    leaves[0].line = leaves[0].line.replace(b'"open"', b'"paid"')
    Content.objects.filter(pk=item.pk).update(packed=pack(leaves))
    of(centre.first).update(status="paid")


def drop_the_content_of_an_entry(centre):
    Content.objects.filter(entry=last(centre, "room.note").get()).delete()


def delete_the_notes(centre):
    (witness.data_folder() / witness.FILE).unlink()


def turn_a_bit(centre):
    content = bytearray(centre.path.read_bytes())
    content[2000] ^= 1
    centre.path.write_bytes(content)


def cut_a_file(centre):
    centre.path.write_bytes(centre.path.read_bytes()[:-1])


def lose_a_file(centre):
    centre.path.unlink()


def entries(centre) -> list[Entry]:
    return list(Entry.objects.filter(compartment=centre.people.inside).order_by("seq"))


def last(centre, act=None):
    chain = [entry for entry in entries(centre) if act in {None, entry.act}]
    return Entry.objects.filter(pk=chain[-1].pk)


def drop(chain) -> None:
    ids = [entry.pk for entry in chain]
    for model in (About, Content, KeyLeaf):
        model.objects.filter(entry__in=ids).delete()
    Entry.objects.filter(pk__in=ids).delete()


TAMPERINGS = [
    exchange_names, exchange_wraps, empty_a_field, roll_a_field_back, change_a_plain_value,
    delete_a_row, add_a_row, add_a_part, move_a_row, raise_a_role, make_an_administrator,
    take_a_key_away, silence_a_trigger, leave_a_trigger_that_notes_nothing,
    add_a_trigger_that_undoes, hide_an_entry_from_the_history_of_a_record,
    lay_an_entry_into_the_history_of_another_record, date_the_last_entry_two_years_ahead,
    edit_an_entry, delete_an_entry_in_the_middle,
    cut_the_end, cut_the_end_and_move_the_head_back, cut_the_end_and_the_notes,
    cut_the_end_and_all_that_counts_the_notes, give_entries_to_another_and_sign_anew,
    sign_the_whole_chain_anew_without_persons, edit_a_leaf_and_the_row,
    drop_the_content_of_an_entry, delete_the_notes, turn_a_bit, cut_a_file, lose_a_file,
]  # fmt: skip


def named(centre, tamper) -> tuple[list[str], list[str]]:
    """What `check` says of one tampering, in English and in Chinese; then all is as it was."""
    folder = witness.data_folder()
    kept = {path: path.read_bytes() for path in (centre.path, folder / witness.FILE)}
    said = []
    with suppress(Undo), transaction.atomic():
        tamper(centre)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM vault_staged")
        for language in ("en", "zh-hans"):
            with translation.override(language):
                said.append([str(problem) for problem in commands.check().problems])
        raise Undo
    for path, content in kept.items():
        path.write_bytes(content)
    return said[0], said[1]


def test_every_kind_of_tampering_is_named_in_both_languages(centre):
    assert commands.check().problems == []
    assert len(TAMPERINGS) >= 20
    missed = []
    for tamper in TAMPERINGS:
        english, chinese = named(centre, tamper)
        spoken = any("\u4e00" <= sign <= "\u9fff" for line in chinese for sign in line)
        if not english or len(english) != len(chinese) or not spoken:
            missed.append((tamper.__name__, english, chinese))
    assert missed == []
    assert commands.check().problems == []


def test_a_person_learns_at_the_sign_in_what_the_journal_lost(centre):
    assert witness.since_last(centre.people.coordinator) == []
    with suppress(Undo), transaction.atomic():
        cut_the_end_and_the_notes(centre)
        assert len(witness.since_last(centre.people.coordinator)) == 1
        raise Undo


def test_with_keys_every_value_and_file_is_opened(centre):
    whole = commands.check(actor=centre.people.lawyer)
    assert whole.problems == []
    # Two people with two fields each, and of the file its name (none) and its digest.
    assert whole.opened == 5
    with suppress(Undo), transaction.atomic():
        exchange_names(centre)
        found = commands.check(actor=centre.people.lawyer).problems
        assert sum("name cannot be opened" in problem for problem in found) == 2
        raise Undo


def test_rebuilding_puts_every_row_back(centre):
    exchange_names(centre)
    delete_a_row(centre)
    add_a_row(centre)
    change_a_plain_value(centre)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_staged")
    assert rebuild.rebuild() == 3
    assert commands.check().problems == []
    assert Person.objects.get(pk=centre.first.pk).reveal(centre.people.lawyer, "name") == "First"
    assert StoredFile.objects.count() == 1
