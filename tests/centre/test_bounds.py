"""What no law and no calendar can hold is refused at the field, never with a broken page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongyou.centre.models import Payment

DAYS = ["0001-01-01", "1899-12-31", "9999-12-31"]
YEARS = "Give a year between 1900 and 2199."


@pytest.fixture
def asked(people, client_of):
    """Post as the caseworker; the answer."""
    client = client_of(people.caseworker)
    return lambda name, args, sent: client.post(reverse(f"centre:{name}", args=args), sent)


@pytest.mark.parametrize("day", DAYS)
def test_days_that_nobody_lived_are_refused(asked, case, day):
    work = case.employment_id
    for name, args, sent in [
        ("case_add", [case.pk, "filing"], {"filing-on": day}),
        ("case_add", [case.pk, "outcome"], {"outcome-kind": "award", "outcome-on": day}),
        ("case_add", [case.pk, "deadline"], {"deadline-kind": "reply", "deadline-due_on": day}),
        (
            "case_add",
            [case.pk, "hearing"],
            {"hearing-kind": "arbitration", "hearing-starts_at": f"{day}T09:00"},
        ),
        ("fact_edit", [work, "start"], {"source": "worker", "value": day}),
        ("facts_source", [work, "worker"], {"source": "worker", "judgment_received_on": day}),
        ("pay_edit", [work], {"pay-source": "worker", "pay-first": day[:7]}),
        ("event_add", [work], {"event-kind": "arbitration_filed", "event-date": day}),
    ]:
        answer = asked(name, args, sent)
        assert answer.status_code == 422, name
        assert YEARS in answer.content.decode(), name


@pytest.mark.parametrize("fact", ["agreed_wage", "average_wage_12m", "notice_given_days"])
def test_a_fact_below_nothing_is_refused(asked, case, fact):
    answer = asked("fact_edit", [case.employment_id, fact], {"source": "worker", "value": "-1"})
    assert answer.status_code == 422
    assert "negative" in answer.content.decode()


def test_pay_below_nothing_is_refused(asked, case):
    sent = {"pay-source": "worker", "pay-first": "2014-05", "pay-due": "-1"}
    assert asked("pay_edit", [case.employment_id], sent).status_code == 422


def test_a_payment_is_more_than_nothing(asked, case):
    today = timezone.localdate()
    for amount in ("-5", "0", "NaN", "1e400"):
        sent = {"payment-on": today, "payment-amount": amount, "payment-means": "bank"}
        assert asked("case_add", [case.pk, "payment"], sent).status_code == 422
    assert not Payment.objects.exists()


def test_evidence_has_a_number_of_pages_that_someone_could_count(asked, case):
    sent = {"kind": "payslip", "held_by": "worker", "pages": "9" * 20}
    assert asked("case_evidence", [case.pk], sent).status_code == 422


def test_common_days_pass(asked, case):
    tomorrow = timezone.localdate() + timedelta(days=1)
    sent = {"hearing-kind": "arbitration", "hearing-starts_at": f"{tomorrow}T09:00"}
    assert asked("case_add", [case.pk, "hearing"], sent).status_code == 302
