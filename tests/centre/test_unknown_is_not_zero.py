"""What is not known is said so: on tiles, ranges, lists and last days, never as nothing.

The facts are a worker's at the counter: hired 1 March 2021, left 31 October 2026, three months
of 5,200 unpaid. The employer's ledger says left on 30 June 2025, and 4,000 a month paid in full.
"""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from gongyou.centre.queries.claims import claim_page
from gongyou.centre.services.claims import compute_claim
from gongyou.centre.services.facts import set_facts, set_pay
from gongyou.centre.services.intake import record_intake

pytestmark = pytest.mark.django_db
DAY, LEFT, LEFT_BY_LEDGER = date(2026, 11, 30), date(2026, 10, 31), date(2025, 6, 30)
MONTHS = [date(2026, month, 1) for month in (8, 9, 10)]
WORKER = {
    "start": date(2021, 3, 1),
    "end": LEFT,
    "end_kind": "unlawful_dismissal",
    "place": "440113",
}


def months(due, paid):
    return [{"month": month, "due": Decimal(due), "paid": Decimal(paid)} for month in MONTHS]


@pytest.fixture
def make(people):
    def make(facts, pay=()):
        return record_intake(
            by=people.caseworker,
            compartment=people.inside,
            identity={"name": "王小明"},
            employer_name="宏达",
            facts=facts,
            pay=list(pay),
            grievances=["wages_unpaid"],
            received_on=DAY,
        ).case

    return make


@pytest.fixture
def disputed(people, make):
    """The worker's word and the ledger's."""
    case = make(WORKER, months(5200, 0))
    told = {"by": people.caseworker, "employment": case.employment, "source": "ledger"}
    set_facts(**told, values={"end": LEFT_BY_LEDGER})
    set_pay(**told, rows=months(4000, 4000))
    return case


def page_of(people, case):
    version = compute_claim(by=people.caseworker, employment=case.employment, on=DAY)
    return claim_page(version, "en", ["wages_unpaid"])


def test_a_range_runs_from_the_reading_that_says_nothing(people, disputed):
    row = {r.code: r for r in page_of(people, disputed).due}["cn.wages.unpaid"]
    assert (row.span.low, row.span.high, row.differs) == (Decimal(0), Decimal(15600), True)


def test_every_last_day_is_shown_the_earliest_first(people, disputed):
    # One year from the end of the employment, by either account.
    row = {r.code: r for r in page_of(people, disputed).due}["cn.unlawful_termination"]
    days = {last.reading: last.day for last in row.last_days}
    assert [last.reading for last in row.last_days] == ["employer", "worker"]
    assert date(2026, 6, 29) <= days["employer"] <= date(2026, 6, 30)
    assert date(2027, 10, 29) <= days["worker"] <= date(2027, 10, 31)
    disputed.refresh_from_db()
    assert disputed.next_deadline == days["employer"]
    [late] = disputed.deadlines.filter(kind="limitation", due_on=days["employer"])
    assert late.basis["reading"] == "employer"


def test_without_a_paper_of_the_employer_its_tile_says_so(people, make, client_of):
    case = make(WORKER, months(5200, 0))
    tiles = {tile.name: tile for tile in page_of(people, case).readings}
    assert tiles["employer"].absent and not tiles["worker"].absent
    page = client_of(people.caseworker).get(reverse("centre:case_claim", args=[case.pk]))
    assert "no papers yet" in page.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_nothing_known_is_never_a_sum_of_nothing(people, make, client_of, language):
    case = make({"place": "440113"})
    case.refresh_from_db()
    assert (case.claimed, case.claimed_low, case.claimed_high) == (None, None, None)
    client = client_of(people.caseworker)
    asked = {"accept-language": language}
    for name in ("case", "case_claim"):
        page = client.get(reverse(f"centre:{name}", args=[case.pk]), headers=asked).content.decode()
        assert "¥0" not in page
        assert ("not known yet" if language == "en" else "尚不清楚") in page
    page = client.get(reverse("centre:cases")).content.decode()
    assert "¥0" not in page


def test_one_reading_that_cannot_say_leaves_the_range_open(people, make):
    case = make(WORKER, months(5200, 0))
    told = {"by": people.caseworker, "employment": case.employment, "source": "ledger"}
    set_pay(**told, rows=[{"month": MONTHS[0], "due": Decimal(4000), "paid": Decimal(4000)}])
    case.refresh_from_db()
    row = {r.code: r for r in page_of(people, case).due}["cn.wages.unpaid"]
    assert row.span.low < row.span.high == 15600


def test_a_total_says_how_much_of_it_is_taken_as_usual(people, make, client_of):
    # 5,200 a month by the contract alone, 5 years and 8 months: 6 months, not sure before the
    # twelve months of pay are known; the 15,600 of unpaid wages are told month by month.
    told = WORKER | {"end_kind": "layoff", "agreed_wage": Decimal(5200), "contract_written": True}
    case = make(told, months(5200, 0))
    tiles = {tile.name: tile for tile in page_of(people, case).readings}
    sure = tiles["worker"].owed.amount - tiles["worker"].owed.assumed
    assert tiles["worker"].owed.assumed >= 6 * 5200 and sure >= 15600
    page = client_of(people.caseworker).get(reverse("centre:case_claim", args=[case.pk]))
    assert f"¥{tiles['worker'].owed.assumed:,.0f} of it taken as usual" in page.content.decode()
