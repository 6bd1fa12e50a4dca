"""The collective room as a Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CollectiveConfig(AppConfig):
    """Collective cases: many people, one matter."""

    name = "gongyou.collective"
    label = "collective"
    verbose_name = _("Collective work")

    counted_tables = ["gongyou.collective.queries.counted.tables"]
    navigation = [
        ("collective:cases", _("Collective cases"), "people", "read"),
        ("collective:findings", _("Shared problems"), "diagram-3", "read"),
    ]
    home_panels = [("collective/_home.html", "gongyou.collective.queries.home.panel")]

    def ready(self):
        """Tell the journal this room's sentences, and the vault what a restored vote is."""
        from gongyou.centre.public import offer_chronicles
        from gongyou.collective import sentences
        from gongyou.collective.queries.offered import chronicles
        from gongyou.collective.services import elections
        from gongyou.collective.services.ballots import tampered as tampered_ballots
        from gongyou.vault.public import on_check, on_restore, on_start

        sentences.register()
        offer_chronicles(chronicles)
        on_start(elections.put_boxes_in_order)
        on_restore(elections.void_after_restore)
        on_check(tampered_ballots)
