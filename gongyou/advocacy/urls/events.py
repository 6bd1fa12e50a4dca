"""Addresses of conflict events: sources, reports, events, disputes, coding, sameness."""

from django.urls import URLPattern, path

from gongyou.advocacy.views import coding, disputes, events, imports, pairs, statistics

urlpatterns: list[URLPattern] = [
    path("events/", events.events, name="events"),
    path("events/new/", events.event_new, name="event_new"),
    path("events/statistics/", statistics.statistics, name="statistics"),
    path("events/release/", events.events_release, name="events_release"),
    path("events/imports/", imports.imports, name="imports"),
    path("events/imports/<ref:pk>/", imports.import_one, name="import"),
    path("events/imports/<ref:pk>/take-in/", imports.import_take, name="import_take"),
    path("events/imports/<ref:pk>/columns/", imports.import_map, name="import_map"),
    path("events/imports/<ref:pk>/undo/", imports.import_undo, name="import_undo"),
    path("events/imports/<ref:pk>/export/", imports.import_export, name="import_export"),
    path("events/reports/", coding.reports, name="reports"),
    path("events/reports/<ref:pk>/", coding.report, name="report"),
    path("events/reports/<ref:pk>/aside/", coding.report_aside, name="report_aside"),
    path("events/agreement/", coding.agreement, name="agreement"),
    path("events/codebook/", coding.codebook, name="codebook"),
    path("events/disputes/", disputes.disputes, name="disputes"),
    path("events/disputes/<ref:pk>/take-in/", disputes.dispute_take, name="dispute_take"),
    path("events/pairs/", pairs.pairs, name="pairs"),
    path("events/pairs/<ref:pk>/", pairs.pair_decide, name="pair_decide"),
    path("events/<ref:pk>/", events.event, name="event"),
    path("events/<ref:pk>/report/", events.event_report, name="event_report"),
    path("events/<ref:pk>/correct/", events.event_correct, name="event_correct"),
    path("events/<ref:pk>/spell/", events.event_spell, name="event_spell"),
    path("events/<ref:pk>/outcome/", events.event_outcome, name="event_outcome"),
    path("events/<ref:pk>/dispute/", events.event_dispute, name="event_dispute"),
    path("events/<ref:pk>/withdraw/", events.event_withdraw, name="event_withdraw"),
]
