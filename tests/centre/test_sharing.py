"""One case shared with one person outside, until a day: read by them alone, over by itself."""

from datetime import date, timedelta

import pytest
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from gongyou.centre.models import Loan, LoanKey
from gongyou.centre.queries import loans as queries
from gongyou.centre.queries.search import find
from gongyou.centre.services import loans as services
from gongyou.centre.services.cases import open_case
from gongyou.centre.services.consent import record_consent
from gongyou.centre.services.evidence import add_evidence
from gongyou.centre.services.intake import record_intake
from gongyou.centre.services.notes import write_note
from gongyou.vault.public import (
    MemberListChanged,
    NotYours,
    current_user_key,
    journal,
    public_fingerprint,
)
from tests.centre.conftest import FACTS

pytestmark = pytest.mark.django_db


def words(actor) -> bytes:
    return public_fingerprint(current_user_key(actor.account))


def in_days(n: int) -> date:
    return timezone.localdate() + timedelta(days=n)


@pytest.fixture
def agreed(people, case):
    record_consent(by=people.caseworker, worker=case.worker, verdicts={"share": "yes"})
    return case


@pytest.fixture
def loan(people, agreed):
    return services.lend_case(by=people.coordinator, case=agreed, to=people.outsider.account,
                              until=in_days(30), fingerprint=words(people.outsider))  # fmt: skip


def test_the_lawyer_outside_reads_the_case_its_notes_and_its_files(people, case, loan, client_of):
    write_note(by=people.caseworker, case=case, text="厂方愿谈", on=date(2015, 6, 1))
    item = add_evidence(by=people.caseworker, case=case, kind="chat", held_by="worker",
                        upload=b"wage: 3800\n")  # fmt: skip
    client = client_of(people.outsider)
    page = client.get(reverse("centre:shared_case", args=[loan.pk])).content.decode()
    assert "李小红" in page and "没有给补偿" in page and "厂方愿谈" in page
    file = client.get(reverse("centre:shared_file", args=[loan.pk, item.pk]))
    assert b"".join(file.streaming_content) == b"wage: 3800\n"
    acts = [line.act for line in journal.history(people.coordinator, case.worker)]
    assert "centre.lend_case" in acts and "vault.read_identity" in acts


def test_nothing_else_of_the_circle_opens_to_whom_one_case_is_shared(people, case, loan, client_of):
    other = record_intake(
        by=people.caseworker, compartment=people.inside, story="另一件事",
        identity={"name": "李小红"}, employer_name="别的厂", facts=FACTS, grievances=["severance"],
    )  # fmt: skip
    second = open_case(by=people.caseworker, employment=case.employment)
    write_note(by=people.caseworker, case=second, text="不可外传", on=date(2015, 6, 1))
    client = client_of(people.outsider)
    for url in (
        reverse("centre:case", args=[case.pk]),
        reverse("centre:worker", args=[case.worker_id]),
        reverse("centre:case", args=[other.case.pk]),
        reverse("centre:employment_facts", args=[case.employment_id]),
    ):
        assert client.get(url).status_code == 404
    page = client.get(reverse("centre:shared_case", args=[loan.pk])).content.decode()
    assert "另一件事" not in page and "不可外传" not in page
    assert not find(people.outsider, "李小红")
    assert case.reference not in client.get(reverse("centre:cases")).content.decode()


def test_nobody_but_the_borrower_opens_it_and_only_members_see_with_whom(people, loan, client_of):
    url = reverse("centre:shared_case", args=[loan.pk])
    for actor in (people.stranger, people.administrator, people.caseworker, people.coordinator):
        assert client_of(actor).get(url).status_code == 404
    with pytest.raises(Http404):
        queries.lent_case(people.stranger, loan.pk)


def test_the_day_after_the_last_nothing_opens_and_the_key_is_gone(people, loan, monkeypatch,
                                                                   client_of):  # fmt: skip
    url = reverse("centre:shared_case", args=[loan.pk])
    client = client_of(people.outsider)
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: loan.until)
    assert client.get(url).status_code == 200
    monkeypatch.setattr(timezone, "localdate", lambda *a, **k: loan.until + timedelta(days=1))
    assert client.get(url).status_code == 404
    services.drop_ended_keys()
    assert not LoanKey.objects.exists()


def test_a_sharing_ended_early_is_over_at_once_and_told(people, case, loan, client_of):
    client_of(people.coordinator).post(reverse("centre:loan_end", args=[loan.pk]))
    url = reverse("centre:shared_case", args=[loan.pk])
    assert client_of(people.outsider).get(url).status_code == 404
    assert not LoanKey.objects.exists()
    assert "centre.end_loan" in [line.act for line in journal.history(people.coordinator, case)]


def test_without_the_workers_yes_a_case_is_shared_with_nobody(people, case):
    for answers in ({}, {"share": "no"}):
        if answers:
            record_consent(by=people.caseworker, worker=case.worker, verdicts=answers)
        with pytest.raises(services.NotAgreed):
            services.lend_case(by=people.coordinator, case=case, to=people.outsider.account,
                               until=in_days(3), fingerprint=words(people.outsider))  # fmt: skip
    assert not Loan.objects.exists()


def test_a_worker_who_takes_the_yes_back_ends_the_sharing(people, case, loan, client_of):
    record_consent(by=people.caseworker, worker=case.worker, verdicts={"share": "no"})
    url = reverse("centre:shared_case", args=[loan.pk])
    assert client_of(people.outsider).get(url).status_code == 404


def test_who_may_not_share_cannot_and_a_key_that_was_not_compared_gets_nothing(people, agreed):
    to = people.outsider.account
    for actor in (people.caseworker, people.researcher, people.outsider):
        with pytest.raises(NotYours):
            services.lend_case(by=actor, case=agreed, to=to, until=in_days(3),
                               fingerprint=words(people.outsider))  # fmt: skip
    with pytest.raises(MemberListChanged):
        services.lend_case(by=people.coordinator, case=agreed, to=to, until=in_days(3),
                           fingerprint=words(people.stranger))  # fmt: skip


@pytest.mark.parametrize("days", [-1, 400])
def test_a_sharing_has_an_end_within_a_year(people, agreed, days):
    with pytest.raises(ValueError, match="ahead"):
        services.lend_case(by=people.coordinator, case=agreed, to=people.outsider.account,
                           until=in_days(days), fingerprint=words(people.outsider))  # fmt: skip


def test_advice_from_outside_stands_on_the_timeline_of_the_case(people, case, loan, client_of):
    url = reverse("centre:shared_case", args=[loan.pk])
    answer = client_of(people.outsider).post(url, {"text": "先申请调解", "on": "2015-06-02"})
    assert answer.status_code == 302
    page = client_of(people.caseworker).get(reverse("centre:case_timeline", args=[case.pk]))
    assert "先申请调解" in page.content.decode() and "outsider" in page.content.decode()


def test_sharing_is_two_steps_on_the_page_and_the_words_are_shown_first(people, agreed, client_of):
    client = client_of(people.coordinator)
    url = reverse("centre:case_share", args=[agreed.pk])
    data = {"login": "outsider", "until": str(in_days(30))}
    page = client.post(url, data)
    assert page.status_code == 200 and "compared" in page.content.decode()
    assert not Loan.objects.exists()
    client.post(url, data | {"compared": words(people.outsider).hex()})
    assert Loan.objects.get().account == people.outsider.account
    assert client_of(people.caseworker).get(url).status_code == 404
    home = client_of(people.outsider).get("/").content.decode()
    assert agreed.reference in home
