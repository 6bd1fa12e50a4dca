"""Offers on people whose amounts are computed by hand."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from gongyou.collective.models import Offer
from gongyou.collective.queries import costing
from gongyou.collective.services.bargaining import NotRatified, agree, ratify
from gongyou.collective.services.offers import make_offer
from gongyou.law.offers import OfferError

pytestmark = pytest.mark.django_db
DAY = date(2015, 4, 20)
LIDE = "2000 per full year, at most 6 years; 166 per month if under one year"


def by_member(case, typed):
    cost = costing.cost_for(case, costing.understood(typed), DAY)
    return {row.worker: row for row in cost.rows}, cost


def test_the_published_lide_formula_for_two_years_ten_months_and_seven_years(matter):
    rows, cost = by_member(matter, LIDE)
    given = [rows[str(member.pk)].offer for member in matter.people]
    assert given == [Decimal(4000), Decimal(1660), Decimal(12000), None]
    assert cost.total.offered == 17660
    assert cost.total.unknown == 1


def test_severance_of_the_law_stands_beside_the_offer(matter):
    """Two years, ten months (a year) and seven years at 3,000 a month."""
    rows, _cost = by_member(matter, "100% of cn.severance")
    given = [rows[str(member.pk)].offer for member in matter.people[:3]]
    assert given == [Decimal(6000), Decimal(3000), Decimal(21000)]


def test_an_offer_is_costed_by_workshop_and_seniority(matter):
    _rows, cost = by_member(matter, LIDE)
    assert cost.groups["workshop"]["sewing"].offered == 5660
    assert cost.groups["workshop"]["cutting"].offered == 12000
    assert cost.groups["seniority"]["6–10"].people == 1


def test_an_entitlement_that_the_law_does_not_have_is_refused(matter, people):
    with pytest.raises(OfferError):
        make_offer(by=people.coordinator, case=matter, typed="50% of cn.nothing")


def test_quorum_and_majority_are_counted_over_all_entitled(matter, people):
    by = people.coordinator
    offer = make_offer(by=by, case=matter, typed=LIDE, made_on=DAY)
    edges = [  # entitled, yes, no, abstained, passed
        (9, 5, 1, 0, True),
        (9, 5, 0, 0, False),
        (10, 5, 2, 0, False),
        (10, 6, 1, 0, True),
    ]
    for entitled, yes, no, abstained, passed in edges:
        votes = {"entitled": entitled, "yes": yes, "no": no, "abstained": abstained}
        assert ratify(by=by, offer=offer, on=DAY, means="hands", **votes).passed is passed


def test_an_offer_that_members_rejected_is_no_agreement(matter, people):
    by = people.coordinator
    offer = make_offer(by=by, case=matter, typed=LIDE, made_on=DAY)
    ratify(by=by, offer=offer, on=DAY, means="paper", entitled=4, yes=1, no=3)
    with pytest.raises(NotRatified):
        agree(by=by, case=matter, signed_on=DAY, terms=[], offer=offer)


def test_a_doubtful_offer_is_asked_back_and_a_far_one_confirmed(matter, people, client_of):
    client = client_of(people.coordinator)
    url = reverse("collective:offer_make", args=[matter.pk])
    day = {"counted_to": DAY.isoformat(), "made_on": DAY.isoformat(), "side": "employer"}

    asked = client.post(url, day | {"typed": "3000 per year; 1500 if under 3 years"})
    assert asked.status_code == 422
    # Two years, ten months, seven years: 1,500 + 1,500 + 21,000, or 7,500 + 1,500 + 21,000.
    assert [shown.total.offered for _s, shown in asked.context["meanings"]] == [24000, 30000]
    sentence = asked.context["meanings"][0][0]
    chosen = client.post(url, day | {"typed": "x", "meaning": sentence})
    assert chosen.context["offer_form"]["typed"].value() == sentence
    assert not Offer.objects.exists()

    far = client.post(url, day | {"typed": "1000000 yuan"})
    assert far.status_code == 422 and "believed" in far.context["offer_form"].errors
    assert not Offer.objects.exists()
    assert client.post(url, day | {"typed": "1000000 yuan", "believed": "on"}).status_code == 302
    assert Offer.objects.get().total == 4000000
