"""What the journal says of reforms and what-if."""

from collections.abc import Mapping
from typing import Any

SENTENCES: Mapping[str, Any] = {}
