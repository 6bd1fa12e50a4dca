"""PDF by Typst: many documents in one run, nothing written to disk."""

from functools import cache
from pathlib import Path

from gongyou.documents import charts
from gongyou.documents.markup import Block
from gongyou.documents.typesetting import Typesetter

TEMPLATE = Path(__file__).with_name("paper.typ")


def render(documents: list[list[Block]], language: str) -> bytes:
    """One PDF with the documents one after another, each on a fresh page."""
    data = {
        "language": language,
        "documents": [[_plain(block, language) for block in document] for document in documents],
    }
    return _setter().render(data, tags=True)


def _plain(block: Block, language: str) -> dict:
    drawn = {"svg": charts.svg(block.chart, language)} if block.chart else {}
    return block.plain() | drawn


@cache
def _setter() -> Typesetter:
    return Typesetter(TEMPLATE)
