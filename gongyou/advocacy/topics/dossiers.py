"""What this topic brings to the first page and the tabs (see `advocacy/parts.py`)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import Right

HOME: list[tuple[str, str]] = [("advocacy/_home_dossiers.html", "gongyou.advocacy.clocks.home")]
TABS: list[tuple[str, Any, str, str]] = [
    ("advocacy:dossiers", _("Dossiers"), "folder", Right.READ),
    ("advocacy:links", _("Supply links"), "link-45deg", Right.READ),
]
