"""Rooms offer tables to be counted: only those who said yes are in them, and nobody by name."""

from datetime import date
from decimal import Decimal

import pytest

from gongyou.advocacy.indicators import catalogue, compute
from gongyou.advocacy.indicators.compute import Source
from gongyou.centre.public import (
    counted_table,
    counted_tables,
    record_consent,
    record_outcome,
    record_payment,
    set_pay,
)


def read(actor, name="cases"):
    """The rows as dicts, and who is left out."""
    counted = counted_table(actor, name).read()
    return counted.rows.to_pylist(), dict(counted.left_out)


@pytest.fixture
def counted(people, case):
    """The case of a worker who agreed to be counted."""
    record_consent(by=people.caseworker, worker=case.worker, verdicts={"statistics": "yes"})
    return case


def test_who_was_not_asked_is_in_no_figure_and_told_as_left_out(people, case):
    assert read(people.caseworker) == ([], {"refused": 0, "not_asked": 1})


def test_who_refused_is_in_no_figure(people, counted):
    assert len(read(people.caseworker)[0]) == 1
    record_consent(by=people.caseworker, worker=counted.worker, verdicts={"statistics": "no"})
    assert read(people.caseworker) == ([], {"refused": 1, "not_asked": 0})


def test_no_indicator_counts_who_refused(people, counted):
    record_consent(by=people.caseworker, worker=counted.worker, verdicts={"statistics": "no"})
    found = counted_table(people.caseworker, "cases").read()
    over_cases = [one for one in catalogue().values() if "cases" in one.tables]
    assert len(over_cases) > 10
    for one in over_cases:
        figure = compute(one, Source("cases", "register", found.rows, found.left_out), k=1)
        assert all(not value.n for value in figure.values), one.code
        assert figure.left_out["refused"] == 1


def test_a_colleague_outside_counts_nobody(people, counted):
    assert read(people.outsider)[0] == []


def test_a_researcher_without_a_key_may_count(people, counted):
    assert len(read(people.researcher)[0]) == 1


def test_no_name_no_pseudonym_and_no_id_of_a_row_is_in_the_table(people, counted):
    text = str(read(people.caseworker))
    for secret in ("李小红", counted.worker.pseudonym, str(counted.worker_id), str(counted.pk)):
        assert secret not in text


def test_pay_is_counted_where_due_and_paid_are_both_told(people, counted):
    # owed 3,000 - 1,000 in one month; of the second it is not told what was paid
    set_pay(
        by=people.caseworker,
        employment=counted.employment,
        source="worker",
        rows=[
            {"month": date(2015, 3, 1), "due": Decimal(3000), "paid": Decimal(1000)},
            {"month": date(2015, 4, 1), "due": Decimal(3000)},
        ],
    )
    row = read(people.caseworker)[0][0]
    assert (row["wages_owed"], row["months_owed"], row["amount_owed"]) == (True, 1, 2000)
    assert row["due_pay"] == 3000


def test_unknown_is_not_zero(people, counted):
    row = read(people.caseworker)[0][0]
    for name in ("wages_owed", "amount_owed", "received", "awarded", "recovered_any", "ended"):
        assert row[name] is None


def test_an_award_and_what_was_received_of_it(people, counted):
    record_outcome(
        by=people.caseworker, case=counted, kind="award", on=date(2015, 9, 1), amount=Decimal(5000)
    )
    record_payment(
        by=people.caseworker, case=counted, on=date(2015, 10, 1), amount=Decimal(2000), means="bank"
    )
    row = read(people.caseworker)[0][0]
    assert (row["due_amount"], row["received"], row["payment_end"]) == (5000, 2000, 0)


def test_every_room_offers_its_tables(people, db):
    kinds = {table.name for table in counted_tables(people.coordinator)}
    assert {"cases", "members", "promises", "detentions", "calls", "referrals"} <= kinds
