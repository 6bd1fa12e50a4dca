"""Addresses of the centre; records by their ref, never by a name."""

from django.urls import path

from gongyou.centre.views import cases, claims, facts, intake, people

app_name = "centre"

urlpatterns = [
    path("intake/new/", intake.intake_new, name="intake_new"),
    path("intake/employers/", intake.intake_match_employer, name="intake_match_employer"),
    path("intake/workers/", intake.intake_match_worker, name="intake_match_worker"),
    path("intake/<ref:pk>/", intake.intake, name="intake"),
    path("workers/", people.workers, name="workers"),
    path("workers/<ref:pk>/", people.worker, name="worker"),
    path("workers/<ref:pk>/edit/", people.worker_edit, name="worker_edit"),
    path("workers/<ref:pk>/work/", people.employment_new, name="employment_new"),
    path("employers/", people.employers, name="employers"),
    path("employers/<ref:pk>/", people.employer, name="employer"),
    path("employers/<ref:pk>/edit/", people.employer_edit, name="employer_edit"),
    path("employers/<ref:pk>/sites/", people.worksite_new, name="worksite_new"),
    path("merges/<ref:pk>/undo/", people.merge_undo, name="merge_undo"),
    path("cases/", cases.cases, name="cases"),
    path("cases/filters/", cases.filter_save, name="filter_save"),
    path("cases/filters/<uuid:pk>/drop/", cases.filter_drop, name="filter_drop"),
    path("cases/<ref:pk>/", cases.case, name="case"),
    path("cases/<ref:pk>/edit/", cases.case_edit, name="case_edit"),
    path("cases/<ref:pk>/claim/", claims.case_claim, name="case_claim"),
    path("cases/<ref:pk>/timeline/", cases.case_timeline, name="case_timeline"),
    path("cases/<ref:pk>/add/<slug:noun>/", cases.case_add, name="case_add"),
    path("deadlines/<ref:pk>/done/", cases.deadline_done, name="deadline_done"),
    path("tasks/<ref:pk>/done/", cases.task_done, name="task_done"),
    path("work/<ref:pk>/facts/", facts.employment_facts, name="employment_facts"),
    path("work/<ref:pk>/facts/<slug:source>/", facts.facts_source, name="facts_source"),
    path("work/<ref:pk>/fact/<slug:name>/", facts.fact_edit, name="fact_edit"),
    path("work/<ref:pk>/pay/", facts.pay_edit, name="pay_edit"),
    path("work/<ref:pk>/events/", facts.event_add, name="event_add"),
    path("work/<ref:pk>/compute/", facts.claim_compute, name="claim_compute"),
    path("work/<ref:pk>/claim/", claims.employment_claim, name="employment_claim"),
    path("work/<ref:pk>/claim/<int:number>/<str:code>/", claims.claim_result, name="claim_result"),
    path("pay/<ref:pk>/remove/", facts.pay_remove, name="pay_remove"),
    path("events/<ref:pk>/remove/", facts.event_remove, name="event_remove"),
]
