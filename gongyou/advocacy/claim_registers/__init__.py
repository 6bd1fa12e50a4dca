"""Registers of wage claims that an authority gave out, and whether a published number comes out.

A register is no table of this centre's: it is read, counted under every lawful definition, and
compared; nothing of it is kept. No Django.
"""

from .compare import Verdict, compare
from .figures import Figure, figures
from .read import Claim, Register, read_register

__all__ = ["Claim", "Figure", "Register", "Verdict", "compare", "figures", "read_register"]
