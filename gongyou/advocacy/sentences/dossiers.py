"""What the journal says of dossiers and supply links."""

from collections.abc import Mapping
from typing import Any

SENTENCES: Mapping[str, Any] = {}
