"""Who may open what: every page of a case as its people, as an outsider, as nobody."""

import pytest
from django.urls import reverse

from gongyou.collective.services.offers import make_offer

from .conftest import DAY

pytestmark = pytest.mark.django_db
PAGES = ["case", "roll", "demands", "bargaining", "promises", "back", "chronicle"]
PAGES += ["case_edit", "roll_import", "promise_new", "event_add"]


def test_pages_open_for_those_inside_and_for_nobody_else(people, matter, client_of):
    inside, outside, nobody = map(client_of, (people.coordinator, people.outsider, None))
    for name in PAGES:
        url = reverse(f"collective:{name}", args=[matter.pk])
        codes = [client.get(url).status_code for client in (inside, outside, nobody)]
        assert codes == [200, 404, 302], name


def test_a_researcher_sees_figures_and_no_text(people, matter, client_of):
    url = reverse("collective:case", args=[matter.pk])
    said = client_of(people.researcher).get(url)
    assert said.status_code == 200
    assert "利得鞋厂搬迁" not in said.content.decode()
    assert "利得鞋厂搬迁" in client_of(people.coordinator).get(url).content.decode()


def test_an_offer_is_costed_while_it_is_typed(people, matter, client_of):
    url = reverse("collective:offer_cost", args=[matter.pk])
    typed = {"typed": "2000 per full year, at most 6 years", "counted_to": DAY.isoformat()}
    page = client_of(people.coordinator).post(url, typed, HTTP_HX_REQUEST="true")
    assert "¥16,000.00" in page.content.decode()
    page = client_of(people.coordinator).post(url, typed | {"typed": "free lunch"})
    assert "not understood" in page.content.decode()
    assert client_of(people.outsider).post(url, typed).status_code == 404


def test_a_kept_offer_opens_with_its_cost(people, matter, client_of):
    offer = make_offer(by=people.coordinator, case=matter, typed="50% of the claim", made_on=DAY)
    page = client_of(people.coordinator).get(reverse("collective:offer", args=[offer.pk]))
    assert "50%" in page.content.decode()
