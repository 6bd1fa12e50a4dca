"""Addresses of the surveys room."""

from django.urls import include, path

from gongyou.surveys.views import (
    analysis,
    answers,
    collectors,
    lists,
    questionnaires,
    surveys,
    trouble,
)

app_name = "surveys"

S = "surveys/<int:number>"
L = f"{S}/lists/<ref:pk>"
F = f"{S}/forms/<ref:pk>"
A = f"{F}/answers/<ref:submission>"

urlpatterns = [
    path("openrosa/", include("gongyou.surveys.openrosa.urls")),
    path("fill/", include("gongyou.surveys.fill.urls")),
    path("v1/", include("gongyou.surveys.rest.urls")),
    path("surveys/", surveys.survey_list, name="list"),
    path(f"{S}/", surveys.survey, name="survey"),
    path(f"{S}/upload/", surveys.form_upload, name="form_upload"),
    path(f"{S}/generate/", surveys.form_generate, name="form_generate"),
    path(f"{S}/aside/", surveys.setbacks, name="setbacks"),
    path(f"{S}/aside/<ref:pk>/take-in/", surveys.setback_take_in, name="setback_take_in"),
    path(f"{S}/trouble/", trouble.trouble, name="trouble"),
    path(f"{S}/trouble/<ref:submission>/", trouble.trouble_settle, name="trouble_settle"),
    path(f"{S}/devices/new/", collectors.collector_new, name="collector_new"),
    path(f"{S}/devices/many/", collectors.collectors_new, name="collectors_new"),
    path(f"{S}/devices/sheet/", collectors.collectors_sheet, name="collectors_sheet"),
    path(f"{S}/devices/<ref:pk>/", collectors.collector, name="collector"),
    path(f"{S}/devices/<ref:pk>/stop/", collectors.collector_revoke, name="collector_revoke"),
    path(f"{S}/lists/perform/", lists.lists_perform, name="lists_perform"),
    path(f"{L}/", lists.entity_list, name="entity_list"),
    path(f"{L}/<ref:entity>/", lists.entity, name="entity"),
    path(f"{L}/<ref:entity>/delete/", lists.entity_delete, name="entity_delete"),
    path(f"{F}/", questionnaires.form, name="form"),
    path(f"{F}/publish/", questionnaires.form_publish, name="form_publish"),
    path(f"{F}/discard/", questionnaires.form_discard, name="form_discard"),
    path(f"{F}/draft/", questionnaires.form_draft, name="form_draft"),
    path(f"{F}/state/", questionnaires.form_state, name="form_state"),
    path(f"{F}/delete/", questionnaires.form_delete, name="form_delete"),
    path(f"{F}/file/", questionnaires.form_file, name="form_file"),
    path(f"{F}/columns/", questionnaires.form_columns, name="form_columns"),
    path(f"{F}/preview/", questionnaires.form_preview, name="form_preview"),
    path(f"{F}/preview.xml", questionnaires.form_preview_xml, name="form_preview_xml"),
    path(f"{F}/preview/<ref:file>/", questionnaires.form_preview_file, name="form_preview_file"),
    path(f"{F}/workbook/<ref:version>/", questionnaires.form_workbook, name="form_workbook"),
    path(f"{F}/answers/", answers.answers, name="answers"),
    path(f"{A}/", answers.answer, name="answer"),
    path(f"{A}/audit/", answers.answer_audit, name="answer_audit"),
    path(f"{A}/delete/", answers.answer_delete, name="answer_delete"),
    path(f"{A}/intake/", answers.answer_intake, name="answer_intake"),
    path(f"{A}/files/<ref:file>/", answers.answer_file, name="answer_file"),
    path(f"{F}/analysis/", analysis.analysis, name="analysis"),
    path(f"{F}/codebook/", analysis.codebook, name="codebook"),
    path(f"{F}/table/", analysis.table_make, name="table_make"),
    path(f"{F}/checks/", analysis.checks, name="checks"),
    path(f"{F}/export/", analysis.export, name="export"),
]
