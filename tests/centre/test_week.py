"""Appointments, duty, my day, alarms, work lists, conflicts, hours: a team's week on its pages."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from gongyou.centre.models import Appointment, Duty
from gongyou.centre.queries import conflicts, feed, hours, my_day
from gongyou.centre.services import appointments, notes, particulars, team
from gongyou.centre.services.cases import add_deadline, add_hearing, add_task, record_payment
from gongyou.centre.services.consent import record_consent
from gongyou.centre.services.desk import save_filter
from gongyou.centre.services.intake import record_intake
from gongyou.centre.services.proceedings import add_proceeding
from tests.centre.conftest import FACTS
from tests.centre.test_documents import text_of_pdf

pytestmark = pytest.mark.django_db


def in_days(n: int) -> date:
    return timezone.localdate() + timedelta(days=n)


def at(n: int, hour: int = 10) -> datetime:
    day = in_days(n)
    return datetime(day.year, day.month, day.day, hour, tzinfo=timezone.get_default_timezone())


def someone(people, name, by=None, employer="别的厂", consent=("keep",)):
    return record_intake(
        by=by or people.caseworker, compartment=people.inside, story="", identity={"name": name},
        employer_name=employer, facts=FACTS, grievances=["severance"], consent=list(consent),
    )  # fmt: skip


def words(actor):
    return [row.words for _label, part in my_day.day_panel(actor)["parts"] for row in part]


def test_my_day_is_mine_with_what_is_nobodys_and_all_when_asked_for(people, case):
    by = people.caseworker
    team.assign(by=people.coordinator, cases=[case], to=people.lawyer.account)
    add_deadline(by=by, case=case, kind="reply", due_on=in_days(1))
    assert "look whether the other side replied" in words(people.lawyer)
    assert "look whether the other side replied" not in words(by)
    save_filter(by=by, page=my_day.PAGE, query="all")
    assert "look whether the other side replied" in words(by)
    team.assign(by=people.coordinator, cases=[case], to=None)
    assert "look whether the other side replied" in words(people.organiser)
    assert words(people.outsider) == []


def test_my_day_says_what_when_and_about_whom_and_lets_it_be_done(people, case, client_of):
    by = people.caseworker
    add_task(by=by, compartment=case.compartment, case=case, title="问工资条",
             due_on=in_days(-2), assigned_to=by.account)  # fmt: skip
    add_hearing(by=by, case=case, kind="arbitration", starts_at=at(3))
    client = client_of(by)
    page = client.get("/").content.decode()
    assert "李小红" in page and "问工资条" in page and "Overdue" in page
    assert page.index("问工资条") < page.index("arbitration hearing")
    client.post(reverse("centre:my_day_scope"), {"scope": "all"})
    assert not my_day.mine_only(by)
    client.post(reverse("centre:my_day_scope"), {"scope": "mine"})
    assert my_day.mine_only(by)
    locked = client_of(people.researcher).get("/").content.decode()
    assert "李小红" not in locked


def test_the_calendar_reminds_before_meetings_and_days_without_a_name(people, case):
    by = people.caseworker
    add_hearing(by=by, case=case, kind="arbitration", starts_at=at(3))
    add_deadline(by=by, case=case, kind="reply", due_on=in_days(9))
    appointments.add_appointment(by=by, case=case, starts_at=at(2), about="带工资条")
    text = feed.icalendar(by.account).decode()
    parts = {p.split("SUMMARY:")[1].split(" ")[0]: p for p in text.split("BEGIN:VEVENT")[1:]}
    assert parts["arbitration"].count("BEGIN:VALARM") == 2
    assert "TRIGGER:-P1D" in parts["arbitration"] and "TRIGGER:-PT2H" in parts["arbitration"]
    # A whole day begins at midnight: nine in the morning of the day itself, of the day before,
    # and of a week before.
    for trigger in ("TRIGGER:PT9H", "TRIGGER:-PT15H", "TRIGGER:-P6DT15H"):
        assert trigger in parts["reply"] + text
    assert "appointment" in text and "李小红" not in text and "带工资条" not in text


def test_an_appointment_is_made_moved_and_noted(people, case, client_of):
    by = people.caseworker
    client = client_of(by)
    url = reverse("centre:case_appointment", args=[case.pk])
    data = {"new-starts_at": f"{in_days(1)}T10:00", "new-minutes": "30", "new-about": "带合同"}
    assert client.post(url, data).status_code == 302
    made = Appointment.objects.get()
    page = client.get(reverse("centre:appointments")).content.decode()
    assert "李小红" in page and "带合同" in page
    moved = {**data, "new-starts_at": f"{in_days(2)}T11:00"}
    client.post(reverse("centre:appointment", args=[made.pk]), moved)
    assert Appointment.everything.get(pk=made.pk).withdrawn_why == "corrected"
    new = Appointment.objects.get()
    client.post(reverse("centre:appointment_came", args=[new.pk]), {"came": "no"})
    assert Appointment.objects.get().came is False
    client.post(reverse("centre:appointment", args=[new.pk]), {"withdraw": "1"})
    assert not Appointment.objects.exists()
    outside = client_of(people.outsider)
    assert outside.get(reverse("centre:appointment", args=[new.pk])).status_code == 404
    assert "李小红" not in outside.get(reverse("centre:appointments")).content.decode()


def test_somebody_is_on_duty_once_however_often_it_is_said(people, client_of):
    client = client_of(people.coordinator)
    data = {"duty-on": str(in_days(0)), "duty-account": str(people.lawyer.account.pk)}
    for _twice in range(2):
        client.post(reverse("centre:duty_set"), data)
    assert "On duty today" in client.get("/").content.decode()
    client.post(reverse("centre:duty_drop", args=[Duty.objects.get().pk]))
    assert not Duty.objects.exists()


def test_a_phone_list_holds_who_agreed_to_be_called_and_says_how_many_not(people, case, client_of):
    yes = someone(people, "可打电话", consent=["keep", "contact"])
    team.assign(by=people.coordinator, cases=[case, yes.case], to=people.caseworker.account)
    client = client_of(people.caseworker)
    answer = client.get(reverse("centre:work_list", args=["phones"]) + "?mine")
    text = text_of_pdf(answer.content)
    assert "可打电话" in text and "李小红" not in text and "1personisleftout" in text
    assert client_of(people.researcher).get(
        reverse("centre:work_list", args=["phones"])).status_code == 404  # fmt: skip
    assert client.get(reverse("centre:work_list", args=["nothing"])).status_code == 404


def test_a_client_who_is_the_other_sides_witness_is_a_conflict(people, case, client_of):
    by = people.caseworker
    foreman = someone(people, "周工头")
    assert conflicts.of_case(by, foreman.case) == []
    particulars.add_witness(by=by, case=case, name="周工头", can_say="在场")
    [(name, rows)] = conflicts.of_case(by, foreman.case)
    assert name == "周工头" and {row.side for row in rows} == {"ours", "witness"}
    page = client_of(by).post(reverse("centre:conflicts"), {"case": foreman.case.ref})
    assert "more than one side" in page.content.decode()
    assert conflicts.conflicts(people.outsider, "周工头") == []


def test_whoever_speaks_for_an_employer_and_is_a_client_is_found_by_name(people, case):
    by = people.caseworker
    someone(people, "钱经理")
    particulars.set_opponent(by=by, employer=case.employer, head_name="钱经理", head_post="厂长")
    add_proceeding(by=by, case=case, stage="mediation", authority="街道", other_agent="钱经理 律师")
    rows = conflicts.conflicts(by, "钱经理")
    assert {row.role for row in rows} == {"client", "head", "agent"}
    assert conflicts.on_both_sides(rows)
    assert not conflicts.on_both_sides(conflicts.conflicts(by, "李小红"))


def test_hours_and_results_count_only_who_agreed_and_say_who_is_left_out(people, case, client_of):
    by = people.caseworker
    told = someone(people, "可统计", consent=["keep", "statistics"])
    for minutes in (30, None, 65):
        notes.write_note(by=by, case=case, text="x", on=in_days(0), minutes=minutes)
    record_payment(by=by, case=case, on=in_days(0), amount=Decimal(100))
    record_payment(by=by, case=told.case, on=in_days(0), amount=Decimal(7))
    found = hours.report(by, date(2015, 1, 1), in_days(0))
    assert (found.people, found.left_out, found.received) == (1, 1, 7)
    assert (found.minutes, found.unmeasured) == (95, 1)
    page = client_of(by).get(reverse("centre:hours")).content.decode()
    assert "1:35" in page and "1 note names no time" in page
    record_consent(by=by, worker=case.worker, verdicts={"statistics": "yes"})
    assert hours.report(by, date(2015, 1, 1), in_days(0)).received == 107
    elsewhere = hours.report(people.outsider, date(2015, 1, 1), in_days(0))
    assert (elsewhere.minutes, elsewhere.received) == (0, None)
    assert "nothing recorded" in client_of(people.outsider).get(reverse("centre:hours")).text


def test_a_period_that_ends_before_it_begins_is_refused(people, client_of):
    url = reverse("centre:hours") + "?first=2026-05-01&last=2026-04-01"
    assert client_of(people.caseworker).get(url).status_code == 422
