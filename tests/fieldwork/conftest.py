"""The collective case of the neighbouring room's tests."""

from tests.collective.conftest import matter

__all__ = ["matter"]
