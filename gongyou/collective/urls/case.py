"""Cases, the board, findings."""

from django.urls import path

from gongyou.collective.views import case, findings

urlpatterns = [
    path("", case.cases, name="cases"),
    path("new/", case.case_new, name="case_new"),
    path("import/", case.case_import, name="case_import"),
    path("findings/", findings.findings, name="findings"),
    path("findings/open/", findings.finding_open, name="finding_open"),
    path("<ref:pk>/", case.case, name="case"),
    path("<ref:pk>/edit/", case.case_edit, name="case_edit"),
    path("<ref:pk>/phases/<int:phase>/", case.phase_set, name="phase_set"),
    path("<ref:pk>/checks/<slug:code>/", case.check_tick, name="check_tick"),
    path("<ref:pk>/requests/", case.request_add, name="request_add"),
    path("requests/<ref:pk>/decide/", case.request_decide, name="request_decide"),
]
