"""Codes that people read off paper and type."""

SIGNS = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Signs that cannot be taken for one another."""
