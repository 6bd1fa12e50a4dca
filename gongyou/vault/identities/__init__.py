"""Sealed fields on records, pseudonyms, and the search of names."""
