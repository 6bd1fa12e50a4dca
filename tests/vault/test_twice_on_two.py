"""The same money taken back on two laptops apart is taken back once when they meet; and what both
recorded counts on both."""

import pytest

from tests.vault.test_laptops import act, exchange, made, two  # noqa: F401

BEFORE = """
import datetime as dt
from decimal import Decimal
from gongyou.centre.models import Payment
from gongyou.centre.public import add_employer
from gongyou.centre.services.cases import open_case, record_payment
from gongyou.centre.services.people import add_employment
from gongyou.centre.services.withdrawals import correct_payment, withdraw
from gongyou.collective.models import CollectiveCase, FundEntry, FundLine
from gongyou.collective.queries import fund as queries
from gongyou.collective.services import cases, fund
day = dt.date(2026, 3, 2)
"""
BEGIN = (
    BEFORE
    + """
together = cases.open_case(by=anna, compartment=where, title="Red Star")
fund.receive_money(by=anna, case=together, on=day, amount=Decimal("500"))
fund.receive_money(by=anna, case=together, on=day, amount=Decimal("70"))
firm = add_employer(by=anna, compartment=where, name="Red Star")
job = add_employment(by=anna, worker=worker, employer=firm)
alone = open_case(by=anna, employment=job, compute=False)
record_payment(by=anna, case=alone, on=day, amount=Decimal("900"))
record_payment(by=anna, case=alone, on=day, amount=Decimal("66"))
"""
)
# Each laptop takes both back, on another day and for another reason, and records a payment.
WORK = (
    BEFORE
    + """
gift = FundEntry.objects.filter(lines__amount=500).get()
fund.reverse_entry(by=anna, entry=gift, on=day + dt.timedelta({later}))
withdraw(by=anna, record=Payment.objects.get(amount=900), why="{why}")
correct_payment(by=anna, payment=Payment.objects.get(amount=66), on=day, amount=Decimal("{right}"))

record_payment(by=anna, case=Case.objects.get(), on=day, amount=Decimal("{paid}"))
"""
)
TOLD = (
    BEFORE
    + """
together = CollectiveCase.objects.get()
back = FundEntry.objects.filter(kind="reversal")
print(json.dumps([
    back.count(), str(queries.balances(together)["cash"]), str(Case.objects.get().received),
    [str(p.amount) for p in Payment.objects.order_by("amount")],
    sorted(line.clash.column for line in laptops.inbox(anna)),
    commands.check(actor=anna).problems]))
"""
)


@pytest.mark.parametrize("first", ["first", pytest.param("second", marks=pytest.mark.soak)])
def test_money_taken_back_on_both_is_taken_back_once(two, first):  # noqa: F811
    other = {"first": "second", "second": "first"}[first]
    act(two / first, BEGIN)
    assert exchange(two, first, other, "begun")["problems"] == []
    act(two / first, WORK.format(later=1, why="mistake", paid="30", right="6"))
    act(two / other, WORK.format(later=2, why="twice", paid="4", right="6"))
    for one, to in ((first, other), (other, first), (first, other)):
        assert exchange(two, one, to, f"{one} together")["problems"] == []
    told = [act(two / name, TOLD) for name in ("first", "second")]
    # 570 given, 500 of it taken back once; 900 withdrawn, 66 corrected to 6, 30 and 4 paid. Where
    # the laptops told the day and the reason otherwise, both wait for a decision.
    paid = ["4.00", "6.00", "30.00"]
    standing = [1, "70.00", "40.00", paid, ["on", "withdrawn_why"], []]
    assert told == [standing, standing]


WEEK = """
import datetime as dt
from gongyou.fieldwork.models import Load
from gongyou.fieldwork.services.standing import note_load
from gongyou.vault.public import reveal_many
"""
NOTED = WEEK + "note_load(by=anna, compartment=where, week=dt.date(2026, 3, 2), hours={}, strain=2)"
WEEKS = (
    WEEK
    + """
rows = list(Load.objects.all())
hours = [each["hours"] for each in reveal_many(anna, rows, ["hours"]).values()]
print(json.dumps([hours, commands.check(actor=anna).problems]))
"""
)


def test_what_may_stand_once_and_was_written_on_both_does_not_part_them_for_ever(two):  # noqa: F811
    act(two / "first", NOTED.format(40))
    act(two / "second", NOTED.format(50))
    for one, to in (("first", "second"), ("second", "first"), ("first", "second")):
        assert exchange(two, one, to, f"{one} again")["problems"] == []
    # The older of the two stands, on both; the other is in the journal.
    assert [act(two / name, WEEKS) for name in ("first", "second")] == [[["40"], []], [["40"], []]]
