"""The one setting of which law counts where none is named."""

import os

DEFAULT_LAW = os.environ.get("GONGYOU_LAW") or "cn"


def default_law() -> str:
    """The name of the pack that counts where none is named."""
    return DEFAULT_LAW
