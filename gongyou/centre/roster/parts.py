"""A long review in pages: so much of each list at once, and one sheet's columns."""

from __future__ import annotations

import base64
import json
import zlib
from dataclasses import dataclass

MOST = 5_000_000  # bytes of a mapping when it is unpacked


@dataclass(frozen=True)
class Part:
    """A page of a list; `name` is the parameter that turns it."""

    name: str
    rows: list
    total: int
    number: int
    pages: int

    @property
    def before(self) -> int | None:
        """The page before; None on the first."""
        return self.number - 1 if self.number > 1 else None

    @property
    def after(self) -> int | None:
        """The next page; None on the last."""
        return self.number + 1 if self.number < self.pages else None


def part(rows: list, name: str, asked: str | None, size: int) -> Part:
    """The page that was asked for, or the nearest there is."""
    pages = max(1, -(-len(rows) // size))
    number = int(asked) if asked and asked.isascii() and asked.isdigit() else 1
    number = min(max(1, number), pages)
    return Part(name, rows[(number - 1) * size : number * size], len(rows), number, pages)


def packed(mapping: dict) -> str:
    """A mapping for a hidden field: it goes out and comes back with every page."""
    return base64.b64encode(
        zlib.compress(json.dumps(mapping, ensure_ascii=False).encode())
    ).decode()


def unpacked(text: str) -> dict:
    """Back again; a mapping as plain JSON is taken too.

    Raises:
        ValueError: it is neither.
    """
    if text.lstrip().startswith("{"):
        return json.loads(text)
    try:
        reader = zlib.decompressobj()
        data = reader.decompress(base64.b64decode(text, validate=True), MOST)
    except zlib.error as error:
        raise ValueError("no mapping") from error
    if reader.unconsumed_tail:
        raise ValueError("too large")
    return json.loads(data)
