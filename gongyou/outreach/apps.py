"""The outreach room."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OutreachConfig(AppConfig):
    """Guides, self-check, sessions, calls, directory, referral, publishing."""

    name = "gongyou.outreach"
    label = "outreach"
    verbose_name = _("Outreach")
    counted_tables = ["gongyou.outreach.queries.counted.tables"]
    navigation = [("outreach:home", _("Outreach"), "megaphone", "read")]
    case_links = [
        (
            "outreach:hand_over",
            _("Hand over to another centre"),
            "arrow-right",
            ("export", "identity"),
        )
    ]
    home_panels = [("outreach/_home.html", "gongyou.outreach.queries.due.home")]

    def ready(self):
        """Register the sentences of the journal."""
        from gongyou.outreach import sentences

        sentences.register()
