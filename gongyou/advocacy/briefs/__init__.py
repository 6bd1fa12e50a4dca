"""Briefs whose numbers, statements, charts and tables are bound to figures. No Django here.

`document` reads a file, `numbers` finds what is said without a figure, `check` computes again and
compares, `pages` and `papers` write it out for readers.
"""

from gongyou.advocacy.briefs.check import Finding, check, exit_code
from gongyou.advocacy.briefs.document import Brief, BriefError, read
from gongyou.advocacy.briefs.sources import FromFiles, Recipe, Snapshot

__all__ = [
    "Brief",
    "BriefError",
    "Finding",
    "FromFiles",
    "Recipe",
    "Snapshot",
    "check",
    "exit_code",
    "read",
]
