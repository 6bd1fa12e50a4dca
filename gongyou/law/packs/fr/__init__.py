"""France: dismissal indemnity, notice, precarity bonus (Code du travail)."""

from .pack import fr as pack
from .rules import indemnity, notice, precarity, salary, seniority

__all__ = ["indemnity", "notice", "pack", "precarity", "salary", "seniority"]
