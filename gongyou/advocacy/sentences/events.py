"""What the journal says of conflict events: reports, events, disputes, coding, sameness."""

from collections.abc import Mapping
from typing import Any

SENTENCES: Mapping[str, Any] = {}
