"""The way back to the legal route."""

from django.urls import path

from gongyou.collective.views import back

urlpatterns = [
    path("<ref:pk>/back/", back.back, name="back"),
    path("<ref:pk>/runs/", back.run_begin, name="run_begin"),
    path("runs/<ref:pk>/", back.run, name="run"),
    path("runs/<ref:pk>/resume/", back.run_resume, name="run_resume"),
    path("runs/<ref:pk>/parts/<int:number>/", back.run_part, name="run_part"),
    path("runs/<ref:pk>/file/", back.run_file, name="run_file"),
    path("<ref:pk>/filings/", back.filing_prepare, name="filing_prepare"),
    path("filings/<ref:pk>/filed/", back.filing_file, name="filing_file"),
    path("filings/<ref:pk>/paper/", back.filing_paper, name="filing_paper"),
]
