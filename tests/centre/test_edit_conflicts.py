"""Two people open one record and both save: what either wrote is kept and shown."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from lxml import html

from gongyou.centre.services import facts
from gongyou.vault.public import journal


class Page:
    """A form as a browser holds it: opened once, filled in, sent."""

    def __init__(self, client, name: str, *args):
        self.client, self.address = client, reverse(f"centre:{name}", args=args)
        self.read(client.get(self.address))

    def read(self, answer) -> None:
        """Take the fields from the page."""
        self.text = answer.content.decode()
        page = html.fromstring(self.text)
        # The form of the page is its last; those before it are the top's.
        self.values = dict(page.xpath("//main//form")[-1].form_values())

    def send(self, **changed) -> int:
        """Fill in and send; the status, and the page as it came back."""
        self.values |= {name.replace("__", "-"): value for name, value in changed.items()}
        answer = self.client.post(self.address, self.values)
        if answer.status_code != 302:
            self.read(answer)
        return answer.status_code


@pytest.fixture
def two(people, client_of):
    """Two members at their own machines."""
    return client_of(people.caseworker), client_of(people.lawyer)


def test_changes_of_different_fields_are_both_kept(people, case, two):
    first, second = (Page(client, "worker_edit", case.worker.pk) for client in two)
    assert first.send(phone="13911112222") == 302
    assert second.send(notes="夜班，晚上十点后再打电话") == 302
    case.worker.refresh_from_db()
    assert case.worker.reveal(people.lawyer, "phone") == "13911112222"
    assert case.worker.reveal(people.lawyer, "notes") == "夜班，晚上十点后再打电话"


def test_a_field_that_both_changed_is_shown_before_it_is_replaced(people, case, two):
    first, second = (Page(client, "worker_edit", case.worker.pk) for client in two)
    assert first.send(phone="13911112222") == 302
    assert second.send(phone="13933334444") == 422
    assert "13911112222" in second.text
    assert second.values["phone"] == "13933334444"
    case.worker.refresh_from_db()
    assert case.worker.reveal(people.lawyer, "phone") == "13911112222"
    assert second.send() == 302
    case.worker.refresh_from_db()
    assert case.worker.reveal(people.lawyer, "phone") == "13933334444"
    assert len(journal.history(people.lawyer, case.worker)) >= 3


def test_a_page_shown_again_for_another_error_does_not_bring_old_values_back(case, two):
    pk = case.employment.pk
    first, second = (Page(client, "facts_source", pk, "worker") for client in two)
    assert first.send(average_wage_12m="4100") == 302
    assert second.send(notice_given_days="many") == 422
    assert second.values["average_wage_12m"] == "4100.00"
    assert second.send(notice_given_days="10") == 302
    row = case.employment.facts.get(source="worker")
    assert (row.average_wage_12m, row.notice_given_days) == (Decimal(4100), 10)


def test_naming_another_source_wipes_nothing_of_it(people, case, client_of):
    facts.set_facts(
        by=people.caseworker,
        employment=case.employment,
        source="contract",
        values={"agreed_wage": Decimal(3000), "average_wage_12m": Decimal(3500)},
    )
    page = Page(client_of(people.caseworker), "facts_source", case.employment.pk, "worker")
    assert page.send(source="contract") == 422
    assert "3500" in page.text
    assert page.send(average_wage_12m="3500") == 302
    row = case.employment.facts.get(source="contract")
    assert (row.agreed_wage, row.average_wage_12m) == (Decimal(3000), Decimal(3500))
    assert row.start == date(2005, 3, 1)


def test_a_month_already_known_is_shown_before_it_is_replaced(people, case, client_of):
    facts.set_pay(
        by=people.caseworker,
        employment=case.employment,
        source="worker",
        rows=[{"month": date(2015, 1, 1), "due": Decimal(3900)}],
    )
    page = Page(client_of(people.caseworker), "pay_edit", case.employment.pk)
    sent = {"pay__source": "worker", "pay__first": "2015-01", "pay__due": "3800"}
    assert page.send(**sent) == 422
    assert "3900" in page.text
    assert page.send() == 302
    assert case.employment.pay.get(source="worker").due == Decimal(3800)


def test_grievances_and_status_are_compared_too(people, case, two):
    first, second = (Page(client, "case_edit", case.pk) for client in two)
    assert first.send(status="negotiating") == 302
    assert second.send(summary="厂方答应本周答复。") == 302
    case.refresh_from_db()
    assert case.status == "negotiating"
    assert case.reveal(people.lawyer, "summary") == "厂方答应本周答复。"
    assert [g.code for g in case.grievances.all()] == ["severance"]
