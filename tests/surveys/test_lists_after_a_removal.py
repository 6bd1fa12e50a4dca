"""What stays shut in lists of entities to somebody who was removed, with every older copy.

They hold the tokens of the devices, the keys that those opened and the data key of the survey.
"""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from gongyou.surveys.entity_contents import key_of, read
from gongyou.surveys.models import Collector, Entity
from gongyou.surveys.services import lists
from gongyou.surveys.services.collectors import add_collector, list_keys_of
from gongyou.surveys.services.forms import create_survey
from gongyou.vault.accounts.bearers import new_program_password
from gongyou.vault.accounts.services.compartments import remove_member
from gongyou.vault.identities import reads
from gongyou.vault.journal.models import Entry
from gongyou.vault.keys.errors import Tampered
from gongyou.vault.public import Membership

pytestmark = pytest.mark.django_db


@pytest.fixture
def survey(people):
    return create_survey(people.coordinator, compartment=people.inside, title="x")


@pytest.fixture
def people_of_list(people, survey):
    made = lists.create_list(people.coordinator, survey, name="people")
    lists.create_entities(people.coordinator, made, [{"label": "Before"}])
    return made


@pytest.fixture
def phone(people, survey, people_of_list):
    return add_collector(people.coordinator, survey, name="x", kind=Collector.Kind.TOKEN, forms=[])


def remove_the_caseworker(people):
    account = people.caseworker.account
    remove_member(people.coordinator, Membership.objects.get(account=account, removed_at=None))


def later_entity(people, people_of_list):
    people_of_list.survey.refresh_from_db()
    [made] = lists.create_entities(people.coordinator, people_of_list, [{"label": "After"}])
    return made


def test_keys_and_tokens_kept_from_before_open_no_entity_written_after(
    people, survey, people_of_list, phone
):
    kept = key_of(people.caseworker, survey)
    wrapped = bytes(Collector.objects.get(pk=phone.collector.pk).list_key)
    assert set(kept) == set(list_keys_of(wrapped, phone.secret, phone.collector.pk))
    remove_the_caseworker(people)
    made = later_entity(people, people_of_list)
    for keys in (kept, list_keys_of(wrapped, phone.secret, phone.collector.pk)):
        with pytest.raises(Tampered):
            read(keys, made)
    assert Collector.objects.get(pk=phone.collector.pk).list_key is None


def test_members_and_devices_set_up_anew_read_old_and_new_alike(people, survey, people_of_list):
    remove_the_caseworker(people)
    later_entity(people, people_of_list)
    survey.refresh_from_db()
    anew = add_collector(people.coordinator, survey, name="x", kind=Collector.Kind.TOKEN, forms=[])
    its = list_keys_of(bytes(anew.collector.list_key), anew.secret, anew.collector.pk)
    for keys in (its, key_of(people.coordinator, survey)):
        labels = {read(keys, entity).label for entity in Entity.objects.all()}
        assert labels == {"Before", "After"}


def test_the_page_of_an_older_device_says_to_set_it_up_anew(people, phone, client_of):
    remove_the_caseworker(people)
    address = reverse("surveys:collector", args=[phone.collector.survey.number, phone.collector.pk])
    page = client_of(people.coordinator).get(address).content.decode()
    assert "set it up anew" in page


def test_every_reading_of_a_list_is_in_the_journal(people, survey, people_of_list, client_of):
    reads._noted.clear()
    client = client_of(people.coordinator)
    for address in (
        reverse("surveys:entity_list", args=[survey.number, people_of_list.pk]),
        reverse("surveys:entity", args=[survey.number, people_of_list.pk, Entity.objects.get().pk]),
    ):
        reads._noted.clear()
        before = Entry.objects.filter(act="vault.read_identity").count()
        assert client.get(address).status_code == 200
        assert Entry.objects.filter(act="vault.read_identity").count() == before + 1, address


def test_taking_all_names_of_a_list_by_v1_asks_for_the_right_to_export(
    people, survey, people_of_list
):

    def got(actor):
        client = Client()
        secret = new_program_password(actor, "x")
        given = {"email": actor.account.login, "password": secret}
        token = client.post("/v1/sessions", given, content_type="application/json").json()["token"]
        address = f"/v1/projects/{survey.number}/datasets/people/entities"
        return client.get(address, headers={"Authorization": f"Bearer {token}"}).json()

    reads._noted.clear()
    [mine] = got(people.coordinator)
    assert mine["currentVersion"]["label"] == "Before"
    entries = Entry.objects.filter(act="vault.read_identity", account=people.coordinator.account)
    assert entries.count() == 1
    [theirs] = got(people.caseworker)
    assert theirs["currentVersion"]["label"] == ""
    assert uuid.UUID(theirs["uuid"])
