"""One changed value stops no list, no search and no export, and is named."""

import json

import pytest

from gongyou.vault.identities import reads
from gongyou.vault.identities.models import NameBlock
from gongyou.vault.identities.search import search_names
from gongyou.vault.journal.models import Entry
from gongyou.vault.keys.errors import Tampered
from gongyou.vault.keys.models import DataKey
from gongyou.vault.public import files, reveal_many, safe_cell
from tests.vault.room import Person, meet

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(people):
    """Three people; the names of the first two were exchanged by someone with the database."""
    reads._told.clear()
    made = [meet(people.caseworker, people.inside, name=n) for n in ("李小红", "王大明", "陈静")]
    first, second, _ = made
    Person.objects.filter(pk=first.pk).update(name=second.name)
    Person.objects.filter(pk=second.pk).update(name=first.name)
    return made


def test_a_list_goes_on_and_shows_which_cannot_be_opened(people, three):
    found = reveal_many(people.caseworker, Person.objects.all(), ["name"])
    assert [found[one.pk]["name"] for one in three] == ["cannot be opened"] * 2 + ["陈静"]


def test_what_cannot_be_opened_is_in_the_journal_once_each(people, three):
    for _ in range(2):
        reveal_many(people.caseworker, Person.objects.all(), ["name"])
    said = [json.loads(row.changes)["id"] for row in Entry.objects.filter(act="vault.damaged")]
    assert sorted(said) == sorted(str(one.pk) for one in three[:2])


def test_a_data_key_that_was_exchanged_stops_nobody_elses_row(people, three):
    key = DataKey.objects.get(pk=three[2].data_key_id)
    DataKey.objects.filter(pk=key.pk).update(wrap=bytes(key.wrap)[:-1] + b"x")
    found = reveal_many(people.caseworker, Person.objects.all(), ["name"])
    assert found[three[2].pk]["name"] == "cannot be opened"


def test_one_record_alone_says_whose_it_is(people, three):
    with pytest.raises(Tampered) as refused:
        Person.objects.get(pk=three[0].pk).reveal(people.caseworker, "name")
    assert refused.value.record == three[0].pseudonym


def test_a_damaged_file_is_a_page_that_names_it(people, client_of, settings):
    from gongyou.vault.files import media
    from gongyou.web import errors

    stored = files.store(people.caseworker, people.inside, b"evidence " * 999, "x")
    path = media.path_of(stored.location)
    path.write_bytes(path.read_bytes()[:200] + b"x" + path.read_bytes()[201:])
    from gongyou.vault.files.serving import serve

    for _ in range(2):
        with pytest.raises(Tampered) as refused:
            serve(people.caseworker, stored)
        page = errors.trouble_page(None, refused.value)
        assert page.status_code == 500
        assert str(stored) in page.content.decode()
        path.unlink(missing_ok=True)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@x",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\n\n+1",
        "＝1",
        "＋1",
        "－1",
        "＠x",
        "\u3000=1",
    ],
)
def test_no_cell_is_a_formula(text):
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("text", ["Li Hong", "1-2", "a=b", "", "3"])
def test_other_texts_stay(text):
    assert safe_cell(text) == text


def test_a_search_goes_on_when_a_block_of_the_index_is_damaged(people):
    from gongyou.centre.models import Worker
    from gongyou.centre.public import add_worker
    from gongyou.vault.identities import index

    for name in ("李小红", "王大明"):
        add_worker(by=people.caseworker, compartment=people.inside, name=name)
    from gongyou.vault.identities.models import NameChange

    rows = [(w.pk, [w.reveal(people.caseworker, "name"), ""]) for w in Worker.objects.all()]
    index.fold(people.caseworker.keyring, people.inside, "centre.worker", rows)
    NameChange.objects.all().delete()
    block = NameBlock.objects.get()
    NameBlock.objects.update(sealed=bytes(block.sealed)[:-1] + b"x")
    assert [hit.display for hit in search_names(people.caseworker, "李小红")] == ["李小红"]
