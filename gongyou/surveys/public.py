"""What other packages may import from the surveys room."""

from gongyou.surveys.front import front
from gongyou.surveys.xlsform.convert import has_validate


def sealed_reply(request):
    """What a phone, a program or a link is told while the database is sealed, or None."""
    from gongyou.surveys.openrosa.sealed import sealed_reply as reply

    return reply(request)


__all__ = ["front", "has_validate", "sealed_reply"]
