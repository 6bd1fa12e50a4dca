"""A case goes from one centre to another: sealed, with consent, and a receipt comes back.

1. refused: nobody agreed that a copy may go, no public key, no right to let anything leave
2. facts of every source, name and grievances arrive; the claim is the same
3. a bundle comes in once; one that was changed, or is another's, is refused
4. the receipt tells what came of it, and holds nothing about the person
"""

import re
from datetime import date, timedelta

import pyrage
import pytest
from django.urls import reverse
from django.utils import timezone

from gongyou.centre.public import record_consent, set_facts, tables_of
from gongyou.centre.services.intake import record_intake
from gongyou.outreach.errors import OutreachError
from gongyou.outreach.models import Handover, IncomingHandover
from gongyou.outreach.services import handovers as acts
from gongyou.vault.public import NotYours, open_bundle

pytestmark = pytest.mark.django_db
WORDS = "他们可以把材料给南边的中心"


@pytest.fixture
def case(people):
    recorded = record_intake(
        by=people.coordinator,
        compartment=people.inside,
        identity={"name": "陈小梅", "phone": "13812345678"},
        employer_name="利得鞋厂",
        facts={
            "place": "441900",
            "start": date(2023, 3, 1),
            "end": date(2026, 10, 31),
            "end_kind": "unlawful_dismissal",
            "average_wage_12m": 4000,
        },
        pay=[{"month": date(2026, 9, 1), "due": 4500, "paid": 4000}],
        grievances=["wages_unpaid"],
        consent=["share"],
    )
    set_facts(
        by=people.coordinator,
        employment=recorded.employment,
        source="employer",
        values={"average_wage_12m": 3500},
    )
    return recorded.case


@pytest.fixture
def key(people):
    """The other centre is another compartment here, with people of its own."""
    return acts.open_handover_key(by=people.outsider, compartment=people.elsewhere)


def gone(people, case, key, **values):
    told = {
        "sender": "北边的中心",
        "to": "南边的中心",
        "recipient": key.public,
        "consent": WORDS,
        "due_on": timezone.localdate() + timedelta(days=14),
    }
    return acts.hand_over(by=people.coordinator, case=case, **(told | values))


def test_nothing_goes_without_consent_key_or_right(people, case, key):
    with pytest.raises(OutreachError, match="no_public_key"):
        gone(people, case, key, recipient="age1nobody")
    with pytest.raises(NotYours):
        acts.hand_over(
            by=people.outsider, case=case, sender="x", to="y", recipient=key.public,
            consent=WORDS, due_on=timezone.localdate(),
        )  # fmt: skip
    record_consent(by=people.coordinator, worker=case.worker, verdicts={"share": "no"})
    with pytest.raises(OutreachError, match="no_share_consent"):
        gone(people, case, key)
    assert not Handover.objects.exists()


def values_of(employment):
    left = {"worker", "id"}
    return {
        table: sorted(
            str({n: v for n, v in row.items() if n not in left and v is not None}) for row in rows
        )
        for table, rows in tables_of([employment]).items()
        if rows
    }


def test_facts_of_every_source_arrive_and_the_claim_is_the_same(people, case, key):
    _made, bundle = gone(people, case, key, note="请尽快联系")
    assert "陈小梅".encode() not in bundle
    incoming = acts.receive_handover(by=people.outsider, content=bundle)
    recorded, _receipt = acts.take_in_handover(by=people.outsider, incoming=incoming)
    assert values_of(recorded.employment) == values_of(case.employment)
    assert recorded.worker.reveal(people.outsider, "name") == "陈小梅"
    recorded.case.refresh_from_db()
    case.refresh_from_db()
    assert recorded.case.claimed == case.claimed > 0
    assert WORDS in recorded.intake.reveal(people.outsider, "story")
    assert recorded.intake.consent == [], "the other centre asks anew"
    incoming.refresh_from_db()
    assert incoming.bundle == "", "the bytes do not stay"


def test_a_bundle_comes_in_once_and_not_when_it_was_changed_or_is_anothers(people, case, key):
    _made, bundle = gone(people, case, key)
    first = acts.receive_handover(by=people.outsider, content=bundle)
    assert acts.receive_handover(by=people.outsider, content=bundle) == first
    broken = bundle[:-40] + bytes([bundle[-40] ^ 1]) + bundle[-39:]
    for by, content in ((people.outsider, broken), (people.coordinator, bundle)):
        with pytest.raises(OutreachError, match="no_handover"):
            acts.receive_handover(by=by, content=content)
    acts.take_in_handover(by=people.outsider, incoming=first)
    with pytest.raises(OutreachError, match="taken_already"):
        acts.take_in_handover(by=people.outsider, incoming=first)
    assert IncomingHandover.objects.count() == 1


def test_a_receipt_tells_what_came_of_it_and_names_nobody(people, case, key):
    made, bundle = gone(people, case, key)
    incoming = acts.receive_handover(by=people.outsider, content=bundle)
    receipt = acts.refuse_handover(by=people.outsider, incoming=incoming)
    opened = open_bundle(receipt, made.reveal(people.coordinator, "receipt_private"))
    assert set(opened.files) == {acts.RECEIPT}
    assert "陈" not in opened.files[acts.RECEIPT].decode()
    acts.receive_receipt(by=people.coordinator, content=receipt)
    made.refresh_from_db()
    assert (made.outcome, made.outcome_on) == ("refused", timezone.localdate())
    other = pyrage.encrypt(b"x", [pyrage.x25519.Identity.generate().to_public()])
    with pytest.raises(OutreachError, match="no_receipt"):
        acts.receive_receipt(by=people.coordinator, content=other)


def test_the_whole_way_by_pages(people, case, key, client_of):
    sender, receiver = client_of(people.coordinator), client_of(people.outsider)
    address = reverse("outreach:hand_over", args=[case.pk])
    assert receiver.get(address).status_code == 404
    assert address in sender.get(reverse("centre:case", args=[case.pk])).content.decode()
    assert (
        address
        not in client_of(people.caseworker)
        .get(reverse("centre:case", args=[case.pk]))
        .content.decode()
    ), "a caseworker lets nothing leave"
    found = sender.get(reverse("outreach:hand_over_find"), {"code": str(case)})
    assert found.url == address
    told = {
        "sender": "A", "to": "B", "recipient": key.public, "consent": WORDS,
        "due_on": str(timezone.localdate() + timedelta(days=7)), "note": "",
    }  # fmt: skip
    shown = sender.get(address).content.decode()
    bundle = sender.post(address, told).content
    from django.core.files.uploadedfile import SimpleUploadedFile

    page = receiver.post(reverse("outreach:handovers"), {"file": SimpleUploadedFile("h", bundle)})
    seen = receiver.get(page.url).content.decode()
    assert "陈小梅" in seen
    signature = re.search(r"Signed by</dt><dd>(.+?)</dd>", seen)[1]
    assert len(signature.split()) >= 4
    assert signature in shown, "who sends can read out what the other centre sees"
    assert signature in sender.get(reverse("outreach:handovers")).content.decode()
    assert sender.get(page.url).status_code == 404
    receipt = receiver.post(page.url).content
    sender.post(reverse("outreach:handovers"), {"file": SimpleUploadedFile("r", receipt)})
    assert Handover.objects.get().outcome == "reached"
    assert key.public in receiver.get(reverse("outreach:handovers")).content.decode()
