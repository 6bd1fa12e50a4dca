"""One changed value on the disk: pages go on and show it, papers and acts are refused by name."""

import json

import pytest
from django.urls import reverse

from gongyou.collective.services.cases import open_case
from gongyou.vault.identities import reads
from gongyou.vault.journal.models import Entry
from gongyou.vault.keys.errors import Tampered

pytestmark = [pytest.mark.django_db, pytest.mark.tampers]


@pytest.fixture
def matter(people):
    reads._told.clear()
    made = open_case(by=people.coordinator, compartment=people.inside, title="Wages of March")
    sealed = bytearray(bytes(made.title))
    sealed[-1] ^= 1
    type(made).objects.filter(pk=made.pk).update(title=bytes(sealed))
    made.refresh_from_db()
    return made


def test_every_page_of_the_record_opens_and_shows_that_its_title_does_not(
    people, client_of, matter
):
    client = client_of(people.coordinator)
    for name in ("case", "roll", "demands", "fund"):
        page = client.get(reverse(f"collective:{name}", args=[matter.pk]))
        assert page.status_code == 200, name
        assert "cannot be opened" in page.content.decode(), name
    told = [json.loads(one.changes) for one in Entry.objects.filter(act="vault.damaged")]
    assert told == [{"what": "collective.collectivecase", "id": str(matter.pk), "field": "title"}]


def test_a_paper_with_a_hole_in_it_is_not_given_and_says_whose_it_is(people, client_of, matter):
    client = client_of(people.coordinator)
    for name in ("complaint", "chronicle_export"):
        answer = client.get(reverse(f"collective:{name}", args=[matter.pk]), {"to": "ilo"})
        assert answer.status_code == 500, name
        assert str(matter) in answer.content.decode(), name


def test_an_act_is_refused_and_a_value_is_written_anew_by_somebody_who_knows_it(people, matter):
    with pytest.raises(Tampered):
        matter.reveal(people.coordinator, "title")
    kept = bytes(matter.title)
    for as_shown in ("cannot be opened", ""):
        matter.seal(people.coordinator, title=as_shown)
        assert bytes(matter.title) == kept
    matter.seal(people.coordinator, title="Wages of March")
    assert matter.reveal(people.coordinator, "title") == "Wages of March"
