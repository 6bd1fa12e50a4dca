"""What this topic brings to the first page and the tabs (see `advocacy/parts.py`)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

HOME: list[tuple[str, str]] = [
    ("advocacy/_home_events.html", "gongyou.advocacy.queries.events.home.home"),
]
TABS: list[tuple[str, Any, str, str]] = [
    ("advocacy:events", _("Events"), "calendar-event", "read"),
    ("advocacy:statistics", _("Stoppages"), "bar-chart", "read"),
    ("advocacy:reports", _("Reports"), "inbox", "identity"),
    ("advocacy:pairs", _("Same or not"), "intersect", "identity"),
    ("advocacy:disputes", _("Disputes"), "diagram-3", "identity"),
    ("advocacy:imports", _("Sheets"), "table", "identity"),
]
