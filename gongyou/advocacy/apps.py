"""The advocacy room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AdvocacyConfig(AppConfig):
    """Conflict events, indicators, releases, what-if, briefs, dossiers."""

    name = "gongyou.advocacy"
    label = "advocacy"
    verbose_name = _("Advocacy")
    counted_tables = ["gongyou.advocacy.queries.events.counted.tables"]
    navigation = [("advocacy:home", _("Advocacy"), "bar-chart", "read")]

    def ready(self):
        """Register the sentences of the journal."""
        from gongyou.advocacy import sentences

        sentences.register()
