"""Cards of a session as a sheet to cut: a text and a code on each, nothing else."""

from functools import cache
from pathlib import Path

from gongyou.documents import Typesetter

TEMPLATE = Path(__file__).parent / "cards.typ"


@cache
def _setter() -> Typesetter:
    return Typesetter(TEMPLATE)


def cards_pdf(texts: list[str], lang: str) -> bytes:
    """A4 sheets of cards."""
    import segno

    cards = [
        {
            "text": text,
            "code": [
                "".join("1" if d else "0" for d in row)
                for row in segno.make(text, error="m").matrix
            ],
        }
        for text in texts
    ]
    return _setter().render({"lang": lang, "cards": cards})
