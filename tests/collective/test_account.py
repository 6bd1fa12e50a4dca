"""The account that may be published: no person, no sum of a small group."""

import csv
from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import translation

from gongyou.collective.queries import account
from gongyou.collective.services import promises
from gongyou.collective.services.offers import make_offer

from .conftest import DAY


@pytest.mark.parametrize(
    ("members", "waiting", "shown"),
    [
        (0, 0, (Decimal(900), Decimal(100))),
        (9, 9, ("", "")),
        (10, 10, (Decimal(900), Decimal(100))),
        (30, 9, (Decimal(900), "")),
        (30, 0, (Decimal(900), Decimal(100))),
    ],
)
def test_sums_that_few_people_share_are_left_out(members, waiting, shown):
    line = SimpleNamespace(
        members=members, waiting=waiting, promised=Decimal(900), paid=Decimal(100)
    )
    assert account.sums(line) == shown


@pytest.mark.django_db
def test_an_account_of_four_members_tells_no_sum_and_speaks_the_readers_language(people, matter):
    by = people.coordinator
    made = promises.promise(by=by, case=matter, text="x", promised_on=DAY, due_on=DAY)
    offer = make_offer(by=by, case=matter, typed="70% of the claim", counted_to=DAY)
    promises.divide(by=by, promise=made, offer=offer)
    with translation.override("zh-hans"):
        head, line = csv.reader(account.as_csv(by, matter, date(2015, 6, 1)).splitlines())
    assert head[0] == "承诺日期"
    assert line[2:6] == ["", "", "<10", "<10"]
    assert line[6] == "已逾期"
