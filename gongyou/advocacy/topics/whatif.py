"""What this topic brings to the first page and the tabs (see `advocacy/parts.py`)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from gongyou.vault.public import Right

HOME: list[tuple[str, str]] = []
TABS: list[tuple[str, Any, str, str]] = [
    ("advocacy:reforms", _("What if"), "sliders", Right.READ),
]
