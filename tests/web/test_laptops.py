"""The page of laptops: who may see it, give, take, decide."""

import pytest
from django.db import transaction
from django.urls import reverse

from gongyou.vault.laptops.models import Aside, Clash
from gongyou.vault.public import journal


@pytest.fixture
def clash(people, db):
    from gongyou.centre.services.people import add_worker

    worker = add_worker(by=people.caseworker, compartment=people.inside, name="Li")
    sides = [
        {"value": value, "entry": "0" * 32, "at": "2026-01-01T10:00:00+00:00",
         "account": str(people.caseworker.account.pk), "device": "0" * 32}
        for value in ("zh-hans", "mn-1990")
    ]  # fmt: skip
    with transaction.atomic():
        made = Clash.objects.create(
            compartment=people.inside, table="centre_worker", row=worker.pk.hex,
            column="language", pair="a:b", values=sides,
        )  # fmt: skip
        journal.append(people.caseworker, "vault.merge", changes={"count": 0})
    return made


def test_everyone_with_keys_sees_the_laptops_and_only_their_own_clashes(people, client_of, clash):
    page = client_of(people.caseworker).get(reverse("web:laptops")).content.decode()
    assert "1990" in page
    other = client_of(people.outsider).get(reverse("web:laptops"))
    assert other.status_code == 200
    assert "1990" not in other.content.decode()
    assert client_of(None).get(reverse("web:laptops")).status_code == 302
    words = "1 field was changed on two laptops"
    assert words in client_of(people.caseworker).get(reverse("web:home")).text
    assert words not in client_of(people.outsider).get(reverse("web:home")).text


def test_an_outsider_decides_nothing(people, client_of, clash):
    address = reverse("web:decide_clash", args=[clash.pk])
    assert client_of(people.outsider).post(address, {"choice": "0"}).status_code == 404
    clash.refresh_from_db()
    assert clash.decided_at is None


def test_a_member_decides_and_the_value_stands(people, client_of, clash):
    from gongyou.centre.models import Worker

    address = reverse("web:decide_clash", args=[clash.pk])
    assert client_of(people.caseworker).post(address, {"choice": "7"}).status_code == 404
    assert client_of(people.caseworker).post(address, {"choice": "1"}).status_code == 302
    clash.refresh_from_db()
    assert (clash.choice, clash.decided_by_id) == (1, people.caseworker.account.pk)
    assert Worker.objects.get().language == "mn-1990"


def test_only_an_administrator_revokes(people, client_of):
    from gongyou.vault.journal.models import Device

    device = Device.objects.first()
    address = reverse("web:revoke_laptop", args=[device.pk])
    assert client_of(people.caseworker).post(address).status_code in {403, 404}
    assert client_of(people.administrator).get(address).status_code == 405
    device.refresh_from_db()
    assert device.revoked_at is None


def test_what_is_no_bundle_is_refused_with_a_sentence(people, client_of):
    from django.core.files.uploadedfile import SimpleUploadedFile

    address = reverse("web:take_bundle")
    file = SimpleUploadedFile("x.gongyou-bundle", b"nothing of the kind")
    answer = client_of(people.caseworker).post(address, {"bundle": file})
    assert answer.status_code == 422
    assert "Nothing was taken in" in answer.content.decode()
    assert client_of(people.caseworker).get(address).status_code == 405


def test_what_waits_is_decided_by_a_coordinator_alone(people, client_of):
    with transaction.atomic():
        written = journal.append(people.caseworker, "centre.export", compartment=people.inside)
        aside = Aside.objects.create(entry=written, compartment=people.inside)
        journal.append(people.coordinator, "vault.merge", changes={"count": 1, "clashes": 0})
    page, address = reverse("web:laptops"), reverse("web:decide_aside", args=[aside.pk])
    assert "Written after leaving" in client_of(people.coordinator).get(page).content.decode()
    assert "Written after leaving" not in client_of(people.lawyer).get(page).content.decode()
    assert client_of(people.lawyer).post(address, {"choice": "admit"}).status_code == 404
    assert client_of(people.coordinator).get(address).status_code == 405
    client_of(people.coordinator).post(address, {"choice": "leave"})
    aside.refresh_from_db()
    assert aside.admitted is False
    client_of(people.coordinator).post(address, {"choice": "admit"})
    aside.refresh_from_db()
    assert aside.admitted is True


def test_where_nothing_is_apart_nothing_is_united(people, client_of):
    address = reverse("web:unite_keys", args=[people.inside.pk])
    before = people.inside.keys.count()
    assert client_of(people.coordinator).post(address).status_code == 302
    assert client_of(people.outsider).post(address).status_code == 302
    assert people.inside.keys.count() == before
