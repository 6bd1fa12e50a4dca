"""Acts on a case: what follows from each, and who may do it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from gongyou.centre.models import Deadline
from gongyou.centre.services import cases
from gongyou.centre.services import people as people_services
from gongyou.centre.services.merges import CannotMerge, merge, undo_merge
from gongyou.vault.public import NotYours, journal


def test_an_award_sets_the_days_to_sue(people, case):
    cases.record_outcome(
        by=people.caseworker, case=case, kind="award", on=date(2025, 3, 3), amount=Decimal(60000)
    )
    # Fifteen days from receipt (LDMAL 50): 18 March 2025, a Tuesday.
    assert Deadline.objects.get(case=case, kind="sue").due_on == date(2025, 3, 18)
    case.refresh_from_db()
    assert (case.status, case.awarded) == ("awarded", Decimal(60000))


def test_filing_keeps_the_limitation(people, case):
    cases.record_filing(by=people.caseworker, case=case, on=date(2015, 9, 1))
    assert not case.deadlines.filter(kind="limitation", done_on=None).exists()
    assert case.status == "filed"


def test_money_received_is_added_up_to_the_fen(people, case):
    for amount in ("0.10", "0.20", "27000.01"):
        cases.record_payment(
            by=people.caseworker, case=case, on=date(2015, 9, 1), amount=Decimal(amount)
        )
    case.refresh_from_db()
    assert case.received == Decimal("27000.31")


def test_an_outsider_can_change_nothing(people, case):
    acts = [
        lambda: cases.change_case(by=people.outsider, case=case, status="lost"),
        lambda: cases.add_deadline(
            by=people.outsider, case=case, kind="other", due_on=date(2015, 9, 1)
        ),
        lambda: cases.add_task(by=people.outsider, compartment=case.compartment),
        lambda: cases.record_payment(
            by=people.outsider, case=case, on=date(2015, 9, 1), amount=Decimal(1)
        ),
        lambda: cases.add_hearing(
            by=people.outsider, case=case, kind="talk", starts_at=datetime.now(UTC)
        ),
        lambda: people_services.change_worker(by=people.outsider, worker=case.worker, name="x"),
    ]
    for act in acts:
        with pytest.raises(NotYours):
            act()


def test_a_researcher_reads_no_name(people, case):
    assert case.worker.reveal(people.researcher, "name") is None


def test_every_act_stands_in_the_journal(people, case):
    cases.change_case(by=people.caseworker, case=case, status="negotiating")
    acts = [line.act for line in journal.history(people.caseworker, case)]
    assert {"centre.open_case", "centre.change_case", "centre.compute_claim"} <= set(acts)
    assert journal.verify() == []


def twin(people, case):
    return people_services.add_worker(
        by=people.caseworker, compartment=people.inside, name="李小红", phone="13800138000"
    )


def test_two_records_of_one_person_are_joined_and_separated(people, case):
    other = twin(people, case)
    made = merge(by=people.caseworker, noun="worker", kept=case.worker, folded=other)
    other.refresh_from_db()
    assert other.merged_into == case.worker
    assert other.reveal(people.caseworker, "name") == "李小红"
    undo_merge(by=people.caseworker, merge=made)
    other.refresh_from_db()
    assert other.merged_into is None


def test_joining_twice_or_with_itself_is_refused(people, case):
    other = twin(people, case)
    merge(by=people.caseworker, noun="worker", kept=case.worker, folded=other)
    for kept, folded in [(case.worker, case.worker), (other, case.worker)]:
        with pytest.raises(CannotMerge):
            merge(by=people.caseworker, noun="worker", kept=kept, folded=folded)


def test_splink_proposes_the_twin(people, case):
    from gongyou.centre.queries.duplicates import worker_pairs

    other = twin(people, case)
    for name in ("王五", "赵六", "陈七", "周八"):
        people_services.add_worker(by=people.caseworker, compartment=people.inside, name=name)
    (pair,) = worker_pairs(people.caseworker, people.inside)
    assert {pair.first, pair.second} == {case.worker, other}
