"""Addresses under `/v1/`."""

from django.urls import path, re_path

from gongyou.surveys.rest import (
    downloads,
    entities,
    forms,
    projects,
    sessions,
    submissions,
    tables,
)
from gongyou.surveys.rest.calls import nothing_here

P = "projects/<int:number>"
F = f"{P}/forms/<str:form_id>"
S = f"{F}/submissions"
I = f"{S}/<str:instance_id>"  # noqa: E741
D = f"{P}/datasets"

urlpatterns = [
    path("sessions", sessions.sessions),
    path("sessions/current", sessions.session_current),
    path("users/current", sessions.user_current),
    path("projects", projects.projects),
    path(P, projects.project),
    path(f"{P}/app-users", projects.app_users),
    path(f"{P}/forms", forms.forms),
    re_path(
        r"^projects/(?P<number>\d+)/forms/(?P<form_id>[^/]+)\.svc/\$metadata$", tables.form_metadata
    ),
    re_path(
        r"^projects/(?P<number>\d+)/forms/(?P<form_id>[^/]+)\.svc/Submissions"
        r"\((?:__id=)?'(?P<key>(?:[^']|'')+)'\)(?:/(?P<below>.+))?$",
        tables.form_row,
    ),
    re_path(
        r"^projects/(?P<number>\d+)/forms/(?P<form_id>[^/]+)\.svc/(?P<table>[^/]+)$",
        tables.form_table,
    ),
    re_path(
        r"^projects/(?P<number>\d+)/forms/(?P<form_id>[^/]+)\.svc/(?P<table>[^/]+)/\$count$",
        tables.form_count,
    ),
    re_path(r"^projects/(?P<number>\d+)/forms/(?P<form_id>[^/]+)\.svc/?$", tables.form_service),
    re_path(r"^projects/(?P<number>\d+)/forms/(?P<form_id>[^/]+)\.xml$", forms.form_xml),
    path(F, forms.form),
    path(f"{F}/fields", forms.form_fields),
    path(f"{F}/attachments", forms.form_files),
    path(f"{F}/assignments/<int:role>/<int:user>", projects.form_assignment),
    path(f"{F}/draft", forms.draft),
    path(f"{F}/draft/publish", forms.draft_publish),
    path(f"{F}/draft/attachments", forms.draft_files),
    path(f"{F}/draft/attachments/<str:filename>", forms.draft_file),
    path(S, submissions.submissions),
    path(f"{S}.csv", downloads.submissions_csv),
    path(f"{S}.csv.zip", downloads.submissions_zip),
    path(f"{S}.geojson", downloads.submissions_geojson),
    re_path(
        r"^projects/(?P<number>\d+)/forms/(?P<form_id>[^/]+)/submissions/"
        r"(?P<instance_id>[^/]+)\.xml$",
        submissions.submission_xml,
    ),
    path(I, submissions.submission),
    path(f"{I}/versions", submissions.versions),
    path(f"{I}/restore", submissions.submission_restore),
    path(f"{I}/attachments", submissions.attachments),
    path(f"{I}/attachments/<str:filename>", submissions.attachment),
    path(f"{I}/comments", submissions.comments),
    path(D, entities.datasets),
    re_path(
        r"^projects/(?P<number>\d+)/datasets/(?P<name>[^/]+)\.svc/Entities$", entities.entity_table
    ),
    re_path(
        r"^projects/(?P<number>\d+)/datasets/(?P<name>[^/]+)\.svc/\$metadata$",
        entities.entity_document,
    ),
    re_path(r"^projects/(?P<number>\d+)/datasets/(?P<name>[^/]+)\.svc/?$", entities.entity_service),
    path(f"{D}/<str:name>/entities.csv", entities.entities_csv),
    path(f"{D}/<str:name>", entities.dataset),
    path(f"{D}/<str:name>/properties", entities.dataset_properties),
    path(f"{D}/<str:name>/entities", entities.entities),
    path(f"{D}/<str:name>/entities/<str:entity_id>", entities.entity),
    re_path(r"^.*$", nothing_here),
]
