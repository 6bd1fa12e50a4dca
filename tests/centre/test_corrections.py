"""What was recorded wrongly is corrected or withdrawn; sums follow, history keeps both."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from gongyou.centre.models import Evidence, Outcome, Payment
from gongyou.centre.services import withdrawals
from gongyou.centre.services.cases import (
    add_deadline,
    add_hearing,
    record_filing,
    record_outcome,
    record_payment,
)
from gongyou.centre.services.evidence import add_evidence
from gongyou.vault.public import journal

pytestmark = pytest.mark.django_db
DAY = date(2015, 6, 1)


def acts(actor, record):
    return [entry.act for entry in journal.history(actor, record)]


def test_a_payment_typed_wrongly_is_corrected_and_the_sum_follows(people, case):
    by = people.caseworker
    wrong = record_payment(by=by, case=case, on=DAY, amount=Decimal(130000), means="bank")
    withdrawals.correct_payment(by=by, payment=wrong, on=DAY, amount=Decimal(13000), means="bank")
    case.refresh_from_db()
    assert case.received == 13000
    assert [p.amount for p in case.payments.all()] == [13000]
    assert Payment.everything.get(pk=wrong.pk).withdrawn_why == "corrected"
    assert "centre.withdraw" in acts(by, wrong)


def test_an_award_withdrawn_leaves_status_sum_and_days_as_before(people, case):
    by = people.caseworker
    record_filing(by=by, case=case, on=date(2015, 5, 11))
    case.refresh_from_db()
    award = record_outcome(by=by, case=case, kind="award", on=DAY, amount=Decimal(80000))
    case.refresh_from_db()
    assert case.status == "awarded"
    assert case.deadlines.filter(kind="sue", done_on=None).exists()
    withdrawals.withdraw(by=by, record=award, why="did_not")
    case.refresh_from_db()
    assert (case.status, case.awarded) == ("filed", None)
    assert not case.deadlines.filter(kind="sue", done_on=None).exists()
    assert case.outcomes.count() == 0 and Outcome.everything.filter(case=case).count() == 1


def test_of_two_outcomes_the_one_that_stands_counts(people, case):
    by = people.caseworker
    record_outcome(by=by, case=case, kind="award", on=DAY, amount=Decimal(50000))
    later = record_outcome(by=by, case=case, kind="judgment", on=DAY + timedelta(days=90),
                           amount=Decimal(60000))  # fmt: skip
    withdrawals.withdraw(by=by, record=later, why="other_case")
    case.refresh_from_db()
    assert (case.status, case.awarded) == ("awarded", 50000)


def test_a_filing_taken_back_lets_limitation_run_as_before(people, case):
    by = people.caseworker
    days = set(case.deadlines.filter(kind="limitation", done_on=None).values_list("due_on"))
    record_filing(by=by, case=case, on=date(2015, 5, 11))
    case.refresh_from_db()
    withdrawals.withdraw_filing(by=by, case=case, why="mistake")
    case.refresh_from_db()
    assert case.status == "open"
    assert set(case.deadlines.filter(kind="limitation", done_on=None).values_list("due_on")) == days
    with pytest.raises(ValueError, match="nothing was filed"):
        withdrawals.withdraw_filing(by=by, case=case, why="mistake")


def test_evidence_keeps_its_file_and_takes_another_title(people, case, client_of):
    by = people.caseworker
    item = add_evidence(by=by, case=case, kind="photo", title="银行流水", held_by="worker")
    url = reverse("centre:correction", args=["evidence", item.pk])
    client = client_of(people.caseworker)
    assert "银行流水" in client.get(url).content.decode()
    sent = {
        "kind": "bank_statement",
        "title": "银行流水2015",
        "held_by": "centre",
        "pages": "2",
        "origin": "",
    }
    assert client.post(url, sent).status_code == 302
    item = Evidence.objects.get()
    assert (item.kind, item.pages, item.reveal(by, "title")) == (
        "bank_statement",
        2,
        "银行流水2015",
    )
    assert "centre.change_evidence" in acts(by, item)
    assert client.post(url, {"withdraw": "1", "why": "twice"}).status_code == 302
    assert not Evidence.objects.exists() and Evidence.everything.count() == 1


def test_what_cannot_be_withdrawn_changes_nothing(people, case):
    by = people.caseworker
    payment = record_payment(by=by, case=case, on=DAY, amount=Decimal(10), means="cash")
    with pytest.raises(ValueError, match="reason"):
        withdrawals.withdraw(by=by, record=payment, why="whim")
    withdrawals.withdraw(by=by, record=payment, why="twice")
    with pytest.raises(ValueError, match="already"):
        withdrawals.withdraw(by=by, record=payment, why="twice")


@pytest.mark.parametrize("noun", ["payment", "outcome", "hearing", "evidence"])
def test_the_page_is_for_those_who_may_write(people, case, client_of, noun):
    by = people.caseworker
    record = {
        "payment": lambda: record_payment(by=by, case=case, on=DAY, amount=1, means="cash"),
        "outcome": lambda: record_outcome(by=by, case=case, kind="award", on=DAY),
        "hearing": lambda: add_hearing(by=by, case=case, kind="talk", starts_at=timezone.now()),
        "evidence": lambda: add_evidence(by=by, case=case, kind="photo", held_by="worker"),
    }[noun]()
    url = reverse("centre:correction", args=[noun, record.pk])
    codes = [client_of(who).get(url).status_code
             for who in (by, people.lawyer, people.outsider, people.researcher, None)]  # fmt: skip
    assert codes[0] == 200
    assert set(codes[2:]) <= {302, 403, 404}
    assert client_of(by).put(url).status_code == 405
    assert client_of(by).post(url, {"withdraw": "1", "why": "whim"}).status_code == 422
    record.refresh_from_db()
    assert record.withdrawn_on is None


@pytest.mark.parametrize("noun", ["payment", "outcome", "filing"])
def test_what_happened_is_never_in_the_future(people, case, client_of, noun):
    client, url = client_of(people.caseworker), reverse("centre:case_add", args=[case.pk, noun])
    sent = {f"{noun}-amount": "10", f"{noun}-means": "cash", f"{noun}-kind": "award"}
    today = timezone.localdate()
    for day, code in ((today, 302), (today + timedelta(days=1), 422)):
        answer = client.post(url, sent | {f"{noun}-on": day.isoformat()})
        assert answer.status_code == code, day


def test_a_day_that_somebody_wrote_down_outlives_a_change_of_status(people, case):
    """Filing ends the computed limitation; a day written by hand ends only when it is met."""
    by = people.caseworker
    own = add_deadline(by=by, case=case, kind="limitation", due_on=date(2027, 1, 4))
    record_filing(by=by, case=case, on=date(2015, 5, 11))
    own.refresh_from_db()
    assert own.done_on is None
    computed = case.deadlines.filter(kind="limitation", computed=True, due_on=date(2016, 4, 20))
    assert all(deadline.done_on for deadline in computed)
