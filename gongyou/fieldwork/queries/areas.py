"""The picture or page on which areas are marked: how large it is, and what is marked on it."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from io import BytesIO

from django.urls import reverse

from gongyou.documents.pages import PPI, Undrawable, page_of
from gongyou.fieldwork.models import Text
from gongyou.fieldwork.queries.texts import file_of
from gongyou.vault.public import files, sandboxed_command

WIDEST = 1000
"""Pixels at which a wide picture is shown."""
POINTS = 72


@dataclass(frozen=True)
class Box:
    """A marked area as the page draws it: from the upper left, in pixels of the page."""

    x: float
    y: float
    width: float
    height: float
    name: str
    colour: str


@dataclass
class Sheet:
    """What is marked on: `scale` units (pixels of the picture, points of a PDF) a shown pixel.

    On a page of a PDF heights are counted from its lower edge, as the standard has it.
    """

    source: str
    width: int
    height: int
    scale: float
    page: int = 0
    pages: int = 1
    flipped: bool = False
    boxes: list[Box] = field(default_factory=list)

    @property
    def shown_page(self) -> int:
        """The page as people count them."""
        return self.page + 1

    @property
    def before(self) -> int | None:
        """The page before, as people count them."""
        return self.page or None

    @property
    def after(self) -> int | None:
        """The page after, as people count them."""
        return self.page + 2 if self.page + 1 < self.pages else None

    def place(self, x: int, y: int) -> tuple[int, int]:
        """A shown pixel in the units of the file."""
        high = self.height - y if self.flipped else y
        return round(x * self.scale), round(high * self.scale)

    def box(self, area: list[float], name: str, colour: str) -> Box:
        """A marked area as it is shown."""
        x1, y1, x2, y2 = (value / self.scale for value in area[1:])
        if self.flipped:
            y1, y2 = self.height - y1, self.height - y2
        left, top = min(x1, x2), min(y1, y2)
        return Box(left, top, abs(x2 - x1), abs(y2 - y1), name, colour)


def sheet_of(actor, text: Text, page: int = 0) -> Sheet | None:
    """The picture, or a page of the PDF; None where it is not here or cannot be drawn."""
    if text.medium not in ("picture", "pdf") or text.file is None or not files.shown(text.file):
        return None
    content = files.read_file(actor, file_of(actor, text))
    return _page(content, page) if text.medium == "pdf" else _picture(text, content)


def _page(content: bytes, number: int) -> Sheet | None:
    try:
        drawn = page_of(content, number, sandboxed_command)
    except Undrawable:
        return None
    scale = POINTS / PPI
    size = round(drawn.width / scale), round(drawn.height / scale)
    source = "data:image/png;base64," + base64.b64encode(drawn.png).decode()
    return Sheet(source, *size, scale, drawn.number, drawn.pages, flipped=True)


def _picture(text: Text, content: bytes) -> Sheet:
    """A picture that may be shown was read and written anew: its head alone is asked here."""
    from PIL import Image

    width, height = Image.open(BytesIO(content)).size
    scale = max(1.0, width / WIDEST)
    source = reverse("fieldwork:source", args=[text.pk])
    return Sheet(source, round(width / scale), round(height / scale), scale)
