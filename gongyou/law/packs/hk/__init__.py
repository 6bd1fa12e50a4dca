"""Hong Kong: Employment Ordinance, Minimum Wage Ordinance, abolition of MPF offsetting."""

from .pack import hk as pack
from .rules import average_wage, contractors, minimum_wage, offsetting, termination

__all__ = ["average_wage", "contractors", "minimum_wage", "offsetting", "pack", "termination"]
