"""Rosters: a workbook read, mapped, mended, imported as a whole and undone as a whole."""
