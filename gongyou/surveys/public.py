"""What other packages may import from the surveys room."""

from gongyou.surveys.front import front

__all__ = ["front"]
