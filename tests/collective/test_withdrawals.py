"""Votes, agreements, promises and payments are taken back with what followed from them."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from gongyou.centre.public import FactEvent
from gongyou.collective.models import Agreement, Event, Ratification, Round
from gongyou.collective.services import bargaining, promises
from gongyou.collective.services import withdrawals as services
from gongyou.collective.services.demands import add_demand
from gongyou.collective.services.offers import make_offer

pytestmark = pytest.mark.django_db
DAY = date(2015, 4, 20)
VOTES = {"entitled": 4, "yes": 3, "no": 1, "abstained": 0}


@pytest.fixture
def offer(people, matter):
    return make_offer(by=people.coordinator, case=matter, typed="N", made_on=DAY, counted_to=DAY)


def vote(people, offer, **votes):
    return bargaining.ratify(by=people.coordinator, offer=offer, on=DAY, means="hands",
                             **VOTES | votes)  # fmt: skip


def test_a_vote_taken_back_leaves_the_offer_as_the_last_vote_that_stands_left_it(people, offer):
    first = vote(people, offer, yes=1, no=3)
    second = vote(people, offer)
    assert offer.status == "accepted"
    services.withdraw(by=people.coordinator, record=second, why="mistake")
    offer.refresh_from_db()
    assert offer.status == "rejected"
    services.withdraw(by=people.coordinator, record=Ratification.objects.get(pk=first.pk),
                      why="did_not")  # fmt: skip
    offer.refresh_from_db()
    assert offer.status == "tabled"
    assert not offer.ratifications.exists() and Ratification.everything.count() == 2
    assert not Event.objects.filter(case=offer.case, kind="ratification").exists()


def test_a_vote_on_which_an_agreement_rests_stands_until_that_is_withdrawn(people, offer):
    by = people.coordinator
    held = vote(people, offer)
    made = bargaining.agree(by=by, case=offer.case, signed_on=DAY, terms=[], offer=offer)
    with pytest.raises(services.Stands, match="agreement"):
        services.withdraw(by=by, record=held, why="mistake")
    services.withdraw(by=by, record=made, why="mistake")
    services.withdraw(by=by, record=held, why="mistake")
    assert not Agreement.objects.exists()


def test_an_agreement_goes_with_its_promises_and_the_demand_is_in_talks_again(people, matter):
    by = people.coordinator
    demand = add_demand(by=by, case=matter, text="补缴社保", raised_on=DAY)
    terms = [{"text": "补缴", "demands": [demand.reference], "due_on": "2015-06-01"}]
    made = bargaining.agree(by=by, case=matter, signed_on=DAY, terms=terms)
    [promised] = promises.promise_terms(by=by, agreement=made, terms=terms)
    assert FactEvent.objects.filter(kind="employer_promise", date=DAY).exists()
    payment = promises.pay(by=by, promise=promised, on=DAY, amount=Decimal(5))
    with pytest.raises(services.Stands, match="payments"):
        services.withdraw(by=by, record=made, why="mistake")
    services.withdraw(by=by, record=payment, why="twice")
    services.withdraw(by=by, record=made, why="mistake")
    demand.refresh_from_db()
    assert demand.status == "talks"
    assert not matter.promises.exists()
    # What never was promised interrupted no limitation.
    assert not FactEvent.objects.filter(kind="employer_promise", date=DAY).exists()


def test_a_withdrawn_round_keeps_its_number_to_itself(people, matter):
    by = people.coordinator
    first = bargaining.hold_round(by=by, case=matter, on=DAY)
    services.withdraw(by=by, record=first, why="mistake")
    assert bargaining.hold_round(by=by, case=matter, on=DAY).number == 2
    assert Round.objects.count() == 1


def test_the_page_asks_why_and_only_members_reach_it(people, offer, client_of):
    held = vote(people, offer)
    url = reverse("collective:withdrawal", args=["vote", held.pk])
    assert client_of(people.outsider).get(url).status_code == 404
    client = client_of(people.coordinator)
    assert client.post(url, {"why": "no such"}).status_code == 422
    assert client.post(url, {"why": "mistake"}).status_code == 302
    assert client.get(url).status_code == 404
    assert client.get(reverse("collective:withdrawal", args=["case", held.pk])).status_code == 404
