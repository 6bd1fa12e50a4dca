"""Fixtures that every room uses."""

from tests.people import client_of, people

__all__ = ["client_of", "people"]
