"""What people mistype, or send on purpose, is refused at its field and never breaks a page."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from gongyou.collective.services import promises
from gongyou.collective.services.offers import make_offer

pytestmark = pytest.mark.django_db
HUGE = "9" * 24


@pytest.mark.parametrize(
    ("name", "sent", "status"),
    [
        ("request_add", {"request-asked_on": "2015-01-01", "request-people": HUGE}, 422),
        ("roll_law", {"law-on": "0001-01-01"}, 302),
        ("roll_law", {"law-on": "9999-12-31"}, 302),
        ("roll_law", {"law-on": "2199-12-31"}, 302),
        ("roll_law", {"law-on": "1900-01-01"}, 302),
        ("member_join", {"reference": "x" * 100_000}, 302),
        ("member_join", {"reference": f"G-7Q4K/{HUGE}"}, 302),
        ("member_join", {"reference": "G-7Q4K/²"}, 302),
        ("report_add", {"report-on": "2015-01-01", "report-attended": HUGE}, 422),
        ("demand_add", {"demand-text": ""}, 422),
        ("letter_write", {"letter-written_on": "31.12.2014"}, 422),
    ],
)
def test_numbers_and_days_beyond_measure(people, client_of, matter, name, sent, status):
    client = client_of(people.coordinator)
    answer = client.post(reverse(f"collective:{name}", args=[matter.pk]), sent)
    assert answer.status_code == status


def test_somebody_joins_by_the_reference_in_small_letters(people, client_of, matter):
    from gongyou.centre.public import open_case

    employment = matter.people[0].employment
    individual = open_case(by=people.coordinator, employment=employment)
    client = client_of(people.coordinator)
    address = reverse("collective:member_join", args=[matter.pk])
    answer = client.post(address, {"reference": individual.reference.lower()})
    assert "/members/" in answer["Location"]


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"amount": "12,5x"}, "amount"),
        ({"amount": "100.00", "pseudonym": "G-XXXX"}, "pseudonym"),
        ({"amount": "900000.00"}, "amount"),
    ],
)
def test_a_payment_that_cannot_be_taken_comes_back_as_it_was_typed(
    people, client_of, matter, sent, field
):
    by = people.coordinator
    promised = promises.promise(by=by, case=matter, text="补偿", promised_on=date(2015, 1, 5))
    offer = make_offer(by=by, case=matter, typed="1000 per person", made_on=date(2015, 1, 5))
    promises.divide(by=by, promise=promised, offer=offer)
    member = promised.shares.first().member.worker.pseudonym
    typed = {"on": "2015-02-01", "means": "cash", "pseudonym": member} | sent
    address = reverse("collective:promise_pay", args=[promised.pk])
    answer = client_of(by).post(address, {f"pay-{name}": v for name, v in typed.items()})
    assert answer.status_code == 422
    form = answer.context["forms"]["pay"]
    assert list(form.errors) == [field]
    assert form[field].value() == typed[field]
    assert not promised.payments.exists()
    assert Decimal(1000) == promised.shares.first().amount
