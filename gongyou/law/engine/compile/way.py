"""The table of what is written for each operation."""

from __future__ import annotations

from ..language.operations import Way

COMPILED = Way("the compiled law")
