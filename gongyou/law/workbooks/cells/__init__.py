"""Cells read: numbers, days, words; each says what it could not read."""
