"""Jobs run without keys, repeat when due and are tried again when they fail."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from gongyou.web import jobs
from gongyou.web.models import Due

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


def test_a_failing_one_does_not_stop_the_others(monkeypatch):
    both = {"bad": ("gongyou.web.jobs.missing", 60), "good": ("gongyou.web.jobs.prune", 60)}
    monkeypatch.setattr(jobs, "periodic", lambda: both)
    assert jobs.tick() == ["bad", "good"]
    assert Due.objects.get(name="bad").failures == 1
