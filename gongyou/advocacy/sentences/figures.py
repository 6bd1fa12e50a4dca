"""What the journal says of indicators, releases and briefs."""

from collections.abc import Mapping
from typing import Any

SENTENCES: Mapping[str, Any] = {}
