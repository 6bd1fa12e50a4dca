"""Search of names: as people type them, for those who may, leaking nothing at rest."""

import pytest
from django.db import transaction

from gongyou.vault.identities import index, registry
from gongyou.vault.identities.models import NameBlock, NameChange
from gongyou.vault.identities.names import matches, normal
from gongyou.vault.journal.models import Entry
from gongyou.vault.public import journal, move, rotate, seal_many, search_names, searchable, shred
from tests.people import join
from tests.vault.room import Person, meet


@pytest.fixture(autouse=True)
def registered():
    searchable(Person, ("name", "phone"))
    yield
    registry._registered.pop("vault.person")


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("小红", "李小红"),
        ("lixiaohong", "李小红"),
        ("Li Xiao Hong", "李小红"),
        ("lxh", "李小红"),
        ("lixh", "李小红"),
        ("xiaoh", "李小红"),
        ("zeng", "曾阿牛"),
        ("shan", "单田芳"),
        ("garcia", "María García"),
        ("GARCÍA", "Maria Garcia"),
        ("王大力", "王 大 力"),
        ("ｗａｎｇ", "wang"),
        ("1381", "138-1234-5678"),
    ],
)
def test_a_name_is_found_as_people_type_it(term, name):
    assert matches(normal(term), normal(name))


@pytest.mark.parametrize(("term", "name"), [("hong", "李小明"), ("ih", "李小红"), ("王", "李小红")])
def test_other_names_are_not_found(term, name):
    assert not matches(normal(term), normal(name))


def names(actor, term):
    return [hit.display for hit in search_names(actor, term)]


def test_members_find_and_outsiders_do_not(people):
    meet(people.caseworker, people.inside, name="李小红", phone="13812345678")
    assert names(people.lawyer, "xiaohong") == ["李小红"]
    assert names(people.lawyer, "1234") == ["李小红"]
    for actor in (people.outsider, people.researcher, people.administrator):
        assert names(actor, "小红") == []


def test_a_changed_name_is_found_and_the_old_one_is_not(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    fold_all(people)
    with transaction.atomic():
        person.seal(people.caseworker, name="王大力")
        person.save()
        journal.append(people.caseworker, "room.note", person)
    assert names(people.lawyer, "大力") == ["王大力"]
    assert names(people.lawyer, "小红") == []


def fold_all(people):
    before, index.FOLD_AFTER = index.FOLD_AFTER, 0
    try:
        search_names(people.lawyer, "fold")
    finally:
        index.FOLD_AFTER = before
    assert not NameChange.objects.exists()
    assert NameBlock.objects.exists()


def test_many_new_names_go_into_blocks_at_once(people):
    with transaction.atomic():
        pairs = [
            (Person(compartment=people.inside, pseudonym=f"P{n}"), {"name": f"工友{n}号"})
            for n in range(2500)
        ]
        Person.objects.bulk_create(seal_many(people.caseworker, pairs))
        journal.append(people.caseworker, "room.note", compartment=people.inside)
    assert [block.rows for block in NameBlock.objects.order_by("pk")] == [2000, 500]
    assert names(people.lawyer, "工友2345号") == ["工友2345号"]
    assert len(search_names(people.lawyer, "gongyou", limit=10)) == 10


def test_a_destroyed_name_is_in_no_block(people):
    person = meet(people.caseworker, people.inside, name="李小红")
    other = meet(people.caseworker, people.inside, name="李小明")
    fold_all(people)
    shred(people.coordinator, [person], reason="asked")
    (block,) = NameBlock.objects.all()
    opened = index.Names.unpack(index.open_block(people.lawyer.keyring, block))
    assert opened.ids == [other.pk]
    assert names(people.lawyer, "xiao") == ["李小明"]


def test_blocks_follow_a_new_key_and_a_new_member(people):
    meet(people.caseworker, people.inside, name="李小红")
    fold_all(people)
    rotate(people.coordinator, people.inside)
    people.inside.refresh_from_db()
    assert NameBlock.objects.get().key_id == people.inside.current_key_id
    join(people.coordinator, people.inside, people.stranger, "organiser")
    assert names(people.stranger, "小红") == ["李小红"]


def test_a_moved_person_is_found_by_the_new_circle_only(people):
    join(people.outsider, people.elsewhere, people.coordinator, "coordinator")
    person = meet(people.caseworker, people.inside, name="李小红", story="搬走")
    fold_all(people)
    people.coordinator.keyring.put(None, None)
    people.elsewhere.refresh_from_db()
    move(people.coordinator, [person], people.elsewhere)
    assert names(people.outsider, "小红") == ["李小红"]
    assert names(people.lawyer, "小红") == []
    again = Person.objects.get(pk=person.pk)
    people.outsider.keyring.put(None, None)
    assert again.reveal(people.outsider, "story") == "搬走"


def test_a_block_holds_no_name_in_clear_and_the_journal_no_term(people):
    meet(people.caseworker, people.inside, name="Canary Wang")
    fold_all(people)
    search_names(people.lawyer, "canary")
    assert b"anary" not in b"".join(bytes(block.sealed) for block in NameBlock.objects.all())
    entry = Entry.objects.filter(act="vault.search_names").latest("seq")
    assert "anary" not in entry.changes
    assert entry.changes == '{"count":1}'
