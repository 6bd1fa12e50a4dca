"""When it must end: two people, files of those who agreed, the rest gone, a certificate."""

import json

import pyrage
import pytest
from django.urls import reverse

from gongyou.centre.models import Worker
from gongyou.centre.public import add_worker, record_consent
from gongyou.vault.accounts.services.two_people import NotTwoPeople
from gongyou.vault.ending import Ending, agree_end, ask_end, stop_end
from gongyou.vault.files import media
from gongyou.vault.keys.errors import VaultKeyError
from gongyou.vault.keys.models import DataKey, Grant, Wrapped
from gongyou.vault.public import NotYours, files, open_bundle, reveal_many
from tests.people import join, make_account

pytestmark = pytest.mark.django_db


@pytest.fixture
def second(people):
    actor = make_account("second")
    join(people.coordinator, people.inside, actor, "coordinator")
    return actor


@pytest.fixture
def two(people):
    """Two workers: one agreed that the file may be shared, of the other nobody asked."""
    made = [
        add_worker(by=people.caseworker, compartment=people.inside, name=name, phone="13800000001")
        for name in ("李小红", "王大明")
    ]
    record_consent(by=people.caseworker, worker=made[0], verdicts={"share": "yes"})
    return made


def test_only_who_agreed_is_handed_over_and_everything_else_is_gone(people, second, two):
    key = pyrage.x25519.Identity.generate()
    stored = files.store(people.caseworker, people.inside, b"evidence " * 50, "x")
    outside = add_worker(by=people.outsider, compartment=people.elsewhere, name="陈静")
    row, bundles = ask_end(people.coordinator, [people.inside], [str(key.to_public())])
    assert reveal_many(people.caseworker, two, ["name"])[two[0].pk]["name"] == "李小红"
    [sealed] = bundles.values()
    opened = open_bundle(sealed, str(key)).files
    [name] = opened
    assert name.startswith(two[0].pseudonym)
    assert "李小红" in opened[name].decode()
    assert "王大明" not in str(opened)

    said = agree_end(second, row)
    mine = DataKey.objects.filter(key__compartment=people.inside)
    assert set(mine.values_list("how", flat=True)) == {Wrapped.SHREDDED}
    assert not Grant.objects.filter(key__compartment=people.inside).exists()
    assert said["destroyed"][0]["keys"] == mine.count()
    assert (said["asked_by"], said["agreed_by"]) == ("coordinator", "second")
    with pytest.raises(VaultKeyError):
        Worker.objects.get(pk=two[0].pk)._open(
            Worker.sealed_field("name"), Worker.objects.get(pk=two[0].pk).open_data_key(second)
        )
    assert stored.location
    assert outside.reveal(people.outsider, "name") == "陈静"


def test_the_files_on_the_disk_go_when_it_is_certain(
    people, second, two, django_capture_on_commit_callbacks
):
    stored = files.store(people.caseworker, people.inside, b"evidence " * 50, "x")
    row, _ = ask_end(people.coordinator, [people.inside], [])
    assert media.path_of(stored.location).exists()
    with django_capture_on_commit_callbacks(execute=True):
        agree_end(second, row)
    assert not media.path_of(stored.location).exists()


def test_one_person_alone_or_a_puppet_ends_nothing(people, two):
    row, _ = ask_end(people.coordinator, [people.inside], [])
    for other in (people.coordinator, people.caseworker, people.outsider):
        with pytest.raises(NotYours):
            agree_end(other, row)
    young = make_account("young", days=3, administrator=True)
    with pytest.raises(NotTwoPeople, match="young"):
        agree_end(young, row)
    assert not DataKey.objects.filter(how=Wrapped.SHREDDED).exists()


def test_who_may_not_destroy_cannot_ask(people):
    for actor in (people.caseworker, people.lawyer, people.researcher, people.outsider):
        with pytest.raises(NotYours):
            ask_end(actor, [people.inside], [])


def test_it_can_be_stopped_and_then_nobody_agrees(people, second, two):
    row, _ = ask_end(people.coordinator, [people.inside], [])
    stop_end(second, row)
    with pytest.raises(NotYours):
        agree_end(second, Ending.objects.get())


def test_by_the_pages_with_a_certificate(people, second, two, client_of):
    asking, agreeing = client_of(people.coordinator), client_of(second)
    page = asking.post(reverse("web:ending"), {"compartments": [str(people.inside.pk)]})
    assert page.status_code == 302
    row = Ending.objects.get()
    assert "Agree and destroy" in agreeing.get(reverse("web:ending")).content.decode()
    assert (
        client_of(people.caseworker).post(reverse("web:agree_end", args=[row.pk])).status_code
        == 302
    )
    assert Ending.objects.get().done_at is None
    answer = agreeing.post(reverse("web:agree_end", args=[row.pk]))
    assert answer.content.startswith(b"%PDF")


# --- a worker's own copy ---------------------------------------------------------------------


def test_the_own_copy_holds_what_is_kept_and_what_was_done_and_nothing_of_others(
    people, two, client_of
):
    client = client_of(people.caseworker)
    address = reverse("centre:worker_copy", args=[two[0].pk])
    said = json.loads(client.get(address + "?form=json").content)
    worker = said["kept"]["centre.Worker"]["rows"][0]
    assert (worker["name"], worker["phone"]) == ("李小红", "13800000001")
    assert any("worker" in line["what"] for line in said["used_for"])
    assert "王大明" not in json.dumps(said, ensure_ascii=False)
    assert client.get(address).content.startswith(b"%PDF")
    for actor, status in ((people.researcher, 404), (people.outsider, 404), (None, 302)):
        assert client_of(actor).get(address).status_code == status
    assert client.post(address).status_code == 405
