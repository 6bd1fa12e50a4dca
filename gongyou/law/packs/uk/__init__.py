"""United Kingdom: redundancy pay, notice, national minimum wage, holiday."""

from .pack import uk as pack
from .rules import arrears, holiday, minimum_wage, notice, redundancy

__all__ = ["arrears", "holiday", "minimum_wage", "notice", "pack", "redundancy"]
