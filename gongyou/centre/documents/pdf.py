"""PDF by Typst: many documents in one run, nothing written to disk."""

import json
from functools import cache
from pathlib import Path

from gongyou.centre.documents.markup import Block

TEMPLATE = Path(__file__).with_name("document.typ")


def render(documents: list[list[Block]], language: str) -> bytes:
    """One PDF with the documents one after another, each on a fresh page."""
    import typst

    data = {
        "language": language,
        "documents": [[block.plain() for block in document] for document in documents],
    }
    return typst.compile(
        TEMPLATE.read_bytes(),
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        font_paths=_fonts(),
    )


@cache
def _fonts():
    """The fonts of the machine, looked for once."""
    import typst

    return typst.Fonts()
