"""The fund: debits equal credits, no balance below zero without a reason, nothing deleted."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongyou.collective.codes_of_people import ASSETS, EXPENSES
from gongyou.collective.models import FundEntry, FundLine, FundSignature
from gongyou.collective.queries import fund as queries
from gongyou.collective.services import fund
from gongyou.vault.public import natural_id

pytestmark = pytest.mark.django_db
DAY = date(2014, 12, 8)


@pytest.fixture
def box(matter, people):
    """The case with two treasurers."""
    by = people.coordinator
    matter.signers = [
        fund.name_treasurer(by=by, case=matter, member=m, since=DAY) for m in matter.people[:2]
    ]
    return matter


amounts = st.decimals("0.01", "500", places=2)
days = st.integers(0, 20).map(lambda n: DAY + timedelta(days=n))
acts = st.one_of(
    st.tuples(st.just("give"), days, amounts, st.sampled_from(ASSETS)),
    st.tuples(st.just("spend"), days, amounts, st.sampled_from(ASSETS)),
    st.tuples(st.just("move"), days, amounts, st.sampled_from(ASSETS)),
    st.tuples(st.just("reverse"), days, st.integers(0, 20), st.none()),
)


def do(by, case, act):
    what, on, value, account = act
    if what == "give":
        fund.receive_money(
            by=by, case=case, on=on, amount=value, into=account, member=case.people[0]
        )
    elif what == "spend":
        fund.spend_money(
            by=by,
            case=case,
            on=on,
            amount=value,
            out_of=account,
            account="travel",
            signed_by=case.signers,
        )
    elif what == "move":
        fund.transfer_money(by=by, case=case, on=on, amount=value, out_of=account)
    else:
        entries = list(FundEntry.objects.filter(case=case))
        if entries:
            fund.reverse_entry(by=by, entry=entries[value % len(entries)], on=on)


@given(plan=st.lists(acts, min_size=1, max_size=12))
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_whatever_is_booked_debits_equal_credits_and_no_balance_is_below_zero(box, people, plan):
    for model in (FundSignature, FundLine, FundEntry.objects.filter(reverses__isnull=False)):
        getattr(model, "objects", model).all().delete()
    FundEntry.objects.all().delete()
    # A purse of its own: money that comes in is always booked, and counted here.
    given = Decimal(0)
    for act in plan:
        before = FundEntry.objects.count()
        try:
            do(people.coordinator, box, act)
        except fund.NotBooked:
            assert act[0] != "give", act
            assert FundEntry.objects.count() == before
        else:
            given += act[2] if act[0] == "give" else 0
    for entry in FundEntry.objects.all():
        assert sum(line.amount for line in entry.lines.all()) == 0
    for n in range(22):
        held = queries.balances(box, DAY + timedelta(days=n))
        assert sum(held.values()) == 0
        assert all(held[account] >= 0 for account in ASSETS)
    told = queries.published(box, DAY + timedelta(days=30))
    assert told.received - told.spent == told.left
    if not any(act[0] == "reverse" for act in plan):
        assert told.received == given


def give(people, box, amount="100", **more):
    return fund.receive_money(
        by=people.coordinator, case=box, on=DAY, amount=Decimal(amount), **more
    )


def spend(people, box, amount="30", signed_by=None, **more):
    return fund.spend_money(
        by=people.coordinator,
        case=box,
        on=DAY,
        amount=Decimal(amount),
        account="legal",
        signed_by=box.signers if signed_by is None else signed_by,
        **more,
    )


def test_money_leaves_with_the_signatures_of_two_treasurers_in_office(box, people):
    give(people, box)
    for signers in ([], box.signers[:1], [box.signers[0]] * 2):
        with pytest.raises(fund.NotBooked, match="signatures"):
            spend(people, box, signed_by=signers)
    assert spend(people, box).signatures.count() == 2
    fund.end_treasurer(by=people.coordinator, treasurer=box.signers[1], on=DAY)
    with pytest.raises(fund.NotBooked, match="signatures"):
        spend(people, box)


def test_more_than_there_is_can_be_spent_only_with_a_named_reason(box, people):
    give(people, box, "20")
    with pytest.raises(fund.NotBooked, match="short"):
        spend(people, box, "20.01")
    assert spend(people, box, "20.01", short="advance").short == "advance"


def test_a_receipt_tells_day_and_amount_and_whether_it_was_taken_back(box, people):
    entry = give(people, box, "88.50", member=box.people[2])
    typed = entry.receipt.replace("-", "").lower()
    assert queries.receipt(typed) == {"on": DAY, "amount": Decimal("88.50"), "reversed_on": None}
    fund.reverse_entry(by=people.coordinator, entry=entry, on=DAY)
    assert queries.receipt(typed)["reversed_on"] == DAY
    assert queries.receipt("") is None
    assert queries.receipt("2222-2222-2222-2222") is None


def test_a_booking_is_reversed_once_and_stays(box, people):
    entry = give(people, box)
    back = fund.reverse_entry(by=people.coordinator, entry=entry)
    for again in (entry, back):
        with pytest.raises(fund.NotBooked, match="reversed"):
            fund.reverse_entry(by=people.coordinator, entry=again)
    assert queries.balances(box)["cash"] == 0
    assert FundEntry.objects.count() == 2
    assert set(EXPENSES).isdisjoint(back.lines.values_list("account", flat=True))
    # Made apart on two laptops, the reversal and its lines would have had these ids too.
    assert back.pk == natural_id("collective_fundentry", entry.pk)
    assert {line.pk for line in back.lines.all()} == {
        natural_id("collective_fundline", back.pk, account) for account in ("cash", "gifts")
    }
