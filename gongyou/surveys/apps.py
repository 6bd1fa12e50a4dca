"""The surveys room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SurveysConfig(AppConfig):
    """Questionnaires: publishing, collecting, seeing."""

    name = "gongyou.surveys"
    verbose_name = _("Surveys")
    label = "surveys"
    home_panels = [("surveys/_home.html", "gongyou.surveys.queries.response.home")]
    periodic = [
        ("surveys.nonces", "gongyou.surveys.jobs.forget_nonces", 3600),
        ("surveys.exports", "gongyou.surveys.jobs.write_exports", 3600),
    ]
    counted_tables = ["gongyou.surveys.queries.counted.tables"]
    short_forms = ["gongyou.surveys.queries.short_forms.offered"]
    navigation = [("surveys:list", _("Surveys"), "clipboard-data", "read")]

    def ready(self):
        """Register the sentences of the journal, and what ends after a theft."""
        from gongyou.surveys import acts  # noqa: F401
        from gongyou.surveys.services.collectors import shut_lists, stop_after_theft
        from gongyou.vault.public import on_new_key, on_theft

        on_theft(stop_after_theft)
        on_new_key(shut_lists)
