"""Readers and writers of other programs' files; none of them knows Django."""
