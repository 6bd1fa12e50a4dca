"""The two routes: each person once, giving up an end of its own, nothing of fewer than ten."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongyou.fieldwork.queries import routes
from gongyou.fieldwork.queries.routes import Traveller, _column, _ends, _joined
from gongyou.stats.competing import cumulative_incidence

DAY = dt.date(2026, 1, 1)
TODAY = dt.date(2026, 12, 1)


def _one(person, route, claimed, paid=0, first=None, ended=None, ended_on=None):
    day = DAY + dt.timedelta(days=first) if first is not None else None
    return Traveller(
        person,
        route,
        DAY,
        None if claimed is None else Decimal(claimed),
        Decimal(0),
        Decimal(paid),
        day,
        day,
        ended,
        DAY + dt.timedelta(days=ended_on) if ended_on is not None else None,
        2026,
        "44",
    )


def test_five_people_paid_given_up_and_open():
    people = [_one(n, "legal", 10, 10, first=d) for n, d in enumerate((1, 3, 5))]
    people.append(_one(3, "legal", 10, ended="given_up", ended_on=2))
    open_one = _one(4, "legal", 10)
    ends = [t.end(TODAY) for t in people] + [(None, 4)]
    assert open_one.end(TODAY)[0] is None
    curve = cumulative_incidence([days for _e, days in ends], [end for end, _d in ends])
    assert curve.at("paid", 99) == pytest.approx(0.8, abs=1e-9)
    assert curve.at("given_up", 99) == pytest.approx(0.2, abs=1e-9)


def test_whoever_went_both_ways_is_one_person_with_the_first_money():
    both = _joined("w", "both", [_one("w", "collective", 50, 20, 30), _one("w", "legal", 80, 5, 9)])
    assert (both.claimed, both.paid) == (80, 25)
    assert both.end(TODAY) == ("paid", 9)
    days = [DAY + dt.timedelta(days=count) for count in (9, 30)]
    assert [both.first_money, both.last_money] == days


def test_where_nobody_told_of_money_none_is_said_to_have_come():
    silent = [_one(n, "collective", 10) for n in range(12)]
    column = _column("collective", silent, TODAY)
    assert (column.claimed, column.paid, column.share) == (Decimal(120), None, None)
    told = _column("collective", [*silent[:11], _one(11, "collective", 10, 10, first=3)], TODAY)
    assert (told.paid, told.share) == (Decimal(10), pytest.approx(1 / 12))


def test_a_column_of_nine_is_withheld_and_so_is_what_would_give_two_away():
    nine = [_one(n, "legal", 10, 5, first=3) for n in range(9)]
    column = _column("legal", nine, TODAY)
    assert not column.shown
    assert column.paid is None
    many = [_one(n, "legal", 10, 5, first=3) for n in range(30)]
    few = [_one(99 + n, "legal", 10, ended="lost", ended_on=5) for n in range(2)]
    columns = [_column(route, [], TODAY) for route in ("collective", "both")]
    columns.append(_column("legal", [*many, *few], TODAY))
    _ends(columns, [*many, *few], TODAY)
    shown = columns[-1].ends
    assert shown["lost"] is None
    assert shown["paid"] is None  # 32 people less 30 would tell of the two


@settings(max_examples=20, deadline=None)
@given(
    st.lists(st.integers(1, 99), min_size=10, max_size=14), st.integers(0, 9), st.integers(1, 50)
)
def test_more_money_never_lowers_the_share_paid(claims, who, more):
    people = [_one(n, "legal", c, c // 2, first=3) for n, c in enumerate(claims)]
    before = _column("legal", people, TODAY).share
    people[who].paid += more
    assert _column("legal", people, TODAY).share >= before


@pytest.mark.django_db
def test_members_and_cases_are_counted_once_each_in_their_own_column(people, matter):
    found = routes.travellers(people.coordinator, TODAY)
    assert {t.route for t in found} == {"collective"}
    assert len({t.person for t in found}) == len(found) == 4
    member = matter.people[0]
    from gongyou.centre.public import open_case, record_payment

    case = open_case(
        by=people.coordinator, employment=member.employment, opened_on=dt.date(2015, 5, 1)
    )
    record_payment(
        by=people.coordinator, case=case, on=dt.date(2015, 6, 1), amount=Decimal(100), means="bank"
    )
    found = {t.person: t for t in routes.travellers(people.coordinator, TODAY)}
    assert found[member.worker_id].route == "both"
    assert found[member.worker_id].paid == 100
    assert [t.route for t in found.values()].count("collective") == 3
    compared = routes.compare(people.coordinator, TODAY)
    assert all(c.paid is None for c in compared.columns)
    assert routes.travellers(people.outsider, TODAY) == []
