"""A team's week: notes, caseloads, handing over, case numbers, further phones."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from gongyou.centre.models import Case, Deadline, Note, Proceeding, Task
from gongyou.centre.queries import team as queries
from gongyou.centre.queries.search import find
from gongyou.centre.services import notes, proceedings, withdrawals
from gongyou.centre.services import team as services
from gongyou.centre.services.cases import add_task, change_case
from gongyou.vault.public import Membership, NotYours, journal, remove_member
from tests.people import join, make_account

pytestmark = pytest.mark.django_db
TODAY = date(2015, 6, 1)


def test_a_call_stands_on_the_timeline_with_who_when_and_what(people, case, client_of):
    client = client_of(people.caseworker)
    url = reverse("centre:case_add", args=[case.pk, "note"])
    told = {"text": "厂方说下周付", "kind": "call", "other": "employer", "on": "2015-06-01",
            "minutes": "15"}  # fmt: skip
    answer = client.post(url, {f"note-{name}": value for name, value in told.items()}, follow=True)
    page = answer.content.decode()
    assert "厂方说下周付" in page and "15 minutes" in page and "caseworker" in page
    contacts = client.get(reverse("centre:case_timeline", args=[case.pk]) + "?only=contacts")
    assert "opened the case" not in contacts.content.decode()
    assert "厂方说下周付" in contacts.content.decode()


def test_a_researcher_sees_that_there_was_a_call_and_not_what_was_said(people, case, client_of):
    notes.write_note(by=people.caseworker, case=case, text="她丈夫病了", on=TODAY)
    url = reverse("centre:case_timeline", args=[case.pk])
    page = client_of(people.researcher).get(url).content.decode()
    assert "她丈夫病了" not in page
    assert client_of(people.outsider).get(url).status_code == 404


def test_a_note_of_tomorrow_or_of_no_words_is_refused(people, case, client_of):
    url = reverse("centre:case_add", args=[case.pk, "note"])
    tomorrow = str(timezone.localdate() + timedelta(days=1))
    for bad in ({"note-on": tomorrow}, {"note-text": ""}, {"note-minutes": "-5"}):
        data = {
            "note-text": "x",
            "note-kind": "call",
            "note-other": "worker",
            "note-on": "2015-06-01",
        }
        assert client_of(people.caseworker).post(url, data | bad).status_code == 422
    assert not Note.objects.exists()


def test_a_note_is_corrected_and_withdrawn_and_its_history_keeps_both(people, case):
    by = people.caseworker
    note = notes.write_note(by=by, case=case, text="周一来", on=TODAY, minutes=20)
    notes.correct_note(by=by, note=note, text="周二来", on=TODAY, minutes=20)
    assert note.reveal(by, "text") == "周二来"
    line = next(each for each in journal.history(by, note) if each.act == "centre.correct_note")
    assert line.sealed == {"text": ["周一来", "周二来"]}
    withdrawals.withdraw(by=by, record=note, why="other_case")
    assert not case.notes.exists() and Note.everything.filter(pk=note.pk).exists()


def test_a_case_is_found_by_its_number_there_and_by_who_decides(people, case):
    by = people.caseworker
    proceedings.add_proceeding(
        by=by,
        case=case,
        stage="arbitration",
        number="穗番劳人仲案〔2015〕4321号",
        authority="番禺区劳动人事争议仲裁院",
        decider="周仲裁",
    )
    for term in ("4321", "〔2015〕4321", "周仲裁", "番禺区劳动人事"):
        assert reverse("centre:case", args=[case.pk]) in {row["url"] for row in find(by, term)}, (
            term
        )
    for other in (people.outsider, people.researcher):
        assert not [row for row in find(other, "4321") if "cases" in row["url"]]


def test_a_wrong_case_number_is_put_right_on_its_page(people, case, client_of):
    by = people.caseworker
    row = proceedings.add_proceeding(by=by, case=case, stage="arbitration", authority="番禺仲裁院",
                                     number="4321")  # fmt: skip
    url = reverse("centre:correction", args=["proceeding", row.pk])
    data = {"stage": "arbitration", "authority": "番禺仲裁院", "number": "4312"}
    assert client_of(by).post(url, data).status_code == 302
    assert Proceeding.objects.get().reveal(by, "number") == "4312"
    assert "4312" in client_of(by).get(reverse("centre:case", args=[case.pk])).content.decode()


def test_all_cases_of_a_colleague_go_to_another_with_their_tasks(people, case, client_of):
    by = people.coordinator
    services.assign(by=by, cases=[case], to=people.lawyer.account)
    task = add_task(by=by, compartment=case.compartment, case=case,
                    assigned_to=people.lawyer.account)  # fmt: skip
    url = reverse("centre:team_cases", args=[people.lawyer.account.pk])
    client = client_of(by)
    assert case.reference in client.get(url).content.decode()
    answer = client.post(url, {"to": str(people.caseworker.account.pk), "all": "1"})
    assert answer.status_code == 302
    case.refresh_from_db()
    task.refresh_from_db()
    assert case.assigned_to == task.assigned_to == people.caseworker.account
    told = [line for line in journal.history(by, case) if line.act == "centre.assign_cases"]
    assert told[0].changes["assigned_to"] == ["lawyer", "caseworker"]


def test_a_finished_task_stays_with_whoever_did_it(people, case):
    by = people.coordinator
    services.assign(by=by, cases=[case], to=people.lawyer.account)
    task = add_task(by=by, compartment=case.compartment, case=case,
                    assigned_to=people.lawyer.account)  # fmt: skip
    Task.objects.filter(pk=task.pk).update(done_on=TODAY)
    services.assign(by=by, cases=list(Case.objects.all()), to=people.caseworker.account)
    task.refresh_from_db()
    assert task.assigned_to == people.lawyer.account


def test_a_case_whose_colleague_was_removed_is_nobodys_and_listed(people, case, client_of):
    services.assign(by=people.coordinator, cases=[case], to=people.lawyer.account)
    assert not queries.nobodys(queries.open_cases(people.coordinator)).exists()
    gone = Membership.objects.get(compartment=people.inside, account=people.lawyer.account)
    remove_member(people.coordinator, gone)
    assert list(queries.nobodys(queries.open_cases(people.coordinator))) == [case]
    client = client_of(people.caseworker)
    assert case.reference in client.get(reverse("centre:team_nobody")).content.decode()
    assert "nobody" in client.get(reverse("centre:case", args=[case.pk])).content.decode()


def test_neither_a_researcher_nor_somebody_outside_can_be_put_in_charge(people, case):
    for other in (people.researcher, people.outsider):
        with pytest.raises(NotYours):
            services.assign(by=people.coordinator, cases=[case], to=other.account)
    with pytest.raises(NotYours):
        services.assign(by=people.outsider, cases=[case], to=people.outsider.account)


def test_what_each_carries_is_counted_and_an_outsider_sees_none_of_it(people, case, client_of):
    services.assign(by=people.coordinator, cases=[case], to=people.caseworker.account)
    load = next(each for each in queries.caseload(people.coordinator) if each.open)
    assert (load.account, load.open, load.quiet) == (people.caseworker.account, 1, 1)
    notes.write_note(by=people.caseworker, case=case, text="来电", on=timezone.localdate())
    assert next(each for each in queries.caseload(people.coordinator) if each.open).quiet == 0
    assert all(each.open == 0 for each in queries.caseload(people.outsider))
    assert (
        "caseworker" not in client_of(people.outsider).get(reverse("centre:team")).content.decode()
    )


def test_closing_a_case_asks_why(people, case, client_of):
    client = client_of(people.caseworker)
    url = reverse("centre:case_edit", args=[case.pk])
    data = {"status": "advice", "route": "legal", "grievances": ["severance"], "summary": ""}
    assert client.post(url, data).status_code == 422
    assert client.post(url, data | {"closed_why": "advised"}).status_code == 302
    assert Case.objects.get().closed_why == "advised"
    change_case(by=people.caseworker, case=Case.objects.get(), status="open", closed_why="")
    assert Case.objects.get().closed_on is None


def test_several_phones_are_kept_found_and_taken_back(people, case, client_of):
    by = people.caseworker
    client = client_of(by)
    url = reverse("centre:contact_add", args=[case.worker_id])
    client.post(url, {"kind": "relative", "value": "139 2222 3333", "whose": "哥哥，晚上"})
    page = client.get(reverse("centre:worker", args=[case.worker_id])).content.decode()
    assert "139 2222 3333" in page and "哥哥" in page
    assert case.worker.pseudonym in {row["title"] for row in find(by, "13922223333")}
    contact = case.worker.contacts.get()
    assert client_of(people.outsider).post(reverse("centre:contact_withdraw", args=[contact.pk])
                                           ).status_code == 404  # fmt: skip
    client.post(reverse("centre:contact_withdraw", args=[contact.pk]))
    assert not case.worker.contacts.exists()


def test_somebody_who_joins_another_circle_only_sees_its_team(people):
    newcomer = make_account("newcomer")
    join(people.outsider, people.elsewhere, newcomer, "caseworker")
    assert {load.account.login for load in queries.caseload(newcomer)} == {"outsider", "newcomer"}


def test_the_next_day_lies_ahead_and_a_missed_one_is_told_beside_it(people, case):
    today = timezone.localdate()
    case.deadlines.all().delete()
    for days in (-2102, -3, 354, 40):
        Deadline.objects.create(
            compartment=case.compartment, case=case, kind="own", due_on=today + timedelta(days=days)
        )
    said = queries.strip(case)
    assert (said.overdue, said.next_on) == (today - timedelta(2102), today + timedelta(40))
    change_case(by=people.caseworker, case=case, status="won")
    said = queries.strip(case)
    assert (said.overdue, said.next_on) == (None, None)
