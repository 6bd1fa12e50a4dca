"""Who may write what on another laptop: forged entries are refused, late ones wait."""

import uuid

import pytest

from gongyou.centre.services.people import add_worker, change_worker
from gongyou.vault.accounts.models import Membership
from gongyou.vault.accounts.services.compartments import remove_member
from gongyou.vault.journal.models import Content, Entry, KeyLeaf
from gongyou.vault.laptops.bundles import Refused
from gongyou.vault.laptops.control_rules import Change
from gongyou.vault.laptops.judging import Judge, changes_of

pytestmark = pytest.mark.django_db


def entry_of(actor, act="centre.change_worker", signed=True, place=None, device=None) -> Entry:
    return Entry(
        id=uuid.uuid4(),
        device_id=device or uuid.uuid4(),
        stream_id=uuid.uuid4(),
        seq=9,
        act=act,
        account_id=actor.account.pk if actor else None,
        user_key_id=actor.keyring.user_key_id if actor and signed else None,
        compartment_id=place.pk if place else None,
    )


def put(table, row, **cells) -> Change:
    return Change(table, getattr(row, "hex", row), False, cells)


@pytest.fixture
def worker(people):
    return add_worker(by=people.caseworker, compartment=people.inside, name="Li Hong")


@pytest.fixture
def theirs(people):
    return add_worker(by=people.outsider, compartment=people.elsewhere, name="Other Person")


def refused(entry, *changes) -> None:
    with pytest.raises(Refused):
        Judge().look(entry, list(changes))


def test_everything_that_people_did_here_was_theirs_to_do(people, worker, theirs):
    change_worker(by=people.caseworker, worker=worker, phone="138")
    remove_member(
        people.coordinator, Membership.objects.get(account=people.lawyer.account, removed_at=None)
    )
    judge = Judge(known=False)
    entries = Entry.objects.filter(version=2).order_by("at", "pk")
    for entry in entries:
        content = Content.objects.filter(pk=entry.pk).first()
        keys = [
            (leaf.number, leaf.table, leaf.row, leaf.line, "")
            for leaf in KeyLeaf.objects.filter(entry=entry)
        ]
        changes = [
            change
            for change in changes_of(bytes(content.packed) if content else None, keys)
            # The people of tests were made longer ago than they were.
            if change.cells.keys() != {"created_at"}
        ]
        assert judge.look(entry, changes) == set(), entry.act
    assert len(entries) > 10


def test_a_record_of_another_compartment_is_not_theirs_to_change(people, worker, theirs):
    change = put("centre_worker", theirs.pk, note="AA")
    refused(entry_of(people.caseworker, place=people.inside), change)
    # Nor is it drawn into one's own, nor does one's own go where one is nobody.
    refused(
        entry_of(people.caseworker),
        put("centre_worker", theirs.pk, compartment_id=people.inside.pk.hex),
    )
    refused(
        entry_of(people.caseworker),
        put("centre_worker", worker.pk, compartment_id=people.elsewhere.pk.hex),
    )
    assert Judge().look(entry_of(people.outsider), [change]) == set()


def test_a_new_row_hung_on_a_foreign_record_is_refused(people, theirs):
    hung = put("centre_consent", uuid.uuid4(), worker_id=theirs.pk.hex)
    refused(entry_of(people.caseworker, place=people.inside), hung)


def test_who_only_reads_writes_nothing(people, worker):
    change = put("centre_worker", worker.pk, note="AA")
    assert Judge().look(entry_of(people.researcher), [change]) == {people.inside.pk.hex}
    refused(entry_of(people.stranger), change)


def test_nobody_makes_themselves_member_coordinator_or_administrator(people):
    inside, caseworker = people.inside.pk.hex, people.caseworker.account.pk
    own = Membership.objects.get(account=people.caseworker.account)
    fresh = {"account_id": people.stranger.account.pk.hex, "compartment_id": inside}
    refused(
        entry_of(people.stranger),
        put("vault_membership", uuid.uuid4(), role="coordinator", **fresh),
    )
    assert Judge().look(
        entry_of(people.caseworker), [put("vault_membership", own.pk, role="coordinator")]
    ) == {inside}
    refused(entry_of(people.caseworker), put("vault_account", caseworker, is_administrator=True))
    refused(
        entry_of(people.administrator, signed=False),
        put("vault_account", caseworker, is_administrator=True),
    )
    made = put("vault_account", caseworker, is_administrator=True)
    assert Judge().look(entry_of(people.administrator), [made]) == set()


def test_a_laptop_by_itself_changes_no_record_and_destroys_no_key(people, worker):
    refused(entry_of(None, "centre.change_worker"), put("centre_worker", worker.pk, note="AA"))
    refused(entry_of(None, "vault.merge"), put("centre_worker", uuid.uuid4(), code="G-1"))
    refused(entry_of(None, "vault.rewrap"), put("vault_datakey", worker.data_key_id, wrap=""))
    refused(entry_of(None, "vault.enrol_device"), put("vault_device", uuid.uuid4(), public="AA"))
    rewrapped = put("vault_datakey", worker.data_key_id, wrap="AABB")
    assert Judge().look(entry_of(None, "vault.rewrap"), [rewrapped]) == set()


def test_what_a_removed_member_wrote_waits_for_their_coordinator(people, worker):
    remove_member(
        people.coordinator,
        Membership.objects.get(account=people.caseworker.account, removed_at=None),
    )
    change = put("centre_worker", worker.pk, note="AA")
    assert Judge().look(entry_of(people.caseworker), [change]) == {people.inside.pk.hex}


def test_nobody_sets_aside_what_counts_or_lets_in_what_waits(people, worker):
    change_worker(by=people.caseworker, worker=worker, phone="138")
    counted = Entry.objects.filter(account=people.caseworker.account).last()
    aside = put(
        "vault_aside",
        uuid.uuid4(),
        entry_id=counted.pk.hex,
        compartment_id=people.inside.pk.hex,
        admitted=None,
    )
    refused(entry_of(people.coordinator, "vault.merge"), aside)
    member = Membership.objects.get(account=people.caseworker.account, removed_at=None)
    remove_member(people.coordinator, member)
    judge = Judge()
    assert judge.look(entry_of(people.coordinator, "vault.merge"), [aside]) == set()
    admitted = put("vault_aside", aside.row, admitted=True)
    with pytest.raises(Refused):
        judge.look(entry_of(people.lawyer, "vault.decide_aside"), [admitted])
    assert judge.look(entry_of(people.coordinator, "vault.decide_aside"), [admitted]) == set()


def test_a_table_that_is_unknown_makes_it_void(people):
    refused(entry_of(people.caseworker), put("sqlite_master", "x", sql="drop"))


def test_who_was_lent_one_case_adds_advice_and_changes_nothing(people, worker):
    added = put("centre_note", uuid.uuid4(), compartment_id=people.inside.pk.hex)
    refused(entry_of(people.stranger), added)
    loan = put(
        "centre_loan",
        uuid.uuid4(),
        compartment_id=people.inside.pk.hex,
        account_id=people.stranger.account.pk.hex,
    )
    judge = Judge()
    assert judge.look(entry_of(people.coordinator), [loan]) == set()
    assert judge.look(entry_of(people.stranger), [added]) == set()
    with pytest.raises(Refused):
        judge.look(entry_of(people.stranger), [put("centre_worker", worker.pk, note="AA")])
    with pytest.raises(Refused):
        judge.look(entry_of(people.stranger, signed=False), [added])
