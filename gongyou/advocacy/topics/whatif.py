"""What this topic brings to the first page and the tabs (see `advocacy/parts.py`)."""

from typing import Any

HOME: list[tuple[str, str]] = []
TABS: list[tuple[str, Any, str, str]] = []
