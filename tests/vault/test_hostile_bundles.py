"""What comes from another laptop, changed in every part: refused with a reason, and no effect."""

import json
import os
import random
import uuid

import pytest
from django.db import transaction
from nacl.signing import SigningKey

from gongyou.centre.models import Worker
from gongyou.centre.services.people import add_worker, change_worker
from gongyou.vault import journal
from gongyou.vault.journal import chain, fold
from gongyou.vault.journal.device import Signer
from gongyou.vault.journal.models import Device, Entry
from gongyou.vault.laptops import bundles, merging
from gongyou.vault.laptops.bundles import Bundle, Refused
from gongyou.vault.laptops.vectors import vector

pytestmark = pytest.mark.django_db

MUTATIONS = 500 if os.environ.get("GONGYOU_SOAK") else 80


@pytest.fixture
def other(people):
    """Another laptop of the centre, enrolled."""
    key = SigningKey.generate()
    with transaction.atomic():
        row = Device.objects.create(name="laptop B", public=bytes(key.verify_key), number=1)
        journal.append(people.administrator, "vault.enrol_device", changes={"letter": "B"})
    return Signer(row.pk, key)


def given(other: Signer, monkeypatch, act) -> Bundle:
    """What the other laptop gives after an act, of which this one knows nothing."""
    knows = vector()
    with monkeypatch.context() as patched, transaction.atomic():
        patched.setattr(chain, "this_device", lambda: other)
        act()
        entries = Entry.objects.filter(device=other.id).order_by("at", "pk")
        lines = [json.loads(bundles._line(entry)) for entry in entries]
        head = {"from": str(other.id), "knows": knows | vector()}
        transaction.set_rollback(True)
    return Bundle(head, lines, {})


@pytest.fixture
def bundle(people, other, monkeypatch):
    worker = add_worker(by=people.caseworker, compartment=people.inside, name="Li Hong")

    def act():
        add_worker(by=people.caseworker, compartment=people.inside, name="Told at the gate")
        change_worker(by=people.lawyer, worker=worker, phone="13800000001")

    return given(other, monkeypatch, act)


def state() -> dict:
    return fold.fold()


def test_as_it_was_given_it_is_taken_in_once(people, bundle):
    before = Worker.objects.count()
    merged = merging.take(people.coordinator, bundle)
    assert (merged.entries, merged.aside) == (len(bundle.lines), 0)
    assert Worker.objects.count() == before + 1
    assert merging.take(people.coordinator, bundle).entries == 0


def test_changed_in_any_part_it_is_refused_and_does_nothing(people, bundle):
    before, draw = state(), random.Random(7)
    for _number in range(MUTATIONS):
        lines = json.loads(json.dumps(bundle.lines))
        told = mutate(lines, draw)
        if lines == bundle.lines:
            continue
        with pytest.raises(Refused), transaction.atomic():
            merging.take(people.coordinator, Bundle(bundle.head, lines, {}))
            pytest.fail(f"taken in: {told}")
    assert state() == before


def mutate(lines: list[dict], draw: random.Random) -> str:
    line = draw.choice(lines)
    name = draw.choice(sorted(line))
    kind = draw.randrange(5)
    if kind == 0 and len(lines) > 1:
        lines.remove(lines[0])
        return "cut"
    if kind == 1:
        del line[name]
    elif kind == 2:
        line[name] = draw.choice([None, 7, "", "x" * 50, [], {}, str(uuid.uuid4())])
    elif isinstance(line[name], str) and line[name]:
        at = draw.randrange(len(line[name]))
        sign = draw.choice("abcdef0123456789AZ")
        line[name] = line[name][:at] + sign + line[name][at + 1 :]
    else:
        line[name] = not line[name]
    return f"{name} {kind}"


def test_a_member_signs_nothing_that_is_not_theirs(people, other, monkeypatch):
    """The laptop is ours and the signature true: the right is missing."""
    foreign = add_worker(by=people.outsider, compartment=people.elsewhere, name="Other Person")
    before = state()

    def forge():
        Worker._base_manager.filter(pk=foreign.pk).update(compartment=people.inside)
        journal.append(people.caseworker, "centre.change_worker", compartment=people.inside)

    forged = given(other, monkeypatch, forge)
    with pytest.raises(Refused, match="never might"), transaction.atomic():
        merging.take(people.coordinator, forged)
    assert state() == before
