"""Guides whose numbers the law computes: read, checked, shown in five forms. Knows no Django."""

from .reading import Guide, GuideError, Part, read_guide
from .rests import changed_since, rests_of
from .shapes import chat_text, html_of, leaflet_pdf, poster_pdf, read_aloud
from .shipped import shipped_guide, shipped_guides

__all__ = [
    "Guide",
    "GuideError",
    "Part",
    "changed_since",
    "chat_text",
    "html_of",
    "leaflet_pdf",
    "poster_pdf",
    "read_aloud",
    "read_guide",
    "rests_of",
    "shipped_guide",
    "shipped_guides",
]
