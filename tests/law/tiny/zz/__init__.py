"""The labour law of Zembla, which does not exist."""

from . import desk, rules
from .pack import zz as pack

__all__ = ["desk", "pack", "rules"]
