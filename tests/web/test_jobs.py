"""Jobs run without keys, repeat when due and are tried again when they fail."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gongyou.web import jobs
from gongyou.web.models import Draft, Due

pytestmark = pytest.mark.django_db(transaction=True)
calls: list = []


@task()
def works(number):
    calls.append(number)


@task()
def fails(number):
    raise ValueError("a message that could hold 李小红")


@pytest.fixture(autouse=True)
def _fresh():
    calls.clear()


def test_what_is_queued_is_worked_off():
    works.enqueue(7)
    jobs.work_off()
    assert calls == [7]


def test_a_failed_job_is_tried_three_times_in_all():
    fails.enqueue(1)
    for _ in range(5):
        jobs.work_off()
        DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now())
    assert DBTaskResult.objects.failed().count() == jobs.TRIES


def test_what_repeats_runs_when_due_and_not_before(monkeypatch):
    ran = []
    monkeypatch.setattr(jobs, "periodic", lambda: {"x": ("gongyou.web.jobs.prune", 3600)})
    monkeypatch.setattr(jobs, "prune", lambda: ran.append(1))
    assert jobs.tick() == ["x"]
    assert jobs.tick() == []
    Due.objects.update(at=timezone.now() - timedelta(seconds=1))
    assert jobs.tick() == ["x"]
    assert len(ran) == 2


def test_what_has_served_is_forgotten_and_nothing_younger(people):
    """Results after 14 days, drafts after 90, sessions at their end; a minute younger stays."""
    now = timezone.now()

    def session(key, **ends):
        Session.objects.create(
            session_key=key, session_data="x", expire_date=now + timedelta(**ends)
        )

    def draft(name, **age):
        made = Draft.objects.create(account=people.caseworker.account, name=name, sealed=b"x")
        Draft.objects.filter(pk=made.pk).update(saved_at=now - timedelta(**age))

    def result(number, **age):
        works.enqueue(number)
        jobs.work_off()
        kept = DBTaskResult.objects.filter(finished_at__gte=now - timedelta(minutes=10)).latest(
            "finished_at"
        )
        DBTaskResult.objects.filter(pk=kept.pk).update(finished_at=now - timedelta(**age))

    session("ended", seconds=-1)
    session("open", minutes=5)
    draft("old", days=90, seconds=1)
    draft("young", days=90, seconds=-60)
    result(1, days=14, seconds=1)
    result(2, days=14, seconds=-60)
    jobs.prune()
    assert [one.session_key for one in Session.objects.all()] == ["open"]
    assert [one.name for one in Draft.objects.all()] == ["young"]
    assert DBTaskResult.objects.finished().count() == 1


def test_a_failing_one_does_not_stop_the_others(monkeypatch):
    both = {"bad": ("gongyou.web.jobs.missing", 60), "good": ("gongyou.web.jobs.prune", 60)}
    monkeypatch.setattr(jobs, "periodic", lambda: both)
    assert jobs.tick() == ["bad", "good"]
    assert Due.objects.get(name="bad").failures == 1
