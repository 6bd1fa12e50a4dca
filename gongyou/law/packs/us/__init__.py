"""United States: the Fair Labor Standards Act."""

from . import desk
from .pack import us as pack
from .rules import hours, minimum_wage, overtime, regular_rate, special_overtime

__all__ = ["desk", "hours", "minimum_wage", "overtime", "pack", "regular_rate", "special_overtime"]
