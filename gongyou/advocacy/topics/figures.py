"""What this topic brings to the first page and the tabs (see `advocacy/parts.py`)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

HOME: list[tuple[str, str]] = []
TABS: list[tuple[str, Any, str, str]] = [
    ("advocacy:indicators", _("Indicators"), "bar-chart", "read"),
    ("advocacy:releases", _("Releases"), "upload", "export"),
    ("advocacy:namings", _("Employers named"), "megaphone", "export"),
]
