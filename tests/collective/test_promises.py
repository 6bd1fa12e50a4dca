"""Promised and unpaid on a day: from published cases, and from recorded payments."""

from datetime import date
from decimal import Decimal
from importlib.resources import files

import pytest
from django.urls import reverse

from gongyou.collective import chronicle_file
from gongyou.collective.models import SharePayment
from gongyou.collective.queries import promises as queries
from gongyou.collective.queries import routes
from gongyou.collective.services import promises
from gongyou.collective.services.acts_of_sources import parse_acts, record_acts
from gongyou.collective.services.import_chronicle import import_chronicle
from gongyou.collective.services.offers import make_offer

pytestmark = pytest.mark.django_db
CASES = files("gongyou.collective") / "cases"
DAY = date(2015, 4, 20)


def published(people, name):
    by = people.coordinator
    data = chronicle_file.parse((CASES / f"{name}.yaml").read_text(encoding="utf-8"))
    case = import_chronicle(by=by, compartment=people.inside, data=data)
    record_acts(by=by, case=case, acts=parse_acts((CASES / f"{name}.acts.yaml").read_text("utf-8")))
    return case


def stands(people, case, day):
    lines = queries.on_day(people.coordinator, case, day)
    parts = (queries.unpaid, queries.not_told, queries.kept)
    return [sorted(d for line in part(lines) for d in line.promise.demands) for part in parts]


def test_lide_on_1_march_2015_owed_insurance_fund_and_severance(people):
    unpaid, not_told, kept = stands(people, published(people, "lide"), date(2015, 3, 1))
    assert unpaid == ["D1", "D2", "D6"]
    assert not_told == ["D3", "D4", "D5"]
    assert kept == []


def test_lide_after_25_april_2015_had_paid_them(people):
    unpaid, _not_told, kept = stands(people, published(people, "lide"), date(2015, 4, 25))
    assert (unpaid, kept) == ([], ["D1", "D2", "D6"])


def test_citizen_on_1_march_2012_sources_tell_of_the_first_instalment_only(people):
    unpaid, not_told, kept = stands(people, published(people, "citizen_watch"), date(2012, 3, 1))
    assert (unpaid, kept) == ([], ["D1"])
    assert not_told == ["D1", "D2", "D3", "D4"]


def test_where_no_source_tells_of_a_payment_none_is_said_to_have_come(people, client_of):
    case = published(people, "lide")
    for line in queries.not_told(queries.on_day(people.coordinator, case, DAY)):
        address = reverse("collective:promise", args=[line.promise.pk])
        page = client_of(people.coordinator).get(address).text
        assert "nothing recorded" in page and "¥0.00" not in page
    assert routes.compare(case)[0].received is None


def test_an_imported_case_with_its_promises_still_comes_out_unchanged(people):
    from gongyou.collective.queries import chronicle

    case = published(people, "lide")
    data = chronicle_file.parse((CASES / "lide.yaml").read_text(encoding="utf-8"))
    assert chronicle.as_data(people.coordinator, case) == data


@pytest.fixture
def divided(matter, people):
    by = people.coordinator
    offer = make_offer(by=by, case=matter, typed="1000 per full year", made_on=DAY)
    made = promises.promise(by=by, case=matter, text="补偿", promised_on=DAY, due_on=DAY)
    promises.divide(by=by, promise=made, offer=offer)
    return made


def test_a_promise_is_kept_when_every_share_arrived(matter, people, divided):
    by, first = people.coordinator, matter.people[0]
    promises.pay(by=by, promise=divided, member=first, on=date(2015, 5, 1), amount=Decimal(2000))
    [line] = queries.on_day(by, matter, date(2015, 5, 2))
    assert (line.state, line.promised, line.paid, line.waiting) == ("partly", 9000, 2000, 1)
    # Of the 7,000 of the third a part came already; only what is open arrives now.
    third = matter.people[2]
    promises.pay(by=by, promise=divided, member=third, on=date(2015, 5, 3), amount=Decimal(3000))
    promises.pay_everyone(by=by, promise=divided, on=date(2015, 6, 1))
    states = [queries.on_day(by, matter, day)[0].state for day in (DAY, date(2015, 6, 1))]
    assert states == ["open", "kept"]
    assert sum(p.amount for p in SharePayment.objects.all()) == 9000


def test_nobody_is_paid_more_than_their_share(matter, people, divided):
    by, first = people.coordinator, matter.people[0]
    with pytest.raises(promises.MoreThanPromised):
        promises.pay(by=by, promise=divided, member=first, on=DAY, amount=Decimal("2000.01"))
