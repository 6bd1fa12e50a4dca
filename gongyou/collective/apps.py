"""The collective room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectiveConfig(AppConfig):
    """Collective cases: many people, one matter."""

    name = "gongyou.collective"
    label = "collective"
    verbose_name = _("Collective work")

    navigation = [
        ("collective:cases", _("Collective cases"), "people", "read"),
        ("collective:findings", _("From many to one"), "diagram-3", "read"),
    ]
    home_panels = [("collective/_home.html", "gongyou.collective.queries.home.panel")]

    def ready(self):
        """Tell the journal this room's sentences."""
        from gongyou.collective import sentences

        sentences.register()
