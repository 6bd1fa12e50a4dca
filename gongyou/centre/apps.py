"""The centre room: the people, their work, their cases."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CentreConfig(AppConfig):
    """Casework of a workers' centre."""

    name = "gongyou.centre"
    label = "centre"
    verbose_name = _("Casework")

    counted_tables = ["gongyou.centre.counted_cases.tables"]
    navigation = [
        ("centre:intake_new", _("New intake"), "plus-lg", "write"),
        ("centre:cases", _("Cases"), "folder", "read"),
        ("centre:workers", _("Workers"), "people", "read"),
        ("centre:employers", _("Employers"), "building", "read"),
        ("centre:deadlines", _("Deadlines"), "clock", "read"),
        ("centre:appointments", _("Appointments"), "calendar-event", "read"),
        ("centre:calendar", _("Calendar"), "calendar3", "read"),
        ("centre:team", _("Team"), "people", "read"),
        ("centre:charts", _("Figures"), "bar-chart", "read"),
        ("centre:rosters", _("Rosters"), "table", "write"),
        ("centre:documents", _("Documents"), "file-earmark-text", "identity"),
    ]
    home_panels = [
        ("centre/_home_day.html", "gongyou.centre.queries.my_day.day_panel"),
        ("centre/_home_shared.html", "gongyou.centre.queries.loans.shared_panel"),
        ("centre/_new_intakes.html", "gongyou.centre.queries.my_day.new_intakes"),
    ]

    exports = {
        "centre.xlsx": ("gongyou.centre.export.export", "xlsx"),
        "centre.json": ("gongyou.centre.export.export", "json"),
        "centre-csv.zip": ("gongyou.centre.export.export", "zip"),
    }
    search = ["gongyou.centre.queries.search.find"]

    def ready(self):
        """Register the journal's sentences and what the search of names covers."""
        from django.db.models import CharField

        from gongyou.centre import lookups, sentences
        from gongyou.centre.models import Contact, Proceeding, Worker
        from gongyou.centre.services import after_merge, desk, loans, own_copy
        from gongyou.vault.public import laptops, on_handover, on_start, searchable

        CharField.register_lookup(lookups.Begins)
        sentences.register()
        desk.add_doors()
        on_handover(own_copy.handed_over)
        laptops.on_merge(after_merge.follow)
        on_start(loans.drop_ended_keys)
        searchable(Worker, ("name", "phone"))
        searchable(Contact, ("value",))
        searchable(Proceeding, ("number", "decider", "other_agent"))
