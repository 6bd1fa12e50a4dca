"""A day before, the day, a day after; the second payment, office, booking; who left."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from gongyou.collective.models import FundEntry, SharePayment
from gongyou.collective.queries import fund as accounts
from gongyou.collective.queries import mandates as in_force
from gongyou.collective.queries import promises as states
from gongyou.collective.queries import protection as watched
from gongyou.collective.queries.roll import totals
from gongyou.collective.services import fund, mandates, promises, protection
from gongyou.collective.services.offers import make_offer
from gongyou.collective.services.owed import _Owed, count_law
from gongyou.collective.services.roll import add_members, leave

from .conftest import DAY, employment_of

pytestmark = pytest.mark.django_db
ONE = timedelta(days=1)


@pytest.fixture
def divided(matter, people):
    """Two thousand for the first member: two full years at 1,000."""
    by = people.coordinator
    offer = make_offer(by=by, case=matter, typed="1000 per full year", made_on=DAY)
    made = promises.promise(
        by=by, case=matter, text="补偿", promised_on=DAY, due_on=date(2015, 4, 29)
    )
    promises.divide(by=by, promise=made, offer=offer)
    return made


# --- promises ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "taken"),
    [((1500, 500), 2), ((1500, "500.01"), 1), ((1500, 501), 1), ((2000, "0.01"), 1)],
)
def test_a_share_is_not_exceeded_in_parts_either(matter, people, divided, parts, taken):
    by, first = people.coordinator, matter.people[0]
    done = 0
    for part in parts:
        try:
            promises.pay(by=by, promise=divided, member=first, on=DAY, amount=Decimal(part))
        except promises.MoreThanPromised:
            break
        done += 1
    assert (done, SharePayment.objects.count()) == (taken, taken)


def test_what_stood_open_on_a_day_does_not_count_what_came_later(matter, people, divided):
    by, first = people.coordinator, matter.people[0]
    paid = date(2015, 5, 1)
    promises.pay(by=by, promise=divided, member=first, on=paid, amount=Decimal(2000))

    def stood(day):
        [line] = states.on_day(by, matter, day)
        return line.state, line.paid, line.waiting

    assert stood(date(2015, 4, 29)) == ("open", 0, 2)
    assert stood(date(2015, 4, 30)) == ("overdue", 0, 2)
    assert stood(paid) == ("partly", 2000, 1)
    assert stood(paid + ONE) == ("partly", 2000, 1)
    promises.pay_everyone(by=by, promise=divided, on=date(2015, 6, 1))
    assert stood(date(2015, 5, 31)) == ("partly", 2000, 1)
    assert stood(date(2015, 6, 1)) == ("kept", 9000, 0)


# --- mandates ---------------------------------------------------------------------------------


def test_authorisations_of_those_who_left_do_not_count_from_that_day(matter, people):
    by = people.coordinator
    given = mandates.give(by=by, member=matter.people[0], starts=DAY)
    mandates.authorise(by=by, mandate=given, members=matter.people, on=DAY)
    left = DAY + timedelta(days=5)
    leave(by=by, member=matter.people[3], on=left)
    held = {
        day: [line.authorised for line in in_force.on_day(by, matter, day)]
        for day in (DAY - ONE, DAY, left - ONE, left, left + ONE)
    }
    assert list(held.values()) == [[], [4], [4], [3], [3]]


# --- protection -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answers", "late"),
    [
        ([("safe", 25)], True),
        ([("safe", 23)], False),
        ([], True),
        ([("silent", 1)], True),
        ([("safe", 30), ("silent", 1)], True),
        ([("safe", 23), ("silent", 1)], False),
        ([("silent", 2), ("safe", 1)], False),
    ],
)
def test_only_an_answer_is_a_sign_of_life(matter, people, answers, late):
    by, now = people.coordinator, timezone.now()
    plan = protection.make_safety_plan(
        by=by, member=matter.people[0], made_on=now.date(), every_hours=24
    )
    for answer, hours in answers:
        protection.check_in(by=by, plan=plan, answer=answer, at=now - timedelta(hours=hours))
    [(found, _last, overdue)] = watched.overdue(matter)
    assert (found, overdue) == (plan, late)


# --- the fund ---------------------------------------------------------------------------------


def test_one_member_with_two_offices_signs_once(matter, people):
    by = people.coordinator
    first, second = matter.people[:2]
    one = fund.name_treasurer(by=by, case=matter, member=first, since=DAY)
    fund.end_treasurer(by=by, treasurer=one, on=DAY + timedelta(days=30))
    again = fund.name_treasurer(by=by, case=matter, member=first, since=DAY + ONE)
    other = fund.name_treasurer(by=by, case=matter, member=second, since=DAY)
    assert one.pk != again.pk
    on = DAY + timedelta(days=5)
    fund.receive_money(by=by, case=matter, on=on, amount=Decimal(100))

    def spend(signers):
        return fund.spend_money(
            by=by, case=matter, on=on, amount=Decimal(10), account="legal", signed_by=signers
        )

    assert one.serves(on) and again.serves(on)
    with pytest.raises(fund.NotBooked, match="signatures"):
        spend([one, again])
    assert spend([again, other]).pk


def test_a_gift_that_was_taken_back_is_no_receipt_and_has_no_giver(matter, people):
    by = people.coordinator
    kept = fund.receive_money(
        by=by, case=matter, on=DAY, amount=Decimal(30), member=matter.people[0]
    )
    gone = fund.receive_money(
        by=by, case=matter, on=DAY, amount=Decimal(70), member=matter.people[1]
    )

    def told(day):
        said = accounts.published(matter, day)
        return said.givers, said.receipts, said.received, said.left

    assert told(DAY - ONE) == (0, 0, 0, 0)
    assert told(DAY) == (2, 2, 100, 100)
    fund.reverse_entry(by=by, entry=gone, on=DAY)
    assert told(DAY) == (1, 1, 30, 30)
    fund.reverse_entry(by=by, entry=kept, on=DAY)
    assert told(DAY) == (0, 0, 0, 0)
    assert FundEntry.objects.count() == 4


# --- the roll ---------------------------------------------------------------------------------


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 0, 2)])
def test_of_days_that_lapse_the_roll_keeps_the_first(order):
    """Also of what waits for a fact; not of what isn't due, and not of days to be told."""
    lines = [
        ("cn.severance", "amount", Decimal(9000), True, date(2016, 4, 20)),
        ("cn.overtime.standard", "undetermined", None, False, date(2015, 12, 31)),
        ("cn.double_wage.no_contract", "not_due", None, False, date(2015, 1, 1)),
    ]
    owed = _Owed()
    for place in order:
        owed.add(*lines[place])
    kept = owed.kept()
    assert (kept["file_by"], kept["total"]) == (date(2015, 12, 31), Decimal("9000.00"))
    assert kept["unknown"] == ["cn.overtime.standard"]


def test_the_roll_says_how_much_of_the_sum_is_taken_as_usual(people, matter):
    # 3,000 by the contract alone for two years: 6,000 of severance, and nothing else is assumed.
    employment = employment_of(
        people.coordinator,
        people.inside,
        matter.employer,
        date(2013, 4, 21),
        average_wage_12m=None,
        agreed_wage=Decimal(3000),
    )
    [member] = add_members(
        by=people.coordinator, case=matter, employments=[employment], joined_on=DAY
    )
    count_law(by=people.coordinator, case=matter, on=DAY)
    assert totals(matter)["assumed"] == 6000
    member.refresh_from_db()
    assert Decimal(member.owed["assumed"]) == 6000 and member.owed_total >= 6000
