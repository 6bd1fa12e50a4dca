"""Passages of texts: cut, moved after a correction, shown."""
